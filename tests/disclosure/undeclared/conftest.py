"""Tables of an authority's four schools, released one after the other into one register."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "oracles"))

from stocktake.disclosure import Disclosure, Register, Structure, release

DAY = date(2025, 1, 31)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "register")


@pytest.fixture
def let_out(register: Register) -> Callable[..., Disclosure]:
    """Release a table by its columns and structure."""

    def let_out_table(
        table: dict[str, list], structure: dict[str, Any], name: str = "table"
    ) -> Disclosure:
        frame = pl.DataFrame(table, strict=False)
        shape = Structure.model_validate(structure)
        return release(frame, shape, "stocktake_default", register, "data-lead", DAY, name=name)

    return let_out_table
