"""Every form in which the Local Authority Interactive Tool labels a period, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from stocktake.standards.definitions import load_folder
from stocktake.standards.errors import UsageError
from stocktake.standards.period import Period, six_digits
from stocktake.standards.period_kinds import KINDS
from stocktake.standards.schema import PeriodCorrections

Stage = Literal["provisional", "revised", "final", "outturn"]
Form = Literal["YYYY", "YYYY/YY", "YYYY-YY", "YYYY/YY-YY/YY"]

_STAGES: dict[str, Stage] = {
    "p": "provisional",
    "prov": "provisional",
    "provisional": "provisional",
    "r": "revised",
    "rev": "revised",
    "revised": "revised",
    "f": "final",
    "final": "final",
    "finalised": "final",
    "ot": "outturn",
    "outturn": "outturn",
}
_KINDS_OF_YEAR = {
    "Academic Year": "Academic year",
    "Financial Year": "Financial year",
    "Calendar Year": "Calendar year",
}
_LAIT_LABEL = re.compile(
    r"(?P<year>\d{4})(?:(?P<joiner>[/-])(?P<next>\d{2})(?:-(?P<from>\d{2})/(?P<to>\d{2}))?)?"
    r"(?:\s*[(\[]\s*(?P<stage>[A-Za-z]+)\.?(?:\s+(?:data|figures?))?\s*[)\]]"
    r"|(?:\s*[-\u2013\u2014:,_]\s*|\s+)(?P<bare>[A-Za-z]+)\.?(?:\s+(?:data|figures?))?)?"
)


@dataclass(frozen=True)
class LaitPeriod:
    """What a period label of the Local Authority Interactive Tool means.

    Parameters
    ----------
    period : Period
        The period itself.
    stage : str or None
        ``provisional``, ``revised``, ``final``, ``outturn``, or None where the label says none.
    """

    period: Period
    stage: Stage | None = None


def lait_corrections(own_folder: Path | None = None) -> PeriodCorrections:
    """The kinds of year that LAIT's dictionary names wrongly, or in words of its own.

    Parameters
    ----------
    own_folder : path, optional
        A place's own definitions; ``own/period_corrections/lait.toml`` replaces the shipped file.

    Raises
    ------
    DefinitionError
        For a file with faults.

    Examples
    --------
    >>> first = lait_corrections().correction[0]
    >>> first.stated, first.time_identifier
    ('Financial Year', 'Reporting year')
    """
    return _shipped() if own_folder is None else _read(own_folder)


@cache
def _shipped() -> PeriodCorrections:
    return _read(None)


def _read(own_folder: Path | None) -> PeriodCorrections:
    definitions = load_folder(
        "stocktake.standards", "period_corrections", PeriodCorrections, own_folder=own_folder
    )
    return definitions["lait"].value


def read_lait_period(
    label: str,
    year_type: str,
    short_name: str,
    *,
    corrections: PeriodCorrections | None = None,
) -> LaitPeriod | None:
    """Read a period label of LAIT's long file.

    Parameters
    ----------
    label : str
        ``Years`` as the file has it: ``2016``, ``2015/16``, ``2014-16``, ``2025 (prov)`` ...
    year_type : str
        ``Year_Type`` of the series in the dictionary; it alone decides what ``2016`` means.
    short_name : str
        ``Short Desc`` of the series, byte for byte; definition files correct some kinds by name.
    corrections : PeriodCorrections, optional
        The corrections to use; the shipped ones if none are given.

    Returns
    -------
    LaitPeriod or None
        None for the junk label ``0``, under which no figure stands.

    Raises
    ------
    UsageError
        For a label or a kind of year that LAIT has not used before.

    Notes
    -----
    One year names the academic or financial year that *ends* in it, while ``2015/16`` begins
    with it: the two must never be aligned on their first four characters. ``2014-16`` is a year
    in no calendar, so it is a span of calendar years.

    Examples
    --------
    >>> read_lait_period("2016", "Academic Year", "KS2RWM_Expected_STD").period.time_period
    '201516'
    >>> read_lait_period("2014-16", "Calendar Year", "RTA").period.label
    '2014 to 2016'
    >>> read_lait_period("2025 (prov)", "Academic Year", "KS1P_all").stage
    'provisional'
    """
    if label.strip() == "0":
        return None
    match = _LAIT_LABEL.fullmatch(label.strip())
    word = (match["stage"] or match["bare"] or "").lower() if match else ""
    stage = _STAGES.get(word)
    if not match or (word and not stage):
        raise UsageError(
            f"unknown period label {label!r} in series {short_name!r}; expected one of the forms "
            "2016, 2015/16, 2015-16, 2014-16, 2013/14-15/16, with (prov), (Rev), (Final) or (OT)"
        )
    kind = _kind_of_year(year_type, short_name, corrections or lait_corrections())
    try:
        return LaitPeriod(_lait_years(match, kind), stage)
    except UsageError as error:
        raise UsageError(
            f"period label {label!r} in series {short_name!r} ({year_type}): {error.summary}"
        ) from None


def _kind_of_year(year_type: str, short_name: str, corrections: PeriodCorrections) -> str:
    for correction in corrections.correction:
        if short_name in correction.series and year_type == correction.stated:
            return correction.time_identifier
    for correction in corrections.correction:
        if not correction.series and year_type == correction.stated:
            return correction.time_identifier
    if year_type not in _KINDS_OF_YEAR:
        raise UsageError(
            f"unknown kind of year {year_type!r} for series {short_name!r}; add it to the "
            "definition file period_corrections/lait.toml"
        )
    return _KINDS_OF_YEAR[year_type]


def _lait_years(match: re.Match[str], kind: str) -> Period:
    year, after = int(match["year"]), match["next"]
    two_years = KINDS[kind].digits == 6
    if after is None:
        return Period(six_digits(year - 1) if two_years else f"{year}", kind)
    if match["from"]:
        first = Period(f"{year}{after}", kind)
        last = Period(f"{_same_century(year, match['from'])}{match['to']}", kind)
        return replace(last, span_years=last.first_year - first.first_year + 1)
    if two_years:
        return Period(f"{year}{after}", kind)
    if match["joiner"] == "/":
        raise UsageError(f"a {kind.lower()} is not written with a stroke")
    last_year = _same_century(year, after)
    return Period(f"{last_year}", kind, last_year - year + 1)


def _same_century(year: int, two_figures: str) -> int:
    later = year - year % 100 + int(two_figures)
    return later if later >= year else later + 100


def lait_periods(
    labels_and_types: Iterable[tuple[str, str, str]],
    *,
    corrections: PeriodCorrections | None = None,
) -> dict[tuple[str, str, str], LaitPeriod | None]:
    """Read many labels at once: the twin of :func:`read_lait_period` for a whole file.

    Parameters
    ----------
    labels_and_types : iterable of (label, year_type, short_name)
        Duplicates are read once.

    Returns
    -------
    dict
        From each distinct triple to what it means.

    Raises
    ------
    UsageError
        At the first label that cannot be read.

    Examples
    --------
    >>> read = lait_periods([("2016", "Academic Year", "TotAbs"), ("0", "Academic Year", "x")])
    >>> [found and found.period.label for found in read.values()]
    ['2015/16', None]
    """
    table = corrections or lait_corrections()
    return {
        triple: read_lait_period(*triple, corrections=table)
        for triple in dict.fromkeys(labels_and_types)
    }


def write_lait_period(period: Period, form: Form, *, suffix: str = "") -> str:
    """Write a period as LAIT labels it: the way back from :func:`read_lait_period`.

    Parameters
    ----------
    period : Period
        What to write.
    form : str
        ``YYYY`` (the year in which it ends), ``YYYY/YY``, ``YYYY-YY`` or ``YYYY/YY-YY/YY``.
    suffix : str
        Stage as LAIT writes it: ``OT``, ``Rev``, ``Final``, ``prov`` or ``Prov``; empty for none.

    Raises
    ------
    UsageError
        Where the form cannot hold the period.

    Examples
    --------
    >>> write_lait_period(Period("201516", "Academic year"), "YYYY", suffix="Rev")
    '2016 (Rev)'
    >>> write_lait_period(Period("2016", "Calendar year", 3), "YYYY-YY")
    '2014-16'
    """
    two_years = len(period.time_period) == 6
    start = period.first_year - period.span_years + 1
    spans = period.span_years > 1
    tail = f" ({suffix})" if suffix else ""
    if form == "YYYY" and not spans:
        return f"{period.first_year + two_years}{tail}"
    if form == "YYYY/YY" and two_years and not spans:
        return f"{start}/{period.time_period[4:]}{tail}"
    if form == "YYYY-YY" and two_years != spans:
        return f"{start}-{period.time_period[-2:]}{tail}"
    if form == "YYYY/YY-YY/YY" and two_years and spans:
        first = six_digits(start)
        last = period.time_period
        return f"{first[:4]}/{first[4:]}-{last[2:4]}/{last[4:]}{tail}"
    raise UsageError(f"the form {form!r} cannot hold {period.label} ({period.time_identifier})")
