"""What was noted of single figures when their file was read: implausible ones, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.statistics.gather import distinct
from stocktake.statistics.release import Release, read_table

DOUBTS = "doubts"
"""The table of a release that holds the notes; see ``stocktake.sources.plausibility.DOUBTS``."""

KEYS = ["series", "place", "time_period", "time_identifier"]

FigureKey = tuple[str, str, str]
"""Place, time period and its identifier."""


def read_figure_notes(
    table: pl.DataFrame, releases: Mapping[str, Release]
) -> dict[FigureKey, tuple[str, ...]]:
    """The notes of the figures of a table, each as a clause, by place and period.

    Parameters
    ----------
    table : polars.DataFrame
        Columns of ``gather.FIGURES``.
    releases : mapping of str to Release
        Those that the table names.
    """
    notes: dict[FigureKey, list[str]] = {}
    series_names = distinct(table["series"])
    for name, release in releases.items():
        doubts_by_series = _doubts_by_series(release)
        doubts = [doubts_by_series[series] for series in series_names if series in doubts_by_series]
        if not doubts:
            continue
        rows = table.filter(pl.col("release") == name).select(KEYS).unique()
        for row in pl.concat(doubts).join(rows, on=KEYS, how="semi").iter_rows(named=True):
            key = (row["place"], row["time_period"], row["time_identifier"])
            notes.setdefault(key, []).append(_clause(row))
    return {key: tuple(dict.fromkeys(clauses)) for key, clauses in notes.items()}


def _doubts_by_series(release: Release) -> Mapping[str, pl.DataFrame]:
    return _read_doubts(release.folder, release.id)


# A release never changes, and a plan asks for the notes of every indicator in turn.
@lru_cache(maxsize=8)
def _read_doubts(folder: Path, release_id: str) -> Mapping[str, pl.DataFrame]:
    """The rows of ``DOUBTS`` by series."""
    doubts = read_table(folder, release_id, DOUBTS)
    if doubts is None:
        return {}
    return {str(key[0]): rows for key, rows in doubts.group_by("series", maintain_order=True)}


def note_table(release: Release) -> pl.DataFrame:
    """The notes of a release: ``KEYS`` and ``note``, one row for each figure that has any."""
    doubts = release.table(DOUBTS)
    if doubts is None:
        return pl.DataFrame(schema=dict.fromkeys([*KEYS, "note"], pl.String()))
    clauses = [_clause(row) for row in doubts.iter_rows(named=True)]
    return (
        doubts.select(KEYS)
        .with_columns(note=pl.Series(clauses, dtype=pl.String))
        .group_by(KEYS, maintain_order=True)
        .agg(pl.col("note").str.join("; "))
    )


def note_sentences(labelled_notes: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    """A sentence for each figure that has notes.

    Examples
    --------
    >>> note_sentences([("2023/24", ("'250' is more than 100%",)), ("2024/25", ())])
    ["Noted of 2023/24: '250' is more than 100%."]
    """
    return [f"Noted of {label}: {'; '.join(notes)}." for label, notes in labelled_notes if notes]


def _clause(row: Mapping[str, Any]) -> str:
    return f"{row['text']!r} {row['note']}"
