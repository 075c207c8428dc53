"""Links for owners without an account, and the updates that come through them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.audit import ObjectRef
from stocktake_web.plans.activities.models import UpdateKind, activity_ref
from stocktake_web.records.models import Versioned


class ActionLink(Versioned):
    """A link with which somebody without an account updates one activity, once.

    Only a digest of its token is kept. What comes through it waits until the lead accepts it.
    """

    activity_id = models.CharField(max_length=120)
    role = models.CharField(max_length=120)
    token_digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"link {self.pk} to {self.activity_id}"

    def history_object(self) -> ObjectRef:
        """The activity."""
        return activity_ref(self.activity_id)


class PendingUpdate(Versioned):
    """What came through a link, until the lead accepts or declines it."""

    class State(models.TextChoices):
        """What the lead did with it."""

        WAITING = "waiting", "Waiting"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    link = models.OneToOneField(ActionLink, on_delete=models.PROTECT, related_name="pending_update")
    activity_id = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    effective_date = models.DateField()
    text = models.TextField()
    progress_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    kind = models.CharField(max_length=10, choices=UpdateKind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("created_at",)

    def __str__(self) -> str:
        return f"an update of {self.activity_id} that waits to be accepted"

    def history_object(self) -> ObjectRef:
        """The activity."""
        return activity_ref(self.activity_id)
