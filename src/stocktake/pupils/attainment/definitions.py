"""Finds the definition that a measure needs, or says plainly why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from stocktake.pupils.attainment.bands_schema import ProgressBands
from stocktake.pupils.attainment.estimates_schema import Estimates
from stocktake.pupils.attainment.levels_schema import Levels
from stocktake.pupils.attainment.primary_progress_schema import PrimaryProgress
from stocktake.pupils.attainment.schema import BandCuts, Cap, PointScale, PriorScheme, SubjectList
from stocktake.pupils.attainment.thresholds_schema import Thresholds
from stocktake.standards.definitions import load_folder
from stocktake.standards.errors import DefinitionError, Fault, nearest
from stocktake.standards.period import parse_period

PACKAGE = "stocktake.pupils"

M = TypeVar("M", bound=BaseModel)


def subject_list(*, own_folder: Path | None = None) -> SubjectList:
    """The subjects of key stage 4 and the slots that they may fill.

    Examples
    --------
    >>> [subject.code for subject in subject_list().of_pillar("humanities")]
    ['HISTORY', 'ANCIENT_HISTORY', 'GEOGRAPHY']
    """
    return _one("subjects", "key-stage-4", SubjectList, own_folder)


def point_scale(year: str, *, own_folder: Path | None = None) -> PointScale:
    """The points of grades in an academic year.

    Raises
    ------
    DefinitionError
        No scale names the year. Another year's is never borrowed.

    Examples
    --------
    >>> point_scale("201516").single["C"], point_scale("201718").single["C"]
    (5.0, 4.0)
    """
    scales = load_folder(PACKAGE, "points", PointScale, own_folder=own_folder)
    matches = [definition.value for definition in scales.values() if year in definition.value.years]
    if matches:
        return matches[-1]
    covered = sorted({year for definition in scales.values() for year in definition.value.years})
    raise DefinitionError(
        f"no points are defined for {_label(year)}",
        [
            Fault(
                "definitions/points",
                f"no file lists the year {year}",
                f"one of {covered[0]} to {covered[-1]}",
                "put a file for the year into your own folder of definitions",
            )
        ],
    )


def estimates(release: str, *, own_folder: Path | None = None) -> Estimates:
    """One release of national Attainment 8 estimates, such as ``202324-provisional``.

    Parameters
    ----------
    release : str
        Academic year, hyphen, and ``provisional``, ``revised`` or ``final``.
    own_folder : path, optional
        A place's own folder of definitions, where a table that is not shipped may lie.

    Raises
    ------
    DefinitionError
        There is none: the year has no estimates, and why; or there are other releases of it.
        Another year's are never borrowed, since groups and scales differ. Also for a table with
        a figure that cannot be right, naming group and column.

    Examples
    --------
    >>> estimates("202324-provisional").group[18].attainment_8
    45.12
    >>> estimates("202425-revised")
    Traceback (most recent call last):
    stocktake.standards.errors.DefinitionError: cannot tell Progress 8 for 2024/25
      definitions/estimates: these pupils took no key stage 2 tests, which were cancelled in 2020
    """
    year = release.partition("-")[0]
    definitions = load_folder(
        PACKAGE, "estimates", Estimates, own_folder=own_folder, only=[release, year]
    )
    definition = definitions.get(release)
    if definition is not None and not definition.value.absent:
        return definition.value
    summary = f"cannot tell Progress 8 for {_label(year)}"
    year_definition = definitions.get(year)
    if year_definition is not None and year_definition.value.absent:
        raise DefinitionError(
            summary, [Fault("definitions/estimates", year_definition.value.absent)]
        )
    definitions = load_folder(PACKAGE, "estimates", Estimates, own_folder=own_folder)
    names = [name for name, definition in definitions.items() if not definition.value.absent]
    raise DefinitionError(
        summary,
        [
            Fault(
                "definitions/estimates",
                f"there is no release {release!r}",
                f"one of {', '.join(names)}",
                "put its table into your own folder of definitions",
            )
        ],
    )


def thresholds(stage: str, year: str, *, own_folder: Path | None = None) -> Thresholds:
    """The standards of a stage in an academic year.

    Raises
    ------
    DefinitionError
        No file covers the stage in that year.

    Examples
    --------
    >>> thresholds("KS2", "202324").component[0].higher_least
    110.0
    >>> thresholds("KS1", "202324")
    Traceback (most recent call last):
    stocktake.standards.errors.DefinitionError: no standards are defined for KS1 in 2023/24
      definitions/thresholds: no file covers the year; expected KS1 from 201516 to 202223
    """
    definitions = load_folder(PACKAGE, "thresholds", Thresholds, own_folder=own_folder)
    of_stage = [
        definition.value for definition in definitions.values() if definition.value.stage == stage
    ]
    for candidate in of_stage:
        if candidate.first_year <= year <= (candidate.last_year or year):
            return candidate
    covered = [f"{stage} from {t.first_year} to {t.last_year or 'now'}" for t in of_stage]
    raise DefinitionError(
        f"no standards are defined for {stage} in {_label(year)}",
        [Fault("definitions/thresholds", "no file covers the year", " or ".join(covered))],
    )


def levels(*, own_folder: Path | None = None) -> Levels:
    """What each qualification adds towards level 2 and level 3.

    Examples
    --------
    >>> levels().maths
    ('MATHS',)
    """
    return _one("levels", "by-19", Levels, own_folder)


def primary_progress(year: str, *, own_folder: Path | None = None) -> PrimaryProgress:
    """The national table by which progress to key stage 2 is measured in a year.

    Raises
    ------
    DefinitionError
        There is none, and why.

    Examples
    --------
    >>> primary_progress("201819")
    Traceback (most recent call last):
    stocktake.standards.errors.DefinitionError: cannot tell progress to key stage 2 for 2018/19
      definitions/primary_progress: the department's table for 2018/19 has not been obtained
    """
    definitions = load_folder(
        PACKAGE, "primary_progress", PrimaryProgress, own_folder=own_folder, only=[year]
    )
    if year in definitions and not definitions[year].value.absent:
        return definitions[year].value
    reason = definitions[year].value.absent if year in definitions else f"no file {year}.toml"
    raise DefinitionError(
        f"cannot tell progress to key stage 2 for {_label(year)}",
        [Fault("definitions/primary_progress", reason)],
    )


def prior_scheme(name: str, *, own_folder: Path | None = None) -> PriorScheme:
    """How key stage 2 results place a pupil.

    Examples
    --------
    >>> len(prior_scheme("scaled-scores-2022-on").group)
    34
    """
    return _one("prior", name, PriorScheme, own_folder)


def band_cuts(name: str, *, own_folder: Path | None = None) -> BandCuts:
    """A scheme of low, middle and high prior attainment.

    Examples
    --------
    >>> band_cuts("key-stage-2-scaled").high
    110.0
    """
    return _one("prior_bands", name, BandCuts, own_folder)


def cap(name: str, *, own_folder: Path | None = None) -> Cap:
    """A floor under very negative Progress 8 scores.

    Examples
    --------
    >>> cap("approximation").k
    2.3
    """
    return _one("caps", name, Cap, own_folder)


def progress_bands(name: str, *, own_folder: Path | None = None) -> ProgressBands:
    """A scheme that puts a progress score and its interval into words.

    Examples
    --------
    >>> progress_bands("progress-8-2018").otherwise
    'average'
    """
    return _one("progress_bands", name, ProgressBands, own_folder)


def _one(folder: str, name: str, model: type[M], own_folder: Path | None) -> M:
    definition = load_folder(PACKAGE, folder, model, own_folder=own_folder, only=[name]).get(name)
    if definition is not None:
        return definition.value
    definitions = load_folder(PACKAGE, folder, model, own_folder=own_folder)
    raise DefinitionError(
        f"there is no definition {name!r}",
        [
            Fault(
                f"definitions/{folder}",
                f"no file {name}.toml",
                f"one of {', '.join(definitions)}",
                nearest(name, definitions),
            )
        ],
    )


def _label(year: str) -> str:
    return parse_period(year).label
