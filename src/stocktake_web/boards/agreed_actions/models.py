"""Actions that bodies agree, and what is reported of them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.boards.agenda.models import AgendaItem, UnderItem
from stocktake_web.boards.bodies.models import Body
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.formats import day, shorten
from stocktake_web.records.models import AreaScoped, Versioned


class ActionState(models.TextChoices):
    """Whether an action is still on the next agenda."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class Action(UnderItem, Versioned):
    """Something that somebody will do by a day; on every agenda of its body until it is done."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField(max_length=1000)
    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_role = models.CharField("owner's role", max_length=120)
    due = models.DateField()
    state = models.CharField(max_length=20, choices=ActionState.choices, default=ActionState.OPEN)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("due", "pk")
        indexes = (models.Index(fields=("area", "state", "due")),)

    def __str__(self) -> str:
        return f"{shorten(self.text)} ({self.item.meeting})"

    def clean(self) -> None:
        """Refuse what is more open than its item, and a day before the action was agreed."""
        super().clean()
        # As it is now: the row in hand may have been read before the meeting was opened.
        agreed_date = Meeting.objects.get(items=self.item_id).first_date
        if self.due and self.due < agreed_date and self.differs("due"):
            refusal = f"Due must be on or after {day(agreed_date)}, when the action was agreed"
            raise ValidationError({"due": refusal})

    @property
    def body_key(self) -> str:
        """The key by which permissions know the body."""
        return self.body.key

    @property
    def owner(self) -> str:
        """Who does it: the name where an account owns it, else the role."""
        return self.owner_user.display_name if self.owner_user else self.owner_role


class ActionUpdate(AreaScoped):
    """What was reported of an action, when, by whom; never changed."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(max_length=2000)
    state = models.CharField(max_length=20, choices=ActionState.choices)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"update {self.pk}"
