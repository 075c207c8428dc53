"""The invented schools' files: the same from a seed, read without a fault, never a real school."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest

from stocktake.examples.pupils import Borough
from stocktake.examples.schools import InventedSchools, invented_schools
from stocktake.examples.schools.years import PERIODS
from stocktake.statistics.store import Warehouse

pytestmark = pytest.mark.slow


def test_the_same_seed_makes_the_same_bytes(schools: InventedSchools, borough: Borough) -> None:
    again = invented_schools(1, borough)
    assert [(file.name, file.text) for file in again.files] == [
        (file.name, file.text) for file in schools.files
    ]


def test_another_seed_makes_other_figures_of_the_same_kinds(schools: InventedSchools) -> None:
    of_seed_2 = invented_schools(2)
    assert [file.name for file in of_seed_2.files] == [file.name for file in schools.files]
    assert all(
        file.text != same_kind.text
        for file, same_kind in zip(schools.files, of_seed_2.files, strict=True)
        if "links" not in file.name and "groups" not in file.name
    )


def test_every_file_is_known_by_its_header_and_becomes_a_release(
    schools: InventedSchools, warehouse: Warehouse
) -> None:
    releases = warehouse.releases()
    assert len(releases) == len(schools.files)
    assert {release.provenance.producer for release in releases} == {
        "Nobody: the figures are invented"
    }
    assert {release.provenance.files[0] for release in releases} == {
        file.name for file in schools.files
    }


def test_only_numbers_kept_for_invented_schools_occur(schools: InventedSchools) -> None:
    for file in schools.files:
        rows = list(csv.DictReader(io.StringIO(file.text)))
        column = next((name for name in rows[0] if name.upper() in ("URN", "SCHOOL_URN")), None)
        if column:
            assert all(900_000 < int(row[column]) < 903_000 for row in rows), file.name


def test_every_year_has_results_of_every_phase(figures: pl.DataFrame) -> None:
    for measure in ("ks4.attainment_8", "ks2.rwm_expected", "census.pupils"):
        periods = figures.filter(pl.col("measure") == measure, pl.col("value").is_not_null())[
            "time_period"
        ].unique()
        assert sorted(periods) == list(PERIODS)
    progress = figures.filter(pl.col("measure") == "ks4.progress_8", pl.col("value").is_not_null())[
        "time_period"
    ].unique()
    assert sorted(progress) == [period for period in PERIODS if period < "202425"]


def test_the_last_year_is_provisional_and_has_no_groups(figures: pl.DataFrame) -> None:
    last = figures.filter(
        pl.col("measure") == "ks4.attainment_8", pl.col("time_period") == PERIODS[-1]
    )
    assert last["stage"].unique().to_list() == ["provisional"]
    assert last["group"].unique().to_list() == ["all"]
