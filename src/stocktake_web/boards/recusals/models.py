"""Who steps out of an item."""

from __future__ import annotations

from django.db import models

from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.interests.models import Interest
from stocktake_web.records.models import AreaScoped


class Recusal(AreaScoped):
    """Somebody stepped out of an item because of an interest; its quorum leaves them out."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="recusals")
    interest = models.ForeignKey(
        Interest, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("item", "seat"), name="withdrawal_once_an_item"),
        )

    def __str__(self) -> str:
        return f"{self.seat} withdrew"

    def __repr__(self) -> str:
        return f"<Recusal {self.pk}>"

    @property
    def body_key(self) -> str:
        """The key by which permissions know the body."""
        return self.item.meeting.body.key
