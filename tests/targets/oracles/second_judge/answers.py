"""The answer to every target of a plan: due or not, published or not, comparable or not."""

from __future__ import annotations

from datetime import date
from typing import Any

from second_judge.evidence import Evidence
from second_judge.indicators import OPPOSITE
from second_judge.kinds import ASSESS, Assessment, Case, gap_of
from second_judge.lait_file import PUBLISHED, last_day, year_of
from second_judge.trajectories import on_track

# How many months after the usual time a figure is still waited for.
PATIENCE_MONTHS = 12
FIELDS = ("status", "value", "rank", "n", "required", "reason")
# What a special year leaves standing: a level missed though the figure was flattered, and one
# reached though it was made to look worse.
STANDS = {"better": False, "worse": True}


def judge_plan(
    evidence: Evidence, plan: dict[str, Any], *, as_of: date, at: str | None = None
) -> list[dict[str, Any]]:
    """One row per target: its id and the six fields.

    ``at`` asks for a past academic year: what is due by then is judged, and everything else on
    the figures of years up to it.
    """
    sets = {row["id"]: row["places"] for row in plan.get("comparator_set", [])}
    rows = []
    for target in plan["target"]:
        case = make_case(evidence, plan, target, sets)
        row: dict[str, Any] = {"id": target["id"], "kind": target["kind"]}
        rows.append(row | answer(evidence, case, as_of, year_of(at) if at else None))
    return rows


def make_case(
    evidence: Evidence, plan: dict[str, Any], target: dict[str, Any], sets: dict[str, list[str]]
) -> Case:
    """A target with its indicator and its neighbours."""
    place = plan["place"]["id"]
    vintage_in_plan = target.get("neighbours_vintage", plan["place"].get("neighbours_vintage"))
    due = date(year_of(target["due"]), 8, 31)
    vintage = evidence.register.choose_list(due, vintage_in_plan)
    return Case(
        target,
        evidence.indicators[target["indicator"], target.get("group", "all")],
        place,
        evidence.register.neighbours[vintage].get(place, []),
        sets,
    )


def answer(evidence: Evidence, case: Case, as_of: date, at: int | None) -> dict[str, Any]:
    """The six fields of one verdict."""
    due = year_of(case.target["due"])
    has_ended = last_day(case.indicator.kind, due) < as_of
    if has_ended and (at is None or due <= at):
        return answer_due(evidence, case, due, as_of)
    limit = due if at is None else min(at, due)
    return answer_before(evidence, case, due, limit)


def answer_due(evidence: Evidence, case: Case, due: int, as_of: date) -> dict[str, Any]:
    """The answer once the period has ended."""
    assessment = ASSESS[case.target["kind"]](evidence, case, due)
    if only_due_is_missing(evidence, case, assessment, due) and may_still_come(evidence, case, due):
        return answer_awaited(evidence, case)
    is_met, reason = decide(case, assessment, due)
    if reason:
        return fields("cannot_tell", assessment, reason)
    return fields("met" if is_met else "not_met", assessment, None)


def only_due_is_missing(evidence: Evidence, case: Case, assessment: Assessment, due: int) -> bool:
    """Whether the figure of the due year is all that is missing.

    Where the baseline has none, or a year in between, no figure that is to come can decide.
    """
    if evidence.value(case.indicator, case.place, due) is not None or assessment.is_met is not None:
        return False
    kind, baseline = case.target["kind"], case.baseline
    if kind not in ("change", "gap_closed", "improvement_each_year") or baseline is None:
        return True
    if kind == "gap_closed":
        return gap_of(evidence, case, baseline) is not None
    years_needed = [baseline] if kind == "change" else range(baseline, due)
    return all(
        evidence.value(case.indicator, case.place, year) is not None for year in years_needed
    )


def may_still_come(evidence: Evidence, case: Case, due: int) -> bool:
    """Whether a figure that is not there can still be published.

    It will not come where the publication was given up or cancelled for the year, where it has
    gone on to that year or a later one without it, where the place was gone before the last day
    of the period, or where the release came out more than a year after the usual month.
    """
    indicator = case.indicator
    years = evidence.years(indicator)
    end_date = last_day(indicator.kind, due)
    if indicator.discontinued or due in indicator.unpublished or not years or years[-1] >= due:
        return False
    if not evidence.register.exists(case.place, end_date):
        return False
    months_waited = 12 * (PUBLISHED.year - end_date.year) + PUBLISHED.month - end_date.month
    return months_waited <= indicator.months_to_publication + PATIENCE_MONTHS


def answer_awaited(evidence: Evidence, case: Case) -> dict[str, Any]:
    """The answer while the figure is still to be published: the place's latest one."""
    latest = latest_year(evidence, case, None)
    if latest is None:
        return fields("awaiting_figures", Assessment(), None)
    assessment = ASSESS[case.target["kind"]](evidence, case, latest)
    return fields("awaiting_figures", assessment, None)


def latest_year(evidence: Evidence, case: Case, limit: int | None) -> int | None:
    """The last year in which the place has a figure, up to a limit where there is one."""
    years = [
        year
        for year in evidence.years(case.indicator)
        if (limit is None or year <= limit)
        and evidence.value(case.indicator, case.place, year) is not None
    ]
    return max(years, default=None)


def decide(case: Case, assessment: Assessment, year: int) -> tuple[bool | None, str | None]:
    """Whether the promise holds, or the reason why nobody can tell."""
    if assessment.reason:
        return None, assessment.reason
    if is_comparable(case, assessment, year, assessment.is_met):
        return assessment.is_met, None
    return None, "not_comparable"


def is_comparable(case: Case, assessment: Assessment, year: int, is_met: bool | None) -> bool:
    """Whether special years and breaks let an answer stand.

    A fixed level is compared with no earlier figure, so that only the judged year matters.
    """
    if not assessment.over_time or is_met is None:
        return True
    baseline = None if case.target["kind"] == "level" else case.baseline
    way = case.indicator.arrangements(year, baseline)
    if way is None or way == "unknown":
        return way is None
    # A figure that looks better than it is stands in the way of a promise to be below a level.
    upwards = case.indicator.better != "lower"
    if case.target["kind"] == "level" and assessment.upwards != upwards:
        way = OPPOSITE[way]
    return STANDS[way] is is_met


def answer_before(evidence: Evidence, case: Case, due: int, limit: int) -> dict[str, Any]:
    """The answer before the period has ended, on the place's own latest figure."""
    latest = latest_year(evidence, case, limit)
    if latest is None:
        return fields("not_yet_due", Assessment(), None)
    assessment = ASSESS[case.target["kind"]](evidence, case, latest)
    is_on_track = None
    if "trajectory" in case.target and case.baseline is not None and latest > case.baseline:
        is_on_track = on_track(evidence, case, assessment, latest, due)
    if is_on_track is None:
        return fields("not_yet_due", assessment, None)
    if not is_comparable(case, assessment, latest, is_on_track):
        return fields("cannot_tell", assessment, "not_comparable")
    return fields("on_track" if is_on_track else "off_track", assessment, None)


def fields(status: str, assessment: Assessment, reason: str | None) -> dict[str, Any]:
    """The six fields that are compared."""
    return {
        "status": status,
        "value": assessment.value,
        "rank": assessment.rank,
        "n": assessment.n,
        "required": assessment.required_level,
        "reason": reason,
    }
