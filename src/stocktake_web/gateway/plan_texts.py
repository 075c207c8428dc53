"""The plan's text: read, written and compared. Changing it by item is in ``plan_sections``."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

from stocktake.plan.compare import CHANGE_WORDS, PlanChanges, compare_plans
from stocktake.plan.judge import Judgement
from stocktake.plan.names import walk_targets
from stocktake.plan.read import parse_plan
from stocktake.plan.schema import Activity, Plan, Priority
from stocktake.plan.write import write_plan
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import academic_year_of, parse_period
from stocktake.targets.schema import Target
from stocktake_web.accounts.models import Area
from stocktake_web.gateway.judgements import KeptPlan, PlanText, judge_area, plan_of

YEARS_BACK = 3

__all__ = [
    "CHANGE_WORDS",
    "Activity",
    "Judgement",
    "Plan",
    "PlanChanges",
    "Priority",
    "Target",
    "all_targets",
    "compare",
    "export_text",
    "invented_plan",
    "judge_latest",
    "parse",
    "school_years",
    "year_label",
]


def parse(text: str, name: str = "plan.toml") -> Plan:
    """Read a plan's text.

    Raises
    ------
    PlanError
        Every fault at once.
    """
    return parse_plan(text, name)


def export_text(kept: KeptPlan) -> str:
    """The plan as the text that reads back the same."""
    return write_plan(plan_of(kept))


def compare(before: KeptPlan, after: KeptPlan) -> PlanChanges:
    """What the later text promises otherwise."""
    return compare_plans(plan_of(before), plan_of(after))


def all_targets(plan: Plan) -> dict[str, Target]:
    """Every target of a plan by id, parts included."""
    return {target.id: target for _, target in walk_targets(plan)}


def judge_latest(area: Area, kept: KeptPlan, *, as_of: date) -> Judgement:
    """Judge a plan at the latest year of which anything can be told.

    Figures of a year are published after it ends. A plan that is judged at the year in hand
    could tell nothing; so the first year, going back from the one in hand, at which published
    figures decide any target that is not due by then is the one to show. Targets that fell due
    are judged at their own year, whichever year is shown.
    """
    begins = int(academic_year_of(as_of)[:4])
    for year in range(begins, begins - YEARS_BACK - 1, -1):
        at = f"{year}{(year + 1) % 100:02d}"
        judgement = judge_area(area, kept, as_of=as_of, at=at)
        if any(
            verdict.released
            and verdict.judged_at == at
            and int((verdict.due or "9999")[:4]) > year
            and verdict.status not in ("cannot_tell", "not_yet_due")
            for verdict in judgement.verdicts
        ):
            return judgement
    return judge_area(area, kept, as_of=as_of)


def school_years(kept: KeptPlan, until: date) -> list[tuple[str, str]]:
    """School years at which a plan may be judged, as code and label, the latest first.

    From the plan's first year to the one in hand.
    """
    first, last = int(plan_of(kept).period.first[:4]), int(academic_year_of(until)[:4])
    codes = [f"{year}{(year + 1) % 100:02d}" for year in range(last, first - 1, -1)]
    return [(code, year_label(code)) for code in codes]


def year_label(text: str | None) -> str:
    """A period as people write it; as it stands where it is none."""
    if not text:
        return "no year"
    try:
        return parse_period(text).label
    except UsageError:
        return text


@cache
def invented_plan() -> PlanText:
    """The plan of the invented borough."""
    path = files("stocktake.examples.country") / "plan.toml"
    return PlanText(path.read_text(encoding="utf-8"))
