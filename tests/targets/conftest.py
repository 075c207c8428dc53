"""Figures made by hand for the judgement's tests, and the real ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "oracles"))

from made_figures import FigureStore  # noqa: E402


@pytest.fixture
def store(tmp_path: Path) -> FigureStore:
    """An empty store, to publish figures and return figures into."""
    return FigureStore(tmp_path / "warehouse")
