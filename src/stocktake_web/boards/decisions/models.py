"""What bodies decide."""

from __future__ import annotations

from datetime import date

from django.db import models

from stocktake_web.boards.agenda.models import AgendaItem, UnderItem
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.formats import LONDON, shorten
from stocktake_web.records.models import Versioned


class Decision(UnderItem, Versioned):
    """What the body decided, in its words, and why.

    ``open_decision`` is the id of the plan's open question that it answers, where it answers one.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField(max_length=2000)
    reason = models.TextField(blank=True, max_length=2000)
    open_decision = models.CharField(max_length=40, blank=True)
    quorate = models.BooleanField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{shorten(self.text)} ({self.meeting})"

    @property
    def decision_date(self) -> date:
        """The day of the meeting, or when the decision was recorded, if that was before."""
        return min(self.meeting.meeting_date, self.created_at.astimezone(LONDON).date())

    @property
    def body_key(self) -> str:
        """The key by which permissions know the body."""
        return self.meeting.body.key
