"""The links of this app."""

from __future__ import annotations

from stocktake_web.navigation import PUBLIC_SIDE, Link

LINKS = [Link("Explore figures", "explorer:start", side=PUBLIC_SIDE, order=60)]
