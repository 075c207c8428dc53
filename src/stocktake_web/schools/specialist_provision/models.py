"""Provision for special needs and for pupils without a place: rolls by month, and reviews."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from stocktake_web import services
from stocktake_web.accounts.models import School
from stocktake_web.records.models import Versioned

FUTURE = "The day must be today or in the past"


class ProvisionKind(models.TextChoices):
    """What is provided."""

    BASE = "base", "Special-needs base"
    ALTERNATIVE = "alternative", "Alternative provision"
    REFERRAL_UNIT = "referral_unit", "Pupil referral unit"
    MAINSTREAM = "mainstream", "SEN support in a mainstream school"


class Registration(models.TextChoices):
    """Whether a provider is registered as a school where it must be."""

    REGISTERED = "registered", "Registered as a school"
    NOT_NEEDED = "not_needed", "Need not register"
    UNREGISTERED = "unregistered", "Must register and is not registered"
    NOT_CHECKED = "not_checked", "Not checked"


class Provision(Versioned):
    """A base, a provider or a unit; one that sits in no school of the list has none.

    Parameters
    ----------
    commissioned_places : int
        Places that the council pays for; 0 for SEN support in a mainstream school.
    review_months : int
        A review is due so many months after the last, or after the first day.
    registration_checked_on : date or None
        When somebody looked it up in the register of schools.
    """

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    kind = models.CharField(max_length=16, choices=ProvisionKind.choices)
    title = models.CharField(max_length=120)
    commissioned_places = models.PositiveSmallIntegerField(default=0)
    opens_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(
        default=12, validators=[MinValueValidator(1), MaxValueValidator(36)]
    )
    registration = models.CharField(
        max_length=16, choices=Registration.choices, default=Registration.NOT_CHECKED
    )
    registration_checked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("title", "pk")
        constraints = (
            models.UniqueConstraint(fields=("area", "title"), name="provision_titled_once"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def school_urn(self) -> str:
        """The number by which roles are about its school; empty where it sits in none."""
        return self.school.urn if self.school else ""

    @property
    def trust_uid(self) -> str:
        """The trust of its school; empty where there is none."""
        return self.school.trust_uid if self.school else ""

    def clean(self) -> None:
        """SEN support is a school's, of the area; a check has its day; it ends after it opens.

        Raises
        ------
        ValidationError
            One of them does not hold.
        """
        super().clean()
        faults: dict[str, str] = {}
        if self.school and self.school.area_id != self.area_id:
            faults["school"] = "Select a school of this place"
        if self.kind == ProvisionKind.MAINSTREAM and not self.school_id:
            faults["school"] = "Select the school whose SEN support it is"
        if self.registration != Registration.NOT_CHECKED and not self.registration_checked_on:
            faults["registration_checked_on"] = "Enter the day on which it was checked"
        if self.registration_checked_on and self.registration_checked_on > services.today():
            faults["registration_checked_on"] = FUTURE
        if self.opens_on and self.ends_on and self.ends_on < self.opens_on:
            faults["ends_on"] = "The last day must be on or after the first day"
        if faults:
            raise ValidationError(faults)


class OfProvision(Versioned):
    """A row about a provision of its area."""

    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class MonthlyRoll(OfProvision):
    """How many pupils a provision has in a month; counts, never names.

    Parameters
    ----------
    month : date
        Its first day, whichever day of it is entered.
    waiting_count : int
        Pupils who still waited for a place after the sixth school day.
    returned_count : int
        Pupils who went back to a mainstream school in the month.
    """

    month = models.DateField()
    on_roll = models.PositiveSmallIntegerField()
    waiting_count = models.PositiveSmallIntegerField(default=0)
    returned_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("-month", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("provision", "month"),
                name="roll_once_a_month",
                violation_error_message="The month is entered already; change it instead",
            ),
        )

    def __str__(self) -> str:
        return f"{self.month:%B %Y}"

    def clean(self) -> None:
        """A month is kept by its first day, and must have begun.

        Raises
        ------
        ValidationError
            It has not.
        """
        super().clean()
        if isinstance(self.month, date):
            self.month = self.month.replace(day=1)
            if self.month > services.today():
                raise ValidationError({"month": "The month must have begun"})


class Quality(models.TextChoices):
    """What a review found."""

    STRONG = "strong", "Strong"
    SOUND = "sound", "Sound"
    WEAK = "weak", "Needs to improve"
    POOR = "poor", "Poor"


class ProvisionReview(OfProvision):
    """What somebody found who looked at the provision on a day.

    Parameters
    ----------
    reviewer : str
        A role, never a name.
    outcomes : str
        What pupils leave with and where they go.
    """

    reviewed_on = models.DateField()
    reviewer = models.CharField(max_length=120)
    quality = models.CharField(max_length=8, choices=Quality.choices)
    evidence = models.TextField(max_length=2000)
    outcomes = models.TextField(max_length=2000)
    actions = models.TextField(max_length=2000)

    class Meta:
        ordering = ("-reviewed_on", "-pk")

    def __str__(self) -> str:
        return f"review {self.pk}"

    def clean(self) -> None:
        """A review is held before it is recorded.

        Raises
        ------
        ValidationError
            Its day is still to come.
        """
        super().clean()
        if self.reviewed_on and self.reviewed_on > services.today():
            raise ValidationError({"reviewed_on": FUTURE})
