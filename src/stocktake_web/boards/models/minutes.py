"""Minutes: drafted, edited, approved and then locked; and what was published of them."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.models.meetings import AgendaItem, Meeting
from stocktake_web.boards.openness import OPENNESS_CHOICES, RESTRICTED


class Minutes(models.Model):
    """The minutes of one meeting. Once approved they are locked: only an addendum can be added."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    opening = models.TextField("opening of the meeting", max_length=4000)
    drafted_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_in = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Minutes of {self.meeting.held_on.isoformat()}"

    @property
    def body_key(self) -> str:
        """The key by which rights know the body."""
        return self.meeting.body.key


class MinuteEntry(models.Model):
    """What the minutes say of one item. Decisions and actions stand beside it as recorded."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="entries")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minuted")
    words = models.TextField(blank=True, max_length=8000)

    class Meta:
        ordering = ("item__position", "pk")

    def __str__(self) -> str:
        return self.item.title


class Addendum(models.Model):
    """A correction or addition to approved minutes; never changed."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="addenda")
    words = models.TextField(max_length=4000)
    openness = models.CharField(max_length=20, choices=OPENNESS_CHOICES, default=RESTRICTED)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"addendum {self.pk}"


class Publication(models.Model):
    """The redacted minutes as they were published; the newest of a meeting counts.

    ``content`` is ``redaction.Redacted`` as JSON: what it left out is not in it.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="publications")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True, blank=True)
    recall_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"published minutes {self.pk}"

    @property
    def body_key(self) -> str:
        """The key by which rights know the body."""
        return self.meeting.body.key
