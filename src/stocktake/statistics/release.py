"""One release of the store: its description and its tables, read back."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import polars as pl

from stocktake.disclosure import disclosed_basis
from stocktake.sources.reading import NOT_STATED, Provenance
from stocktake.standards.errors import Fault, StoreError
from stocktake.standards.released import Basis, Released

OBSERVATIONS_FILE = "observations.parquet"
SERIES_FILE = "series.parquet"
RELEASE_FILE = "release.toml"
LOCAL = "local"
"""How the sources of local returns begin."""
DISCLOSED = "disclosed-"
"""How the sources of tables that we released ourselves begin."""

T = TypeVar("T")


@dataclass(frozen=True)
class Release:
    """One release in the store.

    Parameters
    ----------
    provenance : Provenance
        Producer, title, dates, digest and reader.
    folder : Path
        Where its files lie.
    loaded_at : str
        Time of loading, ISO 8601; orders releases of one day.
    observation_count, series_count : int
        Rows of its two tables.
    serves : tuple of str, optional
        How the names of its series begin; None for a release written before this was kept.
    """

    provenance: Provenance
    folder: Path
    loaded_at: str
    observation_count: int
    series_count: int
    serves: tuple[str, ...] | None = None

    @property
    def id(self) -> str:
        """``<source>/<date>-<sha12>-r<reader>``."""
        return self.provenance.release

    @property
    def source(self) -> str:
        """The source's folder."""
        return self.provenance.source

    @property
    def known_on(self) -> date:
        """The day from which its figures count as known."""
        return self.provenance.known_on

    def released(self, content: T) -> Released[T]:
        """Content that stands in this release, as anybody may see it.

        Raises
        ------
        TypeError
            The release is a local return, which is for the board until it is released.
        """
        if self.source.startswith(LOCAL):
            raise TypeError("a local return is for the board until it is released")
        return Released(content, (self.basis(self.provenance.files[0]),))

    def basis(self, locator: str) -> Basis:
        """Why a figure of it may be shown: published, or let out by a decision of our own."""
        digest = self.provenance.file_sha256
        if self.source.startswith(DISCLOSED):
            # The record of the decision bears the same name, day and digest.
            record, _, _ = self.id.removeprefix(DISCLOSED).rpartition("-r")
            return disclosed_basis(record, digest, locator)
        return Basis("published", self.id, digest, locator)

    def may_hold(self, series: str) -> bool:
        """Whether a series can be in it, so that no release is opened in vain.

        One that does not say what it serves is known by its source, which bears the series' name.
        """
        if self.serves is not None:
            return kind_of(series) in self.serves
        kind, _, rest = series.partition(":")
        return self.source.startswith(f"ees-{rest.split('/', 1)[0]}" if kind == "ees" else kind)

    def scan(self) -> pl.LazyFrame:
        """Observations, lazily."""
        return _scan(self.folder / OBSERVATIONS_FILE, self.id)

    def series(self) -> pl.DataFrame:
        """One row per series."""
        return collect(_scan(self.folder / SERIES_FILE, self.id), self.id)

    def scan_table(self, name: str) -> pl.LazyFrame:
        """A further table of the release, lazily.

        Raises
        ------
        StoreError
            The release has no such table, or it is damaged.
        """
        return _scan(self.folder / f"{name}.parquet", self.id)

    def table(self, name: str) -> pl.DataFrame | None:
        """A further table of the release, such as ``neighbours``; None where it has none."""
        return read_table(self.folder, self.id, name)


def read_table(folder: Path, release_id: str, name: str) -> pl.DataFrame | None:
    """A further table in the folder of a release; None where it has none."""
    path = folder / f"{name}.parquet"
    return collect(_scan(path, release_id), release_id) if path.exists() else None


def kind_of(series: str) -> str:
    """How the names of a series and its like begin: the producer, or the file of a data set.

    Examples
    --------
    >>> kind_of("lait:PriTotAbs"), kind_of("ees:absence_by_term/sess_overall?school_type=Total")
    ('lait:', 'ees:absence_by_term/')
    >>> kind_of("csv:absence/Rate")
    'csv:absence/'
    """
    kind, colon, rest = series.partition(":")
    return f"{kind}:{rest.split('/', 1)[0]}/" if kind in ("ees", "csv") else f"{kind}{colon}"


def read_release(folder: Path) -> Release:
    """Read a release's description.

    Raises
    ------
    StoreError
        The description is missing, or damaged.
    """
    path, name = folder / RELEASE_FILE, f"{folder.parent.name}/{folder.name}"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        published = raw["published"]
        provenance = Provenance(
            source=raw["source"],
            producer=raw["producer"],
            title=raw["title"],
            address=raw["address"],
            licence=raw["licence"],
            published=None if published == NOT_STATED else _day(published, "published"),
            retrieved=_day(raw["retrieved"], "retrieved"),
            sha256=raw["sha256"],
            reader=raw["reader"],
            files=tuple(raw["files"]),
            digests=tuple(raw["digests"]),
            supersedes=raw.get("supersedes"),
        )
        return Release(
            provenance,
            folder,
            raw["loaded_at"],
            raw["observation_count"],
            raw["series_count"],
            tuple(raw["serves"]) if "serves" in raw else None,
        )
    except KeyError as error:
        silent = ValueError(f"{RELEASE_FILE} says nothing of {error.args[0]}")
        raise _damaged(name, str(path), silent) from None
    except (OSError, ValueError, TypeError) as error:
        raise _damaged(name, str(path), error) from None


def _day(value: object, key: str) -> date:
    if type(value) is not date:
        raise ValueError(f"{RELEASE_FILE} has no date as {key}")
    return value


def collect(frame: pl.LazyFrame, release: str) -> pl.DataFrame:
    """Collect what was asked of a release's table.

    Raises
    ------
    StoreError
        The table is damaged in a part that only reading it shows.
    """
    try:
        return frame.collect()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _damaged(release, release, error) from None


def _scan(path: Path, release: str) -> pl.LazyFrame:
    try:
        frame = pl.scan_parquet(path)
        frame.collect_schema()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _damaged(release, str(path), error) from None
    return frame


def _damaged(release: str, location: str, error: Exception) -> StoreError:
    lines = str(error).splitlines()
    return StoreError(
        f"the release {release} is damaged",
        [
            Fault(
                location,
                lines[0] if lines else type(error).__name__,
                "the files written at loading",
                "move the folder out of the warehouse and load the file again",
            )
        ],
    )
