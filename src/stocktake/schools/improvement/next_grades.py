"""What the next grade in each evaluation area would take: the question that good schools get."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Self

import polars as pl
from pydantic import Field, model_validator

from stocktake.schools.improvement.statement import StatementPart
from stocktake.standards.definitions import Definition, Source, load_folder


class EvaluationArea(Definition):
    """An area of a report card.

    Parameters
    ----------
    next_grade : dict of str to str
        By grade of the scale: what that grade would take, as a question to the school.
    measures : tuple of str
        Published measures that bear on the area; they inform the talk and never set the grade.
    """

    title: str
    next_grade: dict[str, str]
    measures: tuple[str, ...] = ()


class EvaluationAreas(Definition):
    """The areas of a regime and its scale, from the lowest grade to the highest.

    ``area`` is by the area's id in the table of inspections.
    """

    regime: str
    title: str
    starts: date
    scale: tuple[str, ...] = Field(min_length=2)
    area: dict[str, EvaluationArea]
    source: Source

    @model_validator(mode="after")
    def _must_say_what_each_grade_takes(self) -> Self:
        for name, area in self.area.items():
            if set(area.next_grade) != set(self.scale[1:]):
                raise ValueError(f"{name}: next_grade has one text for each of {self.scale[1:]}")
        return self


class NextGrade(StatementPart):
    """One area of one school: its grade, the next, and what that would take.

    ``grade`` is None where the area was not graded or no report card is published; ``next_grade``
    is None for the highest too.
    """

    area: str
    title: str
    grade: str | None
    inspected: date | None
    next_grade: str | None
    takes: str
    measures: tuple[str, ...]


@lru_cache(maxsize=8)
def load_evaluation_areas(own_folder: Path | None = None) -> EvaluationAreas:
    """The areas of the latest regime."""
    definitions = load_folder(
        "stocktake.schools", "evaluation_areas", EvaluationAreas, own_folder=own_folder
    )
    return max((item.value for item in definitions.values()), key=lambda areas: areas.starts)


def next_grades(
    inspections: pl.DataFrame,
    school_urn: int,
    *,
    as_of: date,
    own_folder: Path | None = None,
) -> tuple[NextGrade, ...]:
    """Ask what the next grade would take, area by area.

    Parameters
    ----------
    inspections : DataFrame
        ``inspections`` under the school's newest number. Grades of earlier regimes are not
        carried over: they cannot be compared.

    Returns
    -------
    tuple of NextGrade
        Every area of the regime, in its order.
    """
    areas = load_evaluation_areas(own_folder)
    known_on = pl.col("published_date").fill_null(pl.col("inspection_date"))
    rows = inspections.filter(
        pl.col("school_urn") == school_urn,
        pl.col("regime") == areas.regime,
        pl.col("event") != "monitoring",
        known_on <= as_of,
        pl.col("value").is_not_null(),
    ).sort("inspection_date")
    latest: dict[str, tuple[str, date]] = {}
    for row in rows.iter_rows(named=True):
        latest[str(row["area"])] = (str(row["value"]), row["inspection_date"])
    return tuple(
        _next_grade(areas, name, area, latest.get(name)) for name, area in areas.area.items()
    )


def _next_grade(
    areas: EvaluationAreas, name: str, area: EvaluationArea, latest: tuple[str, date] | None
) -> NextGrade:
    scale = {grade.casefold(): position for position, grade in enumerate(areas.scale)}
    position = None if latest is None else scale.get(latest[0].casefold())
    if latest is None or position is None:
        takes, higher = "No grade is published for this area, so that there is no next one.", None
    elif position == len(areas.scale) - 1:
        takes, higher = "This is the highest grade; what would keep it?", None
    else:
        higher = areas.scale[position + 1]
        takes = area.next_grade[higher]
    return NextGrade(
        area=name,
        title=area.title,
        grade=None if latest is None or position is None else areas.scale[position],
        inspected=None if latest is None else latest[1],
        next_grade=higher,
        takes=takes,
        measures=area.measures,
    )
