"""The digests that were mailed."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly
from stocktake_web.services.clock import now


class DigestSent(AppendOnly):
    """A digest that was mailed: to whom and when, never what it said."""

    # The event has a moment of its own.
    unaudited = frozenset({"at"})

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"digest {self.pk}"
