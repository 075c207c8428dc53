"""What a school does well."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web.records.models import Versioned
from stocktake_web.schools.subject import OfSchool
from stocktake_web.schools.training.models import Theme


class GoodPractice(OfSchool, Versioned):
    """A practice with what shows that it works.

    Parameters
    ----------
    is_agreed : bool
        Whether the school agreed that others read it.
    passed_on_on : date or None
        From when every school's people read it.
    """

    theme = models.CharField(max_length=16, choices=Theme.choices)
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=3000)
    evidence = models.TextField(max_length=2000)
    is_agreed = models.BooleanField(default=False)
    passed_on_on = models.DateField(null=True, blank=True)
    passed_on_to = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ("-passed_on_on", "title", "pk")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """It is passed on to somebody, and with the school's agreement.

        Raises
        ------
        ValidationError
            It is not.
        """
        super().clean()
        faults = {}
        if self.passed_on_on and not self.is_agreed:
            faults["is_agreed"] = "The school must agree before others read it"
        if self.passed_on_on and not self.passed_on_to.strip():
            faults["passed_on_to"] = "Enter to whom it was passed on, and how"
        if faults:
            raise ValidationError(faults)
