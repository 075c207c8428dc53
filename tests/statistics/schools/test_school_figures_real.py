"""The published tables of schools return the figures that others found in them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from shared_folder import make_shared_folder

from stocktake.sources.schools import read_school_table
from stocktake.statistics import Warehouse, national_means, place_figures, school_figures
from stocktake.statistics.school_repeats import refuse_repeated_years

pytestmark = pytest.mark.slow

AS_OF = date(2026, 11, 30)
TABLES = "performance_tables/"
STATED_YEARS = {
    "performance_tables/england_ks4-pupdest.csv": "2018-19",
    "school_profile_service/england_absence.parquet": "2023-24",
    "school_profile_service/england_performance.parquet": "2024-25",
    "school_profile_service/establishment_absence.parquet": "2023-24",
    "school_profile_service/establishment_workforce.parquet": "2024-25",
    "school_profile_service/la_absence.parquet": "2023-24",
    "school_profile_service/la_performance.parquet": "2024-25",
    "school_profile_service/performance_93_schools_2025-12.parquet": "2024-25",
    "school_profile_service/similar_secondary_values.csv": "2024-25",
}
PATTERNS = (
    "performance_tables/*_census.csv*",
    "performance_tables/*_abs*.csv*",
    "performance_tables/*_swf.csv.gz",
    "performance_tables/*pupdest.csv*",
    "performance_tables/*information_about*",
    "performance_tables/*finance*",
    "performance_tables/*characteristics*",
    "performance_tables/*_ks?_*cut*",
    "performance_tables/*_ks4final_*",
    "performance_tables/*_ks2final_*",
    "performance_tables/*_ks4provisional*",
    "performance_tables/2015-16_ks4_attainment8.xlsx",
    "performance_tables/2015-16_prog8.csv",
    "ees/exclusions_by_geographic_level.zip",
    "ees/absence_number_missing*.zip",
    *STATED_YEARS,
)


def published_tables(data: Path) -> list[Path]:
    paths = {path for pattern in PATTERNS for path in data.glob(pattern)}
    return sorted(path for path in paths if "_meta" not in path.name)


@pytest.fixture(scope="session")
def real_schools(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Every published table of schools, loaded once."""

    def load(folder: Path) -> None:
        warehouse = Warehouse(folder)
        for path in published_tables(shared_data):
            year = STATED_YEARS.get(path.relative_to(shared_data).as_posix())
            reading = read_school_table(path, year=year, retrieved=date(2026, 11, 29))
            warehouse.write(reading, loaded_at=datetime(2026, 11, 29, tzinfo=UTC))

    return Warehouse(make_shared_folder(tmp_path_factory, "real-schools", load))


@pytest.fixture(scope="session")
def figures(real_schools: Warehouse) -> pl.DataFrame:
    """Results, with the pupils that they count."""
    measures = [
        "ks4.attainment_8",
        "ks4.progress_8",
        "ks4.pupils",
        "ks2.rwm_expected",
        "ks2.pupils",
        "ks4.english_maths_9_4",
        "ks4.english_maths_9_5",
    ]
    return school_figures(real_schools, as_of=AS_OF, measures=measures)


def whole(figures: pl.DataFrame, measure: str, period: str) -> pl.DataFrame:
    return figures.filter(
        pl.col("measure") == measure,
        pl.col("time_period") == period,
        pl.col("group") == "all",
        pl.col("value").is_not_null(),
    )


def test_every_table_held_is_read(real_schools: Warehouse, shared_data: Path) -> None:
    assert len(published_tables(shared_data)) == 64
    assert len(real_schools.releases()) == 64


@pytest.mark.parametrize(
    ("measure", "period", "national"),
    [
        ("ks4.attainment_8", "201516", 49.6),
        ("ks4.attainment_8", "201617", 45.8),
        ("ks4.attainment_8", "201718", 45.7),
        ("ks2.rwm_expected", "201516", 53.9),
        ("ks2.rwm_expected", "201617", 61.7),
        ("ks2.rwm_expected", "201718", 64.9),
    ],
)
def test_the_pupils_means_of_the_shared_readme(
    figures: pl.DataFrame, measure: str, period: str, national: float
) -> None:
    (mean,) = (
        national_means(figures)
        .filter(
            pl.col("measure") == measure,
            pl.col("time_period") == period,
            pl.col("group") == "all",
        )
        .get_column("value")
    )
    assert round(mean, 1) == national
    schools = whole(figures, measure, period).drop_nulls("pupil_count")
    by_hand = sum(v * n for v, n in schools.select("value", "pupil_count").iter_rows())
    assert mean == pytest.approx(by_hand / schools.get_column("pupil_count").sum())


@pytest.mark.parametrize(("period", "mean"), [("202223", 58.2), ("202324", 59.0), ("202425", 60.3)])
def test_the_schools_means_of_key_stage_2(figures: pl.DataFrame, period: str, mean: float) -> None:
    values = whole(figures, "ks2.rwm_expected", period).get_column("value")
    assert round(float(values.mean()), 1) == mean  # type: ignore[arg-type]


def table_values(warehouse: Warehouse, kind: str, column: str) -> dict[int, float]:
    """A printed column of one release, read by the plainest means."""
    (release,) = (r for r in warehouse.releases() if r.source == f"school-{kind}")
    cells = release.scan_table("school_table").select("school_urn", f"column {column}").collect()
    return {urn: float(text) for urn, text in cells.iter_rows() if urn and number(text)}


def number(text: str | None) -> bool:
    return bool(text) and bool(re.fullmatch(r"-?\d+(\.\d+)?", str(text)))


def test_progress_8_of_2016_is_the_same_in_two_files(
    real_schools: Warehouse, figures: pl.DataFrame
) -> None:
    second_file = table_values(real_schools, "ks4_progress_8-201516", "P8MEA")
    assert len(second_file) == 3200
    returned_rows = dict(
        whole(figures, "ks4.progress_8", "201516").select("school_urn", "value").iter_rows()
    )
    main_file = table_values(real_schools, "ks4_main_measures-201516", "Progress 8")
    assert all(main_file[urn] == value == returned_rows[urn] for urn, value in second_file.items())


def test_the_departments_service_agrees_in_91_of_91_schools(
    real_schools: Warehouse, figures: pl.DataFrame
) -> None:
    for period, word in (("202324", "Previous"), ("202223", "Previous2")):
        service = table_values(
            real_schools, "service_performance-202425", f"Attainment8_Tot_Est_{word}_Num"
        )
        schools = whole(figures, "ks4.attainment_8", period).filter(pl.col("stage") == "final")
        final = dict(schools.select("school_urn", "value").iter_rows())
        common = service.keys() & final.keys()
        assert len(common) == 91
        assert sum(service[urn] == final[urn] for urn in common) == 91


def test_provisional_and_final_differ_where_the_readme_says(real_schools: Warehouse) -> None:
    for year, final_file, column, different_count, school_count in (
        ("201718", "ks4_main_measures-201718", "Attainment 8", 2436, 3512),
        ("201819", "ks4_final_inspected-201819", "ATT8SCR", 2447, 3539),
    ):
        early = table_values(real_schools, f"ks4_provisional-{year}", "ATT8SCR")
        final = table_values(real_schools, final_file, column)
        common = early.keys() & final.keys()
        assert len(common) == school_count
        assert sum(early[urn] != final[urn] for urn in common) == different_count


def test_final_figures_are_the_ones_returned(
    real_schools: Warehouse, figures: pl.DataFrame
) -> None:
    final = table_values(real_schools, "ks4_final_inspected-201819", "ATT8SCR")
    returned_rows = whole(figures, "ks4.attainment_8", "201819")
    values = dict(returned_rows.select("school_urn", "value").iter_rows())
    assert all(values[urn] == value for urn, value in final.items())
    assert set(returned_rows.filter(~pl.col("school_urn").is_in(list(final)))["stage"]) <= {
        "provisional"
    }


NAME = re.compile(r"^(.*?) (\d{6})(?: \((\d{6})(?: in 2016)?\))?$")


def blackpool_rows(reference: Path) -> list[tuple[str, tuple[int, ...], list[str]]]:
    """The table of section 6: name, numbers newest first, cells by year."""
    text = (reference / "schools-backtest.md").read_text(encoding="utf-8")
    rows = []
    for line in text.partition("## 6 Blackpool")[2].splitlines():
        name, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        if match := NAME.match(name):
            numbers = tuple(int(part) for part in match.groups()[1:] if part)
            rows.append((match[1], numbers, cells))
    return rows


def test_blackpools_secondary_schools_cell_for_cell(
    figures: pl.DataFrame, shared_reference: Path
) -> None:
    rows = blackpool_rows(shared_reference)
    assert [name for name, _, _ in rows] == [
        "Armfield", "Aspire", "Highfield", "Montgomery", "South Shore", "St George's",
        "St Mary's", "Unity",
    ]  # fmt: skip
    cell_count = 0
    for name, numbers, cells in rows:
        for year, cell in zip((2016, 2017, 2018, 2019, 2023, 2024, 2025), cells, strict=True):
            period = f"{year - 1}{year % 100:02d}"
            assert read_cell(figures, numbers, period) == expected_cell(cell), (name, year)
            cell_count += cell != "-"
    assert cell_count == 46


Cell = tuple[int | None, float | None, float | None]


def expected_cell(cell: str) -> Cell:
    """Cohort, Attainment 8 and Progress 8 of ``151:35.2/-1.11``; a cell may leave any out."""
    if cell == "-":
        return None, None, None
    cohort, _, scores = cell.rpartition(":")
    attainment, _, progress = scores.partition("/")
    return (
        int(cohort) if cohort else None,
        float(attainment),
        float(progress) if progress else None,
    )


def read_cell(figures: pl.DataFrame, numbers: tuple[int, ...], period: str) -> Cell:
    def value(measure: str) -> float | None:
        rows = whole(figures, measure, period).filter(pl.col("school_urn").is_in(list(numbers)))
        assert rows.height <= 1
        return rows.get_column("value")[0] if rows.height else None

    attainment = value("ks4.attainment_8")
    pupils = value("ks4.pupils") if attainment is not None else None
    return (None if pupils is None else int(pupils), attainment, value("ks4.progress_8"))


def test_standard_deviations_follow_from_the_published_intervals(
    real_schools: Warehouse,
) -> None:
    """The reference found 1.265 for 2018 and 1.282 for 2019."""
    for period, deviation in (("201718", 1.265), ("201819", 1.282)):
        kind = f"ks4_provisional-{period}"
        upper = table_values(real_schools, kind, "P8CIUPP")
        lower = table_values(real_schools, kind, "P8CILOW")
        pupils = table_values(real_schools, kind, "P8PUP")
        large = [urn for urn in upper if pupils.get(urn, 0) > 250]
        median = pl.Series((upper[u] - lower[u]) * pupils[u] ** 0.5 / 3.92 for u in large).median()
        assert median == pytest.approx(deviation, abs=0.004)


def test_never_zero_for_a_symbol(real_schools: Warehouse) -> None:
    figures = school_figures(real_schools, as_of=AS_OF)
    assert figures.height > 5_000_000
    missing = figures.filter(pl.col("value").is_null())
    assert missing.get_column("symbol").null_count() == 0
    with_both = figures.filter(pl.col("value").is_not_null() & pl.col("symbol").is_not_null())
    assert set(with_both.get_column("symbol")) <= {"u"}
    key = ["school_urn", "time_period", "measure", "group"]
    assert figures.select(key).is_unique().all()


def test_exclusions_find_their_school_in_the_years_that_print_both_numbers(
    real_schools: Warehouse,
) -> None:
    figures = school_figures(
        real_schools, as_of=AS_OF, measures=["exclusions.suspension_rate"], periods=["201617"]
    )
    assert figures.height > 0.98 * 21_319


@pytest.mark.parametrize(
    ("place", "period", "attainment", "progress"),
    [
        ("england", "202425", 46.0, None),
        ("england", "202324", 46.1, -0.03),
        ("la-890", "202425", 37.0, None),
        ("la-890", "202324", 34.8, -0.96),
    ],
)
def test_recent_results_of_places(
    real_schools: Warehouse,
    place: str,
    period: str,
    attainment: float,
    progress: float | None,
) -> None:
    """The figures of Blackpool are those that LAIT has too."""
    places = place_figures(
        real_schools,
        as_of=AS_OF,
        measures=["ks4.attainment_8", "ks4.progress_8"],
        periods=[period],
        groups=["all"],
    ).filter(pl.col("place") == place)
    figures = dict(places.select("measure", "value").iter_rows())
    assert figures["ks4.attainment_8"] == attainment
    assert figures.get("ks4.progress_8") == progress
    assert set(places.get_column("basis")) == {"published"}


def test_destinations_are_of_the_cohort_that_took_the_examinations(
    real_schools: Warehouse, figures: pl.DataFrame
) -> None:
    """The metadata of 2021/22 names other cohorts; the numbers of pupils say which it is."""
    for edition, column, period in (
        ("201718", "COHORT", "201516"),
        ("201819", "COHORT", "201617"),
        ("201819", "COHORT_18", "201516"),
        ("202021", "COHORT", "201819"),
        ("202021", "COHORT_19", "201718"),
        ("202021", "COHORT_18", "201617"),
        ("202122", "COHORT_20", "201819"),
        ("202122", "COHORT_19", "201718"),
    ):
        left = table_values(real_schools, f"ks4_destinations-{edition}", column)
        sat = dict(whole(figures, "ks4.pupils", period).select("school_urn", "value").iter_rows())
        common = left.keys() & sat.keys()
        assert len(common) > 3000
        assert sum(left[urn] == sat[urn] for urn in common) > 0.98 * len(common), column
    sustained = school_figures(
        real_schools, as_of=AS_OF, measures=["destinations.sustained"], groups=["all"]
    )
    years = sustained.get_column("time_period").unique().sort().to_list()
    assert years == [f"20{y}{y + 1}" for y in range(13, 20)]
    rows = sustained.filter(pl.col("time_period") == "201819").drop_nulls("pupil_count")
    newest = table_values(real_schools, "ks4_destinations-202122", "COHORT_20")
    pupils = dict(rows.select("school_urn", "pupil_count").iter_rows())
    assert all(pupils[urn] == count for urn, count in newest.items())


def test_no_published_table_repeats_another_year(
    real_schools: Warehouse, shared_data: Path
) -> None:
    for path in published_tables(shared_data):
        if "pupdest" in path.name or "_ks4" in path.name or "_ks2" in path.name:
            year = STATED_YEARS.get(path.relative_to(shared_data).as_posix())
            reading = read_school_table(path, year=year, retrieved=date(2026, 11, 29))
            refuse_repeated_years(real_schools, reading)


def test_england_by_group_and_year(real_schools: Warehouse) -> None:
    places = place_figures(
        real_schools,
        as_of=AS_OF,
        measures=["absence.overall", "census.free_meals", "exclusions.suspension_rate"],
        periods=["201617"],
    )
    england = {
        (row["measure"], row["group"]): (round(row["value"], 1), row["basis"])
        for row in places.filter(pl.col("place") == "england").iter_rows(named=True)
    }
    assert england["exclusions.suspension_rate", "secondary"] == (9.4, "published")
    assert england["absence.overall", "secondary"] == (5.4, "published")
    # The department's own figures for all schools are 4.7% and 14.0%.
    assert england["absence.overall", "all"] == (4.7, "computed, cohorts of other years")
    assert england["census.free_meals", "all"] == (13.9, "computed")
