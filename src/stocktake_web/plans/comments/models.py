"""What members say about a part of the plan, and how it was answered."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.audit import ObjectRef
from stocktake_web.records.models import Versioned


class Comment(Versioned):
    """A comment on a part of the plan or of an agenda; for members, never for the public.

    What it is about is named as the history names it (``plans.target``, ``absence``), so that a
    thing needs no row of its own to be commented on. It is open until somebody answers it.
    """

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=120)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(max_length=2000)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("area", "object_type", "object_id")),)

    def __str__(self) -> str:
        return f"comment {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered_at is None

    @property
    def subject(self) -> ObjectRef:
        """What it is about."""
        return ObjectRef(self.object_type, self.object_id)

    def history_object(self) -> ObjectRef:
        """What it is about."""
        return self.subject

    @property
    def unaudited(self) -> frozenset[str]:  # type: ignore[override]
        """What the event says itself; and, in that of the answer, the comment.

        A comment stands in the one event of its author, from which it can be erased.
        """
        fields = {"object_type", "object_id", "by", "at", "answered_by", "answered_at"}
        return frozenset(fields if self.is_open else fields | {"text"})
