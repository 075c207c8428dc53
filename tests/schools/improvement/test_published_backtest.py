"""Statements about England's schools meet their bars, and the shipped definitions are those."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stocktake.schools import load_alert_records
from stocktake.schools.improvement.fitting import fit_definition
from stocktake.schools.improvement.forecasts import load_forecasts
from stocktake.schools.improvement.held import held_improvement_data

pytestmark = pytest.mark.slow

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


@pytest.fixture(scope="module")
def backtest() -> Any:
    """The command that writes coefficients and the page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import school_backtest

        return school_backtest


@pytest.fixture(scope="module")
def warehouse(backtest: Any, shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return backtest.load(shared_data, tmp_path_factory.mktemp("backtest") / "warehouse")


@pytest.fixture(scope="module")
def data(backtest: Any, warehouse: Any) -> Any:
    return held_improvement_data(warehouse, as_of=backtest.AS_OF)


def test_every_measure_meets_its_bars(backtest: Any, data: Any) -> None:
    for plan in backtest.PLANS:
        part = backtest.measure_part(data, plan)
        assert part.faults == []
        assert part.pooled.sufficient.reached_percent >= 75
        assert part.pooled.not_sufficient.reached_percent <= 20
        # What a ruler says is wrong about half of the time that it says yes.
        assert part.pooled.naive_yes.reached_percent < 65
        # Coefficients of earlier years hold in later ones.
        assert part.later.sufficient.reached_percent >= 75
        assert part.later.not_sufficient.reached_percent <= 20


def test_the_shipped_coefficients_are_those_of_the_published_files(
    backtest: Any, data: Any
) -> None:
    for plan in backtest.PLANS:
        forecast = fit_definition(
            data.points(plan.measure), plan, starts=backtest.STARTS, source=backtest.SOURCE
        )
        assert forecast == load_forecasts()[plan.measure]


def test_the_alert_is_right_more_often_than_chance_and_as_often_as_it_says(
    backtest: Any, data: Any, warehouse: Any
) -> None:
    from stocktake.schools.inspections import held_inspections

    parts = backtest.alert_parts(data, held_inspections(warehouse, as_of=backtest.AS_OF))
    by_title = {part.measure_title: part.records for part in parts}
    for record in load_alert_records().values():
        signals = {item.title: item for item in by_title[record.measure_title]}
        alert, all_schools = signals["the alert"], signals["all"]
        assert round(alert.below_percent, 1) == record.below_percent
        assert round(all_schools.below_percent, 1) == record.base_percent
        assert alert.below_percent > 1.5 * all_schools.below_percent


def test_the_page_holds_the_tables_of_the_command(backtest: Any, data: Any) -> None:
    page = (backtest.ROOT / "docs/methods/school-improvement-backtest.md").read_text("utf-8")
    for plan in backtest.PLANS:
        for line in backtest.measure_part(data, plan).lines():
            assert line in page
