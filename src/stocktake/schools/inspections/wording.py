"""What the share of pupils by grade says, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from stocktake.schools.inspections.grade_measures import GOOD_GRADES, unrated_class
from stocktake.schools.inspections.share import GradeShare
from stocktake.schools.inspections.share_rows import PHASE, PHASES
from stocktake.standards.errors import UsageError
from stocktake.standards.rounding import round_half_up

PHRASES = {
    "overall_grade": ("are in schools rated good or outstanding", "are in schools not yet rated"),
    "report_card": (
        "are in schools with every area at expected standard or above and safeguarding met",
        "are in schools without a report card yet",
    ),
}
PUPILS = {
    "nursery": "pupils of nursery schools",
    "primary": "primary pupils",
    "secondary": "secondary pupils",
    "special": "pupils of special schools",
    "alternative provision": "pupils in alternative provision",
}


def share_sentences(share: GradeShare, place_name: str) -> tuple[str, ...]:
    """One sentence for each phase, in the order of a pupil's life; why there is none otherwise.

    Raises
    ------
    UsageError
        The share is grouped by anything but phase.
    """
    if share.measure is None:
        return (f"There is no share of pupils by grade on {_day(share.on)}: {share.reason}.",)
    if share.rows.columns[: share.rows.columns.index("grade")] != [PHASE]:
        raise UsageError("sentences need a share grouped by counted_phase alone")
    totals = dict(share.rows.group_by(PHASE).agg(pl.col("pupil_count").sum()).iter_rows())
    return tuple(
        _sentence(share, phase, totals[phase], place_name) for phase in PHASES if totals.get(phase)
    )


def _sentence(share: GradeShare, phase: str, total: int, place_name: str) -> str:
    measure = share.measure or "overall_grade"
    rows = share.rows.filter(pl.col(PHASE) == phase)
    counts: Mapping[str, int] = dict(rows.select("grade", "pupil_count").iter_rows())
    good = sum(counts.get(grade, 0) for grade in GOOD_GRADES[measure])
    unrated = counts.get(unrated_class(measure), 0)
    in_good, without = PHRASES[measure]
    return (
        f"{place_name}, {_day(share.on)}: {good:,} of {total:,} {PUPILS[phase]} "
        f"({_percent(good, total)}) {in_good}; {unrated:,} ({_percent(unrated, total)}) {without}."
    )


def _percent(part: int, total: int) -> str:
    return f"{round_half_up(100 * part / total, 1):.1f}%"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
