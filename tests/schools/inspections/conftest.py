"""The hand-written registers beside, and the published files read once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.schools.register import SchoolRegister
from stocktake.sources.schools.record_files import read_record_file
from stocktake.sources.schools.register.listed import read_counted_schools
from stocktake.sources.schools.table_file import open_table

CUT = "gias/2026-08_register_cut.parquet"
CENSUS_DAY = date(2017, 1, 19)
REGISTER_FILES = {
    "gias/2026-08-21_links.csv.gz": date(2026, 8, 21),
    CUT: date(2026, 8, 21),
    "gias/blackpool_school_list_2006-07_to_2017-18.csv": None,
    "performance_tables/2018-19_england_school_information.parquet": date(2019, 8, 31),
    "performance_tables/2020-21_england_school_information.parquet": date(2021, 8, 31),
    "performance_tables/2021-22_england_school_information.parquet": date(2022, 8, 31),
}
INSPECTION_FILES = (
    "ofsted/ofsted_inspection_history_2005-09_to_2020-02.csv.gz",
    "ofsted/england_ofsted-schools_2018-07-31.csv.gz",
    "ofsted/ofsted_mi_academies_2022-02-28_two_inspections.csv",
    "ofsted/2025-08-31_latest_and_previous_inspection.parquet",
    "ofsted/2026-06-30_report_cards.csv",
)


@dataclass(frozen=True)
class PublishedRecord:
    """What is held of every school: register, inspections, pupils of January 2017 and 2026."""

    register: SchoolRegister
    inspections: pl.DataFrame
    pupils_2017: pl.DataFrame
    pupils_2026: pl.DataFrame


@pytest.fixture(scope="session")
def published_record(shared_data: Path) -> PublishedRecord:
    """Every published file of the register and of inspections that the shares are made from."""
    tables: dict[str, list[pl.DataFrame]] = {}
    days = {**REGISTER_FILES, **dict.fromkeys(INSPECTION_FILES)}
    for name, day in days.items():
        reading = read_record_file(shared_data / name, published=day, retrieved=date(2026, 11, 30))
        for table, frame in reading.tables.items():
            tables.setdefault(table, []).append(frame)
    census = open_table(shared_data / "performance_tables/2016-17_england_census.csv.gz")
    counted_schools = read_counted_schools(census, CENSUS_DAY).tables["schools"]
    empty = SchoolRegister.empty()
    register = replace(
        empty,
        schools=pl.concat([*tables["schools"], counted_schools]),
        links=pl.concat(tables["school_links"]),
    )
    cut = register.schools.filter(pl.col("as_of") == REGISTER_FILES[CUT])
    return PublishedRecord(
        register,
        pl.concat(tables["inspections"]),
        _census_pupils(census.cells),
        cut.select("school_urn", group=pl.lit("all"), pupil_count="pupils").drop_nulls(),
    )


def _census_pupils(cells: pl.DataFrame) -> pl.DataFrame:
    columns = {"all": "NOR", "disadvantaged": "NUMFSMEVER"}
    schools = cells.filter(pl.col("URN").str.contains(r"^\d{6}$"))
    frames = [
        schools.select(
            school_urn=pl.col("URN").cast(pl.Int64),
            group=pl.lit(group),
            pupil_count=pl.col(column).cast(pl.Int64, strict=False),
        )
        for group, column in columns.items()
    ]
    return pl.concat(frames).drop_nulls()
