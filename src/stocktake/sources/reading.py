"""What every reader returns: observations, series, provenance and notes.

Readers differ in what they open; what they hand on is the same, so that the store and everything
above it need not know where a figure came from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.standards.errors import Fault, InputError

NOT_STATED = "not stated"

OBSERVATIONS: dict[str, pl.DataType] = {
    "series": pl.String(),
    "place": pl.String(),
    "time_period": pl.String(),
    "time_identifier": pl.String(),
    "span_years": pl.Int8(),
    "group": pl.String(),
    "value": pl.Float64(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "missing": pl.String(),
    "stage": pl.String(),
    "text": pl.String(),
    "row": pl.Int32(),
}
"""Columns of observations: one row per series, place, period and group.

``value`` is null where ``missing`` holds a symbol of ``standards.missing``. ``text`` is what the
file said, ``row`` the line (of a text file) or the row (of a workbook or Parquet file, from 1).
"""

LOCAL_COLUMNS: dict[str, pl.DataType] = {
    "as_at": pl.Date(),
    "cumulative": pl.Boolean(),
    "schools_returned_count": pl.Int32(),
    "schools_expected_count": pl.Int32(),
    "returned_by": pl.String(),
    "returned_on": pl.Date(),
}
"""Columns that a local return adds to ``OBSERVATIONS``."""

LISTING = pl.Struct(
    {
        "title": pl.String(),
        "topic": pl.String(),
        "polarity": pl.String(),
        "decimal_places": pl.Int8(),
        "no_quartile": pl.Boolean(),
    }
)

SERIES: dict[str, pl.DataType] = {
    "series": pl.String(),
    "title": pl.String(),
    "topic": pl.String(),
    "unit": pl.String(),
    "better": pl.String(),
    "decimal_places": pl.Int8(),
    "description": pl.String(),
    "method": pl.String(),
    "publication": pl.String(),
    "listings": pl.List(LISTING),
}
"""Columns of series: one row per series.

``unit`` is the producer's own words. ``better`` is ``"higher"``, ``"lower"`` or null.
``listings`` keeps each place where the producer lists the series (LAIT lists some twice, under
different titles and with different decimal places).
"""


@dataclass(frozen=True)
class Provenance:
    """Where a file came from and which bytes it was.

    Parameters
    ----------
    source : str
        Folder of the store, such as ``"lait"``, ``"ees-absence_by_term"``, ``"neighbours"``.
    producer, title, address, licence : str
        As the producer states them; ``"not stated"`` where it does not.
    published : date or None
        The date of publication, None where not stated.
    retrieved : date
        The day on which the file was brought in.
    sha256 : str
        Of the bytes read (of several files: of their digests in order of name).
    reader : int
        Version of the reader; a reader that reads differently has a new number.
    files : tuple of str
        Names of the files read, without folders; the one that holds the figures first.
    digests : tuple of str
        sha256 of each of ``files``, where they are several; empty where ``sha256`` is the file's.
    supersedes : str or None
        The release id that this one replaces for the same date, if any.
    """

    source: str
    producer: str
    title: str
    address: str
    licence: str
    published: date | None
    retrieved: date
    sha256: str
    reader: int
    files: tuple[str, ...]
    digests: tuple[str, ...] = ()
    supersedes: str | None = None

    @property
    def file_sha256(self) -> str:
        """Digest of the file that holds the figures, as anybody can compute it."""
        return self.digests[0] if self.digests else self.sha256

    @property
    def known_on(self) -> date:
        """The day from which the figures count as known: published, else retrieved."""
        return self.published or self.retrieved

    @property
    def release(self) -> str:
        """Release id: ``<source>/<date>-<first 12 of sha256>-r<reader>``."""
        return f"{self.source}/{self.known_on.isoformat()}-{self.sha256[:12]}-r{self.reader}"


@dataclass(frozen=True)
class Reading:
    """A file, read: what the store keeps as one release.

    Parameters
    ----------
    provenance : Provenance
    observations : polars.DataFrame
        Columns of ``OBSERVATIONS`` (a local return: and of ``LOCAL_COLUMNS``); unique by series,
        place, time_period, time_identifier, span_years and group (a local return: and as_at).
    series : polars.DataFrame
        Columns of ``SERIES``; one row per series that occurs in ``observations``.
    notes : tuple of Fault
        What a reader should know and what was corrected; nothing here prevented reading.
    tables : dict of str to polars.DataFrame
        Further tables that belong to the release (neighbour lists); written beside.
    """

    provenance: Provenance
    observations: pl.DataFrame
    series: pl.DataFrame
    notes: tuple[Fault, ...] = ()
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)


def sha256_of(*paths: Path) -> str:
    """Digest of a file, or of several files together, whatever order they are given in.

    Raises
    ------
    InputError
        A file is missing or cannot be opened.
    """
    digests = []
    for path in sorted(paths, key=lambda p: p.name):
        try:
            with path.open("rb") as stream:
                digests.append(hashlib.file_digest(stream, "sha256").hexdigest())
        except OSError as error:
            raise cannot_open(path, error) from None
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def cannot_open(path: Path, error: OSError) -> InputError:
    """The error for a file that is absent or closed to us."""
    return InputError(
        f"cannot open {path.name}",
        [Fault(str(path), error.strerror or "cannot be opened", "a file", "check the path")],
    )


def empty_series() -> pl.DataFrame:
    """A series table with no rows."""
    return pl.DataFrame(schema=SERIES)


def refuse(summary: str, faults: Sequence[Fault]) -> None:
    """Raise ``InputError`` where there is any fault."""
    if faults:
        raise InputError(summary, faults)
