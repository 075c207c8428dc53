"""Requests for predictions, and the ledger."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly, Versioned
from stocktake_web.schools.subject import OfSchool


class PredictionRequest(OfSchool, Versioned):
    """A school was asked for the predictions of a round. That none came stays visible.

    Parameters
    ----------
    window, round : str
        Ids of the definition: what is collected, and in which of its at most two rounds a year.
    time_period : str
        The academic year of the results, such as ``"202627"``.
    is_invited : bool
        Whether the school is only invited, so that a non-return is not held against it.
    """

    window = models.CharField(max_length=40)
    round = models.CharField(max_length=20)
    time_period = models.CharField(max_length=6)
    is_invited = models.BooleanField(default=False)
    due = models.DateField()
    requested_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-due", "school__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("school", "window", "round", "time_period"),
                name="predictions_asked_once_a_round",
            ),
        )

    def __str__(self) -> str:
        return f"the request for predictions of {self.time_period}"


class PredictionEntry(OfSchool, AppendOnly):
    """An entry of the area's ledger, linked to the one before it by its digest.

    Parameters
    ----------
    number : int
        From 1, without a gap.
    text : str
        The library's ``LedgerEntry`` as JSON, byte for byte as it was entered.
    description : str
        What it predicts, in words, for the history.
    """

    unaudited = frozenset({"by", "at", "text"})

    number = models.PositiveIntegerField()
    text = models.TextField()
    description = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("area", "number"), name="ledger_entry_once"),
        )

    def __str__(self) -> str:
        return f"entry {self.number}"
