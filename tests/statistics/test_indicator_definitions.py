"""The shipped indicators hold against the published files and dictionary that they name."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from stocktake.standards.definitions import load_folder
from stocktake.standards.periods import read_lait_period
from stocktake.statistics.schema import Indicator, SeriesUse

LONG_FILE = "lait/bds_long_2026-04-08.parquet"
DICTIONARY = "lait/lait_data_dictionary.csv"
FIRST_NUMBER_THAT_IS_NO_AUTHORITY = 970

NAMED_BY_THE_EXAMPLE_PLAN = {
    "ks2-rwm-expected",
    "progress-8",
    "attainment-8",
    "english-maths-grade-4",
    "english-maths-grade-5",
    "secondary-suspensions",
    "secondary-permanent-exclusions",
    "secondary-persistent-absence",
    "ks4-sustained-destination",
    "he-by-19-fsm",
    "neet",
}

INDICATORS = {
    name: entry.value
    for name, entry in load_folder("stocktake.statistics", "indicators", Indicator).items()
}
EACH_INDICATOR = pytest.mark.parametrize("name", sorted(INDICATORS))

BETTER = {"High": "higher", "Low": "lower", "-": "neither", "NA": "neither"}


def uses(indicator: Indicator) -> Iterator[SeriesUse]:
    """Every series of an indicator, its groups' among them."""
    yield from indicator.series
    for group in indicator.group:
        yield from group.series


def reasons(indicator: Indicator) -> list[str]:
    years = [year.reason for year in indicator.special_year]
    return years + [step.reason for step in indicator.break_]


def lait_names(indicator: Indicator) -> list[str]:
    return [
        use.series.removeprefix("lait:")
        for use in uses(indicator)
        if use.series.startswith("lait:")
    ]


@cache
def dictionary(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / DICTIONARY).open(encoding="utf-8-sig", newline="") as stream:
        return {row["Measure_short"]: row for row in csv.DictReader(stream)}


@cache
def figures_by_period(folder: Path) -> dict[str, dict[str, int]]:
    """How many authorities have a figure, by short name and by period in our own terms."""
    years = {name: row["Year_Type"] for name, row in dictionary(folder).items()}
    figure_counts = (
        pl.scan_parquet(folder / LONG_FILE)
        .filter(pl.col("LA Number") < FIRST_NUMBER_THAT_IS_NO_AUTHORITY)
        .group_by("Short Desc", "Years")
        .agg((pl.col("Values") != "-").sum())
        .collect()
    )
    counts_by_series: dict[str, dict[str, int]] = {}
    for name, label, count in figure_counts.iter_rows():
        read = read_lait_period(label, years[name], name)
        if read is not None:
            counts_by_series.setdefault(name, {})[read.period.time_period] = count
    return counts_by_series


@cache
def ees_table(folder: Path, stem: str) -> tuple[pl.DataFrame, dict[str, str]]:
    """A data set as text, and what its meta file calls each column."""
    with zipfile.ZipFile(folder / "ees" / f"{stem}.zip") as archive:
        data = pl.read_csv(archive.read(f"{stem}.csv"), infer_schema=False)
        meta = io.StringIO(archive.read(f"{stem}.meta.csv").decode("utf-8-sig"))
    return data, {row["col_name"]: row["col_type"] for row in csv.DictReader(meta)}


def ees_rows(folder: Path, series: str) -> tuple[str, pl.DataFrame]:
    """The column that a series names and the rows in which it stands, plainly read."""
    stem, rest = series.removeprefix("ees:").split("/", 1)
    column, _, query = rest.partition("?")
    data, kinds = ees_table(folder, stem)
    assert kinds.get(column) == "Indicator", f"{column} is no indicator of {stem}"
    items = dict(item.split("=", 1) for item in query.split("&")) if query else {}
    assert list(items) == sorted(items), f"filters of {series} are not by name"
    for name, item in items.items():
        assert item in data[name], f"{name} of {stem} has no item {item!r}"
        data = data.filter(pl.col(name) == item)
    for name, kind in kinds.items():
        if kind == "Filter" and name not in items:
            data = data.filter(pl.col(name) == "Total")
    return column, data


def test_about_sixty_indicators_with_those_of_the_example() -> None:
    assert 55 <= len(INDICATORS) <= 70
    assert set(INDICATORS) >= NAMED_BY_THE_EXAMPLE_PLAN


def test_ids_are_words_joined_by_hyphens_and_titles_are_unique() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in INDICATORS)
    titles = [indicator.title for indicator in INDICATORS.values()]
    assert len(titles) == len(set(titles))


def test_lait_series_exist_in_dictionary_and_long_file(
    shared_data: Path, subtests: pytest.Subtests
) -> None:
    for name in sorted(INDICATORS):
        with subtests.test(indicator=name):
            for series in lait_names(INDICATORS[name]):
                assert series in dictionary(shared_data)
                assert any(figures_by_period(shared_data)[series].values())


def test_direction_is_that_of_the_dictionary(shared_data: Path, subtests: pytest.Subtests) -> None:
    for name in sorted(INDICATORS):
        with subtests.test(indicator=name):
            for series in lait_names(INDICATORS[name]):
                assert (
                    INDICATORS[name].better == BETTER[dictionary(shared_data)[series]["Polarity"]]
                )


def test_kind_of_year_is_that_of_the_series(shared_data: Path, subtests: pytest.Subtests) -> None:
    for name in sorted(INDICATORS):
        with subtests.test(indicator=name):
            for series in lait_names(INDICATORS[name]):
                year_type = dictionary(shared_data)[series]["Year_Type"]
                read = read_lait_period("2024", year_type, series)
                assert read is not None
                assert read.period.time_identifier == INDICATORS[name].kind_of_year


def test_unit_is_that_of_the_dictionary(shared_data: Path, subtests: pytest.Subtests) -> None:
    for name in sorted(INDICATORS):
        with subtests.test(indicator=name):
            indicator = INDICATORS[name]
            axis = dictionary(shared_data)[lait_names(indicator)[0]]["y_axis_name"].lower()
            expected = (
                "per_10000"
                if "10,000" in axis
                else "scaled_score"
                if "scaled" in axis
                else "score"
                if "score" in axis
                # Events over pupils: one pupil may count twice, so that the rate is no share.
                else "per_100"
                if axis == "% of the school population"
                else "percent"
            )
            assert indicator.unit == expected


def test_a_year_without_any_figure_is_a_special_year(
    shared_data: Path, subtests: pytest.Subtests
) -> None:
    """And no other: an unpublished year has no figure for any authority, a published one has."""
    for name in sorted(INDICATORS):
        with subtests.test(indicator=name):
            indicator = INDICATORS[name]
            counts = figures_by_period(shared_data)[lait_names(indicator)[0]]
            empty = {period for period, count in counts.items() if not count}
            unpublished = {year.period for year in indicator.special_year if not year.published}
            assert empty <= unpublished
            assert not any(counts.get(period) for period in unpublished)
            for year in indicator.special_year:
                if year.published:
                    assert counts[year.period] >= 140


def test_groups_have_no_figure_either_in_an_unpublished_year(
    shared_data: Path, subtests: pytest.Subtests
) -> None:
    for name in sorted(INDICATORS):
        with subtests.test(indicator=name):
            unpublished = {
                year.period for year in INDICATORS[name].special_year if not year.published
            }
            for series in lait_names(INDICATORS[name]):
                counts = figures_by_period(shared_data)[series]
                assert not any(counts.get(period) for period in unpublished)


def test_a_break_lies_inside_the_series(shared_data: Path, subtests: pytest.Subtests) -> None:
    for name in sorted(INDICATORS):
        with subtests.test(indicator=name):
            periods = figures_by_period(shared_data)[lait_names(INDICATORS[name])[0]]
            for step in INDICATORS[name].break_:
                assert min(periods) < step.period <= max(periods)


@EACH_INDICATOR
def test_reasons_can_follow_because(name: str) -> None:
    for reason in reasons(INDICATORS[name]):
        assert reason[0].islower()
        assert not reason.endswith(".")
        assert not re.search(r"\s{2}|\n", reason)


@pytest.mark.slow
def test_ees_series_exist_in_the_real_files(shared_data: Path, subtests: pytest.Subtests) -> None:
    for name in sorted(INDICATORS):
        with subtests.test(indicator=name):
            indicator = INDICATORS[name]
            series_ids = [use.series for use in uses(indicator)]
            series_ids += [
                part for use in uses(indicator) for part in (use.numerator, use.denominator) if part
            ]
            series_ids += [indicator.denominator_series] if indicator.denominator_series else []
            for series in series_ids:
                if series.startswith("ees:"):
                    _, rows = ees_rows(shared_data, series)
                    authorities = rows.filter(pl.col("geographic_level") == "Local authority")
                    assert authorities["old_la_code"].n_unique() >= 148, series


@pytest.mark.slow
def test_ees_numerator_over_denominator_is_the_published_rate(
    shared_data: Path, subtests: pytest.Subtests
) -> None:
    for name in sorted(INDICATORS):
        with subtests.test(indicator=name):
            for use in uses(INDICATORS[name]):
                if not use.series.startswith("ees:"):
                    continue
                rates, rows = ees_rows(shared_data, use.series)
                over, _ = ees_rows(shared_data, use.numerator)
                under, _ = ees_rows(shared_data, use.denominator)
                england = rows.filter(pl.col("geographic_level") == "National")
                published, numerator, denominator = (
                    england[column].cast(pl.Float64, strict=False)
                    for column in (rates, over, under)
                )
                assert england.height
                assert not published.is_null().any()
                assert ((100 * numerator / denominator - published).abs() < 0.06).all(), use.series


def test_periods_of_level_3_by_19_mean_the_same_year_in_both_sources(shared_data: Path) -> None:
    """The year in which the young people turned 19: revised since, but never another year."""
    fsm = next(group for group in INDICATORS["level-3-by-19"].group if group.id == "fsm")
    lait, ees = (use.series for use in fsm.series)
    column, rows = ees_rows(shared_data, ees)
    older = rows.filter(
        pl.col("geographic_level") == "Local authority", pl.col("time_period") == "201718"
    ).select(
        pl.col("old_la_code").cast(pl.Float64).alias("LA Number"),
        pl.col(column).cast(pl.Float64, strict=False).alias("older"),
    )
    long = pl.read_parquet(shared_data / LONG_FILE).filter(
        pl.col("Short Desc") == lait.removeprefix("lait:")
    )

    def middle_distance(year: str) -> float:
        values = pl.col("Values").cast(pl.Float64, strict=False)
        joined_rows = long.filter(pl.col("Years") == year).join(older, on="LA Number")
        distance = joined_rows.select((values - pl.col("older")).abs().median()).item()
        assert isinstance(distance, float)
        return distance

    assert middle_distance("2018") < 0.5
    assert middle_distance("2017") > 1
    assert middle_distance("2019") > 1


def test_an_action_in_schools_in_2017_18_shows_in_he_by_19_only_after_the_plan() -> None:
    cohort = INDICATORS["he-by-19-fsm"].cohort
    year_11_of_2020_21 = 2020 + cohort.cohort_year_offset
    assert year_11_of_2020_21 == 2016
    assert 2017 + cohort.first_touched_offset == 2021


def test_destinations_happen_in_the_year_after_the_period() -> None:
    for name, indicator in INDICATORS.items():
        expected = 1 if name.startswith("ks4-") else 0
        assert indicator.cohort.outcome_year_offset == expected, name


def test_a_year_without_figures_flatters_neither_way() -> None:
    for name, indicator in INDICATORS.items():
        for year in indicator.special_year:
            assert year.published or year.flatters == "unknown", name
            assert year.source is not None, name


def test_grades_of_the_pandemic_flatter_every_measure_of_results_that_was_published() -> None:
    for name in ("attainment-8", "english-maths-grade-4", "english-maths-grade-5"):
        flattered = {
            year.period for year in INDICATORS[name].special_year if year.flatters == "better"
        }
        assert flattered == {"201920", "202021", "202122"}


def test_attainment_8_of_2015_16_stands_on_another_scale() -> None:
    assert [step.period for step in INDICATORS["attainment-8"].break_] == ["201617"]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("sats", "ks2-rwm-expected"),
        ("gcse", "attainment-8"),
        ("basics", "english-maths-grade-4"),
        ("expelled", "secondary-permanent-exclusions"),
        ("fixed term exclusion", "secondary-suspensions"),
        ("truancy", "secondary-persistent-absence"),
        ("university", "he-by-19-fsm"),
        ("neet", "neet"),
        ("reception", "good-level-of-development"),
        ("times tables", "multiplication-check"),
        ("spag", "ks2-gps-expected"),
        ("children in care", "looked-after"),
        ("ehcp", "ehc-plan-share"),
        ("child poverty", "children-in-low-income-families"),
    ],
)
def test_what_people_call_it_is_among_the_words(word: str, name: str) -> None:
    assert word in INDICATORS[name].words


def test_words_tell_indicators_apart() -> None:
    word_sets = [frozenset((i.title, *i.words)) for i in INDICATORS.values()]
    assert len(word_sets) == len(set(word_sets))
    for name, indicator in INDICATORS.items():
        assert len(indicator.words) >= 3, name
        assert len(indicator.words) == len(set(indicator.words)), name
        assert all(word == word.lower() for word in indicator.words), name


def test_no_sentence_is_the_dictionary_s(shared_data: Path) -> None:
    """Figures and names may be carried over, sentences may not: no ten words in a row."""

    def runs(text: str) -> set[tuple[str, ...]]:
        spoken = re.findall(r"[a-z0-9]+", text.lower())
        return {tuple(spoken[i : i + 10]) for i in range(len(spoken) - 9)}

    dictionary_runs: set[tuple[str, ...]] = set()
    for row in dictionary(shared_data).values():
        dictionary_runs |= runs(row["Description"]) | runs(row["Methodology"])
    for name, indicator in INDICATORS.items():
        own_texts = [indicator.population, indicator.numerator, indicator.denominator]
        own_texts += [*indicator.caveats, indicator.cohort.words, *reasons(indicator)]
        assert not any(runs(text) & dictionary_runs for text in own_texts), name
