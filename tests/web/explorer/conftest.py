"""The invented country and the real releases, as the explorer finds them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stocktake.examples.country import invented_country, write_country
from stocktake.statistics.store import Warehouse
from stocktake_web.accounts import actions
from stocktake_web.accounts.models import Area


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented country in a folder: definitions, warehouse, local returns."""
    folder = tmp_path_factory.mktemp("country")
    write_country(invented_country(1), folder)
    return folder


@pytest.fixture
def eastmere(db: None, settings: Any, country: Path) -> Area:
    """The invented borough, with its country's releases."""
    settings.STOCKTAKE_WAREHOUSE = str(country / "warehouse")
    return actions.add_area(
        actor=None,
        slug="eastmere",
        name="Eastmere",
        place_id="la-001",
        invented=True,
        own_definitions=str(country / "definitions"),
    )


@pytest.fixture
def blackpool(db: None, settings: Any, real_warehouse: Warehouse) -> Area:
    """A real place, with the department's release."""
    settings.STOCKTAKE_WAREHOUSE = str(real_warehouse.path)
    return actions.add_area(actor=None, slug="blackpool", name="Blackpool", place_id="la-890")
