"""Figures leave as they were published; what is computed from them has one decimal place more."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.public.models import Publication

ROOT = "/api/v1/eastmere"
SERIES = {"lait:KS2RWM_Expected_STD": 0, "lait:TotPermEx": 2, "lait:AVG_Attain8_Score": 1}
COMPUTED_COLUMNS = (
    *("neighbours_mean", "neighbours_median", "gap_to_england", "gap_to_region"),
    *("gap_to_neighbours_mean", "change", "change_3_years"),
)


def places(number: float | str) -> int:
    """How many decimal places a number is written with, an ending nought left out."""
    exponent = Decimal(str(number)).normalize().as_tuple().exponent
    return max(0, -int(exponent))


@pytest.mark.parametrize("series", SERIES)
def test_no_answer_shows_how_a_computer_keeps_a_number(
    eastmere: Area, client: Client, series: str
) -> None:
    answer = client.get(f"{ROOT}/benchmarks?indicator={series}").json()
    published = max(places(r["value"]) for r in answer["results"] if r["value"] is not None)
    values_by_column = {
        name: [r[name] for r in answer["results"] if r[name] is not None]
        for name in COMPUTED_COLUMNS
    }
    assert all(values_by_column.values())
    for name, values in values_by_column.items():
        finest = max(places(value) for value in values)
        assert finest <= published + 1, f"{name}: {finest} places, published with {published}"


def test_a_gap_is_the_difference_of_the_published_figures(eastmere: Area, client: Client) -> None:
    query = "benchmarks?indicator=lait:KS2RWM_Expected_STD&time_period=202425"
    rows = client.get(f"{ROOT}/{query}").json()["results"]
    rows_with_gap = [r for r in rows if r["gap_to_england"] is not None]
    assert len(rows_with_gap) > 100
    for row in rows_with_gap:
        by_hand = Decimal(str(row["value"])) - Decimal(str(row["england"]))
        assert Decimal(str(row["gap_to_england"])) == by_hand


def test_csv_json_and_the_explorers_file_say_the_same(eastmere: Area, client: Client) -> None:
    query = "indicator=lait:TotPermEx&place=la-001"
    answer = client.get(f"{ROOT}/benchmarks?{query}").json()["results"]
    stream = client.get(f"{ROOT}/benchmarks?{query}&format=csv")
    lines = b"".join(stream.streaming_content).decode()  # type: ignore[arg-type]
    page = client.get("/eastmere/explore/data/authority.csv?indicator=lait:TotPermEx")
    explored = list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"))))
    figures = [{name: r[name] for name in COMPUTED_COLUMNS} for r in answer]
    for text in (
        list(csv.DictReader(io.StringIO(lines))),
        [r for r in explored if r["place"] == "la-001"],
    ):
        read = [{n: float(r[n]) if r[n] else None for n in COMPUTED_COLUMNS} for r in text]
        assert read == figures


def test_verdicts_have_clean_numbers_too(
    eastmere: Area, client: Client, published: Publication
) -> None:
    text = client.get(f"{ROOT}/verdicts").content.decode()
    numbers: list[str] = []
    # Every number as it is written, before it becomes a binary fraction.
    json.loads(text, parse_float=lambda number_text: numbers.append(number_text) or Any)
    assert len(numbers) > 20
    assert max(places(number) for number in numbers) <= 6
