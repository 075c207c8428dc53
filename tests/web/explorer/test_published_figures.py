"""The department's release in the explorer: the figures that its own tool shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from statistics import fmean

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area

pytestmark = pytest.mark.slow

# Blackpool's latest figures, ranks and comparators with the list of neighbours of 2025, worked out
# from the rules of the department's tool.
GOLDEN = [
    ("lait:KS2RWM_Expected_STD", "202425", 55.0, 148, 151, 61.1, 63.0),
    ("lait:TotPermEx", "202324", 0.28645, 147, 153, 0.2774, 0.12889),
    ("lait:TotFixedEx", "202324", 14.25197, 113, 153, 22.0333, 11.30744),
    ("lait:TotPerAbNew", "202425", 22.02, 145, 153, 20.302, 18.14),
    ("lait:KS1P_all", "202425", 78.0, 107, 151, 77.6, 80.0),
    ("lait:FSP_NEW_GOODDEV", "202425", 63.5, 144, 153, 65.02, 68.3),
    ("lait:AVG_Attain8_Score", "202425", 37.0, 151, 152, 42.67, 46.0),
    ("lait:AVG_Prog8_Score", "202324", -0.96, 152, 152, -0.384, -0.03),
    ("lait:KS2R_AVG_Scaled_Score", "202425", 104.0, 139, 151, 105.1, 106.0),
]
VIEWS = ("authority", "region", "neighbours", "all")
LISTS = {
    "2021": (805, 806, 876, 807, 861, 393, 810, 812, 340, 357),
    "2025": (805, 806, 394, 341, 393, 807, 354, 880, 355, 861),
}


def read(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("published_warehouse", ["real"], indirect=True)
@pytest.mark.parametrize(("series", "period", "value", "rank", "n", "mean", "england"), GOLDEN)
def test_blackpools_golden_values(
    blackpool: Area,
    client: Client,
    series: str,
    period: str,
    value: float,
    rank: int,
    n: int,
    mean: float,
    england: float,
) -> None:
    rows = read(client, f"/blackpool/explore/data/authority.csv?indicator={series}&place=la-890")
    row = next(r for r in rows if r["place"] == "la-890" and r["time_period"] == period)
    assert float(row["value"]) == pytest.approx(value, abs=5e-6)
    assert (int(row["rank"]), int(row["rank_n"])) == (rank, n)
    assert float(row["neighbours_mean"]) == pytest.approx(mean, abs=5e-5)
    assert float(row["england"]) == pytest.approx(england, abs=5e-6)
    assert (row["old_la_code"], row["new_la_code"]) == ("890", "E06000009")


@pytest.mark.parametrize("published_warehouse", ["real"], indirect=True)
def test_the_sentence_says_what_the_table_holds(blackpool: Area, client: Client) -> None:
    page = client.get("/blackpool/explore/authority/?indicator=lait:KS2RWM_Expected_STD")
    text = page.content.decode()
    assert (
        "Blackpool: 55.0% in 2024/25; 148 of 151 (1 is best), in the weakest quarter. "
        "8.0 percentage points below England (63.0%) and 6.1 percentage points below the mean of "
        "its statistical neighbours (61.1%)." in text
    )
    assert "From 2017/18 on not comparable with earlier years" in text


@pytest.mark.parametrize("vintage", ["2021", "2025"])
def test_the_list_of_neighbours_is_the_readers_choice(
    blackpool: Area, client: Client, vintage: str
) -> None:
    address = "/blackpool/explore/data/{}.csv?indicator=lait:KS2RWM_Expected_STD"
    rows_of_all = read(client, address.format("everyone"))
    published = {
        r["old_la_code"]: float(r["value"])
        for r in rows_of_all
        if r["time_period"] == "202425" and r["old_la_code"] and r["value"]
    }
    rows = read(client, f"{address.format('neighbours')}&neighbours={vintage}")
    own_row = next(r for r in rows if r["place"] == "la-890" and r["time_period"] == "202425")
    by_hand = fmean(published[str(number)] for number in LISTS[vintage])
    assert float(own_row["neighbours_mean"]) == pytest.approx(by_hand)
    places = {r["place"] for r in rows if r["geographic_level"] == "Local authority"}
    assert places == {"la-890", *(f"la-{number}" for number in LISTS[vintage])}


@pytest.mark.parametrize(
    "page",
    [
        *("", "search/?q=school", "authority/", "region/", "neighbours/", "all/", "gaps/"),
        # An authority with a figure of nearly every indicator, and a chart with every year.
        *("profile/?place=la-830", "profile/?place=la-830&sort=-indicator", "changes/"),
        *(f"{view}/?indicator=lait:AVG_Attain8_Score&years=all" for view in VIEWS),
    ],
)
def test_a_page_of_the_whole_release_has_60_kilobytes_with_style_and_script(
    blackpool: Area, client: Client, page_bytes: Callable[[bytes], int], page: str
) -> None:
    answer = client.get(f"/blackpool/explore/{page}")
    assert answer.status_code == 200
    assert page_bytes(answer.content) < 60_000


@pytest.mark.parametrize("published_warehouse", ["real"], indirect=True)
def test_both_names_of_an_abolished_authority_are_not_ranked(
    blackpool: Area, client: Client
) -> None:
    rows = read(client, "/blackpool/explore/data/everyone.csv?indicator=lait:TotPermEx")
    latest = [r for r in rows if r["time_period"] == "202324" and r["rank"]]
    assert len(latest) == 153
    assert not {r["place"] for r in latest} & {"la-909", "la-928", "la-835", "la-836", "la-837"}
