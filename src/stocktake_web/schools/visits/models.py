"""Records of visits, what was sent of them to the head, and what was added to locked ones."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.formats import day
from stocktake_web.records.models import AppendOnly, Versioned
from stocktake_web.schools.subject import OfSchool


class VisitKind(models.TextChoices):
    """How officers and school met."""

    AT_SCHOOL = "visit", "Visit to the school"
    PROGRESS = "progress", "Progress meeting with head and governors"
    REMOTE = "remote", "Meeting online or by telephone"


class VisitState(models.TextChoices):
    """How far a record has come."""

    DRAFT = "draft", "Draft"
    CHECKING = "checking", "With the head"
    READY = "ready", "Waits for approval"
    APPROVED = "approved", "Approved"
    OLD_NOTE = "loaded", "Loaded from old notes"
    DISCARDED = "discarded", "Discarded"


DRAFT_STATES = (VisitState.DRAFT, VisitState.DISCARDED)
"""States in which only who writes the record sees it."""
FINAL_STATES = (VisitState.APPROVED, VisitState.OLD_NOTE)
"""States in which the record is only added to."""
SECTIONS = {
    "purpose": "Purpose",
    "evidence": "Evidence seen",
    "judgement": "Judgement",
    "higher_attaining": "Position of higher-attaining pupils",
    "disadvantaged": "Position of disadvantaged pupils",
    "absence_reason": "Why governors were absent",
}
"""The texts of a record, in the order in which it is read."""
CONTENT = ("kind", "visited_on", "officers", *SECTIONS, "governors_invited", "governors_present")


class Visit(OfSchool, Versioned):
    """The record of one visit or meeting.

    Parameters
    ----------
    owner_user : User or None
        Who led it and writes the record; None for old notes of somebody without an account.
    officers : str
        Who took part for the council, as roles.
    governors_invited, governors_present : int
        How many. Whether an absence is consented to is for the governors' own board.
    reply_due : date or None
        By which day the head may say whether the facts are right.
    """

    # Texts of a draft would otherwise be read in the history of the record that was approved.
    unaudited = frozenset(SECTIONS)

    kind = models.CharField(max_length=12, choices=VisitKind.choices)
    visited_on = models.DateField()
    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    officers = models.CharField(max_length=300)
    purpose = models.TextField(max_length=1000)
    evidence = models.TextField(blank=True, max_length=4000)
    judgement = models.TextField(blank=True, max_length=4000)
    higher_attaining = models.TextField(blank=True, max_length=2000)
    disadvantaged = models.TextField(blank=True, max_length=2000)
    governors_invited = models.PositiveSmallIntegerField(default=0)
    governors_present = models.PositiveSmallIntegerField(default=0)
    absence_reason = models.TextField(blank=True, max_length=1000)
    state = models.CharField(max_length=12, choices=VisitState.choices, default=VisitState.DRAFT)
    sent_at = models.DateTimeField(null=True, blank=True)
    reply_due = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by_role = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-visited_on", "-pk")
        indexes = (models.Index(fields=("area", "school", "visited_on")),)

    def __str__(self) -> str:
        return f"visit {self.pk}"

    @property
    def is_locked(self) -> bool:
        """Whether it is only added to."""
        return self.state in FINAL_STATES

    @property
    def is_unfinished(self) -> bool:
        """Whether its writer has something left to do."""
        return not self.is_locked and self.state != VisitState.DISCARDED

    @property
    def is_disputed(self) -> bool:
        """Whether the head replied to what was sent last that it is inaccurate."""
        sending: Any = self.sendings.first()
        return bool(sending and sending.replies.filter(outcome="inaccurate").exists())

    @property
    def governors_absent(self) -> int:
        """How many governors were invited and did not come."""
        return self.governors_invited - self.governors_present

    @property
    def missing(self) -> list[str]:
        """What it must still say before anybody else reads it, as sentences."""
        sentences = {
            "evidence": "Say which evidence was seen. Without it the record cannot be approved.",
            "judgement": "Say what you judge.",
            "higher_attaining": "Say what the position of higher-attaining pupils is.",
            "disadvantaged": "Say what the position of disadvantaged pupils is.",
        }
        missing = [text for name, text in sentences.items() if not getattr(self, name).strip()]
        if self.governors_absent and not self.absence_reason.strip():
            missing.append("Say why governors were absent, or that no reason was given.")
        return missing

    def clean(self) -> None:
        """Nothing lies in the future, and what others read stays as they read it.

        Raises
        ------
        ValidationError
            By field, or for a record that is with the head or locked.
        """
        super().clean()
        if self.visited_on and self.visited_on > services.today():
            raise ValidationError({"visited_on": "The day must be today or in the past"})
        if (self.governors_present or 0) > (self.governors_invited or 0):
            message = "No more governors can be present than were invited"
            raise ValidationError({"governors_present": message})
        stored = type(self)._default_manager.filter(pk=self.pk).first() if self.pk else None
        if stored and stored.state != VisitState.DRAFT and self.differs(*CONTENT):
            _refuse_change(stored)
            if self.missing:
                raise ValidationError(self.missing)


def _refuse_change(stored: Visit) -> None:
    """Refuse a change of what others read, unless the head said that it is inaccurate."""
    if stored.is_locked:
        since = f" since {day(stored.approved_at)}" if stored.approved_at else ""
        raise ValidationError(
            f"The record is locked{since} and stays as it is. Copy what you typed and add it as an "
            "addendum."
        )
    if stored.state == VisitState.READY and stored.is_disputed:
        return
    raise ValidationError(
        "Others have read the record as it is. Take it back to a draft first, with the reason."
    )


class VisitSending(OfSchool, AppendOnly):
    """What was sent to the head for factual accuracy, word for word.

    Parameters
    ----------
    content : dict
        The texts by section, and the actions.
    """

    unaudited = frozenset({"by", "at", "content"})

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="sendings")
    content = models.JSONField()
    due = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"sending {self.pk}"


class VisitAddendum(OfSchool, AppendOnly):
    """What was added to a locked record; it stays as it was added."""

    unaudited = frozenset({"by", "at"})

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField(max_length=4000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"addendum {self.pk}"
