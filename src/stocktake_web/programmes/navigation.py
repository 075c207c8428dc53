"""The links of this app."""

from __future__ import annotations

from stocktake_web.navigation import Link

LINKS = [
    Link("Programmes", "programmes:programmes", permission="programmes.see", order=27),
    Link("Proposals", "programmes:proposals", permission="programmes.see_proposals", order=28),
    Link(
        "Asks of schools",
        "programmes:asks",
        permission="programmes.list_asks",
        unless="programmes.see",
        order=29,
    ),
]
