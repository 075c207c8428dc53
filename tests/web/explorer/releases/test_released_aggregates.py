"""What a disclosure decision let out is seen in the explorer like any other figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.test import Client

from stocktake.disclosure import Register
from stocktake.examples import release_invented_pupils
from stocktake.examples.pupils import invented_pupils
from stocktake.examples.pupils.absence_by_need import absence_by_need
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area

pytestmark = pytest.mark.slow

SERIES = "disclosed:persistent-absence-percent?need=VI"


@pytest.fixture(scope="module")
def folder(copy_country: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented country, and a table of its borough's pupils let out."""
    folder = tmp_path_factory.mktemp("released")
    copy_country(folder)
    release_invented_pupils(1, folder, date(2026, 4, 30))
    return folder


@pytest.fixture
def place(db: None, settings: Any, folder: Path) -> Area:
    settings.STOCKTAKE_WAREHOUSE = str(folder / "warehouse")
    return add_area(
        actor=None,
        slug="eastmere",
        name="Eastmere",
        place_id="la-001",
        invented=True,
        own_definitions=str(folder / "definitions"),
    )


def test_its_figures_are_shown_and_the_hidden_one_is_not(
    place: Area, client: Client, folder: Path
) -> None:
    record = Register(folder / "register").records()[0]
    release = f"disclosed-{record.id}-r1"
    query = {"place": "la-001", "indicator": SERIES, "release": release}
    page = client.get("/eastmere/explore/authority/", query).content.decode()
    true, _ = absence_by_need(invented_pupils(1, years=("202223", "202324", "202425")))
    figures = dict(
        true.filter(pl.col("need") == "VI").select("time_period", "persistent_percent").iter_rows()
    )
    assert f"{figures['202324']:.1f}%" in page
    assert f"{figures['202425']:.1f}%" in page
    assert f"{figures['202223']:.1f}" not in page
    assert "suppressed to protect confidentiality" in page
    assert "no rank" in page, "a place compared with no other has no rank"
    assert "weakest quarter" not in page
    start = client.get("/eastmere/explore/").content.decode()
    assert release in start


def test_letting_it_out_again_changes_nothing(folder: Path) -> None:
    before = Register(folder / "register").records()
    release_invented_pupils(1, folder, date(2026, 4, 30))
    assert Register(folder / "register").records() == before
