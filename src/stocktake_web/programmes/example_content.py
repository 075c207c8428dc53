"""Programmes of the demonstration, as the example files of its places describe them."""

from __future__ import annotations

import random

from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.programmes.imports.actions import load_map
from stocktake_web.services.programme_maps import demonstration_map


def add_example_content(area: Area, users: dict[str, User], rng: random.Random) -> None:
    """Load the programmes that the example files describe."""
    programme_map = demonstration_map(area, is_invented=area.invented)
    if programme_map is None:
        return
    load_map(area, actor=users[Role.DELIVERY_LEAD], programme_map=programme_map)
