"""Where the bytes lie that an earlier version stored."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def stored() -> Path:
    """The folder of stored bytes; nothing in it is ever rewritten."""
    return Path(__file__).parents[1] / "fixtures" / "stored"
