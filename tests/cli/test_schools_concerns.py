"""``schools concerns``: whose schools a place's name means."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from stocktake.cli.schools_concerns import schools_in
from stocktake.standards import UsageError

SCHOOLS = pl.DataFrame(
    {"school_urn": [999001, 119769], "la_code": ["001", "890"], "trust_uid": [None, "3155"]}
)
PLACES = """
level = "Local authority"
ons_source = "own"

[sources.own]
title = "Invented"
year = 2026
verified = true

[[place]]
id = "la-001"
name = "Eastmere"
dfe = "001"
ons = "E06999001"
"""


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "own.toml").write_text(PLACES, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("place", ["la-001", "Eastmere"])
def test_a_place_of_own_definitions_has_its_schools(own_folder: Path, place: str) -> None:
    assert schools_in(place, SCHOOLS, own_folder)["school_urn"].to_list() == [999001]


def test_a_shipped_place_is_still_known(own_folder: Path) -> None:
    assert schools_in("Blackpool", SCHOOLS, own_folder)["school_urn"].to_list() == [119769]


def test_without_own_definitions_the_invented_place_is_none() -> None:
    with pytest.raises(UsageError, match="no such place with schools"):
        schools_in("la-001", SCHOOLS, None)
