"""A folder of invented returns, and files written for one test."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# A module beside the tests, not part of the package.
sys.path.insert(0, str(Path(__file__).parent))

from invented_returns import write_tables  # noqa: E402


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """The tables as CSV files."""
    return write_tables(tmp_path / "returns")


@pytest.fixture
def write_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a file and say where it is."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write
