"""The links of this app."""

from __future__ import annotations

from stocktake_web.navigation import PUBLIC_SIDE, Link

LINKS = [
    Link("The plan", "public:home", side=PUBLIC_SIDE, order=10),
    Link("Targets", "public:targets", side=PUBLIC_SIDE, order=20),
    Link("Activities", "public:activities", side=PUBLIC_SIDE, order=30),
    Link("Decisions", "public:decisions", side=PUBLIC_SIDE, order=40),
    Link("Corrections", "public:corrections", side=PUBLIC_SIDE, order=50),
    Link("Revisions", "public:revisions", side=PUBLIC_SIDE, order=60),
    Link("Downloads", "public:downloads", side=PUBLIC_SIDE, order=70),
    Link("Public account", "public:editions", permission="public.see", order=70),
]
