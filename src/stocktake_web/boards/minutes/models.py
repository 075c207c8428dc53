"""Minutes: drafted, edited, approved and then locked."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.boards.openness import OPENNESS_CHOICES, RESTRICTED
from stocktake_web.records.models import AreaScoped, Versioned


class Minutes(Versioned):
    """The minutes of one meeting. Once approved they are locked: only an addendum can be added."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    opening = models.TextField("opening of the meeting", max_length=4000)
    drafted_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_in = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}"

    @property
    def body_key(self) -> str:
        """The key by which permissions know the body."""
        return self.meeting.body.key


class MinuteEntry(AreaScoped):
    """What the minutes say of one item. Decisions and actions follow it as recorded."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="entries")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minute_entry")
    text = models.TextField(blank=True, max_length=8000)

    class Meta:
        ordering = ("item__position", "pk")

    def __str__(self) -> str:
        return self.item.title


class Addendum(AreaScoped):
    """A correction or addition to approved minutes; never changed."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField(max_length=4000)
    openness = models.CharField(max_length=20, choices=OPENNESS_CHOICES, default=RESTRICTED)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"addendum {self.pk}"
