"""Who entered, said or decided something: the account, the role of that day, and the moment."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.schools.roles import role_of


class Authored(models.Model):
    """Keeps its author; the event has an actor and a moment of its own, so it leaves these out."""

    unaudited: ClassVar[frozenset[str]] = frozenset({"by", "at"})

    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True


def authorship(actor: User | None, area: Area) -> dict[str, Any]:
    """The values of ``Authored`` for what somebody does now."""
    return {
        "by": actor,
        "by_role": role_of(actor, area) if actor else "",
        "at": services.now(),
    }
