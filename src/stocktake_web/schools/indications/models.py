"""The support that was added because of an early indication."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly
from stocktake_web.schools.objectives.models import ObjectiveTerm
from stocktake_web.schools.subject import OfSchool


class SupportNote(OfSchool, AppendOnly):
    """A term's decision to move officer days or money to a school; it only ever adds.

    A later note of the same term takes the place of an earlier one, which stays readable.

    Parameters
    ----------
    measure : str
        Id of the indication that it rests on.
    indication : str
        The indication in words, as it was shown on the day.
    taken_from : str
        The budget or reserve from which the days and the money come.
    """

    unaudited = frozenset({"by", "at"})

    academic_year = models.CharField(max_length=6)
    term = models.CharField(max_length=8, choices=ObjectiveTerm.choices)
    measure = models.CharField(max_length=40)
    indication = models.TextField()
    officer_days = models.DecimalField(
        max_digits=5, decimal_places=1, default=0, validators=[MinValueValidator(0)]
    )
    pounds = models.PositiveIntegerField(default=0)
    taken_from = models.CharField(max_length=200)
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"support of the {self.get_term_display().lower()} term"

    def clean(self) -> None:
        """It adds something.

        Raises
        ------
        ValidationError
            Neither days nor money.
        """
        super().clean()
        if not self.officer_days and not self.pounds:
            raise ValidationError({"officer_days": "Enter officer days, or pounds, that are added"})
