"""The parts of the dashboard, gathered from the apps that register ``panels``.

An app says what a person sees first of it: a template, what it shows, and where it stands. An app
that has nothing for a person registers nothing for them; a part is never an empty frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.memberships.models import Membership
from stocktake_web.accounts.people.models import User
from stocktake_web.registration import registered


@dataclass(frozen=True)
class Reader:
    """Who opens the dashboard, where and when.

    Parameters
    ----------
    memberships : tuple of Membership
        The person's roles in the area today.
    since : datetime or None
        When the visit before this one began; None at the first.
    """

    user: User
    area: Area
    moment: datetime
    memberships: tuple[Membership, ...] = ()
    since: datetime | None = None

    @property
    def roles(self) -> frozenset[str]:
        """The person's roles."""
        return frozenset(membership.role for membership in self.memberships)


@dataclass(frozen=True)
class Panel:
    """One part of the dashboard.

    Parameters
    ----------
    template : str
        It finds ``values`` as ``panel.values``.
    order : int
        Small numbers stand first.
    is_aside : bool
        Whether it stands in the narrow column, next to the tasks.
    """

    template: str
    values: Mapping[str, Any]
    order: int = 50
    is_aside: bool = False


def panels_of(reader: Reader) -> list[Panel]:
    """Every part of a person's dashboard, in its order."""
    parts = [panel for app_panels in registered("panels") for panel in app_panels(reader)]
    return sorted(parts, key=lambda panel: panel.order)
