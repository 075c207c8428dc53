"""The links of this app."""

from __future__ import annotations

from stocktake_web.navigation import Link

LINKS = [
    Link("Plan", "plans:overview", permission="plans.see", order=20),
    Link("Targets", "plans:targets", permission="plans.see", order=21),
    Link("Activities", "plans:activities", permission="plans.see", order=22),
]
