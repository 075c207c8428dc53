"""The work on an activity: who owns it, and what was reported of it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.audit import ObjectRef
from stocktake_web.records.models import AppendOnly, Versioned


class UpdateKind(models.TextChoices):
    """What an update is evidence of: that something was done, or that it made a difference."""

    ACTION = "action", "Evidence of action: what was done"
    IMPACT = "impact", "Evidence of impact: what difference it made"


def activity_ref(activity_id: str) -> ObjectRef:
    """An activity of the plan, as the history names it."""
    return ObjectRef("plans.activity", activity_id)


class ActivityState(Versioned):
    """Who owns an activity of the plan. Its status is computed and never kept."""

    activity_id = models.CharField(max_length=120)
    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_role = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "activity_id"), name="activity_state_once"),
        )

    def __str__(self) -> str:
        return f"the owner of {self.activity_id}"

    def history_object(self) -> ObjectRef:
        """The activity."""
        return activity_ref(self.activity_id)


class Update(AppendOnly):
    """What somebody reported of an activity, and of which day it is true."""

    activity_id = models.CharField(max_length=120)
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    author_role = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    effective_date = models.DateField()
    text = models.TextField()
    progress_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    kind = models.CharField(max_length=10, choices=UpdateKind.choices)
    file_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-effective_date", "-pk")
        indexes = (models.Index(fields=("area", "activity_id")),)

    def __str__(self) -> str:
        return f"update {self.pk} of {self.activity_id}"

    def history_object(self) -> ObjectRef:
        """The activity."""
        return activity_ref(self.activity_id)


class EvidenceContent(AppendOnly):
    """The bytes of a file that came with an update, in the transaction of the update.

    Kept in the database, so that a back-up holds them; in a table of their own, so that lists
    stay light.
    """

    update = models.OneToOneField(
        Update, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"file of update {self.pk}"
