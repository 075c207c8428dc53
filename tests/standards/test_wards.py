"""The wards of a place, as a definition that a place may replace."""

from __future__ import annotations

from pathlib import Path

import pytest

from stocktake.standards import load_wards
from stocktake.standards.errors import DefinitionError


def test_blackpool_has_twenty_one_wards() -> None:
    wards = load_wards("la-890")
    assert len(wards) == 21
    assert list(wards) == sorted(wards)


def test_a_ward_listed_twice_is_refused_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "wards").mkdir()
    (tmp_path / "wards" / "own.toml").write_text(
        'place = "la-001"\ntitle = "Own"\nknown_until = 2026\nwards = ["East", "east"]\n'
        '[source]\ntitle = "T"\nyear = 2026\nverified = false\nlink = "https://example.org"\n'
    )
    with pytest.raises(DefinitionError) as caught:
        load_wards("la-001", tmp_path)
    assert "wards listed twice: east" in str(caught.value)
    assert "own.toml" in str(caught.value)
