"""Readings made by hand, as a reader would return them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from stocktake.sources.reading import LOCAL_COLUMNS, OBSERVATIONS, SERIES, Provenance, Reading

MadeReading = Reading
DAY = date(2026, 4, 8)


def row(series: str = "lait:a", place: str = "la-890", **more: Any) -> dict[str, Any]:
    blank: dict[str, Any] = dict.fromkeys([*OBSERVATIONS, *LOCAL_COLUMNS])
    blank |= {
        "series": series,
        "place": place,
        "time_period": "202021",
        "time_identifier": "Academic year",
        "span_years": 1,
        "group": "all",
        "value": 1.0,
        "row": 1,
    }
    return blank | more


def made_reading(
    rows: Sequence[Mapping[str, Any]] = (),
    *,
    content: str = "first",
    source: str = "lait",
    published: date | None = DAY,
    retrieved: date = DAY,
    reader: int = 1,
    tables: Mapping[str, pl.DataFrame] | None = None,
) -> Reading:
    """A reading of a file whose bytes are ``content``."""
    local = source.startswith("local")
    columns = OBSERVATIONS | (LOCAL_COLUMNS if local else {})
    table_rows = [{name: cells[name] for name in columns} for cells in (rows or [row()])]
    table = pl.DataFrame(table_rows, schema=columns)
    names = [{"series": name, "title": name} for name in table["series"].unique().sort()]
    return Reading(
        Provenance(
            source=source,
            producer="made",
            title="made",
            address="not stated",
            licence="not stated",
            published=published,
            retrieved=retrieved,
            sha256=hashlib.sha256(content.encode()).hexdigest(),
            reader=reader,
            files=("made.csv",),
        ),
        table,
        pl.DataFrame(names, schema=SERIES),
        tables=dict(tables or {}),
    )
