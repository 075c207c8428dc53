"""Interests that advisers declare in schools."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.accounts.models import School, User
from stocktake_web.records.models import Versioned


class AdviserInterest(Versioned):
    """An interest of an adviser in a school, or the statement that there is none.

    Parameters
    ----------
    school : School or None
        None states that the adviser has no interest in any school of the area.
    ended_on : date or None
        From which day it no longer holds.
    """

    owner_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    nature = models.CharField(max_length=300, blank=True)
    declared_on = models.DateField()
    confirmed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("declared_on", "pk")

    def __str__(self) -> str:
        return f"interest {self.pk}"

    @property
    def nil(self) -> bool:
        """Whether it states that there is none."""
        return self.school_id is None

    @property
    def organisation(self) -> str:
        """The school's name; empty for the statement that there is none."""
        return self.school.name if self.school else ""

    def clean(self) -> None:
        """An interest says what it is, in a school of the area, on days that have come.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        if self.school and self.school.area_id != self.area_id:
            raise ValidationError({"school": "Select a school of this place"})
        if self.school and not self.nature.strip():
            raise ValidationError({"nature": "Say what the interest is"})
        if not self.school and self.nature.strip():
            raise ValidationError({"school": "Select the school in which it is"})
        if self.ended_on and not self.declared_on <= self.ended_on <= services.today():
            message = "The day must be on or after the declaration, and not in the future"
            raise ValidationError({"ended_on": message})
