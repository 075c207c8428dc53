"""The links of this app."""

from __future__ import annotations

from stocktake_web.navigation import Link

LINKS = [Link("Schools", "schools:list", permission="schools.list", order=25)]
