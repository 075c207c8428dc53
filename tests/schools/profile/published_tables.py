"""Loads the published tables about schools that lie beside the project into a store."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from stocktake.sources.schools import read_school_table
from stocktake.sources.schools.record_files import read_record_file
from stocktake.statistics import Warehouse

RETRIEVED = date(2026, 11, 1)
RECORDS = {
    "gias/2026-08-21_links.csv.gz": date(2026, 8, 21),
    "gias/2026-08_register_cut.parquet": date(2026, 8, 21),
    "performance_tables/2018-19_england_school_information.parquet": date(2019, 8, 31),
    "performance_tables/2020-21_england_school_information.parquet": date(2021, 8, 31),
    "performance_tables/2021-22_england_school_information.parquet": date(2022, 8, 31),
    "ofsted/2025-08-31_latest_and_previous_inspection.parquet": date(2025, 8, 31),
    "ofsted/2026-06-30_report_cards.csv": date(2026, 6, 30),
}
NOT_FIGURES = ("meta", "mats-performance", "ks5final", "school_information")
SERVICE = {
    "similar_secondary_values.csv": "2024-25",
    "similar_primary_values.csv": "2024-25",
}
OTHER_YEAR = {"england_ks4-pupdest.csv": "2018-19"}


def load_published_tables(files: Path, folder: Path) -> None:
    """Load the register, inspections and every table of figures."""
    warehouse = Warehouse(folder)
    loaded_at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    for name, day in RECORDS.items():
        reading = read_record_file(files / name, published=None, retrieved=RETRIEVED, as_of=day)
        warehouse.write(reading, loaded_at=loaded_at)
    tables = [
        (path, year_of(path.name))
        for path in sorted((files / "performance_tables").iterdir())
        if not any(word in path.name for word in NOT_FIGURES)
    ]
    tables += [(files / "school_profile_service" / name, year) for name, year in SERVICE.items()]
    for path, year in tables:
        reading = read_school_table(path, year=year, retrieved=RETRIEVED)
        warehouse.write(reading, loaded_at=loaded_at)


def year_of(name: str) -> str | None:
    """The edition that a file's name states, where its rows do not."""
    if name in OTHER_YEAR:
        return OTHER_YEAR[name]
    states_its_years = re.search(r"_and_|_to_|information_about|characteristics", name)
    match = re.match(r"\d{4}-\d{2}(?=_)", name)
    return match.group() if match and not states_its_years else None
