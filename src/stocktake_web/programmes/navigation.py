"""The links of this app."""

from __future__ import annotations

from stocktake_web.navigation import Link

LINKS = [Link("Programmes", "programmes:programmes", permission="programmes.see", order=27)]
