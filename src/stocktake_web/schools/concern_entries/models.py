"""Entries of the register of concern, answers to them, and referrals that are kept without text."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly, Versioned
from stocktake_web.schools.authored import Authored
from stocktake_web.schools.sources_of_concern import Source
from stocktake_web.schools.subject import OfSchool


class ConcernEntry(OfSchool, Authored, Versioned):
    """One entry: what happened, when, who says so and on what evidence.

    Parameters
    ----------
    event_date, event : date, str
        When it happened and what, in a line.
    entered_on : date
        From this day the time for showing it to the head runs, and the twelve months.
    same_event : ConcernEntry or None
        The first entry about the same event: one event counts once, whoever reports it.
    shared_at, shared_by : datetime, User
        When the head was shown it; the school's people read nothing before.
    withdrawn_at, withdrawal_reason : datetime, str
        It was entered in error: it stays, and does not count.
    """

    FIXED = ("source", "event_date", "event", "evidence", "entered_on", "same_event", "school")

    source = models.CharField(max_length=12, choices=Source.choices)
    event_date = models.DateField()
    event = models.CharField(max_length=160)
    evidence = models.TextField(max_length=3000)
    entered_on = models.DateField()
    same_event = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="repetitions"
    )
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-entered_on", "-pk")
        indexes = (models.Index(fields=("area", "entered_on")),)

    def __str__(self) -> str:
        return self.event

    @property
    def event_key(self) -> int:
        """The same for all entries about one event."""
        return self.same_event_id or self.pk

    @property
    def first_entered_on(self) -> date:
        """When the event was first entered: it lapses by that day, however often it is repeated."""
        return self.same_event.entered_on if self.same_event else self.entered_on

    def clean(self) -> None:
        """What was entered stays as it was; an event is in the past and of the same school.

        Raises
        ------
        ValidationError
            One of them does not hold.
        """
        super().clean()
        if not self._state.adding and self.differs(*self.FIXED):
            raise ValidationError("What was entered stays as it is. Withdraw it and enter it again")
        if self.event_date and self.event_date > services.today():
            raise ValidationError({"event_date": "The day must be today or in the past"})
        if self.same_event and self.same_event.school_urn != self.school_urn:
            raise ValidationError({"same_event": "Select an entry about this school"})
        if self.same_event and self.same_event.same_event_id:
            self.same_event = self.same_event.same_event


class Stance(models.TextChoices):
    """What the head says of an entry."""

    ACCEPTED = "accepted", "We accept it"
    DISPUTED = "disputed", "We dispute it"


class ConcernAnswer(OfSchool, Authored, AppendOnly):
    """What the head answered; a later answer stands next to it."""

    entry = models.ForeignKey(ConcernEntry, on_delete=models.PROTECT, related_name="answers")
    stance = models.CharField(max_length=8, choices=Stance.choices)
    text = models.TextField(max_length=3000, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"answer {self.pk}"

    def clean(self) -> None:
        """An entry is disputed with reasons.

        Raises
        ------
        ValidationError
            It is disputed without any.
        """
        super().clean()
        if self.stance == Stance.DISPUTED and not self.text.strip():
            raise ValidationError({"text": "Enter why you dispute it"})


class SafeguardingReferral(OfSchool, Authored, AppendOnly):
    """That something was referred by the safeguarding route, and when; nothing else is kept."""

    referred_on = models.DateField()

    class Meta:
        ordering = ("-referred_on", "-pk")

    def __str__(self) -> str:
        return f"referral {self.pk}"

    def clean(self) -> None:
        """It was referred today or before.

        Raises
        ------
        ValidationError
            The day has not come.
        """
        super().clean()
        referred_on: Any = self.referred_on
        if referred_on and referred_on > services.today():
            raise ValidationError({"referred_on": "The day must be today or in the past"})
