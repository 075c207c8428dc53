"""Runs a local education plan: the plan as data, its targets judged on published statistics.

Everything named here loads when it is first used, so that ``import stocktake`` costs nothing.

Examples
--------
>>> from datetime import date
>>> import stocktake
>>> judgement = stocktake.judge(
...     stocktake.example_plan("blackpool"), as_of=date(2026, 11, 22), at="202021"
... )
>>> verdict = judgement.verdict("sustained-destination-top-half")
>>> verdict.status, verdict.rank, verdict.n
('not_met', 150, 151)
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "Statistics": "stocktake.statistics.figures",
    "Warehouse": "stocktake.statistics.store",
    "benchmark_table": "stocktake.benchmarks.table",
    "example_plan": "stocktake.examples",
    "judge": "stocktake.plan.judge",
    "load_indicators": "stocktake.statistics.indicators",
    "place_register": "stocktake.standards.places",
    "read_ees": "stocktake.sources.ees",
    "read_lait": "stocktake.sources.lait",
    "read_local_return": "stocktake.sources.local_returns",
    "read_neighbours": "stocktake.sources.neighbours",
    "read_plan": "stocktake.plan.read",
}

__all__ = [
    "Statistics",
    "Warehouse",
    "__version__",
    "benchmark_table",
    "example_plan",
    "judge",
    "load_indicators",
    "place_register",
    "read_ees",
    "read_lait",
    "read_local_return",
    "read_neighbours",
    "read_plan",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        value: Any = version("stocktake")
    elif name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module 'stocktake' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
