"""Nothing is compared across a break; a gap is ranked by its own size."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import stocktake.statistics
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area

pytestmark = pytest.mark.slow

GLD = "lait:FSP_NEW_GOODDEV"
SHIPPED = Path(stocktake.statistics.__file__).parent / "definitions" / "indicators"
BREAK = """
[[break]]
period = "202324"
reason = "the goals were rewritten once more"

[break.source]
title = "An invented note"
verified = false
"""


def rows_of(client: Client, path: str) -> list[dict[str, str]]:
    """The rows of a file."""
    answer = client.get(f"/eastmere/explore/{path}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture(scope="module")
def broken_folder(country_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented country, one of whose series breaks in 2023/24 by its own definition."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copytree(country_folder / "warehouse", folder / "warehouse")
    definitions = folder / "definitions"
    shutil.copytree(country_folder / "definitions", definitions)
    (definitions / "indicators").mkdir()
    shipped = SHIPPED / "early-years" / "good-level-of-development.toml"
    text = shipped.read_text(encoding="utf-8").replace("[[special_year]]", BREAK, 1)
    head, _, tail = text.partition(BREAK)
    (definitions / "indicators" / shipped.name).write_text(
        f"{head}{BREAK}\n[[special_year]]{tail}", encoding="utf-8"
    )
    return folder


@pytest.fixture
def area_with_break(db: None, settings: Any, broken_folder: Path) -> Area:
    """The invented borough in it."""
    settings.STOCKTAKE_WAREHOUSE = str(broken_folder / "warehouse")
    return add_area(
        actor=None,
        slug="eastmere",
        name="Eastmere",
        place_id="la-001",
        invented=True,
        own_definitions=str(broken_folder / "definitions"),
    )


def test_the_profile_tells_no_direction_across_a_break(
    area_with_break: Area, client: Client
) -> None:
    text = client.get("/eastmere/explore/profile/").content.decode()
    row = re.search(r"good level of development at the end of reception</a></th>(.*?)</tr>", text)
    assert row
    assert "not reported across the break" in row[1]
    assert "the series breaks, the goals were rewritten once more." in text
    # The other indicators still have theirs.
    assert "improving" in text


def test_files_hold_no_change_and_no_trend_across_a_break(
    area_with_break: Area, client: Client
) -> None:
    rows = {
        row["time_period"]: row
        for row in rows_of(client, f"data/authority.csv?indicator={GLD}")
        if row["place"] == "la-001"
    }
    flags_by_period = {
        period: (bool(row["change"]), bool(row["change_3_years"]), bool(row["trend"]))
        for period, row in rows.items()
    }
    # The break lies before 2023/24; the year after it has a change again, but no trend yet.
    assert flags_by_period["202324"] == (False, False, False)
    assert flags_by_period["202425"] == (True, False, False)
    assert rows["202324"]["value"]
    profile = next(r for r in rows_of(client, "data/profile.csv") if r["indicator"] == GLD)
    assert profile["trend"] == ""


def test_before_a_break_was_stated_the_trend_was_told(eastmere: Area, client: Client) -> None:
    rows = rows_of(client, f"data/authority.csv?indicator={GLD}")
    latest = next(r for r in rows if r["place"] == "la-001" and r["time_period"] == "202425")
    assert latest["trend"]


@pytest.mark.parametrize("one", ["lait:DAP_NEW_KS2_RWM", "lait:NonDAP_NEW_KS2_RWM"])
def test_a_gap_is_ranked_by_its_size_whichever_group_comes_first(
    eastmere: Area, client: Client, one: str
) -> None:
    other_indicator = {"lait:DAP_NEW_KS2_RWM": "lait:NonDAP_NEW_KS2_RWM"}.get(
        one, "lait:DAP_NEW_KS2_RWM"
    )
    rows = [
        row
        for row in rows_of(client, f"data/gap.csv?indicator={one}&other={other_indicator}")
        if row["time_period"] == "202425" and row["rank"]
    ]
    assert len(rows) > 100
    sizes = {row["place"]: round(abs(float(row["value"])), 6) for row in rows}
    for row in rows:
        narrower = sum(size < sizes[row["place"]] for size in sizes.values())
        assert int(row["rank"]) == narrower + 1
    narrowest = min(sizes, key=lambda place: sizes[place])
    assert next(row for row in rows if row["place"] == narrowest)["quartile"] == "A"
    page = client.get(
        f"/eastmere/explore/gaps/?indicator={one}&other={other_indicator}"
    ).content.decode()
    own_row = next(row for row in rows if row["place"] == "la-001")
    assert f"{own_row['rank']} of {own_row['rank_n']}" in page


def test_a_gap_between_figures_of_which_neither_is_better_is_not_ranked(
    eastmere: Area, client: Client
) -> None:
    address = "indicator=lait:SEN_TotStat&other=lait:SEN_TotSENSuP"
    rows = rows_of(client, f"data/gap.csv?{address}")
    assert any(row["value"] for row in rows)
    assert not any(row["rank"] or row["quartile"] for row in rows)
    page = client.get(f"/eastmere/explore/gaps/?{address}").content.decode()
    assert "Not ranked: the two have no better direction in common" in page


def test_a_gap_breaks_where_either_of_its_series_does(
    area_with_break: Area, client: Client
) -> None:
    rows = rows_of(client, f"data/gap.csv?indicator=lait:KS1P_all&other={GLD}")
    at = {row["time_period"]: row for row in rows if row["place"] == "la-001"}
    assert at["202324"]["value"]
    assert at["202324"]["change"] == ""
