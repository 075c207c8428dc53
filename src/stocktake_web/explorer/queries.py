"""What the explorer reads of other apps: the plan that an area has put before the public."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.public import queries as public
from stocktake_web.public.models import Publication


def published_plan(area: Area) -> Publication | None:
    """The public account in force, with its revision; None where there is none, or recalled."""
    publication = public.latest(area)
    return None if publication is None or publication.recalled_at else publication
