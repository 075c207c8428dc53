"""One programme in one school in one term."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from stocktake.programmes import parse_term
from stocktake.standards import UsageError
from stocktake_web.accounts.models import User
from stocktake_web.programmes.descriptions.models import ProgrammeRecord
from stocktake_web.records.models import Versioned
from stocktake_web.schools.subject import OfSchool
from stocktake_web.services.programme_maps import COUNTS


class State(models.TextChoices):
    """How far it got."""

    OFFER = "offered", "Offered"
    AGREEMENT = "agreed", "Agreed"
    DELIVERY = "delivered", "Delivered"
    REFUSAL = "declined", "Declined"


class Delivery(OfSchool, Versioned):
    """One programme in one school in one term, with its contact at the school.

    Parameters
    ----------
    term : str
        As the library writes it, such as ``202627-autumn``.
    contact_role : str
        Who is the school's contact, as a role; empty where the place is vacant.
    contact_user : User or None
        The same as an account of this area, where the person has one.
    """

    unaudited: ClassVar[frozenset[str]] = frozenset({"term"})

    programme = models.ForeignKey(
        ProgrammeRecord, on_delete=models.PROTECT, related_name="deliveries"
    )
    term = models.CharField(max_length=13)
    state = models.CharField(max_length=10, choices=State.choices)
    offered_count = models.PositiveIntegerField(null=True, blank=True)
    started_count = models.PositiveIntegerField(null=True, blank=True)
    completed_count = models.PositiveIntegerField(null=True, blank=True)
    visits_count = models.PositiveIntegerField(null=True, blank=True)
    data_requests_count = models.PositiveIntegerField(null=True, blank=True)
    days_out_count = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    contact_role = models.CharField(max_length=120, blank=True)
    contact_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-term", "school__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "school", "term"),
                name="delivery_once_a_term",
                violation_error_message="This school and term are recorded already",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme.title}: {self.school.name}, {self.term}"

    @property
    def owner_user_id(self) -> int | None:
        """Who looks after the programme."""
        return self.programme.owner_user_id

    @property
    def term_title(self) -> str:
        """The term as people write it."""
        return parse_term(self.term).label.capitalize()

    def described_values(self) -> dict[str, Any]:
        """The term as people write it."""
        return {"term": self.term_title}

    @property
    def is_vacant(self) -> bool:
        """Whether a school that takes part names nobody as its contact."""
        takes_part = self.state in (State.AGREEMENT, State.DELIVERY)
        return takes_part and not self.contact_role and self.contact_user_id is None

    def clean(self) -> None:
        """Its programme is the area's, its term is one, and nobody completes who did not start.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        faults = {}
        if self.programme.area_id != self.area_id:
            faults["programme"] = "Select a programme of this place"
        try:
            self.term = str(parse_term(self.term))
        except UsageError:
            faults["term"] = "Enter a term, such as 202627-autumn"
        offered_count, started_count, completed_count = (getattr(self, name) for name in COUNTS[:3])
        if (
            started_count is not None
            and offered_count is not None
            and started_count > offered_count
        ):
            faults["started_count"] = f"No more than the {offered_count:,} to whom it was offered"
        if (
            completed_count is not None
            and started_count is not None
            and completed_count > started_count
        ):
            faults["completed_count"] = f"No more than the {started_count:,} who started"
        if faults:
            raise ValidationError(faults)
