"""The links of this app."""

from __future__ import annotations

from stocktake_web.navigation import Link

LINKS = [
    Link("Plan", "plans:overview", right="plans.see", order=20),
    Link("Targets", "plans:targets", right="plans.see", order=21),
    Link("Activities", "plans:activities", right="plans.see", order=22),
]
