"""The invented country and the real releases, as the explorer finds them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stocktake.statistics.store import Warehouse
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area


@pytest.fixture(scope="session")
def copy_country(country_folder: Path) -> Callable[[Path], None]:
    """Copies the invented country into a folder, without the tables that were made of it."""

    def copy_country(folder: Path) -> None:
        without_tables = shutil.ignore_patterns("warehouse-tables")
        shutil.copytree(country_folder, folder, ignore=without_tables, dirs_exist_ok=True)

    return copy_country


@pytest.fixture
def eastmere(db: None, settings: Any, country_folder: Path) -> Area:
    """The invented borough, with its country's releases."""
    settings.STOCKTAKE_WAREHOUSE = str(country_folder / "warehouse")
    return add_area(
        actor=None,
        slug="eastmere",
        name="Eastmere",
        place_id="la-001",
        invented=True,
        own_definitions=str(country_folder / "definitions"),
    )


@pytest.fixture
def blackpool(db: None, settings: Any, published_warehouse: Warehouse) -> Area:
    """A real place, with a release in the department's layout, invented or real."""
    settings.STOCKTAKE_WAREHOUSE = str(published_warehouse.path)
    return add_area(actor=None, slug="blackpool", name="Blackpool", place_id="la-890")
