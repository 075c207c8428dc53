"""Reads what inspections found, in each regime's own words."""

from __future__ import annotations

from stocktake.sources.schools.inspections.layouts import INSPECTION_LAYOUTS
from stocktake.sources.schools.inspections.regimes import inspection_regimes, regime_on

__all__ = ["INSPECTION_LAYOUTS", "inspection_regimes", "regime_on"]
