"""What school tables say of England and its authorities: printed, or computed and said to be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from school_files import MAIN, main_measures, provisional, provisional_row, write_table

from stocktake.sources.schools import read_school_table
from stocktake.statistics import PLACE_FIGURES, Warehouse, national_means, place_figures
from stocktake.statistics.schools import SCHOOL_FIGURES

AS_OF = date(2026, 11, 30)
NO_SCHOOL = dict.fromkeys(("ESTAB", "URN", "SCHNAME", "ICLOSE", "NFTYPE"), " ")


def load(warehouse: Warehouse, path: Path, year: str | None = None) -> None:
    from datetime import UTC, datetime

    reading = read_school_table(path, year=year, retrieved=date(2026, 11, 29))
    warehouse.write(reading, loaded_at=datetime(2026, 11, 29, tzinfo=UTC))


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path / "warehouse")
    load(
        warehouse,
        provisional(
            tmp_path / "a.csv",
            provisional_row(100001, 40.0, TPUP=100),
            provisional_row(0, 44.0, RECTYPE=4, **NO_SCHOOL),
            provisional_row(0, 46.5, RECTYPE=7, LEA=" ", **NO_SCHOOL),
        ),
        "2017-18",
    )
    load(
        warehouse,
        main_measures(
            tmp_path / "b.csv",
            [100001, 100, 40, 60, 0.5, 40.0, 39.0, "50%", 2017],
            [100002, 300, 100, 200, -0.1, 50.0, 47.0, "50%", 2017],
            [100003, 50, 25, 25, None, None, None, None, 2017],
        ),
    )
    return warehouse


def test_a_printed_row_is_published_with_its_release_and_line(warehouse: Warehouse) -> None:
    places = place_figures(warehouse, as_of=AS_OF, measures=["ks4.attainment_8"])
    rows = places.filter(pl.col("time_period") == "201718")
    columns = ("place", "value", "basis", "stage", "row", "school_count")
    assert rows.select(columns).rows() == [
        ("england", 46.5, "published", "provisional", 4, None),
        ("la-801", 44.0, "published", "provisional", 3, None),
    ]
    assert rows.get_column("release").str.starts_with("school-ks4_provisional-201718/").all()
    assert places.schema == pl.Schema(PLACE_FIGURES)


def test_where_none_is_printed_the_pupils_mean_is_computed(warehouse: Warehouse) -> None:
    places = place_figures(
        warehouse, as_of=AS_OF, measures=["ks4.attainment_8"], periods=["201617"], groups=["all"]
    )
    # (100 x 40 + 300 x 50) / 400, and not the mean of the schools, 45.
    columns = ("place", "value", "basis", "pupil_count", "school_count", "release")
    assert places.select(columns).rows() == [("england", 47.5, "computed", 400, 2, None)]


def test_only_schools_that_count_are_in_the_mean(warehouse: Warehouse) -> None:
    places = place_figures(
        warehouse,
        as_of=AS_OF,
        measures=["ks4.attainment_8"],
        periods=["201617"],
        groups=["boys"],
        state_funded=[100002],
    )
    assert places.select("value", "school_count").rows() == [(47.0, 1)]


def school(urn: int, period: str, measure: str, value: float, pupils: int | None) -> pl.DataFrame:
    row = {
        "school_urn": urn, "time_period": period, "measure": measure, "group": "all",
        "value": value, "pupil_count": pupils, "stage": "final", "release": "r", "row": 2,
    }  # fmt: skip
    return pl.DataFrame([row], schema=SCHOOL_FIGURES)


def test_cohorts_of_other_years_stand_in_and_are_named() -> None:
    figures = pl.concat(
        [
            school(1, "201718", "ks2.pupils", 20, None),
            school(1, "201617", "ks2.pupils", 40, None),
            school(2, "201718", "ks2.pupils", 10, None),
            school(1, "202425", "ks2.rwm_expected", 50, None),
            school(2, "202425", "ks2.rwm_expected", 90, None),
            school(3, "202425", "ks2.rwm_expected", 10, None),
        ]
    )
    means = national_means(figures)
    columns = ("time_period", "measure", "value", "basis", "pupil_count", "school_count")
    assert means.select(columns).rows() == [
        ("202425", "ks2.rwm_expected", 60.0, "computed, cohorts of other years", None, 2)
    ]


def test_few_schools_are_not_england() -> None:
    full_year = [school(n, "202324", "ks4.attainment_8", 40 + n, 100) for n in range(10)]
    part_year = [school(n, "202425", "ks4.attainment_8", 60, 100) for n in range(4)]
    figures = pl.concat([*full_year, *part_year])
    assert national_means(figures).get_column("time_period").to_list() == ["202324"]
    every_year = national_means(figures, least_coverage=0).get_column("time_period")
    assert sorted(every_year) == ["202324", "202425"]


def test_money_and_staff_have_no_mean() -> None:
    figures = school(1, "201718", "finance.balance_pounds", 5, 100)
    assert national_means(figures).is_empty()


def test_an_empty_warehouse_has_no_places(tmp_path: Path) -> None:
    assert place_figures(Warehouse(tmp_path), as_of=AS_OF).schema == pl.Schema(PLACE_FIGURES)
    path = write_table(tmp_path / "a.csv", MAIN, [[100001, *[None] * 7, 2017]])
    warehouse = Warehouse(tmp_path / "warehouse")
    load(warehouse, path)
    assert place_figures(warehouse, as_of=AS_OF).is_empty()
