"""Places that are no authority: areas made of places, trusts, schools, abolished authorities."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from made_figures import HOME, FigureStore, indicator, target

from stocktake.sources.ees import read_ees
from stocktake.standards.places import PlaceRegister, place_register
from stocktake.statistics.figures import Statistics
from stocktake.statistics.store import Warehouse
from stocktake.targets.context import JudgementContext
from stocktake.targets.judge import judge_target

LEVEL = target("level", comparison="at_least", level=60, baseline="201617")
TWO_SERIES = indicator(
    series=[
        {"series": "lait:pass"},
        {
            "series": "ees:passes/rate",
            "numerator": "ees:passes/num",
            "denominator": "ees:passes/den",
        },
    ]
)


@pytest.fixture
def coast(tmp_path: Path) -> PlaceRegister:
    folder = tmp_path / "own" / "places"
    folder.mkdir(parents=True)
    (folder / "our_areas.toml").write_text(
        """
level = "Area"
[sources.us]
title = "Agreed by the two councils"
verified = true
[[place]]
id = "area-coast"
name = "The Coast"
members = ["la-890", "la-888"]
"""
    )
    return place_register(tmp_path / "own")


def publish_counts(store: FigureStore, lancashire: float | None = 900.0) -> None:
    """Blackpool 10 of 100, Lancashire 900 of 1,000: the area is 910 of 1,100, never 50%."""
    store.publish({"lait:pass": {HOME: {"202021": 10.0}, "la-888": {"202021": 90.0}}})
    store.publish(
        {
            "ees:passes/rate": {HOME: {"202021": 10.0}, "la-888": {"202021": 90.0}},
            "ees:passes/num": {HOME: {"202021": 10.0}, "la-888": {"202021": lancashire}},
            "ees:passes/den": {HOME: {"202021": 100.0}, "la-888": {"202021": 1000.0}},
        },
        source="ees-passes",
    )


def test_an_area_is_sum_over_sum_and_never_a_mean_of_percentages(
    store: FigureStore, coast: PlaceRegister
) -> None:
    publish_counts(store)
    verdict = store.judge(LEVEL, {"pass": TWO_SERIES}, place="area-coast", register=coast)
    assert verdict.value == pytest.approx(100 * 910 / 1100)
    assert (verdict.status, verdict.rank, verdict.n) == ("met", None, None)
    assert verdict.distance_children == pytest.approx(910 - 0.6 * 1100)
    assert {source.release.split("/")[0] for source in verdict.sources} == {"ees-passes"}


def test_an_area_without_the_numbers_of_a_member_says_whose_are_missing(
    store: FigureStore, coast: PlaceRegister
) -> None:
    publish_counts(store, lancashire=None)
    verdict = store.judge(LEVEL, {"pass": TWO_SERIES}, place="area-coast", register=coast)
    assert (verdict.status, verdict.reason, verdict.value) == ("cannot_tell", "not_published", None)
    assert verdict.sentence == (
        "Cannot tell: The Coast is made of 2 places, whose percentages and rates cannot be "
        "averaged, and the numbers behind them for 2020/21 are not known for Lancashire."
    )


def test_an_area_of_rates_alone_cannot_be_told(store: FigureStore, coast: PlaceRegister) -> None:
    store.publish({"lait:pass": {HOME: {"202021": 10.0}, "la-888": {"202021": 90.0}}})
    verdict = store.judge(LEVEL, place="area-coast", register=coast)
    assert verdict.status == "cannot_tell"
    assert verdict.sentence.endswith("are not known for Blackpool and Lancashire.")
    early_verdict = store.judge(LEVEL.model_copy(update={"due": "201920"}), place="area-coast",
                         register=coast)  # fmt: skip
    assert early_verdict.sentence == "Cannot tell: no figure was published for 2019/20."


def test_an_area_is_not_ranked_among_authorities(store: FigureStore, coast: PlaceRegister) -> None:
    publish_counts(store)
    top = target("position", within="top_half", among="england")
    verdict = store.judge(top, {"pass": TWO_SERIES}, place="area-coast", register=coast)
    assert (verdict.status, verdict.reason) == ("cannot_tell", "not_comparable")
    assert verdict.sentence == (
        "Cannot tell: The Coast is no local authority or district, and only those are ranked "
        "(82.7% in 2020/21)."
    )


def test_counts_of_an_area_add_up(store: FigureStore, coast: PlaceRegister) -> None:
    store.publish({"lait:pass": {HOME: {"202021": 10.0}, "la-888": {"202021": 90.0}}})
    count = {"pass": indicator(unit="count", decimal_places=0)}
    verdict = store.judge(LEVEL, count, place="area-coast", register=coast)
    assert verdict.value == 100


def test_an_area_of_one_authority_is_that_authority_under_another_name(store: FigureStore) -> None:
    figures = {HOME: {"202021": 70.0}, "la-888": {"202021": 90.0}, "england": {"202021": 60.0}}
    store.publish({"lait:pass": figures})
    for promise in (
        LEVEL,
        target("position", within="top_half", among="england"),
        target("relation", comparison="above", comparator="region"),
    ):
        one, same_place = (
            store.judge(promise, place=place) for place in ("area-blackpool-opportunity-area", HOME)
        )
        assert one == same_place, promise.kind


def test_a_school_is_not_ranked_among_authorities(store: FigureStore) -> None:
    figures = {"school-119781": {"202021": 70.0}, HOME: {"202021": 60.0}}
    store.publish({"lait:pass": figures})
    top = target("position", within="top_half", among="england")
    verdict = store.judge(top, place="school-119781")
    assert (verdict.status, verdict.reason, verdict.rank) == ("cannot_tell", "not_comparable", None)
    position_target = target("position", within="top_half", among="ours")
    sets = {"ours": ("school-119782",)}
    store.publish({"lait:pass": figures | {"school-119782": {"202021": 60.0}}})
    assert store.judge(position_target, place="school-119781", own_sets=sets).rank == 1


def test_an_area_knows_from_when_it_could_be_told(store: FigureStore, coast: PlaceRegister) -> None:
    publish_counts(store)
    verdict = store.judge(
        LEVEL, {"pass": TWO_SERIES}, place="area-coast", register=coast, as_of=date(2022, 1, 1)
    )
    assert "it is known from 8 April 2026" in verdict.sentence


def test_an_abolished_authority_is_not_counted_beside_its_successors(store: FigureStore) -> None:
    """Cumbria (to March 2023) and Cumberland both have a figure for 2023/24."""
    figures = {"la-909": 80.0, "la-942": 70.0, "la-943": 60.0, "la-301": 10.0, "la-302": 90.0}
    store.publish({"lait:pass": {place: {"202324": value} for place, value in figures.items()}})
    top = target("position", within="top_half", among="england", due="202324")
    new = store.judge(top, place="la-942", at="202324")
    assert (new.rank, new.n) == (2, 4)
    old = store.judge(top, place="la-909", at="202324")
    assert (old.status, old.reason, old.rank) == ("cannot_tell", "not_comparable", None)
    assert "Cumbria is not ranked for 2023/24" in old.sentence


def load_warehouse(path: Path, folder: Path) -> Warehouse:
    warehouse = Warehouse(folder)
    reading = read_ees(path, published=None, retrieved=date(2026, 4, 9))
    warehouse.write(reading, loaded_at=datetime(2026, 4, 9, 12, tzinfo=UTC))
    return warehouse


@pytest.fixture(scope="module")
def exclusions(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Counts of exclusions and of pupils, by authority and by school."""
    path = shared_data / "ees" / "exclusions_by_geographic_level.zip"
    return load_warehouse(path, tmp_path_factory.mktemp("exclusions"))


@pytest.fixture(scope="module")
def absences(published_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Pupils who missed school, by school, each with its URN."""
    path = published_files / "ees" / "absence_number_missing_at_least_one_session_by_reason.zip"
    return load_warehouse(path, tmp_path_factory.mktemp("absences"))


def make_context(
    warehouse: Warehouse, place: str, register: PlaceRegister | None = None
) -> JudgementContext:
    day = date(2026, 11, 22)
    statistics = Statistics(warehouse, as_of=day)
    return JudgementContext(statistics, register or place_register(), place, day, "202021")


def raw(warehouse: Warehouse, column: str, place: str, period: str) -> dict[str, Any]:
    """One row as it lies in the store, read plainly."""
    path = next(warehouse.path.rglob("observations.parquet"))
    name = f"ees:exclusions_by_geographic_level/{column}?school_type=State-funded secondary"
    rows = pl.read_parquet(path).filter(
        (pl.col("series") == name) & (pl.col("place") == place) & (pl.col("time_period") == period)
    )
    return rows.row(0, named=True)


@pytest.mark.slow
def test_two_real_authorities_add_up(exclusions: Warehouse, coast: PlaceRegister) -> None:
    data = make_context(exclusions, "area-coast", coast).data("secondary-suspensions")
    period = data.home_periods[-1]
    expelled = heads = 0.0
    for place in ("la-890", "la-888"):
        expelled += raw(exclusions, "fixed_excl", place, period.time_period)["value"]
        heads += raw(exclusions, "headcount", place, period.time_period)["value"]
    point = data.at(period)
    assert point is not None
    assert point.value == pytest.approx(100 * expelled / heads)
    assert point.denominator == heads
    assert len({point.located, *point.also_located}) == 2
    rates = [raw(exclusions, "fixed_excl_rate", p, period.time_period)["value"]
             for p in ("la-890", "la-888")]  # fmt: skip
    assert point.value != pytest.approx(sum(rates) / 2, abs=0.5)


@pytest.mark.slow
def test_a_school_is_judged_on_its_own_row(absences: Warehouse) -> None:
    path = next(absences.path.rglob("observations.parquet"))
    name = "ees:absence_number_missing_at_least_one_session_by_reason/enrolments"
    rows = pl.scan_parquet(path).filter(
        pl.col("series").str.starts_with(name)
        & pl.col("place").str.starts_with("school-")
        & (pl.col("value") > 0)
    )
    row = rows.first().collect().row(0, named=True)
    fields = {"indicator": row["series"], "due": row["time_period"]}
    for level, status in ((row["value"], "met"), (row["value"] - 1, "not_met")):
        promise = target("level", comparison="at_most", level=level, **fields)
        verdict = judge_target(promise, make_context(absences, row["place"]))
        assert (verdict.status, verdict.value, verdict.rank) == (status, row["value"], None)
        assert verdict.sources[0].locator.endswith(f"row {row['row']}")


def test_a_london_borough_is_beside_london_whole_where_its_half_has_no_figure(
    store: FigureStore,
) -> None:
    above = target("relation", comparison="above", comparator="region")
    figures = {"la-202": {"202021": 70.0}, "region-london": {"202021": 60.0}}
    store.publish({"lait:pass": figures})
    verdict = store.judge(above, place="la-202")
    assert verdict.comparator is not None
    assert (verdict.status, verdict.comparator.name) == ("met", "London")
    store.publish({"lait:pass": figures | {"region-inner-london": {"202021": 75.0}}})
    verdict = store.judge(above, place="la-202")
    assert verdict.comparator is not None
    assert (verdict.status, verdict.comparator.name) == ("not_met", "Inner London")


def test_a_comparators_denominator_is_not_ours(store: FigureStore) -> None:
    """Ten points of our 50 pupils are five children, however many England has."""
    store.publish(
        {"lait:pass": {HOME: {"202021": (20.0, 50.0)}, "england": {"202021": (5e4, 1e5)}}}
    )
    verdict = store.judge(target("relation", comparison="at_least", comparator="england"))
    assert verdict.distance_children == pytest.approx(-5)
    assert "10.0 percentage points short (five children)" in verdict.sentence


def test_neighbours_that_are_only_quoted(store: FigureStore) -> None:
    """Without a list of neighbours the plan's own quotation of their mean is used."""
    from stocktake.statistics.quoted import QUOTED_COLUMNS

    quoted_row: dict[str, Any] = dict.fromkeys(QUOTED_COLUMNS)
    quoted_row |= {
        "series": "lait:pass",
        "time_period": "202021",
        "time_identifier": "Academic year",
        "place": HOME,
        "value": 64.0,
        "quoted_neighbours_mean": 65.45,
        "neighbours_vintage": 2021,
        "known_on": date(2026, 4, 8),
        "file": "figures.csv",
        "sha256": "abc",
    }
    verdict = store.judge(
        target("relation", comparison="at_least", comparator="neighbours"),
        quoted=pl.DataFrame([quoted_row], schema=QUOTED_COLUMNS),
        neighbours_vintage=2021,
    )
    assert (verdict.status, verdict.required) == ("not_met", 65.45)
    assert "its statistical neighbours (2021 list) (65.5%)" in verdict.sentence


@pytest.mark.parametrize("place", ["region-north-west", "la-890"])
def test_the_median_authority_is_the_same_for_everybody(store: FigureStore, place: str) -> None:
    figures = {"la-889": 0.0, "la-888": 0.0, "la-890": 4.0, "region-north-west": 5.0}
    store.publish({"lait:pass": {name: {"202021": value} for name, value in figures.items()}})
    promise = target("relation", comparison="above", comparator="median")
    verdict = store.judge(promise, place=place)
    assert (verdict.status, verdict.value, verdict.required) == ("met", figures[place], 0.0)
