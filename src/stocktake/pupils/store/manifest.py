"""The list of a store's files: what each holds, and which of them count.

A file counts only when the manifest names it. The manifest is replaced at one stroke, so that a
load, a retention or an erasure that is interrupted has not happened.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import polars as pl

from stocktake.pupils.store.encrypted import replace_file, scan_encrypted, write_encrypted
from stocktake.pupils.store.keys import StoreKeys
from stocktake.standards.errors import Fault, StoreError

MANIFEST = "manifest.parquet"
FORMAT = 1


@dataclass(frozen=True)
class Part:
    """One file of a store.

    Parameters
    ----------
    table : str
        The layout, or ``identifiers``.
    year : str
        Academic year in six digits; empty where the table has none.
    file : str
        Its path below the store, with strokes.
    rows_count : int
    loaded_on : str
        The day, as an ISO date, on which its rows were brought in.
    """

    table: str
    year: str
    file: str
    rows_count: int
    loaded_on: str


@dataclass(frozen=True)
class Manifest:
    """What a store holds.

    Parameters
    ----------
    store : str
        A number of its own, bound into every file.
    generation : int
        How often it has been rewritten.
    key_mark : str
        By which the second key is known again.
    parts : tuple of Part
    columns : dict of str to list of str
        The columns of each table when it was last written.
    """

    store: str
    generation: int
    key_mark: str
    parts: tuple[Part, ...] = ()
    columns: dict[str, list[str]] = field(default_factory=dict)

    def of(self, table: str, years: frozenset[str] | None = None) -> tuple[Part, ...]:
        """The files of a table, of some years or of all, in order of years."""
        manifest_paths = [
            part
            for part in self.parts
            if part.table == table and (years is None or part.year in years)
        ]
        return tuple(sorted(manifest_paths, key=lambda part: part.year))


def new_manifest(keys: StoreKeys) -> Manifest:
    """The manifest of a store with nothing in it."""
    return Manifest(store=uuid.uuid4().hex, generation=0, key_mark=keys.mark())


def read_manifest(folder: Path, keys: StoreKeys) -> Manifest | None:
    """Read a store's manifest; None where the folder holds no store.

    Raises
    ------
    StoreError
        The keys do not open it, or it is of a later version of Stocktake.
    """
    path = folder / MANIFEST
    if not path.exists():
        # A lock, and what a first load left that was interrupted, are no strangers' files.
        if folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()):
            fault = Fault(
                str(folder), "is no store of pupil records", "a new folder, or one with a store"
            )
            raise StoreError("the pupil store refuses", [fault])
        return None
    rows = scan_encrypted(path, key=keys.data, name=MANIFEST).collect()
    content = json.loads(rows["manifest"][0])
    if content.pop("format") != FORMAT:
        fault = Fault(str(folder), "was written by another version of Stocktake", "", "update it")
        raise StoreError("the pupil store refuses", [fault])
    content["parts"] = tuple(Part(**part) for part in content["parts"])
    stored_manifest = Manifest(**content)
    if keys.pseudonyms is not None and keys.mark() != stored_manifest.key_mark:
        problem = "was written with another key of pseudonyms"
        fault = Fault(
            str(folder), problem, "the key file that it was made with", "check the key file"
        )
        raise StoreError("the pupil store refuses", [fault])
    return stored_manifest


def write_manifest(folder: Path, manifest: Manifest, keys: StoreKeys) -> Manifest:
    """Put a manifest in the place of the one before it: the stroke at which a change counts."""
    next_manifest = replace(manifest, generation=manifest.generation + 1)
    text = json.dumps({"format": FORMAT, **asdict(next_manifest)})
    beside = folder / f".{uuid.uuid4().hex}.parquet"
    write_encrypted(pl.LazyFrame({"manifest": [text]}), beside, key=keys.data, name=MANIFEST)
    replace_file(beside, folder / MANIFEST)
    return next_manifest
