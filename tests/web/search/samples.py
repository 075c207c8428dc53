"""What the walk over all permissions opens in this app."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from stocktake_web.accounts.models import Area, User


def samples(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """The parts of addresses, by the name of the view: there are none."""
    return {}
