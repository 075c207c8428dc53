"""The register of places: what existed when, under which code, and how people ask for it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.standards.errors import DefinitionError, UsageError
from stocktake.standards.places import (
    Place,
    is_reserved,
    place_register,
    school_place,
    trust_place,
)

REGISTER = place_register()
AUTHORITIES = [place for place in REGISTER.all() if place.level == "Local authority"]
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2008, 9, 1), 150),
        (date(2009, 3, 31), 150),
        (date(2009, 4, 1), 152),
        (date(2018, 9, 1), 152),
        (date(2019, 3, 31), 152),
        (date(2019, 4, 1), 151),
        (date(2020, 9, 1), 151),
        (date(2021, 4, 1), 152),
        (date(2023, 3, 31), 152),
        (date(2023, 4, 1), 153),
        (date(2023, 9, 1), 153),
    ],
)
def test_how_many_authorities_there_were(day: date, count: int) -> None:
    authorities = REGISTER.authorities_on(day)
    assert len(authorities) == count
    assert [place.old_la_code for place in authorities] == sorted(
        p.old_la_code or "" for p in authorities
    )


@pytest.mark.parametrize(
    ("number", "day", "code"),
    [
        (890, date(2017, 8, 31), "E06000009"),
        (815, date(2023, 3, 31), "E10000023"),
        (815, date(2023, 4, 1), "E06000065"),
        (933, date(2023, 4, 1), "E06000066"),
        (825, date(2020, 3, 31), "E10000002"),
        (825, date(2020, 4, 1), "E06000060"),
        (390, date(2013, 3, 31), "E08000020"),
        (390, date(2013, 4, 1), "E08000037"),
        (929, date(2012, 8, 31), "E06000048"),
        (929, date(2013, 8, 31), "E06000057"),
        (373, date(2025, 4, 1), "E08000039"),
        (370, date(2025, 3, 31), "E08000016"),
        (835, date(2018, 8, 31), "E10000009"),
        (835, date(2019, 4, 1), None),
        (838, date(2019, 4, 1), "E06000059"),
        (839, date(2018, 8, 31), None),
        (941, date(2021, 8, 31), "E06000062"),
        (943, date(2023, 8, 31), "E06000064"),
    ],
)
def test_the_code_in_force(number: int, day: date, code: str | None) -> None:
    assert REGISTER.by_dfe_code(number).code_on(day) == code


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("la-835", {"la-838", "la-839"}),
        ("la-836", {"la-839"}),
        ("la-837", {"la-839"}),
        ("la-928", {"la-940", "la-941"}),
        ("la-909", {"la-942", "la-943"}),
        ("la-820", {"la-822", "la-823"}),
        ("la-875", {"la-895", "la-896"}),
        ("la-815", set()),
    ],
)
def test_what_came_after(before: str, after: set[str]) -> None:
    assert set(REGISTER.get(before).successors) == after


def test_predecessors_and_successors_mirror_each_other_and_meet_in_time() -> None:
    for place in AUTHORITIES:
        for later in map(REGISTER.get, place.successors):
            assert place.id in later.predecessors
            assert place.ends is not None
            assert later.starts == place.ends + timedelta(days=1)
        for earlier in map(REGISTER.get, place.predecessors):
            assert place.id in earlier.successors


def test_an_authority_has_one_code_on_every_day_of_its_life() -> None:
    for place in AUTHORITIES:
        for earlier, later in pairwise(place.codes):
            assert earlier.ends is not None
            assert later.starts == earlier.ends + timedelta(days=1)
        assert place.codes[-1].ends == place.ends
        if place.starts:
            assert place.codes[0].starts == place.starts


@given(days)
def test_no_code_belongs_to_two_places_on_a_day(day: date) -> None:
    codes = [place.code_on(day) for place in REGISTER.all()]
    codes_in_force = [code for code in codes if code]
    assert len(codes_in_force) == len(set(codes_in_force))


@given(days)
def test_the_regions_share_out_the_authorities(day: date) -> None:
    regions = [place for place in REGISTER.all() if place.region == "england"]
    assert len(regions) == 9
    shared = [place for region in regions for place in REGISTER.in_region(region.id, day)]
    assert sorted(place.id for place in shared) == sorted(
        place.id for place in REGISTER.authorities_on(day)
    )
    assert REGISTER.in_region("england", day) == REGISTER.authorities_on(day)


def test_london_is_inner_and_outer_as_the_department_groups_it() -> None:
    day = date(2025, 9, 1)
    inner = {place.name for place in REGISTER.in_region("region-inner-london", day)}
    outer = {place.name for place in REGISTER.in_region("region-outer-london", day)}
    assert (len(inner), len(outer)) == (14, 19)
    assert {"Haringey", "Newham", "City of London"} <= inner
    assert "Greenwich" in outer
    assert len(REGISTER.in_region("region-london", day)) == 33


def test_the_north_east_has_twelve_authorities() -> None:
    assert len(REGISTER.in_region("region-north-east", date(2021, 8, 31))) == 12


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("hull", "la-810"),
        ("HULL", "la-810"),
        ("st helens", "la-342"),
        ("St. Helen's", "la-342"),
        ("E06000009", "la-890"),
        ("e10000023", "la-815"),
        ("890", "la-890"),
        ("la-890", "la-890"),
        ("Bristol, City of", "la-801"),
        ("durham", "la-840"),
        ("Herefordshire", "la-884"),
        ("Redcar & Cleveland", "la-807"),
        ("dorset", "la-838"),
        ("bournemouth", "la-837"),
        ("bcp", "la-839"),
        ("Yorkshire and The Humber", "region-yorkshire-and-the-humber"),
        ("London (Inner)", "region-inner-london"),
        ("blackpool opportunity", "area-blackpool-opportunity-area"),
        ("stoke on trent", "la-861"),
        ("england", "england"),
    ],
)
def test_places_are_found_by_the_words_people_use(words: str, first: str) -> None:
    assert REGISTER.find(words)[0].id == first


def test_what_still_exists_comes_first_and_nothing_is_guessed() -> None:
    assert [place.id for place in REGISTER.find("dorset")] == ["la-838", "la-835"]
    assert REGISTER.find("atlantis") == []
    assert REGISTER.find(" , ") == []


def test_every_place_is_found_by_its_name_number_and_codes() -> None:
    for place in REGISTER.all():
        assert REGISTER.get(place.id) is place
        assert place in REGISTER.find(place.name)
        if place.old_la_code:
            assert REGISTER.by_dfe_code(place.old_la_code) is place
            assert REGISTER.by_dfe_code(int(place.old_la_code)) is place
        for code in place.codes:
            assert REGISTER.by_ons_code(code.code) is place


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        ("la-891x", "unknown place 'la-891x'; did you mean 'la-891'?"),
        ("blackpool", "unknown place 'blackpool'; did you mean 'la-890' (Blackpool)?"),
        ("Blakpool", "unknown place 'Blakpool'; did you mean 'Blackpool'?"),
        ("zzz", "unknown place 'zzz'"),
    ],
)
def test_an_unknown_id_is_refused_with_the_nearest(ask: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        REGISTER.get(ask)
    assert caught.value.summary == message


def test_an_unknown_number_or_code_is_refused() -> None:
    with pytest.raises(UsageError, match="no known place has the DfE number '999'"):
        REGISTER.by_dfe_code(999)
    with pytest.raises(UsageError, match="no known place has had the ONS code 'E06000099'"):
        REGISTER.by_ons_code("E06000099")


def test_the_twelve_opportunity_areas_are_made_of_places_that_existed_then() -> None:
    areas = [place for place in REGISTER.all() if place.level == "Opportunity area"]
    assert len(areas) == 12
    for area in areas:
        for member in map(REGISTER.get, area.members):
            assert member.exists_on(date(2017, 9, 1))
            assert member.region == area.region or member.region is None
    assert REGISTER.get("area-blackpool-opportunity-area").members == ("la-890",)
    assert len(REGISTER.get("area-fenland-and-east-cambridgeshire-opportunity-area").members) == 2


def test_a_school_or_trust_needs_no_entry() -> None:
    assert REGISTER.get("school-119781") == school_place(119781)
    assert REGISTER.get("trust-2044") == trust_place(2044)
    assert school_place("119781", "A school").name == "A school"
    with pytest.raises(UsageError, match="'12' is no URN"):
        REGISTER.get("school-12")
    with pytest.raises(UsageError, match="is no group number of a trust"):
        trust_place("TR001")


def test_invented_places_have_numbers_of_their_own() -> None:
    assert not any(is_reserved(place.id) for place in REGISTER.all())
    assert is_reserved("la-000")
    assert is_reserved("la-199")
    assert not is_reserved("la-201")
    assert is_reserved("region-009")
    assert is_reserved("country-000")
    assert is_reserved("school-900001")
    assert is_reserved("trust-90001")
    assert not is_reserved("school-119781")
    assert not is_reserved("region-north-west")
    assert school_place(900001).is_invented


def _write_places(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "places"
    folder.mkdir()
    (folder / "ours.toml").write_text(text, encoding="utf-8")
    return tmp_path


INVENTED_PLACES = """
level = "Local authority"
ons_source = "own"

[sources]
own = { title = "Invented" }

[[place]]
id = "la-001"
name = "Wychmouth"
dfe = "001"
ons = "E06999001"
region = "region-north-west"
"""


def test_an_invented_authority_is_never_among_the_real_ones(tmp_path: Path) -> None:
    register = place_register(_write_places(tmp_path, INVENTED_PLACES))
    day = date(2025, 9, 1)
    assert register.get("la-001").is_invented
    assert len(register.authorities_on(day)) == 153
    assert [place.id for place in register.authorities_on(day, is_invented=True)] == ["la-001"]
    real = register.in_region("region-north-west", day)
    assert "la-001" not in {place.id for place in real}
    authorities = register.in_region("region-north-west", day, is_invented=True)
    assert [place.id for place in authorities] == ["la-001"]


def test_the_faults_of_an_own_file_are_told_together(tmp_path: Path) -> None:
    text = INVENTED_PLACES.replace("region-north-west", "region-north-wets") + (
        '\n[[place]]\nid = "la-001"\nname = "Again"\n'
        '\n[[place]]\nid = "la-002"\nname = "Third"\n'
        'codes = [{ code = "E06999002", source = "hearsay" }]\n'
    )
    with pytest.raises(DefinitionError) as caught:
        place_register(_write_places(tmp_path, text))
    assert str(caught.value).splitlines() == [
        "3 fault(s) in the register of places",
        "  ours.toml: place[1]: the id 'la-001' is used twice",
        "  ours.toml: place[2]: names the unknown source 'hearsay'; add it under [sources]",
        "  la-001: names the unknown place 'region-north-wets'; did you mean 'region-north-west'?",
    ]


def test_the_shipped_register_is_read_once() -> None:
    assert place_register() is place_register()
    assert isinstance(place_register().all()[0], Place)
