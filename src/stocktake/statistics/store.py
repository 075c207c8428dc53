"""The release store: every release kept as it came, none ever changed.

A release is one folder, ``WAREHOUSE/<source>/<date>-<sha12>-r<reader>/``. It is written beside its
place, flushed to the disk and renamed, so that an interrupted load leaves nothing behind that
counts.
"""

from __future__ import annotations

import os
import shutil
import tomllib
import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import tomli_w

from stocktake.sources.reading import NOT_STATED, Provenance, Reading
from stocktake.standards.errors import Fault, StoreError, UsageError, nearest

OBSERVATIONS_FILE = "observations.parquet"
SERIES_FILE = "series.parquet"
RELEASE_FILE = "release.toml"
ROW_GROUP_SIZE = 32_768
UNFINISHED = ".incoming-"


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
    """

    provenance: Provenance
    folder: Path
    loaded_at: str
    observation_count: int
    series_count: int

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

    def scan(self) -> pl.LazyFrame:
        """Observations, lazily."""
        return _scan(self.folder / OBSERVATIONS_FILE, self.id)

    def series(self) -> pl.DataFrame:
        """One row per series."""
        return _scan(self.folder / SERIES_FILE, self.id).collect()

    def table(self, name: str) -> pl.DataFrame | None:
        """A further table of the release, such as ``neighbours``; None where it has none."""
        path = self.folder / f"{name}.parquet"
        return _scan(path, self.id).collect() if path.exists() else None


class Warehouse:
    """A folder of releases.

    Parameters
    ----------
    path : Path
        The folder; it need not exist before the first load.

    Examples
    --------
    >>> from pathlib import Path
    >>> Warehouse(Path("no-such-folder")).releases()
    []
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def releases(self) -> list[Release]:
        """Every release, by source, then by the day from which it is known.

        Raises
        ------
        StoreError
            A release's description is damaged, or one of its files is gone.
        """
        if not self.path.is_dir():
            return []
        found = [
            _read_release(folder)
            for source in sorted(self.path.iterdir())
            if source.is_dir() and not source.name.startswith(".")
            for folder in sorted(source.iterdir())
            if folder.is_dir() and not folder.name.startswith(UNFINISHED)
        ]
        return sorted(found, key=_order)

    def get(self, name: str) -> Release:
        """The release of an id, or of an unambiguous part of one.

        Raises
        ------
        UsageError
            No release, or more than one, answers to the name.
        """
        every = self.releases()
        hits = [release for release in every if name == release.id]
        hits = hits or [release for release in every if name in release.id]
        if len(hits) == 1:
            return hits[0]
        ids = [release.id for release in every]
        if not hits:
            raise UsageError(
                f"no release {name!r}",
                [Fault("", f"releases held: {', '.join(ids) or 'none'}", "", nearest(name, ids))],
            )
        listed = ", ".join(release.id for release in hits)
        raise UsageError(f"{name!r} could be any of {listed}", [])

    def known_on(self, as_of: date) -> list[Release]:
        """The releases on which a judgement of that day rests.

        Of a published source: the latest known by then that no other known release supersedes;
        of the same bytes read twice, the newer reader's. Of local returns: all of them, oldest
        first, because each adds to what was returned before.
        """
        known = [release for release in self.releases() if release.known_on <= as_of]
        replaced = {release.provenance.supersedes for release in known}
        known = [release for release in known if release.id not in replaced]
        latest: dict[str, Release] = {}
        local: list[Release] = []
        for release in known:
            if is_local(release):
                local.append(release)
            else:
                latest[release.source] = release
        return [*latest.values(), *local]

    def write(self, reading: Reading, *, loaded_at: datetime, supersedes: bool = False) -> Release:
        """Keep a reading as a release.

        Parameters
        ----------
        reading : Reading
            What a reader returned.
        loaded_at : datetime
            The time of loading.
        supersedes : bool
            Whether it takes the place of a release of the same stated date with other bytes.

        Returns
        -------
        Release
            The new release; or, where the same bytes were read by the same reader before, the
            one that is held.

        Raises
        ------
        StoreError
            Another file of the same stated date is held; the folder cannot be written; the disk
            is full. The store is then as it was.
        """
        provenance = reading.provenance
        of_source = [r for r in self.releases() if r.source == provenance.source]
        for release in of_source:
            held = release.provenance
            if (held.sha256, held.reader) == (provenance.sha256, provenance.reader):
                return release
        rival = _same_date(of_source, provenance)
        if rival is not None:
            if not supersedes:
                raise StoreError(
                    f"{provenance.source} already holds a release of {provenance.published}",
                    [
                        Fault(
                            rival.id,
                            "the same stated date, but other bytes",
                            "one release a date",
                            "give --supersedes if the producer replaced the file, "
                            "or correct --published",
                        )
                    ],
                )
                provenance = replace(provenance, supersedes=rival.id)
        target = self.path / provenance.release
        try:
            return _write(target, reading, provenance, loaded_at)
        except OSError as error:
            raise StoreError(
                f"cannot write {provenance.release}",
                [
                    Fault(
                        str(self.path),
                        error.strerror or type(error).__name__,
                        "a folder with room to write in",
                        "nothing was kept; make room or name another --warehouse, and load again",
                    )
                ],
            ) from None


def is_local(release: Release) -> bool:
    """Whether a release is a local return: for the board until released."""
    return release.source.startswith("local")


def _order(release: Release) -> tuple[str, date, int, str]:
    return release.source, release.known_on, release.provenance.reader, release.loaded_at


def _same_date(releases: list[Release], provenance: Provenance) -> Release | None:
    if provenance.published is None:
        return None
    replaced = {release.provenance.supersedes for release in releases}
    for release in releases:
        held = release.provenance
        if (
            held.published == provenance.published
            and held.sha256 != provenance.sha256
            and release.id not in replaced
        ):
            return release
    return None


def _write(target: Path, reading: Reading, provenance: Provenance, loaded_at: datetime) -> Release:
    beside = target.parent / f"{UNFINISHED}{uuid.uuid4().hex}"
    try:
        beside.mkdir(parents=True)
        _write_parquet(reading.observations, beside / OBSERVATIONS_FILE)
        _write_parquet(reading.series, beside / SERIES_FILE)
        for name, table in reading.tables.items():
            _write_parquet(table, beside / f"{name}.parquet")
        description = _describe(reading, provenance, loaded_at)
        (beside / RELEASE_FILE).write_text(tomli_w.dumps(description), encoding="utf-8")
        for path in [*beside.iterdir(), beside]:
            _flush(path)
        try:
            beside.rename(target)
        except OSError:
            # Another load of the same bytes finished first: what it kept is what we have.
            if not (target / RELEASE_FILE).exists():
                raise
        _flush(target.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        _remove_if_empty(target.parent)
    return _read_release(target)


def _write_parquet(table: pl.DataFrame, path: Path) -> None:
    try:
        table.write_parquet(path, compression="zstd", row_group_size=ROW_GROUP_SIZE)
    except pl.exceptions.ComputeError as error:
        # Polars reports a full disk as a computation that failed.
        raise OSError(None, str(error)) from None


def _flush(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    # A file is opened for writing because Windows flushes no other.
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return


def _describe(reading: Reading, provenance: Provenance, loaded_at: datetime) -> dict[str, Any]:
    described: dict[str, Any] = {
        "source": provenance.source,
        "producer": provenance.producer,
        "title": provenance.title,
        "address": provenance.address,
        "licence": provenance.licence,
        "published": provenance.published or NOT_STATED,
        "retrieved": provenance.retrieved,
        "sha256": provenance.sha256,
        "reader": provenance.reader,
        "files": list(provenance.files),
        "digests": list(provenance.digests),
        "loaded_at": loaded_at.isoformat(timespec="microseconds"),
        "observation_count": reading.observations.height,
        "series_count": reading.series.height,
        "note": [str(note) for note in reading.notes],
    }
    if provenance.supersedes:
        described["supersedes"] = provenance.supersedes
    return described


def _read_release(folder: Path) -> Release:
    path = folder / RELEASE_FILE
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        published = raw["published"]
        provenance = Provenance(
            source=raw["source"],
            producer=raw["producer"],
            title=raw["title"],
            address=raw["address"],
            licence=raw["licence"],
            published=None if published == NOT_STATED else published,
            retrieved=raw["retrieved"],
            sha256=raw["sha256"],
            reader=raw["reader"],
            files=tuple(raw["files"]),
            digests=tuple(raw["digests"]),
            supersedes=raw.get("supersedes"),
        )
        return Release(
            provenance, folder, raw["loaded_at"], raw["observation_count"], raw["series_count"]
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise StoreError(
            f"the release {folder.parent.name}/{folder.name} is damaged",
            [
                Fault(
                    str(path),
                    f"{type(error).__name__}: {error}",
                    "the description written at loading",
                    "move the folder out of the warehouse and load the file again",
                )
            ],
        ) from None


def _scan(path: Path, release: str) -> pl.LazyFrame:
    try:
        frame = pl.scan_parquet(path)
        frame.collect_schema()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise StoreError(
            f"the release {release} is damaged",
            [
                Fault(
                    str(path),
                    str(error).splitlines()[0],
                    "the table written at loading",
                    "move the folder out of the warehouse and load the file again",
                )
            ],
        ) from None
    return frame
