"""Keeps the seal of a register."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from stocktake_web.accounts.models import Area
from stocktake_web.releases.seal.models import RegisterSeal


@transaction.atomic
def keep_seal(*, area: Area, content: dict[str, Any]) -> None:
    """Keep what is known of an area's register."""
    row = lock_register(area)
    row.content = content
    row.save()


def lock_register(area: Area) -> RegisterSeal:
    """The row of an area's register, locked until the caller's transaction ends."""
    RegisterSeal.objects.get_or_create(area=area)
    return RegisterSeal.objects.select_for_update().get(area=area)
