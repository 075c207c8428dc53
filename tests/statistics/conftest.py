"""Readings made by hand for the store's tests."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "oracles"))

from made_readings import MadeReading, made_reading  # noqa: E402


@pytest.fixture
def reading() -> Callable[..., MadeReading]:
    return made_reading
