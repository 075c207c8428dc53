"""A register, tables of an authority's schools, and whoever attacks what was released."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "oracles"))
sys.path.insert(0, str(Path(__file__).parent))

from stocktake.disclosure import Disclosure, Register, Table, release

DAY = date(2025, 1, 31)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "register")


@pytest.fixture
def let_out(register: Register) -> Callable[..., Disclosure]:
    """Release a table into the test's register."""

    def make_release(table: Table, name: str = "pupils", **changes: Any) -> Disclosure:
        defaults = {"policy": "stocktake_default", "requested_by": "data-lead", "as_of": DAY}
        return release(
            table.frame, table.structure, register=register, name=name, **(defaults | changes)
        )

    return make_release


@pytest.fixture
def rows() -> Callable[..., pl.DataFrame]:
    """A frame from lines of text."""

    def make_rows(columns: str, *lines: tuple[Any, ...]) -> pl.DataFrame:
        return pl.DataFrame(list(lines), schema=columns.split(), orient="row")

    return make_rows
