"""The work on activities: who owns them, what was said of them, what they wait on."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.plans.models.base import AppendOnly, Editable


class UpdateKind(models.TextChoices):
    """What an update is evidence of: that something was done, or that it made a difference."""

    ACTION = "action", "Evidence of action: what was done"
    IMPACT = "impact", "Evidence of impact: what difference it made"


class ActivityState(Editable):
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


class Update(AppendOnly):
    """What somebody said of an activity, and of which day it is true."""

    activity_id = models.CharField(max_length=120)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    told_of = models.DateField()
    words = models.TextField()
    progress_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    kind = models.CharField(max_length=10, choices=UpdateKind.choices)
    file_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-told_of", "-pk")
        indexes = (models.Index(fields=("area", "activity_id")),)

    def __str__(self) -> str:
        return f"update {self.pk} of {self.activity_id}"


class EvidenceContent(AppendOnly):
    """The bytes of a file that was given with an update, in the transaction of the update.

    Kept in the database, so that a back-up holds them; in a table of their own, so that lists
    stay light.
    """

    update_given = models.OneToOneField(
        Update, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    held = models.BinaryField()

    def __str__(self) -> str:
        return f"file of update {self.pk}"


class WaitsOn(Editable):
    """Something that an activity cannot go on without, such as another body's decision."""

    activity_id = models.CharField(max_length=120)
    words = models.CharField(max_length=300)
    body_id = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    needed_by = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("since", "pk")

    def __str__(self) -> str:
        return self.words


class ActionLink(Editable):
    """A link with which somebody without an account updates one activity, once.

    Only a digest of its token is kept. What comes through it waits until the lead accepts it.
    """

    activity_id = models.CharField(max_length=120)
    role = models.CharField(max_length=120)
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField()
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"link {self.pk} to {self.activity_id}"


class OfferedUpdate(Editable):
    """What came through a link, until the lead accepts or declines it."""

    class State(models.TextChoices):
        """What the lead did with it."""

        WAITING = "waiting", "Waiting"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    link = models.OneToOneField(ActionLink, on_delete=models.PROTECT, related_name="offer")
    activity_id = models.CharField(max_length=120)
    at = models.DateTimeField()
    told_of = models.DateField()
    words = models.TextField()
    progress_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    kind = models.CharField(max_length=10, choices=UpdateKind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"an update of {self.activity_id} that waits to be accepted"
