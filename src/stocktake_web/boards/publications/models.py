"""What was published of minutes."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.records.models import Versioned


class Publication(Versioned):
    """The redacted minutes as they were published; the newest of a meeting counts.

    ``early_reason`` is why they were published before the day of the meeting; empty where not.

    ``content`` is ``redaction.RedactedMinutes`` as JSON: what it left out is not in it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="publications")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    early_reason = models.CharField(max_length=300, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    recall_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"Published minutes of {self.meeting}"

    @property
    def body_key(self) -> str:
        """The key by which permissions know the body."""
        return self.meeting.body.key
