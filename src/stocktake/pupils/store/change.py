"""One change of a store: files written under new names, counted at one stroke, or none of them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import polars as pl

from stocktake.pupils.store.encrypted import flush_folder, scan_encrypted, write_encrypted
from stocktake.pupils.store.keys import StoreKeys
from stocktake.pupils.store.lock import only_writer
from stocktake.pupils.store.manifest import (
    Manifest,
    Part,
    new_manifest,
    read_manifest,
    write_manifest,
)

IDENTIFIERS = "identifiers"
ATTRIBUTES = "attributes"


def key_of(table: str, keys: StoreKeys) -> bytes:
    """The key of a table's files: identifiers have their own."""
    return keys.identifier_key() if table == IDENTIFIERS else keys.data


def scan_part(folder: Path, manifest: Manifest, part: Part, keys: StoreKeys) -> pl.LazyFrame:
    """Scan one file of a store."""
    name = f"{manifest.store}/{part.file}"
    return scan_encrypted(folder / part.file, key=key_of(part.table, keys), name=name)


class Change:
    """Files being written for a store, none of which counts yet.

    Parameters
    ----------
    folder : Path
    manifest : Manifest
        What counts now.
    keys : StoreKeys
    """

    def __init__(self, folder: Path, manifest: Manifest, keys: StoreKeys) -> None:
        self.folder = folder
        self.manifest = manifest
        self.keys = keys
        self.parts = list(manifest.parts)
        self.columns = dict(manifest.columns)

    def __repr__(self) -> str:
        return f"Change(parts={len(self.parts)})"

    def scan(self, part: Part) -> pl.LazyFrame:
        """Scan a file, whether it counts yet or not."""
        return scan_part(self.folder, self.manifest, part, self.keys)

    def drop(self, parts: Iterable[Part]) -> None:
        """Let these files count no longer."""
        removed_parts = set(parts)
        self.parts = [part for part in self.parts if part not in removed_parts]

    def add(self, table: str, year: str, rows: pl.LazyFrame, *, loaded_on: str) -> Part | None:
        """Write rows as a new file; None, and no file, where there are none."""
        place = IDENTIFIERS if table == IDENTIFIERS else f"{ATTRIBUTES}/{table}"
        file = f"{place}/{year or 'all'}/{uuid.uuid4().hex}.parquet"
        part = Part(table, year, file, 0, loaded_on)
        name = f"{self.manifest.store}/{file}"
        write_encrypted(rows, self.folder / file, key=key_of(table, self.keys), name=name)
        part_rows = self.scan(part)
        part = replace(part, rows_count=int(part_rows.select(pl.len()).collect().item()))
        if part.rows_count == 0:
            (self.folder / file).unlink()
            return None
        self.columns[table] = part_rows.collect_schema().names()
        self.parts.append(part)
        return part

    def rewrite(self, part: Part, keep: Callable[[pl.LazyFrame], pl.LazyFrame]) -> int:
        """Write a file again with other rows; the number of rows that it lost."""
        self.drop([part])
        rows = keep(self.scan(part))
        new_part = self.add(part.table, part.year, rows, loaded_on=part.loaded_on)
        return part.rows_count - (new_part.rows_count if new_part else 0)

    def commit(self) -> Manifest:
        """Let the files count, then remove those that no longer do."""
        for place in {(self.folder / part.file).parent for part in self.parts}:
            flush_folder(place)
        next_manifest = replace(self.manifest, parts=tuple(self.parts), columns=self.columns)
        self.manifest = write_manifest(self.folder, next_manifest, self.keys)
        return self.manifest


@contextmanager
def changing(folder: Path, keys: StoreKeys) -> Iterator[Change]:
    """Change a store: commits at the end of the block, or leaves the store as it was.

    Raises
    ------
    StoreError
        Another process is writing, or the keys do not open the store.
    """
    read_manifest(folder, keys)  # refuses a stranger's folder before anything is made there
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with only_writer(folder):
        manifest = read_manifest(folder, keys)
        if manifest is None:
            # An interrupted first load then leaves an empty store, not a folder of riddles.
            manifest = write_manifest(folder, new_manifest(keys), keys)
        change = Change(folder, manifest, keys)
        try:
            yield change
            change.commit()
        finally:
            # Whatever is not named: replaced by this change, or left by one that was stopped.
            sweep(folder, change.manifest)


def sweep(folder: Path, manifest: Manifest) -> None:
    """Remove the files that do not count."""
    part_files = {(folder / part.file).resolve() for part in manifest.parts}
    for place in (ATTRIBUTES, IDENTIFIERS):
        for path in sorted((folder / place).rglob("*"), reverse=True):
            if path.is_dir():
                with suppress(OSError):
                    path.rmdir()  # only where nothing is left in it
            elif path.resolve() not in part_files:
                path.unlink(missing_ok=True)
    for path in folder.glob(".*.parquet"):
        path.unlink(missing_ok=True)
