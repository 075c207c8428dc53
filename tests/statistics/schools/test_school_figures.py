"""Which of several published figures of a school is believed, on which day, and how it is read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from school_files import (
    CENSUS,
    DESTINATIONS,
    EXCLUSIONS,
    main_measures,
    provisional,
    provisional_row,
    write_table,
)

from stocktake.sources.schools import load_school_measures, read_school_table
from stocktake.standards.errors import StoreError
from stocktake.statistics import SCHOOL_FIGURES, Release, Warehouse, school_figures

LOADED_AT = datetime(2026, 11, 29, 12, tzinfo=UTC)


def load(
    warehouse: Warehouse,
    path: Path,
    year: str | None = None,
    known_on: str = "2026-11-29",
    supersedes: bool = False,
) -> Release:
    reading = read_school_table(
        path, year=year, published=date.fromisoformat(known_on), retrieved=date(2026, 11, 29)
    )
    return warehouse.write(reading, loaded_at=LOADED_AT, supersedes=supersedes)


def figure(
    warehouse: Warehouse, measure: str, as_of: str = "2026-11-30"
) -> list[tuple[object, ...]]:
    figures = school_figures(
        warehouse, as_of=date.fromisoformat(as_of), measures=[measure], groups=["all"]
    )
    columns = ("school_urn", "time_period", "value", "symbol", "pupil_count", "stage")
    return figures.select(columns).sort(columns[:2]).rows()


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse")


def test_final_is_believed_before_provisional_in_whatever_order_they_came(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    final = main_measures(
        tmp_path / "final.csv",
        [100001, 90, 40, 50, 0.1, 45.0, 43.0, "50%", 2018],
        [100002, 80, 40, 40, None, None, None, None, 2018],
    )
    early = provisional(
        tmp_path / "early.csv",
        provisional_row(100001, 44.1),
        provisional_row(100002, 41.0),
        provisional_row(100003, 39.0, TPUP=55),
    )
    load(warehouse, final, known_on="2026-01-20")
    load(warehouse, early, "2017-18", known_on="2026-10-10")
    assert figure(warehouse, "ks4.attainment_8") == [
        (100001, "201718", 45.0, None, 90, "final"),
        (100002, "201718", None, "-", 80, "final"),
        (100003, "201718", 39.0, None, 55, "provisional"),
    ]


def test_as_known_on_a_day_before_the_final_figures(warehouse: Warehouse, tmp_path: Path) -> None:
    early = provisional(tmp_path / "early.csv", provisional_row(100001, 44.1))
    final = main_measures(
        tmp_path / "final.csv", [100001, 90, 40, 50, 0.1, 45.0, 43.0, "50%", 2018]
    )
    load(warehouse, early, "2017-18", known_on="2018-10-16")
    load(warehouse, final, known_on="2019-01-24")
    assert figure(warehouse, "ks4.attainment_8", "2018-10-15") == []
    assert figure(warehouse, "ks4.attainment_8", "2019-01-23")[0][2] == 44.1
    assert figure(warehouse, "ks4.attainment_8", "2019-01-24")[0][2] == 45.0


def test_a_later_release_of_the_same_table_replaces_it_and_keeps_it(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    row = [100001, 90, 40, 50, 0.1, 45.0, 43.0, "50%", 2018]
    first = load(warehouse, main_measures(tmp_path / "a.csv", row), known_on="2019-01-24")
    row[5] = 45.3
    load(warehouse, main_measures(tmp_path / "b.csv", row), known_on="2019-03-01")
    assert figure(warehouse, "ks4.attainment_8")[0][2] == 45.3
    assert figure(warehouse, "ks4.attainment_8", "2019-02-01")[0][2] == 45.0
    assert first.folder.is_dir()


def test_the_same_bytes_are_recognised(warehouse: Warehouse, tmp_path: Path) -> None:
    path = main_measures(tmp_path / "a.csv", [100001, 90, 40, 50, 0.1, 45, 43, "50%", 2018])
    assert load(warehouse, path).id == load(warehouse, path).id
    assert len(warehouse.releases()) == 1


def test_within_a_stage_a_figure_or_reason_beats_a_blank_cell(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    scores = ("urn", "period", "attainment8", "progress8", "eng_maths_5plus_pct")
    load(
        warehouse,
        write_table(
            tmp_path / "scores.csv",
            scores,
            [[100001, 201718, 44.0, None, 50], [100002, 201718, "c", "", ""]],
        ),
        known_on="2019-01-01",
    )
    blank = [None] * 3
    load(
        warehouse,
        main_measures(
            tmp_path / "main.csv",
            [100001, 90, 40, 50, None, *blank, 2018],
            [100002, 90, 40, 50, None, *blank, 2018],
        ),
        known_on="2019-06-01",
    )
    assert [row[2:4] for row in figure(warehouse, "ks4.attainment_8")] == [
        (44.0, None),
        (None, "c"),
    ]


def test_an_interval_and_the_pupils_behind_it_are_kept(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    row = provisional_row(
        100001, 38.4, TPUP=208, P8PUP=191, P8MEA=-0.49, P8CILOW=-0.67, P8CIUPP=-0.31
    )
    load(warehouse, provisional(tmp_path / "a.csv", row), "2017-18")
    figures = school_figures(warehouse, as_of=date(2026, 11, 30), measures=["ks4.progress_8"])
    assert figures.select("value", "lower", "upper", "pupil_count", "row").rows() == [
        (-0.49, -0.67, -0.31, 191, 2)
    ]
    assert figures.schema == pl.Schema(SCHOOL_FIGURES)


def test_the_cohort_stands_in_by_group_and_year(warehouse: Warehouse, tmp_path: Path) -> None:
    load(
        warehouse,
        main_measures(tmp_path / "a.csv", [100001, 90, 40, 50, 0.1, 45.0, 43.0, "50%", 2018]),
    )
    figures = school_figures(
        warehouse, as_of=date(2026, 11, 30), measures=["ks4.attainment_8", "ks4.progress_8"]
    )
    assert figures.select("measure", "group", "pupil_count").sort("measure", "group").rows() == [
        ("ks4.attainment_8", "all", 90),
        ("ks4.attainment_8", "boys", 40),
        ("ks4.progress_8", "all", 90),
    ]


def test_destinations_are_of_those_who_left_two_years_before(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    row = [1, 801, 4001, 100001, 161, 152, "94%", "1%", "93%", "1%", "SP", "SUPP", 150, "91%"]
    load(warehouse, write_table(tmp_path / "a.csv", DESTINATIONS, [row]), "2018-19")
    assert figure(warehouse, "destinations.sustained") == [
        (100001, "201415", 91.0, None, 150, "final"),
        (100001, "201617", 94.0, None, 161, "final"),
    ]
    assert figure(warehouse, "destinations.not_sustained")[0][2:4] == (None, "low")


def exclusions_row(laestab: int, rate: object, year: int = 201617) -> list[object]:
    kind = "State-funded secondary"
    return ["Academic year", year, "School", 801, laestab, kind, 500, 0, rate, 1.5]


def census(path: Path, *numbers: tuple[int, int]) -> Path:
    rows = [[urn, 801, estab, 500, 10, 490, 0, 2, 15, 25, 1, 10] for urn, estab in numbers]
    return write_table(path, CENSUS, rows)


def test_a_school_known_by_laestab_gets_the_number_of_that_year(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    load(
        warehouse,
        write_table(
            tmp_path / "exclusions.csv",
            EXCLUSIONS,
            [
                exclusions_row(8014001, 12.5),
                exclusions_row(8014001, 9.5, 201516),
                exclusions_row(8014009, 3.0),
            ],
        ),
    )
    assert figure(warehouse, "exclusions.suspension_rate") == []
    load(warehouse, census(tmp_path / "census.csv", (100001, 4001)), "2016-17")
    assert figure(warehouse, "exclusions.suspension_rate") == [
        (100001, "201617", 12.5, None, 500, "final")
    ]


def test_a_laestab_of_two_schools_in_one_year_is_nobodys(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    rows = [exclusions_row(8014001, 12.5), exclusions_row(8014002, 3.0)]
    load(warehouse, write_table(tmp_path / "exclusions.csv", EXCLUSIONS, rows))
    load(
        warehouse,
        census(tmp_path / "census.csv", (100001, 4001), (100002, 4001), (100003, 4002)),
        "2016-17",
    )
    assert [row[0] for row in figure(warehouse, "exclusions.suspension_rate")] == [100003]


def test_two_rows_of_a_school_by_laestab_are_left_out_and_noted(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    rows = [exclusions_row(8014001, 12.5), exclusions_row(8014001, 3.0)]
    rows += [exclusions_row(8014002, 3.0)]
    reading = read_school_table(
        write_table(tmp_path / "exclusions.csv", EXCLUSIONS, rows), retrieved=date(2026, 11, 29)
    )
    assert reading.tables["school_table"].get_column("row").to_list() == [4]
    assert str(reading.notes[-1]) == (
        "exclusions.csv: 1 school with two rows for one year: left out (lines 2, 3)"
    )


def test_a_damaged_release_is_named(warehouse: Warehouse, tmp_path: Path) -> None:
    path = main_measures(tmp_path / "a.csv", [100001, 90, 40, 50, 0.1, 45, 43, "50%", 2018])
    release = load(warehouse, path)
    (release.folder / "school_table.parquet").write_bytes(b"PAR1")
    with pytest.raises(StoreError, match=f"the release {release.id} is damaged"):
        school_figures(warehouse, as_of=date(2026, 11, 30))


def test_only_what_is_asked_for_comes(warehouse: Warehouse, tmp_path: Path) -> None:
    rows = [[100001, 90, 40, 50, 0.1, 45.0, 43.0, "50%", year] for year in (2017, 2018)]
    load(warehouse, main_measures(tmp_path / "a.csv", *rows))
    figures = school_figures(
        warehouse,
        as_of=date(2026, 11, 30),
        measures=["ks4.attainment_8"],
        periods=["201718"],
        groups=["boys"],
    )
    assert figures.select("measure", "time_period", "group", "value").rows() == [
        ("ks4.attainment_8", "201718", "boys", 43.0)
    ]


def test_breaks_of_series_say_which_years_cannot_be_compared() -> None:
    measures = load_school_measures()
    attainment = measures["ks4.attainment_8"]
    assert [b.period for b in attainment.breaks_between("201516", "201819")] == ["201617", "201819"]
    assert [b.period for b in attainment.breaks_between("201819", "201718")] == ["201819"]
    assert attainment.breaks_between("201819", "202324") == ()
    assert measures["ks4.english_maths_9_4"].breaks_between("201516", "201617")
    assert {year.period for year in measures["ks4.progress_8"].without_figures} >= {
        "202425",
        "202526",
    }
    assert measures["absence.persistent_10"].id != measures["absence.persistent_15"].id


def test_a_year_asked_for_alone_is_the_same_as_among_all(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    row = [1, 801, 4001, 100001, 161, 152, "94%", "1%", "93%", "1%", "SP", "SUPP", 150, "91%"]
    load(warehouse, write_table(tmp_path / "a.csv", DESTINATIONS, [row]), "2018-19")
    rows = [[100001, 90, 40, 50, 0.1, 45.0, 43.0, "50%", year] for year in (2017, 2018, 2019)]
    load(warehouse, main_measures(tmp_path / "b.csv", *rows))
    load(warehouse, census(tmp_path / "c.csv", (100001, 4001)), "2016-17")
    all_figures = school_figures(warehouse, as_of=date(2026, 11, 30))
    years = all_figures.get_column("time_period").unique().sort().to_list()
    assert years == ["201415", "201617", "201718", "201819"]
    order = ["measure", "group"]
    for year in years:
        alone = school_figures(warehouse, as_of=date(2026, 11, 30), periods=[year])
        among_all = all_figures.filter(pl.col("time_period") == year)
        assert alone.sort(order).equals(among_all.sort(order))
