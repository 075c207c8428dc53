"""A correction of what had been said wrongly in public."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import Versioned
from stocktake_web.services.clock import today


class Correction(Versioned):
    """Something that had been said wrongly in public: of what, since when, and what is so.

    Whoever makes it is named by role. A correction that should not have been made is withdrawn;
    its texts are then empty.
    """

    # An event says by itself when it was recorded, and who did it in which role.
    unaudited: ClassVar[frozenset[str]] = frozenset(
        {"at", "by", "by_role", "withdrawn_at", "withdrawn_because"}
    )

    subject = models.CharField(max_length=200)
    wrong_text = models.TextField(max_length=1000)
    since = models.DateField()
    corrected_text = models.TextField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"correction {self.pk}"

    def clean(self) -> None:
        """Refuse a day that has not come.

        Raises
        ------
        ValidationError
            It was wrong since a day in the future.
        """
        if self.since and self.since > today():
            raise ValidationError({"since": "Since when must be today or in the past"})
