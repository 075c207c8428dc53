"""Which rung of the evidence ladder a school's statement uses, and which it could."""

from __future__ import annotations

import polars as pl

from stocktake.schools.improvement.data import ImprovementData
from stocktake.schools.improvement.ladder import EvidenceLadder, Rung, load_ladders, why_passed
from stocktake.schools.improvement.measures import ImprovementMeasure, load_measures
from stocktake.schools.improvement.statement import RungUsed
from stocktake.standards.errors import Fault, UsageError


def rung_used(
    data: ImprovementData, measure: ImprovementMeasure, school_urn: int, due_year: int
) -> RungUsed:
    """The rung of a measure, and what became of those above it."""
    ladder = data.ladder(measure)
    better_rungs: list[tuple[str, str]] = []
    for position, rung in enumerate(ladder.rung, start=1):
        if rung.measure == measure.measure:
            return RungUsed(
                id=rung.id,
                title=rung.title,
                position=position,
                rungs_count=len(ladder.rung),
                adjusts_for_intake=rung.adjusts_for_intake,
                note=rung.note,
                passed_rungs=tuple(better_rungs),
            )
        reason = _why_passed(data, ladder, rung, school_urn, due_year)
        better_rungs.append((rung.title, reason or ""))
    fault = Fault(measure.measure, f"is no rung of {ladder.title}", "", "add it to the ladder")
    raise UsageError("no evidence ladder holds this measure", [fault])


def best_measure(data: ImprovementData, school_urn: int, due_year: int) -> str:
    """The measure of the highest rung on which a school's statement can stand.

    Raises
    ------
    UsageError
        It can stand on none, with the reason for each.

    Notes
    -----
    A school with results at the end of key stages 2 and 4 is judged at the end of key stage 4.
    """
    faults = []
    for stage in ("ks4", "ks2"):
        ladder = load_ladders(data.own_folder)[stage]
        for rung in ladder.rung:
            reason = _why_passed(data, ladder, rung, data.newest_number(school_urn), due_year)
            if reason is None:
                return rung.measure
            faults.append(Fault(rung.title, reason))
    raise UsageError("no rung of the evidence ladder can be used", faults)


def _why_passed(
    data: ImprovementData, ladder: EvidenceLadder, rung: Rung, school_urn: int, due_year: int
) -> str | None:
    measure = load_measures(data.own_folder).get(rung.measure)
    is_held = measure is not None and rung.enabled
    rows = data.points(rung.measure) if is_held else pl.DataFrame(schema={"school_urn": pl.Int64})
    return why_passed(
        rung,
        measure,
        rows.filter(pl.col("school_urn") == school_urn),
        newest_year=data.newest_year(ladder.stage),
        within_years=ladder.latest_within_years,
        due_year=due_year,
        has_forecast=data.forecast(rung.measure) is not None,
    )
