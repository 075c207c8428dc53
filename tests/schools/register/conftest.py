"""The published register, read once for all tests of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.schools.register import SchoolRegister
from stocktake.sources.schools.record_files import read_record_file

FILES = {
    "gias/2026-08-21_links.csv.gz": date(2026, 8, 21),
    "gias/2017-01-19_academies_group_links.csv.gz": date(2017, 1, 19),
    "gias/2019-06-01_academies_group_links.csv": date(2019, 6, 1),
    "gias/2022-07_group_links.csv": date(2022, 7, 31),
    "gias/2026-08-21_groups_no_names.csv.gz": date(2026, 8, 21),
    "gias/2026-08_register_cut.parquet": date(2026, 8, 21),
    "gias/blackpool_school_list_2006-07_to_2017-18.csv": None,
    "performance_tables/2018-19_england_school_information.parquet": date(2019, 8, 31),
    "performance_tables/2020-21_england_school_information.parquet": date(2021, 8, 31),
    "performance_tables/2021-22_england_school_information.parquet": date(2022, 8, 31),
}


@pytest.fixture(scope="session")
def published_register(shared_data: Path) -> SchoolRegister:
    """Every published file of the register that is held, with its day."""
    tables: dict[str, list[pl.DataFrame]] = {}
    for name, day in FILES.items():
        reading = read_record_file(shared_data / name, published=day, retrieved=date(2026, 11, 30))
        for table, frame in reading.tables.items():
            tables.setdefault(table, []).append(frame)
    names = ("schools", "school_links", "school_groups", "groups")
    return SchoolRegister(*(pl.concat(tables[name]) for name in names))
