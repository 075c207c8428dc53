"""A programme as it is kept: the library's description, and who looks after it here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from pydantic import ValidationError as FormError

from stocktake.programmes import PROPOSED_STAGES, Programme
from stocktake_web.accounts.models import User
from stocktake_web.programmes.descriptions.wording import describe
from stocktake_web.records.models import Versioned
from stocktake_web.services.programme_maps import read_description, theme_titles

PROGRAMME_ID = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and hyphens."
)


class Stage(models.TextChoices):
    """Where a programme stands between need and hand-over."""

    NEED = "need", "Need"
    BID = "bid", "Bid"
    APPRAISAL = "appraisal", "Appraisal"
    AWARD = "award", "Award"
    PILOT = "pilot", "Pilot"
    DELIVERY = "delivery", "Delivery"
    HAND_OVER = "hand-over", "Hand-over"
    END = "ended", "Ended"
    REFUSAL = "refused", "Refused"


CLOSED_STAGES = frozenset({*PROPOSED_STAGES, Stage.REFUSAL.value})
"""Stages in which a programme is a proposal: not everybody may see it."""


class ProgrammeRecord(Versioned):
    """A programme, or a proposal for one.

    Parameters
    ----------
    programme_id : str
        By which files and other programmes name it.
    definition : str
        The library's ``Programme`` as JSON; ``title`` and ``stage`` repeat a part of it.
    owner_user : User or None
        The provider's account that proposed it or looks after it.
    contact : str
        Whom schools and the public ask: a role or an organisation, and how to reach it.
    """

    unaudited: ClassVar[frozenset[str]] = frozenset({"definition"})

    programme_id = models.CharField(max_length=80, validators=[PROGRAMME_ID])
    title = models.CharField(max_length=200)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    definition = models.TextField()
    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("title", "pk")
        constraints = (
            models.UniqueConstraint(fields=("area", "programme_id"), name="programme_once"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def programme(self) -> Programme:
        """The description."""
        return read_description(self.definition)

    @property
    def is_proposal(self) -> bool:
        """Whether nobody has agreed to it, or it was refused."""
        return self.stage in CLOSED_STAGES

    def clean(self) -> None:
        """What repeats the description is as the description has it.

        Raises
        ------
        ValidationError
            It is not, or the description is none.
        """
        super().clean()
        try:
            programme = self.programme
        except FormError:
            raise ValidationError({"definition": "This is no description of a programme"}) from None
        if (programme.id, programme.title, programme.stage) != (
            self.programme_id,
            self.title,
            self.stage,
        ):
            raise ValidationError({"definition": "The description is of another programme"})

    def described_values(self) -> dict[str, Any]:
        """Each part of the description in words."""
        return describe(self.programme, theme_titles(self.area))
