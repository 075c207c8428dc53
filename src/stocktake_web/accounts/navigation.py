"""The links of this app."""

from __future__ import annotations

from stocktake_web.navigation import PUBLIC_SIDE, Link

LINKS = [
    Link("What needs me", "desk:home", right="desk.see", order=10),
    Link("Your desk", "desk:home", right="desk.see", side=PUBLIC_SIDE, order=95),
    Link("People", "people:everyone", right="people.see", order=80),
]
