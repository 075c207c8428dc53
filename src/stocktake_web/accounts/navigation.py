"""The links of this app."""

from __future__ import annotations

from stocktake_web.navigation import PUBLIC_SIDE, Link

LINKS = [
    Link("Your tasks", "dashboard:home", permission="dashboard.see", order=10),
    Link("Your tasks", "dashboard:home", permission="dashboard.see", side=PUBLIC_SIDE, order=95),
    Link("People", "people:everyone", permission="people.see", order=80),
]
