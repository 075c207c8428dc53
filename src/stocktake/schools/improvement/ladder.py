"""The evidence ladder: the best evidence that a school has, and why better is not to be had."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

import polars as pl
from pydantic import Field

from stocktake.schools.improvement.measures import ImprovementMeasure, year_label
from stocktake.standards.definitions import Definition, Source, load_folder


class Rung(Definition):
    """One kind of evidence.

    Parameters
    ----------
    adjusts_for_intake : bool
        Whether the measure itself takes account of what pupils knew before.
    enabled : bool
        Whether it is used at all; switched on when its results are published again.
    """

    id: str
    title: str
    measure: str
    adjusts_for_intake: bool
    enabled: bool = True
    note: str


class EvidenceLadder(Definition):
    """The rungs of a key stage, the best first.

    ``latest_within_years``: how old a school's latest result may be, against the latest results of
    any school.
    """

    stage: Literal["ks2", "ks4"]
    title: str
    latest_within_years: int = Field(ge=0)
    rung: tuple[Rung, ...] = Field(min_length=1)
    source: Source


class PassedRung(Definition):
    """A rung that was not used, and why."""

    id: str
    title: str
    reason: str


@lru_cache(maxsize=8)
def load_ladders(own_folder: Path | None = None) -> dict[str, EvidenceLadder]:
    """The ladders of the definition files, by stage."""
    definitions = load_folder(
        "stocktake.schools", "evidence_ladders", EvidenceLadder, own_folder=own_folder
    )
    return {item.value.stage: item.value for item in definitions.values()}


def why_passed(
    rung: Rung,
    measure: ImprovementMeasure | None,
    points: pl.DataFrame,
    *,
    newest_year: int,
    within_years: int,
    due_year: int,
    has_forecast: bool,
) -> str | None:
    """Why a school's evidence does not stand on a rung; None where it does.

    Parameters
    ----------
    points : DataFrame
        The school's own rows of :func:`comparable_points`.
    newest_year : int
        The latest summer of which results of schools are held.
    """
    if not rung.enabled:
        return rung.note
    if measure is None or not has_forecast:
        return "no forecast of this measure has been tested against results"
    if points.is_empty():
        return "the school has no published result"
    latest = int(points["year"].to_list()[-1])
    if latest < newest_year - within_years or measure.absent_in(newest_year):
        absent = measure.absent_in(latest + 1)
        reason = f"its latest result is of {year_label(latest)}"
        return f"{reason}; {absent.title}" if absent else reason
    if ahead := measure.crosses_break(latest, due_year):
        return ahead.title
    if points.filter(pl.col("segment") == pl.col("segment").last()).height < 2:
        return f"only the result of {year_label(latest)} can be compared"
    return None
