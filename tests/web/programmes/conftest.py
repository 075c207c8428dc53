"""What tests of programmes may ask for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from stocktake_web.accounts.models import Area
from stocktake_web.programmes.models import ProgrammeRecord

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "schools"))

from programme_rows import add_map


@pytest.fixture
def rows(area: Area) -> dict[str, ProgrammeRecord]:
    """The small map of the area: its programmes by id."""
    return add_map(area)
