"""What chance allows, against intervals worked by hand, on published and on invented figures."""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.test import Client

from stocktake.sources.ees import read_ees
from stocktake.statistics.store import Warehouse
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area
from stocktake_web.services.explorer_data import explorer_data

pytestmark = pytest.mark.slow

EXCLUSIONS = "exclusions_by_geographic_level"
RETRIEVED = date(2026, 4, 9)

# 2016/17, from the department's file: pupils, and of them or among them how many. The limits of 42,
# 8 and 5 events are those of printed tables of the Poisson distribution (30.27 to 56.77, 3.45 to
# 15.76, 1.62 to 11.67); of 742 of 18,752 Wilson's, worked out on paper. England had 0.10 permanent
# exclusions per 100 pupils, and 2.29% suspended at least once.
PUBLISHED = [
    ("la-890", "perm_excl_rate", "18,752", "0.16 per 100", "0.30 per 100", "significantly above"),
    ("la-857", "perm_excl_rate", "5,568", "0.06 per 100", "0.28 per 100", "may be chance"),
    ("la-359", "perm_excl_rate", "46,236", "0.00 per 100", "0.03 per 100", "significantly below"),
    ("la-890", "one_plus_fixed_rate", "18,752", "3.69%", "4.25%", "significantly above"),
]


@pytest.fixture(scope="module")
def published(published_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The department's exclusions, without the rows of its 200,000 schools."""
    folder = tmp_path_factory.mktemp("ees")
    with zipfile.ZipFile(published_files / "ees" / f"{EXCLUSIONS}.zip") as archive:
        archive.extractall(folder)
    path = folder / f"{EXCLUSIONS}.csv"
    header, *rows = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    path.write_text(header + "".join(r for r in rows if ",School," not in r), encoding="utf-8")
    warehouse = Warehouse(folder / "warehouse")
    warehouse.write(
        read_ees(path, published=None, retrieved=RETRIEVED),
        loaded_at=datetime(2026, 4, 9, tzinfo=UTC),
    )
    return warehouse


@pytest.fixture
def with_exclusions(db: None, settings: Any, published: Warehouse) -> Area:
    """Blackpool, with the department's exclusions."""
    settings.STOCKTAKE_WAREHOUSE = str(published.path)
    return add_area(actor=None, slug="blackpool", name="Blackpool", place_id="la-890")


def chance(client: Client, area: str, query: str) -> str:
    """What a page says of chance, as a reader sees it."""
    page = client.get(f"/{area}/explore/authority/?{query}")
    assert page.status_code == 200
    match = re.search(r"What chance allows: (.*?)</p>", page.content.decode(), re.S)
    return unescape(match[1]) if match else ""


@pytest.mark.parametrize(("place", "column", "size", "low", "high", "verdict"), PUBLISHED)
def test_published_figures_against_intervals_worked_by_hand(
    with_exclusions: Area,
    client: Client,
    place: str,
    column: str,
    size: str,
    low: str,
    high: str,
    verdict: str,
) -> None:
    text = chance(client, "blackpool", f"indicator=ees:{EXCLUSIONS}/{column}&place={place}")
    assert f"The figure is about {size} people." in text
    assert f"between {low} and {high} (95% interval)" in text
    assert verdict in text


def test_a_direction_that_only_our_definition_names_gives_ranks(
    with_exclusions: Area, client: Client
) -> None:
    answer = client.get(
        f"/blackpool/explore/data/everyone.csv?indicator=ees:{EXCLUSIONS}/perm_excl_rate"
    )
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    latest = [r for r in rows if r["time_period"] == "201617" and r["rank"]]
    values = sorted(float(r["value"]) for r in latest)
    own_row = next(r for r in latest if r["place"] == "la-890")
    # The fewest exclusions are the best, and ties share the better rank.
    assert int(own_row["rank"]) == 1 + sum(v < float(own_row["value"]) for v in values)
    assert own_row["quartile"] == "D"


def wilson_by_search(share: float, size: float) -> tuple[float, float]:
    """Wilson's interval by its meaning: shares 1.96 standard errors from the figure."""
    z = 1.959963984540054

    def end(inside: float, outside: float) -> float:
        for _ in range(200):
            middle = (inside + outside) / 2
            near = abs(share - middle) <= z * math.sqrt(middle * (1 - middle) / size)
            inside, outside = (middle, outside) if near else (inside, middle)
        return inside

    return end(share, 0.0), end(share, 1.0)


def test_every_percentage_of_the_invented_borough_against_a_slow_interval(
    eastmere: Area, client: Client
) -> None:
    release = explorer_data(eastmere).release()
    series = release.series().filter(pl.col("unit").str.starts_with("percent"))
    rows = (
        release.scan()
        .filter(
            (pl.col("place") == "la-001")
            & (pl.col("time_period") == "202425")
            & pl.col("series").is_in(series["series"].implode())
            & pl.col("denominator").is_not_null()
            & pl.col("value").is_not_null()
        )
        .collect()
    )
    checked_count = 0
    for row in rows.iter_rows(named=True):
        text = chance(client, "eastmere", f"indicator={row['series']}")
        match = re.search(r"between ([\d.]+)% and ([\d.]+)%", text)
        if match is None:
            continue
        places = len(match[1].partition(".")[2])
        # The figure is published rounded; a count behind it says more.
        share = row["value"] / 100
        if row["numerator"] is not None:
            share = row["numerator"] / row["denominator"]
        ends = wilson_by_search(share, row["denominator"])
        for printed_bound, by_search in zip(match.groups(), ends, strict=True):
            assert float(printed_bound) == pytest.approx(100 * by_search, abs=0.51 * 10**-places)
        checked_count += 1
    assert checked_count > 10


def test_where_it_cannot_be_told_the_page_says_why(blackpool: Area, client: Client) -> None:
    text = chance(client, "blackpool", "indicator=lait:TotPermEx")
    assert text == (
        "Cannot tell: no release that is held says how many people are behind the figure for "
        "2023/24."
    )
    text = chance(client, "blackpool", "indicator=lait:AVG_Attain8_Score")
    assert text.startswith("Cannot tell: no interval is worked out for this kind of figure")
