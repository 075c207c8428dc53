"""What came of a meeting: decisions, and actions that carry forward until they are done."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.models.bodies import Body
from stocktake_web.boards.models.meetings import AgendaItem, Meeting
from stocktake_web.boards.openness import OPENNESS_CHOICES, RESTRICTED


class Decision(models.Model):
    """What the body decided, in its words, and why.

    ``open_decision`` is the id of the plan's open question that it answers, where it answers one.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    words = models.TextField("decision", max_length=2000)
    reason = models.TextField(blank=True, max_length=2000)
    openness = models.CharField(max_length=20, choices=OPENNESS_CHOICES, default=RESTRICTED)
    open_decision = models.CharField(max_length=40, blank=True)
    quorate = models.BooleanField(help_text="Whether the item had its quorum when it was made.")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def body_key(self) -> str:
        """The key by which rights know the body."""
        return self.meeting.body.key


class ActionState(models.TextChoices):
    """Whether an action still stands on the next agenda."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class Action(models.Model):
    """Something that somebody will do by a day; on every agenda of its body until it is done."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="actions")
    words = models.TextField("action", max_length=1000)
    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_role = models.CharField("owner's role", max_length=120)
    due = models.DateField()
    openness = models.CharField(max_length=20, choices=OPENNESS_CHOICES, default=RESTRICTED)
    state = models.CharField(max_length=20, choices=ActionState.choices, default=ActionState.OPEN)
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due", "pk")
        indexes = (models.Index(fields=("area", "state", "due")),)

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def body_key(self) -> str:
        """The key by which rights know the body."""
        return self.body.key

    @property
    def owner(self) -> str:
        """Who does it: the name where an account owns it, else the role."""
        return self.owner_user.display_name if self.owner_user else self.owner_role


class ActionUpdate(models.Model):
    """What was said of an action, when, by whom; never changed."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(max_length=2000)
    state = models.CharField(max_length=20, choices=ActionState.choices)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"update {self.pk}"
