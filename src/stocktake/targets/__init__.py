"""What level by when: verdict, trajectory, likelihood.

Everything named here loads when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stocktake.targets.context import JudgementContext
    from stocktake.targets.explain import Step, explain_verdict
    from stocktake.targets.fields import Leading, Reading, Watch
    from stocktake.targets.indicator_data import IndicatorData
    from stocktake.targets.judge import judge_target
    from stocktake.targets.kinds import KINDS, BaseTarget, FigureTarget, Target, parse_target
    from stocktake.targets.kinds.counting import set_sizes
    from stocktake.targets.promises.check import check_promise
    from stocktake.targets.promises.issue import PromiseIssue
    from stocktake.targets.verdict import (
        ENGINE_VERSION,
        STATUS_WORDS,
        Level,
        ReadingResult,
        Reason,
        Status,
        Verdict,
        WatchResult,
    )

_HOMES = {
    "BaseTarget": "kinds",
    "ENGINE_VERSION": "verdict",
    "FigureTarget": "kinds",
    "IndicatorData": "indicator_data",
    "JudgementContext": "context",
    "KINDS": "kinds",
    "Leading": "fields",
    "Level": "verdict",
    "PromiseIssue": "promises.issue",
    "Reading": "fields",
    "ReadingResult": "verdict",
    "Reason": "verdict",
    "STATUS_WORDS": "verdict",
    "Status": "verdict",
    "Step": "explain",
    "Target": "kinds",
    "Verdict": "verdict",
    "Watch": "fields",
    "WatchResult": "verdict",
    "check_promise": "promises.check",
    "explain_verdict": "explain",
    "judge_target": "judge",
    "parse_target": "kinds",
    "set_sizes": "kinds.counting",
}

__all__ = [
    "ENGINE_VERSION",
    "KINDS",
    "STATUS_WORDS",
    "BaseTarget",
    "FigureTarget",
    "IndicatorData",
    "JudgementContext",
    "Leading",
    "Level",
    "PromiseIssue",
    "Reading",
    "ReadingResult",
    "Reason",
    "Status",
    "Step",
    "Target",
    "Verdict",
    "Watch",
    "WatchResult",
    "check_promise",
    "explain_verdict",
    "judge_target",
    "parse_target",
    "set_sizes",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
