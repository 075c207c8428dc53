"""Levels of schools that together meet their area's target, and the sum held against it."""

from __future__ import annotations

import math
from typing import Literal, Self

import polars as pl
from pydantic import model_validator

from stocktake.schools.improvement.measures import ImprovementMeasure
from stocktake.schools.improvement.statement import StatementPart
from stocktake.standards.errors import Fault, UsageError

LevelAnswer = Literal["proposed", "agreed", "refused"]

TOLERANCE = 1e-9


class SchoolLevel(StatementPart):
    """A school's part in an area's target.

    ``pupils_needed`` is how many more pupils that is, for a percentage; ``is_rare`` says that
    fewer than one in five schools from this start ever made the gain, None where that is not
    known. ``answer`` and ``reason`` are the head's and chair's; a refused level counts at the
    school's start.
    """

    school_urn: int
    pupil_count: int
    start: float
    level: float
    gain: float
    pupils_needed: int | None
    is_rare: bool | None = None
    answer: LevelAnswer = "proposed"
    reason: str = ""

    @model_validator(mode="after")
    def _must_have_a_reason_to_refuse(self) -> Self:
        if self.answer == "refused" and not self.reason.strip():
            raise ValueError("a level is refused with a reason")
        return self


class AreaLevels(StatementPart):
    """The levels of an area's schools, and what they come to.

    ``start``, ``proposed_sum`` and ``answered_sum`` are means weighted by pupils: today, if every
    level is reached, and with refused levels at their starts. Schools without a result or a number
    of pupils are in ``schools_without`` and in no sum.
    """

    measure: str
    target: float
    start: float
    proposed_sum: float
    answered_sum: float
    is_met: bool
    levels: tuple[SchoolLevel, ...]
    schools_without: tuple[int, ...]
    sentence: str


def propose_levels(starts: pl.DataFrame, target: float, measure: ImprovementMeasure) -> AreaLevels:
    """Propose a level for each school, so that together they meet the area's target.

    Every school below the target closes the same share of its distance to it, the smallest share
    that suffices; a school at or above it keeps what it has. Levels are rounded up to the decimal
    places of the measure, so that the sum is never below the target for rounding alone.

    Parameters
    ----------
    starts : DataFrame
        ``school_urn``, ``start`` (the figure itself, in the measure's unit), ``pupil_count`` and
        optionally ``is_rare``. Rows with a null are left out and named.
    target : float
        The area's figure, weighted by pupils.

    Raises
    ------
    UsageError
        A target that cannot be scored, a school twice, or no school with a result and pupils.

    Examples
    --------
    >>> from stocktake.schools.improvement.measures import improvement_measure
    >>> starts = pl.DataFrame(
    ...     {"school_urn": [1, 2], "start": [40.0, 70.0], "pupil_count": [100, 100]}
    ... )
    >>> levels = propose_levels(starts, 60.0, improvement_measure("ks2.rwm_expected"))
    >>> [level.level for level in levels.levels], levels.proposed_sum
    ([50.0, 70.0], 60.0)
    """
    faults = _faults(starts, target, measure)
    if faults:
        raise UsageError("no levels can be proposed", faults)
    usable = starts.drop_nulls(["start", "pupil_count"]).filter(pl.col("pupil_count") > 0)
    pupils = float(usable["pupil_count"].sum())
    missing_points = target * pupils - float((usable["start"] * usable["pupil_count"]).sum())
    room = float(((target - usable["start"]).clip(lower_bound=0.0) * usable["pupil_count"]).sum())
    share = min(max(missing_points / room, 0.0), 1.0) if room > 0 else 0.0
    levels = tuple(_level(row, target, share, measure) for row in usable.iter_rows(named=True))
    missing = starts.join(usable.select("school_urn"), on="school_urn", how="anti")
    return sum_levels(
        levels, target, measure, schools_without=tuple(missing["school_urn"].sort().to_list())
    )


def sum_levels(
    levels: tuple[SchoolLevel, ...],
    target: float,
    measure: ImprovementMeasure,
    *,
    schools_without: tuple[int, ...] = (),
) -> AreaLevels:
    """Hold the levels of schools, as they were answered, against the area's target."""
    pupils = sum(level.pupil_count for level in levels)
    start = sum(level.start * level.pupil_count for level in levels) / pupils
    proposed_sum = sum(level.level * level.pupil_count for level in levels) / pupils
    answered_sum = (
        sum(
            (level.start if level.answer == "refused" else level.level) * level.pupil_count
            for level in levels
        )
        / pupils
    )
    area = AreaLevels(
        measure=measure.measure,
        target=target,
        start=start,
        proposed_sum=proposed_sum,
        answered_sum=answered_sum,
        is_met=answered_sum >= target - TOLERANCE,
        levels=levels,
        schools_without=schools_without,
        sentence="",
    )
    from stocktake.schools.improvement.area_wording import area_sentence

    return area.model_copy(update={"sentence": area_sentence(area, measure)})


def _level(
    row: dict[str, object], target: float, share: float, measure: ImprovementMeasure
) -> SchoolLevel:
    start, pupils = float(str(row["start"])), int(str(row["pupil_count"]))
    exact = start + share * max(target - start, 0.0)
    shift = 10**measure.decimal_places
    level = start if exact <= start else math.ceil(exact * shift - TOLERANCE) / shift
    level = min(max(level, start), measure.highest)
    gain = level - start
    is_percentage = measure.unit == "percent"
    rare = row.get("is_rare")
    return SchoolLevel(
        school_urn=int(str(row["school_urn"])),
        pupil_count=pupils,
        start=start,
        level=level,
        gain=gain,
        pupils_needed=math.ceil(gain / 100 * pupils - TOLERANCE) if is_percentage else None,
        is_rare=None if rare is None else bool(rare),
    )


def _faults(starts: pl.DataFrame, target: float, measure: ImprovementMeasure) -> list[Fault]:
    faults = []
    if not (math.isfinite(target) and measure.lowest <= target <= measure.highest):
        faults.append(
            Fault("target", f"{target} cannot be scored", f"{measure.lowest} to {measure.highest}")
        )
    doubles = starts.filter(pl.col("school_urn").is_duplicated())["school_urn"].unique().sort()
    faults += [Fault(f"school {urn}", "stands twice", "one start each") for urn in doubles]
    usable = starts.drop_nulls(["start", "pupil_count"]).filter(pl.col("pupil_count") > 0)
    if usable.is_empty():
        faults.append(Fault("starts", "no school has a result and a number of pupils"))
    return faults
