"""The links of this app."""

from __future__ import annotations

from stocktake_web.navigation import Link

LINKS = [Link("Boards", "boards:home", permission="boards.see", order=30)]
