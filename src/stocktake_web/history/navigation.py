"""The links of this app."""

from __future__ import annotations

from stocktake_web.navigation import Link

LINKS = [Link("History", "history:area", permission="history.see", order=90)]
