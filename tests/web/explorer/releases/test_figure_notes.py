"""What was noted of a figure when its file was read stands wherever the explorer shows it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.test import Client

from stocktake.sources.plausibility import DOUBTS
from stocktake.statistics.store import Warehouse
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area

pytestmark = pytest.mark.slow

RWM = "lait:KS2RWM_Expected_STD"
NOTE = "Eastmere, 2023/24: '6.1' is far from its own series."


@pytest.fixture(scope="module")
def noted_warehouse(country_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented country's figures, of one of which its release holds a note."""
    folder = tmp_path_factory.mktemp("noted") / "warehouse"
    shutil.copytree(country_folder / "warehouse", folder)
    row = {
        "series": RWM,
        "place": "la-001",
        "time_period": "202324",
        "time_identifier": "Academic year",
        "text": "6.1",
        "note": "is far from its own series",
    }
    for release in Warehouse(folder).releases():
        if release.source == "invented-country":
            columns = {name: [row.get(name)] for name in DOUBTS}
            pl.DataFrame(columns, schema=DOUBTS).write_parquet(release.folder / "doubts.parquet")
    return folder


@pytest.fixture
def noted(db: None, settings: Any, noted_warehouse: Path, country_folder: Path) -> Area:
    """The invented borough with these figures."""
    settings.STOCKTAKE_WAREHOUSE = str(noted_warehouse)
    return add_area(
        actor=None,
        slug="eastmere",
        name="Eastmere",
        place_id="la-001",
        invented=True,
        own_definitions=str(country_folder / "definitions"),
    )


@pytest.mark.parametrize(
    "page",
    [
        f"authority/?indicator={RWM}",
        f"all/?indicator={RWM}",
        f"gaps/?indicator={RWM}",
        f"build/?i={RWM}&p=la-001",
    ],
)
def test_a_note_stands_below_the_table(noted: Area, client: Client, page: str) -> None:
    text = client.get(f"/eastmere/explore/{page}").content.decode()
    assert NOTE in text.replace("&#39;", "'").replace("&#x27;", "'")
