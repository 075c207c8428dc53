"""The links of this app."""

from __future__ import annotations

from stocktake_web.navigation import Link

LINKS = [Link("Releases", "releases:waiting", permission="releases.see", order=50)]
