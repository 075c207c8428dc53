"""``compare``, ``indicators``, ``places``, ``releases``, ``changes`` and ``brief``."""

from __future__ import annotations

import json

import polars as pl
import pytest
from cli_process import too_wide

COMPARE = ("compare", "progress-8", "--place", "la-890")


def periods(at_desk, *arguments: str) -> dict[str, dict[str, object]]:
    comparison = json.loads(at_desk(*arguments, "--json").out)
    return {row["time_period"]: row for row in comparison["periods"]}


def test_the_published_positions_of_blackpool(at_desk) -> None:
    by_period = periods(at_desk, *COMPARE, "--neighbours", "2021")
    assert [
        (by_period[year]["value"], by_period[year]["rank"], by_period[year]["n"])
        for year in by_period
    ][:2] == [
        (-0.38, 149, 151),
        (-0.56, 149, 151),
    ]
    assert by_period["201819"]["rank_in_region"] == 22
    assert by_period["201819"]["n_in_region"] == 23
    assert by_period["202021"]["value"] is None
    assert by_period["202021"]["rank"] is None
    assert by_period["202021"]["missing"]


def test_a_publication_that_keeps_an_earlier_map_keeps_its_number_of_authorities(at_desk) -> None:
    judgement = json.loads(at_desk("judge", "blackpool", "--at", "202021", "--format", "json").out)
    he = next(t for t in judgement["targets"] if t["id"] == "disadvantaged-he-top-half")["parts"][0]
    assert (he["rank"], he["n"]) == (72, 151)


def test_compare_as_text_fits_and_gives_every_period(at_desk) -> None:
    result = at_desk(*COMPARE)
    assert result.code == 0
    assert too_wide(result.out) == []
    assert "149 of 151" in result.out
    assert "2023/24" in result.out
    one = at_desk(*COMPARE, "--period", "2018/19", "--neighbours", "2021")
    assert too_wide(one.out) == []
    assert "Rank in region" in one.out
    assert "22 of 23" in one.out
    assert "the list of 2021" in one.out


def test_two_lists_of_neighbours_give_two_means(at_desk) -> None:
    means = [
        periods(at_desk, *COMPARE, "--neighbours", year)["201819"]["neighbours_mean"]
        for year in ("2021", "2025")
    ]
    assert means[0] != means[1]


def test_laits_own_rules_give_the_latest_period_alone(at_desk) -> None:
    by_period = periods(at_desk, *COMPARE, "--profile", "lait-2026")
    assert list(by_period) == ["202324"]


@pytest.mark.parametrize("place", ["la-890", "890", "Blackpool", "blackpool", "E06000009"])
def test_a_place_is_found_by_what_people_call_it(place: str, at_desk) -> None:
    comparison = json.loads(at_desk("compare", "progress-8", "--place", place, "--json").out)
    assert comparison["place"] == {"id": "la-890", "name": "Blackpool"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compare", "progres-8", "--place", "la-890"), "did you mean 'progress-8'?"),
        (("compare", "progress-8", "--place", "nowhere"), "unknown place 'nowhere'"),
        ((*COMPARE, "--group", "none"), "no group 'none'"),
        ((*COMPARE, "--neighbours", "1999"), "no list of statistical neighbours of 1999"),
        ((*COMPARE, "--period", "205051"), "nothing is held of progress-8 in Blackpool for 205051"),
        ((*COMPARE, "--period", "someday"), "someday"),
        (("changes", "1999", "2026-04-08"), "no release '1999'"),
        (("changes", "lait", "2026-04-08"), "'lait' could be any of"),
        (("brief", "blackpool", "--release", "1999"), "no release '1999'"),
        (("compare", "progress-8"), "--place"),
        (
            ("compare", "progress-8", "--place", "north"),
            "'north' could be any of these; give the id",
        ),
        ((*COMPARE, "--definitions", "none"), "no such folder of definitions"),
    ],
)
def test_what_cannot_be_meant_is_said(arguments: tuple[str, ...], message: str, at_desk) -> None:
    result = at_desk(*arguments)
    assert (result.code, result.out) == (2, "")
    assert message in " ".join(result.err.split())


def test_compare_needs_a_store(stocktake) -> None:
    result = stocktake(*COMPARE)
    assert (result.code, result.out) == (4, "")
    assert result.err == (
        "there are no figures to show\n"
        "  warehouse: holds no release; load one first: stocktake load lait FILE\n"
        "    --dictionary FILE\n"
    )


def test_indicators_by_the_words_people_use(at_desk, stocktake) -> None:
    result = at_desk("indicators", "persistent", "absence", "secondary")
    assert result.code == 0
    assert too_wide(result.out) == []
    assert "secondary-persistent-absence" in result.out
    assert "lait:SFSecPerAbNew" in result.out
    empty_result = at_desk("indicators", "zebra")
    assert (empty_result.code, empty_result.out) == (
        0,
        "No indicator has all of the words: zebra\n",
    )


def test_a_long_list_is_cut_and_says_so(at_desk) -> None:
    result = at_desk("indicators", "absence", "--limit", "3")
    assert len(result.out.splitlines()) <= 2 + 3 * 2 + 1
    assert result.out.splitlines()[-1].endswith("more; see --limit")


@pytest.mark.slow
def test_places_says_the_id_and_that_a_place_has_ended(stocktake) -> None:
    assert "la-810" in stocktake("places", "hull").out
    output = stocktake("places", "cumbria").out
    assert "Cumbria (until 2023-03-31)" in output
    assert "E10000006" in output
    assert stocktake("places", "zebra").out == "No place is called zebra\n"
    for words in ("london", "north", "Kingston"):
        assert too_wide(stocktake("places", words).out) == []


def test_releases_lists_what_is_held(at_desk, desk, stocktake) -> None:
    long = pl.read_parquet(desk / "bds_long_2026-04-08.parquet")
    figure_count = long.filter(pl.col("Years") != "0").height  # "0" is no period
    listing = at_desk("releases").out
    assert too_wide(listing) == []
    assert "lait/2026-04-08-" in listing
    assert f"{figure_count:,}" in listing
    assert "neighbours-2021/" in listing
    assert stocktake("releases", "--warehouse", "none").out.startswith("No releases in none.")


def test_changes_between_the_two_releases_of_lait(at_desk) -> None:
    result = at_desk("changes", "2025-12-02", "2026-04-08", "--plan", "blackpool", "--limit", "5")
    assert result.code == 0
    assert too_wide(result.out) == []
    rows = [line for line in result.out.splitlines() if "lait:" in line and " to " not in line]
    assert len(rows) == 5
    assert all("la-890" in row for row in rows)  # what touches the plan comes first
    by_place = at_desk("changes", "2025-12-02", "2026-04-08", "--place", "hull", "--limit", "3")
    assert by_place.out.count("la-810") == 3


@pytest.mark.parametrize("desk", ["real"], indirect=True)
def test_changes_are_as_many_as_were_counted_by_hand(at_desk) -> None:
    result = at_desk("changes", "2025-12-02", "2026-04-08", "--limit", "5")
    assert "16,698 added, 2,189 withdrawn, 22,116 revised" in result.out


def test_a_brief_is_sentences_to_paste(at_desk) -> None:
    result = at_desk("brief", "blackpool", "--release", "lait/2026-04-08", "--at", "202021")
    assert result.code == 0
    assert too_wide(result.out) == []
    assert result.out.startswith("The release of 8 April 2026")
