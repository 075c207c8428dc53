"""What members of bodies have declared."""

from __future__ import annotations

from django.db import models

from stocktake_web.boards.bodies.models import Seat
from stocktake_web.records.models import Versioned


class Interest(Versioned):
    """A line of the register of interests, or the explicit statement that there is none."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="interests")
    nil = models.BooleanField(default=False)
    organisation = models.CharField(max_length=160, blank=True)
    nature = models.CharField(max_length=300, blank=True)
    declared_on = models.DateField()
    confirmed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("declared_on", "pk")

    def __str__(self) -> str:
        return "No interests" if self.nil else self.organisation

    @property
    def body_key(self) -> str:
        """The key by which permissions know the body."""
        return self.seat.body.key

    @property
    def owner_user_id(self) -> int | None:
        """The account to which the entry is one's own."""
        return self.seat.user_id
