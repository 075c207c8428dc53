"""Released pupil measures of schools: the latest release counts, a recalled one is in no answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from released_rows import keep_released_rows

from stocktake.schools import ReleasedFigure, held_released_table, released_figures
from stocktake.statistics import Warehouse
from stocktake.statistics.withdrawal import withdraw_release

TODAY = date(2026, 12, 1)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse")


def figures(warehouse: Warehouse, *urns: int, as_of: date = TODAY) -> tuple[ReleasedFigure, ...]:
    return released_figures(held_released_table(warehouse, as_of=as_of), urns)


def test_a_school_has_its_own_rows_with_their_release(warehouse: Warehouse) -> None:
    release = keep_released_rows(
        warehouse,
        {"place": "school-999001", "value": 41.5, "denominator": 110.0},
        {"place": "school-9990011", "value": 1.0},
        {"place": "la-999", "value": 50.0},
    )
    (row,) = figures(warehouse, 999001)
    assert (row.value, row.denominator, row.row, row.release) == (41.5, 110.0, 2, release.id)
    assert row.released_on == date(2026, 10, 1)
    assert row.period_label == "2025/26"
    assert figures(warehouse, 999002) == ()


def test_what_was_hidden_has_no_figure(warehouse: Warehouse) -> None:
    keep_released_rows(warehouse, {"place": "school-999001", "value": None, "missing": "c"})
    (row,) = figures(warehouse, 999001)
    assert row.value is None


def test_a_later_release_takes_the_place_of_an_earlier_one(warehouse: Warehouse) -> None:
    keep_released_rows(warehouse, {"place": "school-999001", "value": 41.0})
    keep_released_rows(warehouse, {"place": "school-999001", "value": 42.0}, on=date(2026, 11, 1))
    assert [row.value for row in figures(warehouse, 999001)] == [42.0]
    assert [row.value for row in figures(warehouse, 999001, as_of=date(2026, 10, 31))] == [41.0]
    assert figures(warehouse, 999001, as_of=date(2026, 9, 30)) == ()


def test_one_that_was_recalled_is_in_no_answer(warehouse: Warehouse) -> None:
    release = keep_released_rows(warehouse, {"place": "school-999001", "value": 41.0})
    withdraw_release(release.folder, reason="A pupil was counted twice.", by="role", as_of=TODAY)
    assert figures(warehouse, 999001) == ()
