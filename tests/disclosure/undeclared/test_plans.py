"""Tables of one plan are asked about each other, as if the one before were out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.disclosure import PlannedTable, Register, Structure, UnansweredError, release_plan
from stocktake.standards.errors import UsageError

DAY = date(2025, 1, 31)
SCHOOLS = ["a", "b", "c", "d"]


def planned(measure: str, *figures: int, name: str, population: str = "all") -> PlannedTable:
    """A count of four schools and of the authority."""
    structure = Structure.model_validate(
        {
            "population": population,
            "period": "202324",
            "measure": [{"id": measure, "column": "n"}],
            "dimension": [
                {"id": "place", "column": "place", "split": [{"total": "la-1", "parts": SCHOOLS}]}
            ],
        }
    )
    rows = {"place": [*SCHOOLS, "la-1"], "n": [*figures, sum(figures)]}
    return PlannedTable(pl.DataFrame(rows), structure, name)


def release_together(folder: Path, *tables: PlannedTable) -> int:
    register = Register(folder / "register")
    release_plan(tables, "stocktake_default", register, "data-lead", DAY)
    return len(register.records())


def test_the_same_figures_under_another_measure_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(UnansweredError, match="pupils"):
        release_together(
            tmp_path,
            planned("n", 3, 130, 125, 128, name="one"),
            planned("pupils", 3, 130, 125, 128, name="two"),
        )
    assert Register(tmp_path / "register").records() == ()


def test_populations_that_differ_by_few_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(UnansweredError, match="without-leavers"):
        release_together(
            tmp_path,
            planned("n", 33, 130, 125, 128, name="one"),
            planned("n", 31, 130, 124, 128, name="two", population="without-leavers"),
        )


def test_a_name_is_written_alike_in_a_plan(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="do not write their names alike"):
        release_together(
            tmp_path,
            planned("n", 33, 130, 125, 128, name="one"),
            planned("N", 33, 130, 125, 128, name="two"),
        )


def test_what_has_nothing_to_do_with_each_other_is_released(tmp_path: Path) -> None:
    tables = (
        planned("n", 33, 130, 125, 128, name="one"),
        planned("moves", 64, 17, 81, 22, name="two"),
    )
    assert release_together(tmp_path, *tables) == 2
