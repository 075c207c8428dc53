"""The invented schools' files, made and read once for all tests of a process."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.examples.pupils import Borough
from stocktake.examples.schools import (
    InventedSchools,
    invented_schools,
    load_schools,
    write_schools,
)
from stocktake.schools.register.held import held_register
from stocktake.schools.register.record import SchoolRegister
from stocktake.statistics.schools import school_figures
from stocktake.statistics.store import Warehouse

AS_OF = date(2026, 11, 30)


@pytest.fixture(scope="session")
def schools(borough: Borough) -> InventedSchools:
    return invented_schools(1, borough)


@pytest.fixture(scope="session")
def warehouse(schools: InventedSchools, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder: Path = tmp_path_factory.mktemp("invented-schools")
    write_schools(schools, folder / "files")
    store = Warehouse(folder / "warehouse")
    load_schools(schools, folder / "files", store)
    return store


@pytest.fixture(scope="session")
def figures(warehouse: Warehouse) -> pl.DataFrame:
    return school_figures(warehouse, as_of=AS_OF)


@pytest.fixture(scope="session")
def register(warehouse: Warehouse) -> SchoolRegister:
    return held_register(warehouse, as_of=AS_OF)
