"""What every reader returns: observations, series, provenance and notes.

Readers differ in what they open; what they hand on is the same, so that the store and everything
above it need not know where a figure came from.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import permutations
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

_KEEPING_CLAUSE = re.compile(r"^kept[^;]*(?:; )?")

UTF16_LOOK = 400
"""How many bytes of a file say whether it is UTF-16."""


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

    def has_same_bytes_as(self, provenance: Provenance) -> bool:
        """Whether both were read from the same bytes, whatever the files were called.

        ``sha256`` of several files depends on their order, and that on their names, as it always
        has: an id of a release that somebody cites does not change.
        """
        orders = permutations(self.digests) if len(self.digests) > 1 else ()
        return provenance.sha256 in {self.sha256, *map(digest_of_digests, orders)}

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
        Further tables that belong to the release (neighbour lists); written with it.
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
    return digests[0] if len(digests) == 1 else digest_of_digests(digests)


def digest_of_digests(digests: Sequence[str]) -> str:
    """Digest of several files together, by their digests in some order."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def cannot_open(path: Path, error: OSError) -> InputError:
    """The error for a file that is absent or closed to us."""
    return InputError(
        f"cannot open {path.name}",
        [Fault(str(path), error.strerror or "cannot be opened", "a file", "check the path")],
    )


def utf16_faults(name: str, content: bytes) -> list[Fault]:
    """A text that is UTF-16, with or without its mark, named as that.

    Examples
    --------
    >>> [str(fault) for fault in utf16_faults("a.csv", "year,place".encode("utf-16"))]
    ['a.csv: is UTF-16 text; expected UTF-8; save it as CSV UTF-8']
    >>> utf16_faults("a.csv", b"year,place")
    []
    """
    start = content[:UTF16_LOOK]
    has_mark = len(start) > 2 and start.startswith((b"\xff\xfe", b"\xfe\xff"))
    # Latin letters in UTF-16 have a zero in every other byte.
    halves = (start[0::2], start[1::2])
    has_zeros = len(start) > 3 and any(
        half.count(0) > 0.8 * len(half) and rest.count(0) < 0.2 * len(rest)
        for half, rest in (halves, halves[::-1])
    )
    if not has_mark and not has_zeros:
        return []
    return [Fault(name, "is UTF-16 text", "UTF-8", "save it as CSV UTF-8")]


def empty_series() -> pl.DataFrame:
    """A series table with no rows."""
    return pl.DataFrame(schema=SERIES)


def refuse(summary: str, faults: Sequence[Fault]) -> None:
    """Raise ``InputError`` where there is any fault."""
    if faults:
        raise InputError(summary, faults)


def refuse_doubts(problem: str, doubts: Sequence[Fault]) -> None:
    """Refuse for what would be no more than notes; none says how it was kept, since nothing is.

    Parameters
    ----------
    problem : str
        The file and what is wrong with it, to which the number of doubts is added.
    doubts : sequence of Fault
    """
    faults = [replace(doubt, fix=_KEEPING_CLAUSE.sub("", doubt.fix)) for doubt in doubts]
    refuse(f"{problem}: {len(faults)} fault(s)", faults)
