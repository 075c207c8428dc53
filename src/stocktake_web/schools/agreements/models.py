"""An agreement with who runs a school."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web.records.models import Versioned
from stocktake_web.schools.subject import OfSchool


class TrustAgreement(OfSchool, Versioned):
    """What was agreed with the trust of a school, from one day to another.

    Parameters
    ----------
    agreed_with : str
        The role of who agreed for the trust, never a name.
    terms : str
        What it covers.
    ends_on : date or None
        The last day on which it holds.
    """

    agreed_with = models.CharField(max_length=120)
    terms = models.TextField(max_length=2000)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-starts_on", "-pk")

    def __str__(self) -> str:
        return f"agreement {self.pk}"

    def clean(self) -> None:
        """It ends on or after the day on which it starts.

        Raises
        ------
        ValidationError
            It does not.
        """
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "The last day must be on or after the first day"})

    def holds_on(self, day: Any) -> bool:
        """Whether it is in force on a day."""
        return bool(self.starts_on <= day and (self.ends_on is None or self.ends_on >= day))
