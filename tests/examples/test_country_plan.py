"""The invented borough's plan: every kind of target, every kind of answer, and local returns."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from stocktake.benchmarks.benchmark import Benchmark
from stocktake.benchmarks.engine import Benchmarks
from stocktake.benchmarks.table import benchmark_table
from stocktake.examples.country import AS_OF, AT, Country, invented_country, write_country
from stocktake.plan.check import check_plan
from stocktake.plan.claims import check_claims
from stocktake.plan.judge import Judgement, judge
from stocktake.plan.names import walk_targets
from stocktake.standards.periods import Period
from stocktake.standards.places import PlaceRegister, place_register
from stocktake.statistics.figures import Statistics
from stocktake.statistics.store import Warehouse
from stocktake.targets.kinds import KINDS

YEAR = Period("202425", "Academic year")


@pytest.fixture(scope="module")
def country() -> Country:
    return invented_country(1)


@pytest.fixture(scope="module")
def folder(country_folder: Path) -> Path:
    return country_folder


def _judge_folder(folder: Path) -> Judgement:
    return judge(
        folder, folder / "warehouse", as_of=AS_OF, at=AT, own_folder=folder / "definitions"
    )


@pytest.fixture(scope="module")
def judgement(folder: Path) -> Judgement:
    return _judge_folder(folder)


EXPECTED_STATUSES = {
    "persistent-absence-below-country": "off_track",
    "suspensions-by-a-third": "off_track",
    "permanent-exclusions-at-most-a-tenth": "awaiting_figures",
    "early-start": "not_met",
    "reading-in-every-primary": "cannot_tell",
    "ks2-62": "met",
    "attainment-gap": "on_track",
    "secondary-results": "met",
    "schools-improved-6": "not_yet_due",
    "transition-protocol": "met",
    "neet-6": "on_track",
    "september-offers-each-year": "not_yet_due",
    "encounters-12000": "on_track",
    "four-experiences": "not_yet_due",
}


def test_the_plan_has_every_kind_of_target(judgement: Judgement) -> None:
    kinds = {target.kind for _, target in walk_targets(judgement.plan)}
    assert kinds == set(KINDS)
    assert 12 <= len(judgement.plan.target) <= 15
    assert len(judgement.plan.priority) == 3


def test_the_story_gives_every_kind_of_answer(judgement: Judgement) -> None:
    statuses = {verdict.id: verdict.status for verdict in judgement.verdicts}
    assert {name: statuses[name] for name in EXPECTED_STATUSES} == EXPECTED_STATUSES


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 7])
def test_the_story_is_the_same_for_every_seed(seed: int, tmp_path: Path) -> None:
    write_country(invented_country(seed), tmp_path)
    statuses = {verdict.id: verdict.status for verdict in _judge_folder(tmp_path).verdicts}
    assert {name: statuses[name] for name in EXPECTED_STATUSES} == EXPECTED_STATUSES


def test_met_is_said_with_what_was_watched(judgement: Judgement) -> None:
    verdict = judgement.verdict("ks2-62")
    assert verdict is not None
    assert verdict.watch[0].status == "worsened"
    assert verdict.sentence.startswith("Met, but ")


def test_no_real_place_is_spoken_of(judgement: Judgement) -> None:
    text = judgement.dumps()
    assert "Anyland" in text
    assert "England" not in text
    assert "england" not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("as_of", "status"),
    [(date(2025, 4, 1), "not_yet_due"), (date(2025, 9, 15), "awaiting_figures")],
)
def test_what_the_releases_cannot_yet_say_was_not_known_a_year_before(
    folder: Path, as_of: date, status: str
) -> None:
    before = judge(
        folder,
        folder / "warehouse",
        as_of=as_of,
        at=AT,
        own_folder=folder / "definitions",
    )
    verdict = before.verdict("ks2-62")
    assert verdict is not None
    assert (verdict.status, verdict.reason) == (status, None)


def test_schools_answer_in_part_and_one_return_is_overdue(judgement: Judgement) -> None:
    verdict = judgement.verdict("reading-in-every-primary")
    assert verdict is not None
    assert "26 of 30 schools" in verdict.sentence
    absence = judgement.context.statistics.figures("local:persistent-absence-so-far").table
    returns_by_date = dict(absence.select("as_at", "schools_returned_count").iter_rows())
    assert returns_by_date[date(2025, 12, 31)] == 6
    assert set(absence["schools_expected_count"]) == {8}
    check = check_plan(judgement.plan_file, judgement.context)
    overdue = {gap.where for gap in check.gaps if gap.id == "up-to-date"}
    assert "four-experiences" in overdue
    assert "year-6-leavers" not in overdue


def test_the_plan_leaves_something_open(judgement: Judgement) -> None:
    check = check_plan(judgement.plan_file, judgement.context)
    open_for = {gap.id for gap in check.gaps}
    assert {"trajectory", "owner", "dates", "dates-in-order", "activity-owner"} <= open_for
    answers = {answer.status for answer in check.delivery}
    assert {"answered", "not_answered"} <= answers


def test_the_plan_states_what_holds_and_what_does_not(judgement: Judgement) -> None:
    claims = check_claims(judgement.plan_file, judgement.context)
    statuses = {claim.id: (claim.answer_then.status, claim.answer_now.status) for claim in claims}
    assert statuses["persistent-absence-31"] == ("supported", "supported")
    assert statuses["absence-above-country"] == ("supported", "supported")
    assert statuses["neet-nine"] == ("contradicted", "contradicted")
    assert statuses["suspensions-rising"][1] == "cannot_tell"
    assert statuses["parents-want-clubs"][1] == "unchecked"


def test_a_release_says_which_series_it_serves(folder: Path) -> None:
    series_prefixes = {
        release.source: tomllib.loads((release.folder / "release.toml").read_text("utf-8"))[
            "serves"
        ]
        for release in Warehouse(folder / "warehouse").releases()
    }
    assert series_prefixes == {
        "invented-country": ["lait:"],
        "invented-neighbours-2021": [],
        "invented-neighbours-2025": [],
        "local-eastmere": ["local:"],
    }


def test_a_release_that_does_not_say_what_it_serves_goes_by_its_source(folder: Path) -> None:
    release = Warehouse(folder / "warehouse").get("invented-country/2026")
    assert release.may_hold("lait:AVG_Attain8_Score")
    assert not release.may_hold("local:four-experiences")
    silent = replace(release, serves=None)
    assert not silent.may_hold("lait:AVG_Attain8_Score")
    lait_release = replace(silent, provenance=replace(silent.provenance, source="lait"))
    assert lait_release.may_hold("lait:AVG_Attain8_Score")
    table = replace(silent, provenance=replace(silent.provenance, source="ees-absence_by_term"))
    assert table.may_hold("ees:absence_by_term/sess_overall_percent?school_type=Total")
    assert not table.may_hold("ees:exclusions/perm_excl")


@pytest.fixture(scope="module")
def mixed_statistics(
    country: Country, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Statistics:
    """Real and invented figures of the same series, in one store."""
    path = tmp_path_factory.mktemp("both")
    write_country(country, path)
    invented_release = country.release
    real = {"la-888": 44.0, "la-889": 99.0, "la-890": 38.0, "england": 46.0}
    real |= {"region-north-west": 45.0}
    row = invented_release.observations.filter(
        (pl.col("series") == "lait:AVG_Attain8_Score")
        & (pl.col("place") == "la-002")
        & (pl.col("time_period") == "202425")
    )
    rows = pl.concat(
        row.with_columns(place=pl.lit(place), value=pl.lit(value)) for place, value in real.items()
    )
    reading = replace(
        invented_release,
        observations=rows,
        provenance=replace(invented_release.provenance, source="lait", sha256="0" * 64),
    )
    warehouse = Warehouse(path / "warehouse")
    warehouse.write(reading, loaded_at=datetime(2026, 4, 1, tzinfo=UTC))
    return Statistics(warehouse, as_of=AS_OF, own_folder=path / "definitions")


def attainment(figures: pl.DataFrame, place: str, register: PlaceRegister) -> Benchmark:
    """A place's Attainment 8 in the year, among the others."""
    one = figures.with_columns(series=pl.lit("attainment-8"), group=pl.lit("all"))
    engine = Benchmarks(one, {"attainment-8": "higher"}, register=register)
    benchmark = engine.benchmark("attainment-8", "all", place, YEAR)
    assert benchmark is not None
    return benchmark


def test_real_and_invented_places_are_never_ranked_together(
    mixed_statistics: Statistics, folder: Path
) -> None:
    register = place_register(folder / "definitions")
    figures = mixed_statistics.figures("attainment-8").table
    invented_benchmark, real_benchmark = (
        attainment(figures, place, register) for place in ("la-001", "la-890")
    )
    assert invented_benchmark.rank is not None
    assert real_benchmark.rank is not None
    assert (invented_benchmark.rank.n, real_benchmark.rank.n, real_benchmark.rank.rank) == (
        150,
        3,
        3,
    )
    assert (real_benchmark.england, real_benchmark.region) == (46.0, 45.0)
    assert invented_benchmark.region_id == "region-005"
    country = figures.filter(
        (pl.col("place") == "country-000") & (pl.col("time_period") == "202425")
    )["value"].item()
    assert invented_benchmark.england == country
    assert invented_benchmark.gap_to_england == pytest.approx(44.3 - country)
    assert attainment(figures, "country-000", register).gap_to_england is None


def test_the_whole_table_sets_each_place_beside_its_own_country(
    mixed_statistics: Statistics, folder: Path
) -> None:
    register = place_register(folder / "definitions")
    releases = [release for release in mixed_statistics.releases if release.may_hold("lait:x")]
    observations = pl.concat(release.scan().collect() for release in releases).filter(
        pl.col("series") == "lait:AVG_Attain8_Score"
    )
    table = benchmark_table(
        observations,
        pl.concat(release.series() for release in releases).unique("series"),
        register=register,
        neighbours=mixed_statistics.neighbours,
        vintage=2025,
    ).filter(pl.col("time_period") == "202425")
    rows = {row["place"]: row for row in table.iter_rows(named=True)}
    figures = mixed_statistics.figures("attainment-8").table
    for place in ("la-001", "la-150", "la-890", "region-005", "country-000", "england"):
        alone = attainment(figures, place, register)
        row = rows[place]
        assert row["england"] == alone.england
        assert row["gap_to_england"] == alone.gap_to_england
        assert (row["rank"], row["n"] if alone.rank else None) == (
            (alone.rank.rank, alone.rank.n) if alone.rank else (None, None)
        )
    assert rows["la-890"]["england"] == 46.0
    assert rows["country-000"]["gap_to_england"] is None


@pytest.mark.slow
def test_a_target_of_an_invented_place_is_judged_among_invented_places(
    mixed_statistics: Statistics, folder: Path
) -> None:
    assert mixed_statistics.warehouse is not None
    text = (folder / "plan.toml").read_text("utf-8")
    text += """
[[target]]
id = "among-the-country"
title = "Top half"
kind = "position"
indicator = "attainment-8"
within = "top_half"
among = "england"
due = "202425"
"""
    plan = mixed_statistics.warehouse.path.parent / "plan.toml"
    plan.write_text(text, encoding="utf-8")
    own_judgement = judge(
        plan, mixed_statistics.warehouse, as_of=AS_OF, at=AT, own_folder=folder / "definitions"
    )
    verdict = own_judgement.verdict("among-the-country")
    assert verdict is not None
    assert verdict.n == 150
    assert "England" not in verdict.sentence
