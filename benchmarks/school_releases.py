"""Loads published files about schools into a warehouse, for the benchmarks that need them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from stocktake.schools.predictions.early.country import CountryFigures
from stocktake.schools.register import held_register
from stocktake.sources.schools import read_school_table
from stocktake.sources.schools.record_files import read_record_file
from stocktake.standards.errors import InputError
from stocktake.statistics import school_figures
from stocktake.statistics.store import Warehouse

RETRIEVED = date(2026, 11, 29)
TABLES = re.compile(r"_(ks2|ks4)_.*cut|ks4provisional|final_ofsted|_prog8|attainment8|_census\.csv|"
                    r"_abs(_pa10)?\.csv|information_about_schools")  # fmt: skip
REGISTERS = ("2026-08_register_cut.parquet", "2026-08-21_links.csv.gz")
INFORMATION = "2018-19_england_school_information.parquet"


def load_school_files(folder: Path, store: Path) -> Warehouse:
    """Load every table and register file that is needed; files of other kinds are left."""
    warehouse = Warehouse(store)
    tables = folder / "performance_tables"
    for path in sorted(tables.iterdir()):
        if TABLES.search(path.name) and "meta" not in path.name:
            try:
                reading = read_school_table(path, retrieved=RETRIEVED)
            except InputError:
                year = path.name[:7]
                reading = read_school_table(path, year=year, retrieved=RETRIEVED)
            warehouse.write(reading, loaded_at=datetime(2026, 11, 29, tzinfo=UTC))
    for path in [*(folder / "gias" / name for name in REGISTERS), tables / INFORMATION]:
        as_of = date(2019, 8, 31) if path.name == INFORMATION else date(2026, 8, 21)
        reading = read_record_file(path, published=None, retrieved=RETRIEVED, as_of=as_of)
        warehouse.write(reading, loaded_at=datetime(2026, 11, 29, tzinfo=UTC))
    return warehouse


def country_figures(warehouse: Warehouse, measures: Sequence[str]) -> CountryFigures:
    """Figures of mainstream schools, as they were in August 2019 or nearest to it."""
    figures = school_figures(warehouse, as_of=date(2026, 11, 30), measures=measures, groups=["all"])
    register = held_register(warehouse, as_of=date(2026, 11, 30))
    return CountryFigures(figures, register, on=date(2019, 8, 31))
