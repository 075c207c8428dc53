"""What waits for release, on the dashboard of who decides."""

from __future__ import annotations

from stocktake.standards import StoreError
from stocktake_web.accounts.dashboard.panels import Panel, Reader
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.releases.requests.queries import waiting_tables


def panels(reader: Reader) -> list[Panel]:
    """How many tables wait; nothing where none does, or for those who do not decide."""
    if not has_permission(reader.user, reader.area, "releases.decide"):
        return []
    try:
        waiting = waiting_tables(reader.area)
    except StoreError:
        # The task says so; the dashboard has other things to say.
        return []
    if not waiting:
        return []
    own_count = sum(table.owner_user_id == reader.user.pk for table in waiting)
    values = {"count": len(waiting), "own_count": own_count}
    return [Panel("releases/panel.html", values, order=25, is_aside=True)]
