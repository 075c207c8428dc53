"""The release store: every release kept as it came, none ever changed.

A release is one folder, ``WAREHOUSE/<source>/<date>-<sha12>-r<reader>/``. It is written next to its
place, flushed to the disk and renamed, so that an interrupted load leaves nothing behind that
counts.
"""

from __future__ import annotations

import os
import shutil
import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import tomli_w

from stocktake.sources.reading import NOT_STATED, Provenance, Reading
from stocktake.standards.errors import Fault, StoreError, UsageError, nearest
from stocktake.statistics.release import (
    DISCLOSED,
    OBSERVATIONS_FILE,
    RELEASE_FILE,
    SERIES_FILE,
    Release,
    kind_of,
    read_release,
)
from stocktake.statistics.withdrawal import is_withdrawn

__all__ = ["Release", "Warehouse", "is_local"]

ROW_GROUP_SIZE = 32_768
UNFINISHED = ".incoming-"
ABANDONED_AFTER = timedelta(days=1)


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

    def releases(self, *, withdrawn: bool = False) -> list[Release]:
        """Every release, by source, then by the day from which it is known.

        Parameters
        ----------
        withdrawn : bool
            Whether those that were taken out of the answers are among them.

        Raises
        ------
        StoreError
            A release's description is damaged, or one of its files is gone.
        """
        if not self.path.is_dir():
            return []
        releases = [
            read_release(folder)
            for source in sorted(self.path.iterdir())
            if source.is_dir() and not source.name.startswith(".")
            for folder in sorted(source.iterdir())
            if folder.is_dir() and not folder.name.startswith(UNFINISHED)
            if withdrawn or not is_withdrawn(folder)
        ]
        return sorted(releases, key=_order)

    def release_names(self) -> tuple[str, ...]:
        """The ids of all finished releases, from the names of their folders alone.

        A release never changes and appears all at once, and one that was withdrawn is not among
        them, so that these names say whether anything computed before still holds.
        """
        if not self.path.is_dir():
            return ()
        return tuple(
            sorted(
                f"{source.name}/{folder.name}"
                for source in self.path.iterdir()
                if source.is_dir() and not source.name.startswith(".")
                for folder in source.iterdir()
                if not folder.name.startswith(UNFINISHED)
                and (folder / RELEASE_FILE).exists()
                and not is_withdrawn(folder)
            )
        )

    def get(self, name: str) -> Release:
        """The release of an id, or of an unambiguous part of one.

        Raises
        ------
        UsageError
            No release, or more than one, answers to the name.
        """
        all_releases = self.releases()
        hits = [release for release in all_releases if name == release.id]
        hits = hits or [release for release in all_releases if name in release.id]
        if len(hits) == 1:
            return hits[0]
        ids = [release.id for release in all_releases]
        if not hits:
            raise UsageError(
                f"no release {name!r}",
                [Fault("", f"releases held: {', '.join(ids) or 'none'}", "", nearest(name, ids))],
            )
        release_ids = ", ".join(release.id for release in hits)
        raise UsageError(f"{name!r} could be any of {release_ids}", [])

    def known_on(self, as_of: date) -> list[Release]:
        """The releases on which a judgement of that day rests.

        Of a published source: the latest known by then that no other known release supersedes;
        of the same bytes read twice, the newer reader's. Of local returns, and of tables that we
        released ourselves: all of them, oldest first, because each adds to what there was before.
        """
        known_releases = [release for release in self.releases() if release.known_on <= as_of]
        replaced_ids = {release.provenance.supersedes for release in known_releases}
        known_releases = [release for release in known_releases if release.id not in replaced_ids]
        releases_by_source: dict[tuple[str, str], Release] = {}
        for release in known_releases:
            # Published releases replace each other; local returns only what was read from the
            # same bytes.
            sha256 = release.provenance.sha256 if _adds(release) else ""
            releases_by_source[release.source, sha256] = release
        published = [release for release in releases_by_source.values() if not _adds(release)]
        adding = [release for release in releases_by_source.values() if _adds(release)]
        return [*published, *sorted(adding, key=lambda r: (r.known_on, r.loaded_at))]

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
        stored = self.releases(withdrawn=True)
        for release in [r for r in stored if r.source == provenance.source]:
            earlier = release.provenance
            if earlier.reader == provenance.reader and provenance.has_same_bytes_as(earlier):
                return release
        of_source = [
            r for r in stored if r.source == provenance.source and not is_withdrawn(r.folder)
        ]
        twin = _other_vintage(self.releases(), provenance)
        if twin is not None:
            raise StoreError(
                f"{provenance.files[0]} is held as {twin.source} already",
                [
                    Fault(
                        twin.id,
                        f"the same bytes, which cannot be {provenance.source} as well",
                        "another file for another year",
                        "give the year of the list",
                    )
                ],
            )
        rival = _same_date(of_source, provenance)
        if rival is not None:
            if not supersedes:
                raise _second_of_a_date(provenance, rival)
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


NEIGHBOUR_LISTS = "neighbours-"
"""How the sources of lists of statistical neighbours begin."""


def is_local(release: Release) -> bool:
    """Whether a release is a local return: for the board until released."""
    return release.source.startswith("local")


def _adds(release: Release) -> bool:
    return is_local(release) or release.source.startswith(DISCLOSED)


def _order(release: Release) -> tuple[str, date, int, str]:
    return release.source, release.known_on, release.provenance.reader, release.loaded_at


def _second_of_a_date(provenance: Provenance, rival: Release) -> StoreError:
    return StoreError(
        f"{provenance.source} already holds a release of {provenance.published}",
        [
            Fault(
                rival.id,
                "the same stated date, but other bytes",
                "one release a date",
                "give --supersedes if the producer replaced the file, or correct --published",
            )
        ],
    )


def _other_vintage(releases: list[Release], provenance: Provenance) -> Release | None:
    """A list of neighbours of another year with the same bytes."""
    if not provenance.source.startswith(NEIGHBOUR_LISTS):
        return None
    return next(
        (
            release
            for release in releases
            if release.source.startswith(NEIGHBOUR_LISTS)
            and release.source != provenance.source
            and release.provenance.sha256 == provenance.sha256
        ),
        None,
    )


def _same_date(releases: list[Release], provenance: Provenance) -> Release | None:
    if provenance.published is None:
        return None
    replaced_ids = {release.provenance.supersedes for release in releases}
    for release in releases:
        earlier = release.provenance
        if (
            earlier.published == provenance.published
            and not provenance.has_same_bytes_as(earlier)
            and release.id not in replaced_ids
        ):
            return release
    return None


def _write(target: Path, reading: Reading, provenance: Provenance, loaded_at: datetime) -> Release:
    beside = target.parent / f"{UNFINISHED}{uuid.uuid4().hex}"
    try:
        beside.mkdir(parents=True)
        _sweep(target.parent, loaded_at)
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
    return read_release(target)


def _sweep(folder: Path, current_time: datetime) -> None:
    """Clear what a load killed long ago left; a younger one may still be running."""
    for left in folder.glob(f"{UNFINISHED}*"):
        try:
            age = current_time.timestamp() - left.stat().st_mtime
        except OSError:
            continue
        if age > ABANDONED_AFTER.total_seconds():
            shutil.rmtree(left, ignore_errors=True)


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
    description: dict[str, Any] = {
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
        "serves": sorted({kind_of(name) for name in reading.observations["series"].unique()}),
        "note": [str(note) for note in reading.notes],
    }
    if provenance.supersedes:
        description["supersedes"] = provenance.supersedes
    return description
