"""What the explorer reads of other apps: the plan that an area has put before the public."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.public.editions.models import Publication
from stocktake_web.public.editions.queries import in_force


def published_plan(area: Area) -> Publication | None:
    """The public account in force, with its revision; None where there is none, or recalled."""
    return in_force(area)
