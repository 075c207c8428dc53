"""What was requested of whom, and what came back."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly, Versioned
from stocktake_web.services.clock import now


class LocalRequest(Versioned):
    """A figure that somebody was asked for. That none came stays visible."""

    indicator_id = models.CharField(max_length=120)
    period = models.CharField(max_length=60)
    requested_from = models.CharField(max_length=120)
    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    school_urn = models.CharField(max_length=6, blank=True)
    requested_at = models.DateTimeField(default=now)
    due = models.DateField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return f"the request to {self.requested_from} for a figure of {self.period}"


class LocalReturn(AppendOnly):
    """A return that was read and kept as a release of its own, for the board only."""

    # The event has an actor and a moment of its own.
    unaudited = frozenset({"by", "at"})

    request = models.ForeignKey(
        LocalRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="returns"
    )
    indicator_ids = models.JSONField()
    rows_count = models.PositiveIntegerField()
    release_id = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120)
    at = models.DateTimeField()
    true_of = models.CharField(max_length=60)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"return {self.pk}"


class ReturnFile(Versioned):
    """A file of figures with rows that cannot be taken as they are, until somebody decides."""

    # The release holds what was taken, and the event an actor and a moment.
    unaudited = frozenset({"by", "at", "rows"})

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    file_name = models.CharField(max_length=120)
    rows = models.JSONField()
    applied_at = models.DateTimeField(null=True, blank=True)
    local_return = models.ForeignKey(
        LocalReturn, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"the file {self.file_name}"
