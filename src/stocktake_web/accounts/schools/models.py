"""The schools of a place."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from stocktake_web.accounts.areas.models import Area

URN = RegexValidator(r"^\d{6}$", "A URN has six digits.")


class SchoolType(models.TextChoices):
    """Who runs a school, as the register groups it: what a council may ask of it follows."""

    MAINTAINED = "maintained", "Maintained by the council"
    ACADEMY = "academy", "Academy"
    FREE_SCHOOL = "free_school", "Free school"
    INDEPENDENT = "independent", "Independent"
    SPECIAL = "special", "Special school outside the council's and academies'"
    COLLEGE = "college", "College"
    OTHER_TYPE = "other", "Other"


class School(models.Model):
    """A school as the register of schools has it; one that closed stays, with its day.

    Parameters
    ----------
    phase : str
        As the register says it, such as ``"Secondary"``; empty where it was loaded without.
    type_group : str
        Of ``SchoolType``; empty where it was loaded without, and then nothing is taken for granted.
    trust_uid, trust_name : str
        The trust that runs it; empty where none does.
    continued_urn : str
        The school's number today, where it goes on under another one; else empty. Its record is
        read there. Never that of a school that it merged with.
    continued_on : date or None
        The first day under the number that followed, where the register has it.
    continued_trust_uid : str
        The trust that runs it under the number of today.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="schools")
    urn = models.CharField(max_length=6, validators=[URN])
    name = models.CharField(max_length=200)
    town = models.CharField(max_length=100, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    phase = models.CharField(max_length=40, blank=True)
    type_group = models.CharField(max_length=12, choices=SchoolType.choices, blank=True)
    trust_uid = models.CharField(max_length=10, blank=True)
    trust_name = models.CharField(max_length=200, blank=True)
    continued_urn = models.CharField(max_length=6, blank=True, validators=[URN])
    continued_on = models.DateField(null=True, blank=True)
    continued_trust_uid = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ("name", "urn")
        constraints = (
            models.UniqueConstraint(fields=("area", "urn"), name="school_once_in_a_place"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def school_urn(self) -> str:
        """The number by which roles are about the school: that of today."""
        return self.continued_urn or self.urn

    @property
    def record_trust_uid(self) -> str:
        """The trust that runs the school today."""
        return self.continued_trust_uid if self.continued_urn else self.trust_uid
