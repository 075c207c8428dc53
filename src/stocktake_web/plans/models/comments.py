"""What members of the desk say of a thing, and how it was answered."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.audit.actions import Thing
from stocktake_web.plans.models.base import Editable


class Comment(Editable):
    """A comment on a part of the plan or of an agenda; for the desk, never for the public.

    What it is about is named as the history names it (``plans.target``, ``absence``), so that a
    thing needs no row of its own to be commented on. It is open until somebody answers it.
    """

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=120)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(max_length=2000)
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
    def thing(self) -> Thing:
        """What it is about."""
        return Thing(self.object_type, self.object_id)
