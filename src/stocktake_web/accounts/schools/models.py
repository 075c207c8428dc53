"""The schools of a place."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from stocktake_web.accounts.areas.models import Area

URN = RegexValidator(r"^\d{6}$", "A URN has six digits.")


class School(models.Model):
    """A school as the register of schools has it; one that closed stays, with its day."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="schools")
    urn = models.CharField(max_length=6, validators=[URN])
    name = models.CharField(max_length=200)
    town = models.CharField(max_length=100, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name", "urn")
        constraints = (
            models.UniqueConstraint(fields=("area", "urn"), name="school_once_in_a_place"),
        )

    def __str__(self) -> str:
        return self.name
