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


def subject_list(*, own: Path | None = None) -> SubjectList:
    """The subjects of key stage 4 and the slots that they may fill.

    Examples
    --------
    >>> [subject.code for subject in subject_list().of_pillar("humanities")]
    ['HISTORY', 'ANCIENT_HISTORY', 'GEOGRAPHY']
    """
    return _one("subjects", "key-stage-4", SubjectList, own)


def point_scale(year: str, *, own: Path | None = None) -> PointScale:
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
    scales = load_folder(PACKAGE, "points", PointScale, own=own)
    found = [loaded.value for loaded in scales.values() if year in loaded.value.years]
    if found:
        return found[-1]
    covered = sorted({each for loaded in scales.values() for each in loaded.value.years})
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


def estimates(release: str, *, own: Path | None = None) -> Estimates:
    """One release of national Attainment 8 estimates, such as ``202324-provisional``.

    Parameters
    ----------
    release : str
        Academic year, hyphen, and ``provisional``, ``revised`` or ``final``.
    own : path, optional
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
    stocktake.standards.errors.DefinitionError: Progress 8 cannot be told for 2024/25
      definitions/estimates: these pupils took no key stage 2 tests, which were cancelled in 2020
    """
    year = release.partition("-")[0]
    known = load_folder(PACKAGE, "estimates", Estimates, own=own, only=[release, year])
    found = known.get(release)
    if found is not None and not found.value.absent:
        return found.value
    summary = f"Progress 8 cannot be told for {_label(year)}"
    why = known.get(year)
    if why is not None and why.value.absent:
        raise DefinitionError(summary, [Fault("definitions/estimates", why.value.absent)])
    every = load_folder(PACKAGE, "estimates", Estimates, own=own)
    there = [name for name, loaded in every.items() if not loaded.value.absent]
    raise DefinitionError(
        summary,
        [
            Fault(
                "definitions/estimates",
                f"there is no release {release!r}",
                f"one of {', '.join(there)}",
                "put its table into your own folder of definitions",
            )
        ],
    )


def thresholds(stage: str, year: str, *, own: Path | None = None) -> Thresholds:
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
    every = load_folder(PACKAGE, "thresholds", Thresholds, own=own)
    of_stage = [loaded.value for loaded in every.values() if loaded.value.stage == stage]
    for found in of_stage:
        if found.first_year <= year <= (found.last_year or year):
            return found
    covered = [f"{stage} from {t.first_year} to {t.last_year or 'now'}" for t in of_stage]
    raise DefinitionError(
        f"no standards are defined for {stage} in {_label(year)}",
        [Fault("definitions/thresholds", "no file covers the year", " or ".join(covered))],
    )


def levels(*, own: Path | None = None) -> Levels:
    """What each qualification adds towards level 2 and level 3.

    Examples
    --------
    >>> levels().maths
    ('MATHS',)
    """
    return _one("levels", "by-19", Levels, own)


def primary_progress(year: str, *, own: Path | None = None) -> PrimaryProgress:
    """The national table by which progress to key stage 2 is measured in a year.

    Raises
    ------
    DefinitionError
        There is none, and why.

    Examples
    --------
    >>> primary_progress("201819")
    Traceback (most recent call last):
    stocktake.standards.errors.DefinitionError: progress to key stage 2 cannot be told for 2018/19
      definitions/primary_progress: the department's table for 2018/19 has not been obtained
    """
    found = load_folder(PACKAGE, "primary_progress", PrimaryProgress, own=own, only=[year])
    if year in found and not found[year].value.absent:
        return found[year].value
    why = found[year].value.absent if year in found else f"no file {year}.toml"
    raise DefinitionError(
        f"progress to key stage 2 cannot be told for {_label(year)}",
        [Fault("definitions/primary_progress", why)],
    )


def prior_scheme(name: str, *, own: Path | None = None) -> PriorScheme:
    """How key stage 2 results place a pupil.

    Examples
    --------
    >>> len(prior_scheme("scaled-scores-2022-on").group)
    34
    """
    return _one("prior", name, PriorScheme, own)


def band_cuts(name: str, *, own: Path | None = None) -> BandCuts:
    """A scheme of low, middle and high prior attainment.

    Examples
    --------
    >>> band_cuts("key-stage-2-scaled").high
    110.0
    """
    return _one("prior_bands", name, BandCuts, own)


def cap(name: str, *, own: Path | None = None) -> Cap:
    """A floor under very negative Progress 8 scores.

    Examples
    --------
    >>> cap("approximation").k
    2.3
    """
    return _one("caps", name, Cap, own)


def progress_bands(name: str, *, own: Path | None = None) -> ProgressBands:
    """A scheme that puts a progress score and its interval into words.

    Examples
    --------
    >>> progress_bands("progress-8-2018").otherwise
    'average'
    """
    return _one("progress_bands", name, ProgressBands, own)


def _one(folder: str, name: str, model: type[M], own: Path | None) -> M:
    found = load_folder(PACKAGE, folder, model, own=own, only=[name]).get(name)
    if found is not None:
        return found.value
    known = load_folder(PACKAGE, folder, model, own=own)
    raise DefinitionError(
        f"there is no definition {name!r}",
        [
            Fault(
                f"definitions/{folder}",
                f"no file {name}.toml",
                f"one of {', '.join(known)}",
                nearest(name, known),
            )
        ],
    )


def _label(year: str) -> str:
    return parse_period(year).label
