"""The kinds of target, one function each.

A kind looks at the figures of one period and says whether what was promised holds. It knows
nothing of due dates, special years, readings or proxies: ``judge`` weighs those.
"""

from collections.abc import Callable

from stocktake.standards.periods import Period
from stocktake.targets.finding import Finding
from stocktake.targets.kinds.change import change, gap_closed, improvement_each_year
from stocktake.targets.kinds.level import level, relation
from stocktake.targets.kinds.position import position
from stocktake.targets.kinds.qualitative import qualitative
from stocktake.targets.kinds.returned import (
    coverage,
    cumulative_count,
    members_changing_state,
    share_reaching_count,
)
from stocktake.targets.look import Look
from stocktake.targets.schema import Target

KINDS: dict[str, Callable[[Target, Look, Period], Finding]] = {
    "level": level,
    "position": position,
    "relation": relation,
    "change": change,
    "improvement_each_year": improvement_each_year,
    "gap_closed": gap_closed,
    "cumulative_count": cumulative_count,
    "coverage": coverage,
    "share_reaching_count": share_reaching_count,
    "members_changing_state": members_changing_state,
}
"""Kinds that are judged on figures, by the name a plan writes."""

__all__ = ["KINDS", "qualitative"]
