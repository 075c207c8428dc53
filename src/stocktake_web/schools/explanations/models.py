"""Questions about a school's predictions, and the replies."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly
from stocktake_web.schools.subject import OfSchool


class ExplanationRequest(OfSchool, AppendOnly):
    """An officer asks a school why its predictions were off, high or low alike."""

    unaudited = frozenset({"by", "at"})

    question = models.TextField(max_length=2000)
    due = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"question {self.pk}"


class ExplanationReply(OfSchool, AppendOnly):
    """What the school replied; a later reply stands next to it."""

    unaudited = frozenset({"by", "at"})

    request = models.ForeignKey(
        ExplanationRequest, on_delete=models.PROTECT, related_name="replies"
    )
    text = models.TextField(max_length=4000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"reply {self.pk}"
