"""What is known of a school for its powers, and each power that was considered or used."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.records.models import Versioned
from stocktake_web.schools.authored import Authored
from stocktake_web.schools.subject import OfSchool


class SchoolPowerFacts(OfSchool, Authored, Versioned):
    """What people know of a school that the powers depend on, one row for a school.

    Parameters
    ----------
    secretary_of_state_served_on, secretary_of_state_allowed_on : date or None
        When the Secretary of State gave a notice, and when the council may give one again.
    consent_on : date or None
        When the Secretary of State consented to an interim executive board.
    """

    significant_improvement = models.BooleanField(default=False)
    special_measures = models.BooleanField(default=False)
    pay_notice = models.BooleanField(default=False)
    secretary_of_state_served_on = models.DateField(null=True, blank=True)
    secretary_of_state_allowed_on = models.DateField(null=True, blank=True)
    consent_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("school",), name="power_facts_once_for_a_school"),
        )

    def __str__(self) -> str:
        return f"facts {self.pk}"


class PowerState(models.TextChoices):
    """How far a power has come."""

    CONSIDERED = "considered", "Considered, not used"
    DRAFT = "draft", "Draft notice"
    SERVED_NOTICE = "served", "Notice served"
    IN_USE = "in_use", "In use"
    ENDED_USE = "ended", "Ended"


OPEN_TO_SCHOOL = frozenset({PowerState.SERVED_NOTICE, PowerState.IN_USE, PowerState.ENDED_USE})
"""What the school's own people read: what was done, never a draft or a thought."""


class Outcome(models.TextChoices):
    """What became of it."""

    UNKNOWN = "", "Not judged yet"
    WORKED = "yes", "Yes"
    DID_NOT_WORK = "no", "No"
    PARTLY = "partly", "Partly"


class PowerUse(OfSchool, Authored, Versioned):
    """A power that was considered or used, with the reasons.

    Parameters
    ----------
    power, power_title, rules_title : str
        Its id, and what it and the rules of that day were called.
    checklist : list of str
        What was gone through, in the words of the rules.
    notice : dict
        Of a warning notice: ground, matters, required actions and the powers in mind.
    used_on : date or None
        When a person served the notice, or the power began to be used.
    compliance_ends_on : date or None
        The last day of the period that the notice states.
    outcome, outcome_text : str
        Whether the notice was complied with, or whether it worked, on what evidence.
    """

    power = models.CharField(max_length=40)
    power_title = models.CharField(max_length=120)
    rules_title = models.CharField(max_length=160)
    state = models.CharField(max_length=12, choices=PowerState.choices)
    reason = models.TextField(max_length=3000)
    checklist = models.JSONField(default=list, blank=True)
    notice = models.JSONField(default=dict, blank=True)
    intended_on = models.DateField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)
    compliance_ends_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    outcome_text = models.TextField(max_length=3000, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("area", "school")),)

    def __str__(self) -> str:
        return f"power {self.pk}"

    def clean(self) -> None:
        """What was recorded stays; what is said to have happened happened today or before.

        Raises
        ------
        ValidationError
            A day has not come, or what is no draft is to be changed.
        """
        super().clean()
        stored = type(self)._default_manager.filter(pk=self.pk).first() if self.pk else None
        if (
            stored
            and stored.state != PowerState.DRAFT
            and self.differs("power", "reason", "notice", "used_on", "compliance_ends_on")
        ):
            raise ValidationError("What was considered, served or used stays as it was recorded")
        for name in ("used_on", "ended_on"):
            day: Any = getattr(self, name)
            if day and day > services.today():
                raise ValidationError({name: "The day must be today or in the past"})
