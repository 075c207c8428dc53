"""What people say of a target, next to the verdict that is computed."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.audit import ObjectRef
from stocktake_web.records.models import AppendOnly


class Rating(models.TextChoices):
    """Delivery's four-point scale."""

    GREEN = "green", "Green"
    AMBER_GREEN = "amber_green", "Amber-green"
    AMBER_RED = "amber_red", "Amber-red"
    RED = "red", "Red"


class TargetRating(AppendOnly):
    """A person's rating of a target with its reason, and the verdict that was computed then."""

    # The event has an actor and a moment of its own.
    unaudited = frozenset({"by", "at"})

    target_id = models.CharField(max_length=120)
    rating = models.CharField(max_length=12, choices=Rating.choices)
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    computed_status = models.CharField(max_length=20)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"rating {self.pk} of {self.target_id}"

    def history_object(self) -> ObjectRef:
        """The target."""
        return ObjectRef("plans.target", self.target_id)
