"""Stored tables: whole or absent, made again when what they rest on changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.test import Client

from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area
from stocktake_web.services import figure_tables
from stocktake_web.services.explorer_data import explorer_data

pytestmark = pytest.mark.slow


@pytest.fixture
def borough(db: None, settings: Any, copy_country: Callable[[Path], None], tmp_path: Path) -> Area:
    """An invented borough whose warehouse is this test's own."""
    copy_country(tmp_path)
    settings.STOCKTAKE_WAREHOUSE = str(tmp_path / "warehouse")
    return add_area(
        actor=None,
        slug="own",
        name="Own",
        place_id="la-001",
        invented=True,
        own_definitions=str(tmp_path / "definitions"),
    )


def test_a_table_that_cannot_be_kept_is_a_page_that_asks_for_patience(
    borough: Area, client: Client, tmp_path: Path
) -> None:
    (tmp_path / "warehouse-tables").write_text("in the way")
    answer = client.get("/own/explore/authority/")
    text = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert str(tmp_path) not in text
    assert "Traceback" not in text
    (tmp_path / "warehouse-tables").unlink()
    assert client.get("/own/explore/authority/").status_code == 200


def test_an_interrupted_table_leaves_nothing(
    borough: Area, tmp_path: Path, monkeypatch: Any
) -> None:
    shelf = explorer_data(borough)
    folder = tmp_path / "tables" / "here"

    def stop(self: pl.DataFrame, path: Path, **more: Any) -> None:
        path.write_bytes(b"half")
        raise OSError("no space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", stop)
    with pytest.raises(OSError, match="no space"):
        figure_tables.make_table(folder, shelf, shelf.release())
    assert list(folder.parent.iterdir()) == []


def test_two_makers_of_one_table_do_not_mind_each_other(borough: Area, tmp_path: Path) -> None:
    shelf = explorer_data(borough)
    folder = tmp_path / "tables" / "here"
    for _ in range(2):
        figure_tables.make_table(folder, shelf, shelf.release())
    assert sorted(p.name for p in folder.parent.iterdir()) == ["here"]
    assert pl.read_parquet(folder / figure_tables.BY_PLACE).height


def test_another_map_or_list_of_neighbours_is_another_table(borough: Area, tmp_path: Path) -> None:
    before = explorer_data(borough)
    names = tmp_path / "definitions" / "places" / "invented_regions.toml"
    names.write_text(names.read_text().replace('name = "', 'name = "New ', 1))
    after = explorer_data(borough)
    assert before.digest != after.digest
    assert "New " in next(iter(after.regions.values())).name


def test_a_release_loaded_while_pages_are_read_is_there_at_once(
    borough: Area, client: Client, tmp_path: Path
) -> None:
    newest = explorer_data(borough).releases[0]
    aside = tmp_path / "aside"
    newest.folder.rename(aside)
    first = client.get("/own/explore/").content.decode()
    assert newest.id not in first
    aside.rename(newest.folder)
    assert newest.id.replace("/", "%2F") in client.get("/own/explore/").content.decode().replace(
        newest.id, newest.id.replace("/", "%2F")
    )
