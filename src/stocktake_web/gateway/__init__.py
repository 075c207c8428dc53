"""The only room in which Django meets the library, and in which clock and keys are read.

An app that needs more of the library adds a module here, named after what it gives
(``gateway/figures.py``), and imports it from there: ``from stocktake_web.gateway import figures``.
"""

from __future__ import annotations

from stocktake.standards.errors import (
    DefinitionError,
    InputError,
    PlanError,
    StocktakeError,
    StoreError,
    UsageError,
)
from stocktake.targets.verdict import STATUS_WORDS
from stocktake_web.gateway.clock import now, today
from stocktake_web.gateway.judgements import (
    PlanText,
    example_plan_text,
    judge_area,
    plan_of,
    year_of,
)
from stocktake_web.gateway.keys import audit_key
from stocktake_web.gateway.releases import known_releases, release_names, releases, warehouse

__all__ = [
    "STATUS_WORDS",
    "DefinitionError",
    "InputError",
    "PlanError",
    "PlanText",
    "StocktakeError",
    "StoreError",
    "UsageError",
    "audit_key",
    "example_plan_text",
    "judge_area",
    "known_releases",
    "now",
    "plan_of",
    "release_names",
    "releases",
    "today",
    "warehouse",
    "year_of",
]
