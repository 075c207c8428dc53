"""What a definition of school measures may say: title, unit, direction, breaks of series."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from stocktake.standards.definitions import (
    Definition,
    LoadedDefinition,
    Source,
    load_folder,
)
from stocktake.standards.errors import DefinitionError, Fault
from stocktake.standards.wording import ACADEMIC_YEAR

PACKAGE = "stocktake.sources.schools"
FOLDER = "measures"

LIMITS: dict[str, tuple[float, float]] = {
    "percent": (0.0, 100.0),
    "points": (-150.0, 400.0),
    "per 100 pupils": (0.0, 10_000.0),
    "pupils": (0.0, 20_000_000.0),
    "teachers": (0.0, 1_000_000.0),
    "assistants": (0.0, 1_000_000.0),
}
"""What a figure of each unit can be at all, of a school or of England: wide, for slips alone."""
ANY_UNIT = (-1e12, 1e12)

AcademicYear = Annotated[str, StringConstraints(pattern=ACADEMIC_YEAR)]
MeasureId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+\.[a-z0-9_]+$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class SeriesBreak(Definition):
    """From this academic year on, figures cannot be compared with earlier ones."""

    period: AcademicYear
    reason: Text
    source: Source | None = None


class YearWithoutFigures(Definition):
    """An academic year for which no figure was published, or will be."""

    period: AcademicYear
    reason: Text


class SchoolMeasure(Definition):
    """One measure of a school.

    Parameters
    ----------
    id : str
        Such as ``ks4.attainment_8``: phase or collection, then the measure.
    title : str
        As on a page.
    unit : str
        ``percent`` (0 to 100), ``points``, ``pupils``, ``pounds``, ``per 100 pupils``, ...
    better : "higher", "lower" or "neither"
    decimals : int
        Decimal places in which it is published.
    pupils : str
        Measure that counts the pupils behind it, where a figure does not bring its own count.
    lowest, highest : float or None
        What a figure can be at all; None where that follows from the unit.
    series_break, without_figures : tuple
        Years at which the series breaks, and years that have none.
    description : str
    """

    id: MeasureId
    title: Text
    unit: Text
    better: Literal["higher", "lower", "neither"]
    decimals: int = Field(ge=0, le=6)
    pupils: MeasureId | None = None
    lowest: float | None = None
    highest: float | None = None
    series_break: tuple[SeriesBreak, ...] = ()
    without_figures: tuple[YearWithoutFigures, ...] = ()
    description: str = ""

    @property
    def limits(self) -> tuple[float, float]:
        """Between which every figure lies; one beyond is a slip of a file or of a definition.

        Examples
        --------
        >>> load_school_measures()["ks4.progress_8"].limits
        (-150.0, 400.0)
        """
        lowest, highest = LIMITS.get(self.unit, ANY_UNIT)
        return (
            lowest if self.lowest is None else self.lowest,
            highest if self.highest is None else self.highest,
        )

    def breaks_between(self, first: str, last: str) -> tuple[SeriesBreak, ...]:
        """The breaks that make two academic years incomparable; in either order of the years.

        Examples
        --------
        >>> attainment = load_school_measures()["ks4.attainment_8"]
        >>> [item.period for item in attainment.breaks_between("201516", "201718")]
        ['201617']
        >>> attainment.breaks_between("201718", "201718")
        ()
        """
        earlier, later = sorted((first, last))
        return tuple(item for item in self.series_break if earlier < item.period <= later)


class MeasureFile(Definition):
    """The measures of one phase or collection."""

    source: tuple[Source, ...] = Field(min_length=1)
    measure: tuple[SchoolMeasure, ...] = Field(min_length=1)


def load_school_measures(own_folder: Path | None = None) -> Mapping[str, SchoolMeasure]:
    """Every school measure by id.

    Parameters
    ----------
    own_folder : path, optional
        A place's own definitions; ``measures/<file>.toml`` replaces the shipped file of the name.

    Raises
    ------
    DefinitionError
        With every fault of every file; or two files define one measure.

    Examples
    --------
    >>> load_school_measures()["ks4.progress_8"].unit
    'points'
    """
    return _shipped() if own_folder is None else _measures(own_folder)


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, SchoolMeasure]:
    return _measures(None)


def _measures(own_folder: Path | None) -> Mapping[str, SchoolMeasure]:
    files = load_folder(PACKAGE, FOLDER, MeasureFile, own_folder=own_folder)
    measures: dict[str, SchoolMeasure] = {}
    faults: list[Fault] = []
    for definition in files.values():
        faults += _add(measures, definition)
    faults += [
        Fault(f"measure {measure.id}", f"counts its pupils by {measure.pupils!r}", "a measure")
        for measure in measures.values()
        if measure.pupils and measure.pupils not in measures
    ]
    if faults:
        raise DefinitionError("the definitions of school measures do not agree", faults)
    return measures


def _add(
    measures: dict[str, SchoolMeasure], definition: LoadedDefinition[MeasureFile]
) -> list[Fault]:
    faults = []
    for measure in definition.value.measure:
        if measure.id in measures:
            faults.append(Fault(definition.path, f"defines {measure.id} again", "one definition"))
        measures[measure.id] = measure
    return faults
