"""A store of a few invented pupils, in a folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

# The invented returns stand beside the tests of their reader.
sys.path.insert(0, str(Path(__file__).parents[2] / "sources" / "pupils"))

from invented_returns import write_tables  # noqa: E402

from stocktake.pupils.store import PupilStore, StoreKeys  # noqa: E402
from stocktake.sources.pupils import read_pupil_folder  # noqa: E402

LOADED_ON = date(2024, 2, 1)


@pytest.fixture
def keys() -> StoreKeys:
    return StoreKeys(data=bytes(range(32)), pseudonyms=bytes(range(32, 64)))


@pytest.fixture
def tables(tmp_path: Path) -> Callable[..., list[tuple[str, pl.DataFrame]]]:
    """The invented returns, read and checked, with some tables changed."""

    def read(**replacements: str) -> list[tuple[str, pl.DataFrame]]:
        folder = write_tables(tmp_path / "returns", **replacements)
        return [(reading.table, reading.rows) for reading in read_pupil_folder(folder)]

    return read


@pytest.fixture
def store(
    tmp_path: Path, keys: StoreKeys, tables: Callable[..., list[tuple[str, pl.DataFrame]]]
) -> PupilStore:
    """The returns, loaded."""
    new_store = PupilStore(tmp_path / "store", keys=keys)
    new_store.load(tables(), loaded_on=LOADED_ON)
    return new_store
