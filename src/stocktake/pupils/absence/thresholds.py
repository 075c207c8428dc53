"""From how many missed sessions an enrolment counts as persistently or severely absent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from stocktake.pupils.absence.schema import Span, Threshold, ThresholdFile
from stocktake.standards.definitions import LoadedDefinition, load_folder
from stocktake.standards.errors import DefinitionError, Fault
from stocktake.standards.period import Period


@dataclass(frozen=True)
class AbsenceThresholds:
    """The two thresholds by which a year's enrolments are judged.

    Parameters
    ----------
    year : str
        The academic year whose rules these are.
    persistent, severe : Threshold
        How much absence counts.
    """

    year: str
    persistent: Threshold
    severe: Threshold


def absence_thresholds(year: str, *, own_folder: Path | None = None) -> AbsenceThresholds:
    """The thresholds that were in force in an academic year.

    Until 2014/15 a pupil was persistently absent from a standard number of missed sessions; since
    2015/16 from a tenth of the sessions that were possible for that very pupil. The change alone
    took England's rate for 2014/15 from 3.7 to 11.0 per cent, so that no series may mix the two:
    pass a later year's thresholds to recalculate an earlier one.

    Parameters
    ----------
    year : str
        Academic year in six digits.
    own_folder : path, optional
        A place's own folder of definitions; ``absence/<id>.toml`` there replaces ours.

    Returns
    -------
    AbsenceThresholds

    Raises
    ------
    UsageError
        ``year`` is no academic year.
    DefinitionError
        No version holds that year, or a file is faulty.

    Notes
    -----
    Source: Department for Education, A guide to absence statistics (2019), persistent absence.

    Examples
    --------
    >>> absence_thresholds("202324").persistent.share
    Share(numerator=1, denominator=10)
    >>> absence_thresholds("201213").persistent.sessions.year
    56
    """
    Period(year, "Academic year")
    files = _shipped() if own_folder is None else _read(own_folder)
    thresholds: dict[str, Threshold] = {}
    faults = []
    for name in ("persistent", "severe"):
        holding = [version for version in files[name].value.version if version.covers(year)]
        if holding:
            thresholds[name] = holding[0]
        else:
            location = files[name].path
            faults.append(
                Fault(
                    location, f"no version for {year}", "a version that holds the year", "add one"
                )
            )
    if faults:
        raise DefinitionError(f"absence in {year} cannot be judged", faults)
    return AbsenceThresholds(year, thresholds["persistent"], thresholds["severe"])


def sessions_needed(threshold: Threshold, span: Span, title: str) -> int:
    """Missed sessions from which a span counts, under a version that states them.

    Raises
    ------
    DefinitionError
        The version has no number for the span: such absence was never judged then.

    Examples
    --------
    >>> sessions_needed(absence_thresholds("201213").persistent, "autumn", "persistent absence")
    22
    """
    counts = threshold.sessions
    session_count = getattr(counts, span) if counts is not None else None
    if session_count is None:
        span_names = [name for name in SPANS if counts is not None and getattr(counts, name)]
        raise DefinitionError(
            f"no threshold of {title} for the span {span} in the years "
            f"{threshold.from_year or 'before'} to {threshold.to_year or 'now'}; "
            f"expected one of {', '.join(span_names) or 'none'}"
        )
    return int(session_count)


SPANS: tuple[Span, ...] = ("autumn", "autumn_spring", "five_half_terms", "year")


@cache
def _shipped() -> dict[str, LoadedDefinition[ThresholdFile]]:
    return _read(None)


def _read(own_folder: Path | None) -> dict[str, LoadedDefinition[ThresholdFile]]:
    return load_folder("stocktake.pupils", "absence", ThresholdFile, own_folder=own_folder)
