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


def _judged(folder: Path) -> Judgement:
    return judge(
        folder, folder / "warehouse", as_of=AS_OF, at=AT, own_folder=folder / "definitions"
    )


@pytest.fixture(scope="module")
def judgement(folder: Path) -> Judgement:
    return _judged(folder)


TOLD = {
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
    found = {verdict.id: verdict.status for verdict in judgement.verdicts}
    assert {name: found[name] for name in TOLD} == TOLD


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 7])
def test_the_story_is_the_same_for_every_seed(seed: int, tmp_path: Path) -> None:
    write_country(invented_country(seed), tmp_path)
    found = {verdict.id: verdict.status for verdict in _judged(tmp_path).verdicts}
    assert {name: found[name] for name in TOLD} == TOLD


def test_met_is_said_with_what_was_watched(judgement: Judgement) -> None:
    verdict = judgement.verdict("ks2-62")
    assert verdict is not None
    assert verdict.watch[0].status == "worsened"
    assert verdict.sentence.startswith("Met, but ")


def test_no_real_place_is_spoken_of(judgement: Judgement) -> None:
    said = judgement.dumps()
    assert "Anyland" in said
    assert "England" not in said
    assert "england" not in said


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
    answered = dict(absence.select("as_at", "schools_returned_count").iter_rows())
    assert answered[date(2025, 12, 31)] == 6
    assert set(absence["schools_expected_count"]) == {8}
    checked = check_plan(judgement.plan_file, judgement.context)
    overdue = {gap.where for gap in checked.gaps if gap.id == "up-to-date"}
    assert "four-experiences" in overdue
    assert "year-6-leavers" not in overdue


def test_the_plan_leaves_something_open(judgement: Judgement) -> None:
    checked = check_plan(judgement.plan_file, judgement.context)
    open_for = {gap.id for gap in checked.gaps}
    assert {"trajectory", "owner", "dates", "dates-in-order", "activity-owner"} <= open_for
    answers = {answer.status for answer in checked.delivery}
    assert {"answered", "not_answered"} <= answers


def test_the_plan_states_what_holds_and_what_does_not(judgement: Judgement) -> None:
    checked = check_claims(judgement.plan_file, judgement.context)
    found = {claim.id: (claim.answer_then.status, claim.answer_now.status) for claim in checked}
    assert found["persistent-absence-31"] == ("supported", "supported")
    assert found["absence-above-country"] == ("supported", "supported")
    assert found["neet-nine"] == ("contradicted", "contradicted")
    assert found["suspensions-rising"][1] == "cannot_tell"
    assert found["parents-want-clubs"][1] == "unchecked"


def test_a_release_says_which_series_it_serves(folder: Path) -> None:
    served = {
        release.source: tomllib.loads((release.folder / "release.toml").read_text("utf-8"))[
            "serves"
        ]
        for release in Warehouse(folder / "warehouse").releases()
    }
    assert served == {
        "invented-country": ["lait:"],
        "invented-neighbours-2021": [],
        "invented-neighbours-2025": [],
        "local-eastmere": ["local:"],
    }


def test_a_release_that_does_not_say_what_it_serves_goes_by_its_source(folder: Path) -> None:
    held = Warehouse(folder / "warehouse").get("invented-country/2026")
    assert held.may_hold("lait:AVG_Attain8_Score")
    assert not held.may_hold("local:four-experiences")
    silent = replace(held, serves=None)
    assert not silent.may_hold("lait:AVG_Attain8_Score")
    named = replace(silent, provenance=replace(silent.provenance, source="lait"))
    assert named.may_hold("lait:AVG_Attain8_Score")
    table = replace(silent, provenance=replace(silent.provenance, source="ees-absence_by_term"))
    assert table.may_hold("ees:absence_by_term/sess_overall_percent?school_type=Total")
    assert not table.may_hold("ees:exclusions/perm_excl")


@pytest.fixture(scope="module")
def both(country: Country, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Statistics:
    """Real and invented figures of the same series, in one store."""
    path = tmp_path_factory.mktemp("both")
    write_country(country, path)
    invented = country.release
    real = {"la-888": 44.0, "la-889": 99.0, "la-890": 38.0, "england": 46.0}
    real |= {"region-north-west": 45.0}
    row = invented.observations.filter(
        (pl.col("series") == "lait:AVG_Attain8_Score")
        & (pl.col("place") == "la-002")
        & (pl.col("time_period") == "202425")
    )
    rows = pl.concat(
        row.with_columns(place=pl.lit(place), value=pl.lit(value)) for place, value in real.items()
    )
    reading = replace(
        invented,
        observations=rows,
        provenance=replace(invented.provenance, source="lait", sha256="0" * 64),
    )
    warehouse = Warehouse(path / "warehouse")
    warehouse.write(reading, loaded_at=datetime(2026, 4, 1, tzinfo=UTC))
    return Statistics(warehouse, as_of=AS_OF, own_folder=path / "definitions")


def attainment(figures: pl.DataFrame, place: str, register: PlaceRegister) -> Benchmark:
    """A place's Attainment 8 in the year, among the others."""
    one = figures.with_columns(series=pl.lit("attainment-8"), group=pl.lit("all"))
    engine = Benchmarks(one, {"attainment-8": "higher"}, register=register)
    found = engine.benchmark("attainment-8", "all", place, YEAR)
    assert found is not None
    return found


def test_real_and_invented_places_are_never_ranked_together(both: Statistics, folder: Path) -> None:
    register = place_register(folder / "definitions")
    figures = both.figures("attainment-8").table
    ours, theirs = (attainment(figures, place, register) for place in ("la-001", "la-890"))
    assert ours.rank is not None
    assert theirs.rank is not None
    assert (ours.rank.n, theirs.rank.n, theirs.rank.rank) == (150, 3, 3)
    assert (theirs.england, theirs.region) == (46.0, 45.0)
    assert ours.region_id == "region-005"
    country = figures.filter(
        (pl.col("place") == "country-000") & (pl.col("time_period") == "202425")
    )["value"].item()
    assert ours.england == country
    assert ours.gap_to_england == pytest.approx(44.3 - country)
    assert attainment(figures, "country-000", register).gap_to_england is None


def test_the_whole_table_sets_each_place_beside_its_own_country(
    both: Statistics, folder: Path
) -> None:
    register = place_register(folder / "definitions")
    releases = [release for release in both.releases if release.may_hold("lait:x")]
    observations = pl.concat(release.scan().collect() for release in releases).filter(
        pl.col("series") == "lait:AVG_Attain8_Score"
    )
    table = benchmark_table(
        observations,
        pl.concat(release.series() for release in releases).unique("series"),
        register=register,
        neighbours=both.neighbours,
        vintage=2025,
    ).filter(pl.col("time_period") == "202425")
    rows = {row["place"]: row for row in table.iter_rows(named=True)}
    figures = both.figures("attainment-8").table
    for place in ("la-001", "la-150", "la-890", "region-005", "country-000", "england"):
        alone = attainment(figures, place, register)
        found = rows[place]
        assert found["england"] == alone.england
        assert found["gap_to_england"] == alone.gap_to_england
        assert (found["rank"], found["n"] if alone.rank else None) == (
            (alone.rank.rank, alone.rank.n) if alone.rank else (None, None)
        )
    assert rows["la-890"]["england"] == 46.0
    assert rows["country-000"]["gap_to_england"] is None


@pytest.mark.slow
def test_a_target_of_an_invented_place_is_judged_among_invented_places(
    both: Statistics, folder: Path
) -> None:
    assert both.warehouse is not None
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
    plan = both.warehouse.path.parent / "plan.toml"
    plan.write_text(text, encoding="utf-8")
    judged = judge(plan, both.warehouse, as_of=AS_OF, at=AT, own_folder=folder / "definitions")
    verdict = judged.verdict("among-the-country")
    assert verdict is not None
    assert verdict.n == 150
    assert "England" not in verdict.sentence
