"""Reads local returns: the figures for a plan that nobody publishes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.local_doubts import doubt_table, find_doubts
from stocktake.sources.local_figure import FigureKey, LocalFigure
from stocktake.sources.local_form import FormRow, read_form
from stocktake.sources.local_row import RowReader
from stocktake.sources.local_template import LocalIndicator, full_id, unit_of
from stocktake.sources.reading import (
    LOCAL_COLUMNS,
    NOT_STATED,
    OBSERVATIONS,
    SERIES,
    Provenance,
    Reading,
    refuse,
    refuse_doubts,
    sha256_of,
)
from stocktake.standards.errors import Fault, UsageError
from stocktake.standards.places import PlaceRegister, place_register

READER_VERSION = 2
MOST_FAULTS = 200
"""After so many the rest is not read: nobody reads more, and each takes time to explain."""


def read_local_return(
    path: Path,
    *,
    indicators: Mapping[str, LocalIndicator] | None,
    retrieved: date,
    source_name: str = "local",
    register: PlaceRegister | None = None,
    sizes: Mapping[str, int] | None = None,
    strict: bool = False,
) -> Reading:
    r"""Read a filled-in form of local returns.

    Parameters
    ----------
    path : path
        A CSV file or workbook made from the template.
    indicators : mapping of str to indicator, or None
        The local indicators of the plan by id (with or without ``local:``), each with ``unit``
        and ``words``. None where there is no plan: any ``local:`` id is then accepted and no
        percentage is worked out.
    retrieved : date
        Day on which the file was brought in.
    source_name : str
        Which stream of returns it belongs to, in lower case: ``local-<source_name>`` is its
        folder in the store.
    register : PlaceRegister, optional
        The shipped register if none is given.
    sizes : mapping of str to int, optional
        How many members the set of an indicator has, by ``local:<id>``: more cannot be counted.
    strict : bool
        Refuse a file with implausible figures.

    Returns
    -------
    Reading
        Observations with ``LOCAL_COLUMNS``. A figure of a date has ``as_at`` and the academic
        year that holds the date; a figure of a period has no ``as_at``. ``value`` of a percentage
        without one is 100 times numerator over denominator (``z`` where the denominator is 0);
        of a count without one, the numerator. ``source`` of the form is in the series table's
        ``publication``. An implausible figure, such as a cumulative one that falls, is a note
        and a row of ``tables["doubts"]``.

    Raises
    ------
    InputError
        All the faults of all the rows together, up to ``MOST_FAULTS``.
    UsageError
        For a ``source_name`` that is no name of a folder.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "march.csv"
    >>> _ = path.write_text(
    ...     "indicator,date,place,value,source,returned_by,returned_on\n"
    ...     "local:encounters,31/03/2018,Blackpool,5200,careers register,careers lead,2018-04-09\n"
    ... )
    >>> reading = read_local_return(path, indicators=None, retrieved=date(2018, 4, 10))
    >>> reading.observations.select("series", "place", "time_period", "as_at", "value").row(0)
    ('local:encounters', 'la-890', '201718', datetime.date(2018, 3, 31), 5200.0)
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", source_name):
        raise UsageError(
            f"{source_name!r} is no name for a stream of returns; expected lower-case letters, "
            "digits and hyphens"
        )
    form = read_form(path)
    plan = (
        None if indicators is None else {full_id(name): item for name, item in indicators.items()}
    )
    reader = RowReader(path.name, plan, register or place_register(), retrieved)
    figures = _figures(path.name, form, reader)
    faults = [*reader.faults, *_twice(path.name, figures)]
    refuse(f"{path.name}: {len(faults)} fault(s), nothing was read", faults)
    doubts = find_doubts(figures, plan, sizes or {})
    if strict:
        notes = [doubt.note(path.name) for doubt in doubts]
        refuse_doubts(f"{path.name} has implausible figures", notes)
    sources = sorted({figure.source for figure in figures})
    return Reading(
        provenance=Provenance(
            source=f"local-{source_name}",
            producer="; ".join(sources),
            title=path.stem,
            address=NOT_STATED,
            licence=NOT_STATED,
            published=None,
            retrieved=retrieved,
            sha256=sha256_of(path),
            reader=READER_VERSION,
            files=(path.name,),
        ),
        observations=_observations(figures),
        series=_series(figures, plan),
        notes=(*reader.notes, *(doubt.note(path.name) for doubt in doubts)),
        tables={"doubts": doubt_table(doubts)} if doubts else {},
    )


def _observations(figures: Sequence[LocalFigure]) -> pl.DataFrame:
    schema = OBSERVATIONS | LOCAL_COLUMNS
    rows = [
        {
            "series": figure.indicator,
            "place": figure.place,
            "time_period": figure.period.time_period,
            "time_identifier": figure.period.time_identifier,
            "span_years": figure.period.span_years,
            "group": "all",
            "value": figure.value,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "missing": figure.missing,
            "stage": None,
            "text": figure.text,
            "row": figure.row,
            "as_at": figure.as_at,
            "cumulative": figure.cumulative,
            "schools_returned_count": figure.schools_returned_count,
            "schools_expected_count": figure.schools_expected_count,
            "returned_by": figure.returned_by,
            "returned_on": figure.returned_on,
        }
        for figure in figures
    ]
    return pl.DataFrame(rows, schema=schema).sort("series", "place", "time_period", "as_at")


def _series(
    figures: Sequence[LocalFigure], plan: Mapping[str, LocalIndicator] | None
) -> pl.DataFrame:
    rows = []
    for name in sorted({figure.indicator for figure in figures}):
        indicator = plan.get(name) if plan else None
        sources = sorted({figure.source for figure in figures if figure.indicator == name})
        row: dict[str, object] = dict.fromkeys(SERIES)
        row["series"] = name
        row["title"] = indicator.words if indicator else name
        row["unit"] = unit_of(indicator) if indicator else None
        row["publication"] = "; ".join(sources)
        row["listings"] = []
        rows.append(row)
    return pl.DataFrame(rows, schema=SERIES)


def _figures(name: str, form: Sequence[FormRow], reader: RowReader) -> list[LocalFigure]:
    figures = []
    for row in form:
        if len(reader.faults) >= MOST_FAULTS:
            location = f"{name}: from row {row.row}"
            hint = "correct the faults above, then read it again"
            reader.faults.append(Fault(location, "was not read", "", hint))
            break
        figure = reader.read(row)
        if figure is not None:
            figures.append(figure)
    return figures


def _twice(name: str, figures: Sequence[LocalFigure]) -> list[Fault]:
    first: dict[FigureKey, int] = {}
    faults = []
    for figure in figures:
        key = figure.key
        if key in first:
            problem = (
                f"{key.place} is returned twice for {key.indicator!r} at {key.moment}, "
                f"first in row {first[key]}"
            )
            fault = Fault(f"{name}: row {figure.row}", problem, "once", "delete one of the two")
            faults.append(fault)
        first.setdefault(key, figure.row)
    return faults
