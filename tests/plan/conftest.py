"""The example plan, and a store that holds two releases of one source."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stocktake.examples import example_plan
from stocktake.plan.judge import context_of
from stocktake.plan.read import PlanFile, read_plan
from stocktake.sources.lait import read_lait
from stocktake.standards.places import place_register
from stocktake.statistics.store import Warehouse
from stocktake.targets.context import JudgementContext

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def blackpool() -> PlanFile:
    return read_plan(example_plan("blackpool"))


@pytest.fixture(scope="session")
def embedded(blackpool: PlanFile) -> JudgementContext:
    """The example with nothing loaded: the figures that the plan carries."""
    return context_of(blackpool, None, as_of=TODAY)


@pytest.fixture(scope="session")
def loaded_context(blackpool: PlanFile, published_warehouse: Warehouse) -> JudgementContext:
    """The example with every authority's figures."""
    return context_of(blackpool, published_warehouse, as_of=TODAY)


@pytest.fixture(scope="session")
def two_releases(published_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """LAIT as it stood in December 2025 and in April 2026."""
    warehouse = Warehouse(tmp_path_factory.mktemp("two"))
    folder = published_files / "lait"
    for day in (date(2025, 12, 2), date(2026, 4, 8)):
        reading = read_lait(
            folder / f"bds_long_{day.isoformat()}.parquet",
            folder / "lait_data_dictionary.csv",
            published=day,
            retrieved=date(2026, 4, 9),
            register=place_register(),
        )
        warehouse.write(reading, loaded_at=datetime(2026, 4, 9, tzinfo=UTC))
    return warehouse
