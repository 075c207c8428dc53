"""A reorganisation is data: announced ones are listed, and a verified one ends a place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stocktake.standards.errors import DefinitionError
from stocktake.standards.places import place_register

OWN_PLACES = """
level = "Local authority"
[sources]
order = { title = "The structural changes order", year = 2027, verified = true }
[[place]]
id = "la-899"
name = "Example Coast"
dfe = "899"
region = "region-north-west"
starts = 2028-04-01
predecessors = ["la-890"]
[[reorganisation]]
place = "la-890"
ends = 2028-03-31
successors = ["la-899"]
source = "order"
verified = true
"""


def write_places(folder: Path, text: str) -> Path:
    (folder / "places").mkdir()
    (folder / "places" / "ours.toml").write_text(text, encoding="utf-8")
    return folder


def test_what_nobody_has_verified_changes_nothing() -> None:
    register = place_register()
    assert [register.get(place).ends for place in ("la-890", "la-888", "la-936")] == [None] * 3


def test_a_verified_reorganisation_ends_a_place_and_names_its_successor(tmp_path: Path) -> None:
    register = place_register(write_places(tmp_path, OWN_PLACES))
    old, new = register.get("la-890"), register.get("la-899")
    assert (old.ends, old.successors) == (date(2028, 3, 31), ("la-899",))
    before, after = date(2028, 3, 31), date(2028, 4, 1)
    assert [old.exists_on(day) for day in (before, after)] == [True, False]
    assert [new.exists_on(day) for day in (before, after)] == [False, True]
    ids = [{place.id for place in register.authorities_on(day)} for day in (before, after)]
    assert ["la-890" in day_ids for day_ids in ids] == [True, False]
    assert ["la-899" in day_ids for day_ids in ids] == [False, True]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'place = "la-890"',
            'place = "la-8900"',
            "ours.toml: reorganisation[0]: names the unknown place 'la-8900'",
        ),
        (
            'source = "order"',
            'source = "law"',
            "ours.toml: reorganisation[0]: names the unknown source 'law'; add it under [sources]",
        ),
        (
            'successors = ["la-899"]',
            'successors = ["la-898"]',
            "la-890: names the unknown place 'la-898'",
        ),
    ],
)
def test_a_reorganisation_that_names_what_there_is_not_is_refused(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(DefinitionError) as caught:
        place_register(write_places(tmp_path, OWN_PLACES.replace(old, new)))
    faults = [str(fault).partition("; did you mean")[0] for fault in caught.value.faults]
    assert message in faults


@pytest.mark.parametrize(
    ("place", "number", "code"),
    [("la-201", "201", "E09000001"), ("la-420", "420", "E06000053")],
)
def test_the_smallest_authorities_are_as_any_other(place: str, number: str, code: str) -> None:
    register = place_register()
    assert register.by_dfe_code(number).id == register.by_ons_code(code).id == place
    assert place in {authority.id for authority in register.authorities_on(date(2026, 9, 1))}
