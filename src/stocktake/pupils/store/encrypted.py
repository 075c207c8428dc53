"""Writes and scans encrypted Parquet files, each bound to its name and place in the store.

Polars encrypts every column, the column names and the statistics with AES-GCM (Parquet modular
encryption). The name under which a file was written is part of what is authenticated, so that a
file put in the place of another, or an older one in that of a newer, does not open.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from stocktake.standards.errors import Fault, StoreError

ROW_GROUP_SIZE = 262_144


def write_encrypted(rows: pl.LazyFrame, path: Path, *, key: bytes, name: str) -> None:
    """Write rows to an encrypted file and flush it to the disk.

    Parameters
    ----------
    rows : polars.LazyFrame
        Written as they are computed; they need not fit into memory.
    path : path
    key : bytes
        32 bytes.
    name : str
        What the file is called inside the store.

    Raises
    ------
    StoreError
        The file cannot be written, or what it is made from cannot be read.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _quiet(path, "cannot be written"):
        rows.sink_parquet(
            path,
            compression="zstd",
            row_group_size=ROW_GROUP_SIZE,
            encryption=pl.ParquetEncryptionProperties(footer_key=key, aad_prefix=name.encode()),
            sync_on_close="all",
        )


def scan_encrypted(path: Path, *, key: bytes, name: str) -> pl.LazyFrame:
    """Scan an encrypted file lazily.

    Parameters
    ----------
    path, key, name
        As it was written.

    Returns
    -------
    polars.LazyFrame
        Decrypted column by column as it is needed. A plan of it cannot be serialised, so that
        the key stays in this process.

    Raises
    ------
    StoreError
        The file is missing, or this key does not open it under this name.
    """
    with _quiet(path, "does not open with this key, or was damaged or moved"):
        encrypted_frame = pl.scan_parquet(
            path,
            decryption=pl.ParquetDecryptionProperties(footer_key=key, aad_prefix=name.encode()),
            hive_partitioning=False,
            glob=False,
        )
        encrypted_frame.collect_schema()  # opens the footer now, where the fault can be named
    return encrypted_frame


def replace_file(beside: Path, path: Path) -> None:
    """Put a finished file in its place at one stroke, and make the folder remember it."""
    os.replace(beside, path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Flush the names in a folder; only where the system can open a folder."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _quiet(path: Path, problem: str) -> Iterator[None]:
    """Turn an engine's error into one of ours; its own words may hold a value."""
    failure = ""
    try:
        yield
    except OSError as error:
        failure = error.strerror or problem
    except pl.exceptions.PolarsError:
        failure = problem
    if failure:
        fix = "check the key file" if "key" in failure else "check the disk and the store's folder"
        raise StoreError("the pupil store refuses", [Fault(path.name, failure, "", fix)])
