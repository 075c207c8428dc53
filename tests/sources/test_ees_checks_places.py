"""Rules on places in the open data standard: each broken in the smallest way, and just kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from stocktake.sources.ees import read_ees
from stocktake.standards.errors import Fault, InputError
from stocktake.standards.places import place_register

META = (
    "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,"
    "filter_grouping_column",
    "sex,Filter,Sex,,,,,",
    "pupil_count,Indicator,Pupils,,,0,,",
)

Row = Mapping[str, str]

ENGLAND = {"geographic_level": "National", "country_code": "E92000001", "country_name": "England"}
NORTH_WEST = ENGLAND | {
    "geographic_level": "Regional",
    "region_code": "E12000002",
    "region_name": "North West",
}
YORKSHIRE = NORTH_WEST | {"region_code": "E12000003", "region_name": "Yorkshire and The Humber"}
BLACKPOOL = NORTH_WEST | {
    "geographic_level": "Local authority",
    "old_la_code": "890",
    "new_la_code": "E06000009",
    "la_name": "Blackpool",
}
FENLAND = NORTH_WEST | {
    "geographic_level": "Local authority district",
    "lad_code": "E07000010",
    "lad_name": "Fenland",
}
SCHOOL = BLACKPOOL | {
    "geographic_level": "School",
    "school_urn": "119781",
    "school_laestab": "8904000",
    "school_name": "One",
}
PROVIDER = ENGLAND | {
    "geographic_level": "Provider",
    "provider_ukprn": "10000001",
    "provider_name": "One",
}
PLANNING = ENGLAND | {
    "geographic_level": "Planning area",
    "planning_area_code": "P1",
    "planning_area_name": "North",
}
TRUST = ENGLAND | {"geographic_level": "MAT", "trust_id": "2044", "trust_name": "One trust"}


def area(level: str, stem: str, code: str) -> dict[str, str]:
    """A row of a level whose columns begin alike."""
    return ENGLAND | {"geographic_level": level, f"{stem}_code": code, f"{stem}_name": "Some name"}


def without(row: Row, *columns: str) -> dict[str, str]:
    return {column: cell for column, cell in row.items() if column not in columns}


def write(folder: Path, rows: Sequence[Row]) -> Path:
    """A file with two rows per place, all places first in total and then for one sex."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [",".join(["time_period,time_identifier", *columns, "sex,pupil_count"])]
    for sex in ("Total", "Female"):
        for row in rows:
            cells = (row.get(column, "") for column in columns)
            lines.append(",".join(["201617,Academic year", *cells, sex, "9"]))
    path = folder / "made.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "made.meta.csv").write_text("\n".join(META) + "\n", encoding="utf-8")
    return path


def noted(path: Path, *, strict: bool = False) -> list[str]:
    reading = read_ees(path, published=None, retrieved=date(2026, 1, 1), strict=strict)
    return [str(note) for note in reading.notes]


def faults_of(path: Path, *, strict: bool = True) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        read_ees(path, published=None, retrieved=date(2026, 1, 1), strict=strict)
    return caught.value.faults


def messages_of_check(lines: Sequence[object], check: str) -> list[str]:
    return [str(line) for line in lines if f"({check})" in str(line)]


def coded(level: str, stem: str, kind: str, code: str) -> tuple[str, list[Row], list[Row], str]:
    return (
        f"geog_{kind}_combos",
        [area(level, stem, "10")],
        [area(level, stem, code), area(level, stem, "z"), area(level, stem, "x")],
        f"made.csv: line 2, column {stem}_code: '10' is no code (2 rows) (geog_{kind}_combos); "
        "expected a letter and eight digits",
    )


REFUSED_WHEN_STRICT: list[tuple[str, Sequence[Row], Sequence[Row], str]] = [
    ("geog_level_present", [without(SCHOOL, "school_laestab")], [SCHOOL],
     "made.csv: line 1: has rows at level 'School' and no column school_laestab "
     "(geog_level_present)"),
    ("la_col_present", [without(SCHOOL, "old_la_code")], [SCHOOL],
     "made.csv: line 1: has new_la_code, la_name and not old_la_code (la_col_present); "
     "expected all of them or none"),
    ("region_col_present", [without(BLACKPOOL, "region_name")],
     [without(BLACKPOOL, "region_name", "region_code")],
     "made.csv: line 1: has region_code and not region_name (region_col_present); expected all "
     "of them or none"),
    ("level_completed", [BLACKPOOL | {"la_name": ""}], [BLACKPOOL | {"new_la_code": ""}],
     "made.csv: line 2, column la_name: is blank at level 'Local authority' (2 rows) "
     "(level_completed)"),
    ("overcompleted_cols", [BLACKPOOL, NORTH_WEST | {"la_name": "Blackpool"}],
     [BLACKPOOL, NORTH_WEST],
     "made.csv: line 3, column la_name: is 'Blackpool' at level 'Regional' (2 rows) "
     "(overcompleted_cols); expected blank"),
    ("overcompleted_cols", [TRUST | {"region_code": "E12000002", "region_name": ""}], [FENLAND],
     "made.csv: line 2, column region_code: is 'E12000002' at level 'MAT' (2 rows) "
     "(overcompleted_cols); expected blank"),
    ("ignored_rows", [SCHOOL, PROVIDER], [SCHOOL],
     "made.csv: has rows at levels School and Provider (ignored_rows); expected one of them"),
    ("ignored_rows", [PLANNING], [PROVIDER],
     "made.csv: has rows at level Planning area only, which the table tool ignores "
     "(ignored_rows)"),
    ("geog_country_combos", [ENGLAND | {"country_name": "england"}], [ENGLAND],
     "made.csv: line 2, column country_name: 'E92000001 / england' do not belong together "
     "(2 rows) (geog_country_combos); expected 'E92000001 / England'"),
    ("geog_country_combos", [ENGLAND | {"country_code": "z", "country_name": "Elsewhere"}],
     [ENGLAND | {"country_code": "z", "country_name": "Outside of England"}],
     "made.csv: line 2, column country_name: 'z / Elsewhere' do not belong together (2 rows) "
     "(geog_country_combos)"),
    ("geog_region_combos", [YORKSHIRE | {"region_name": "Yorkshire and the Humber"}], [YORKSHIRE],
     "made.csv: line 2, column region_name: 'E12000003 / Yorkshire and the Humber' do not "
     "belong together (2 rows) (geog_region_combos); expected 'E12000003 / Yorkshire and The "
     "Humber'"),
    ("geog_region_combos", [BLACKPOOL | {"region_code": "E12009999"}],
     [BLACKPOOL | {"region_code": "", "region_name": ""}],
     "made.csv: line 2, column region_name: 'E12009999 / North West' do not belong together "
     "(2 rows) (geog_region_combos)"),
    ("geog_la_combos", [BLACKPOOL | {"la_name": "Blackpool Council"}], [BLACKPOOL],
     "made.csv: line 2, column la_name: '890 / E06000009 / Blackpool Council' do not belong "
     "together (2 rows) (geog_la_combos); expected '890 / E06000009 / Blackpool'"),
    ("geog_la_combos", [BLACKPOOL | {"old_la_code": "889"}], [BLACKPOOL | {"new_la_code": "x"}],
     "made.csv: line 2, column la_name: '889 / E06000009 / Blackpool' do not belong together "
     "(2 rows) (geog_la_combos); expected '890 / E06000009 / Blackpool'"),
    ("geog_la_combos",
     [SCHOOL | {"old_la_code": "893", "new_la_code": "E10000026", "la_name": "Shropshire"}],
     [SCHOOL | {"old_la_code": "x", "new_la_code": "E10000026", "la_name": "Shropshire"}],
     "made.csv: line 2, column la_name: '893 / E10000026 / Shropshire' do not belong together "
     "(2 rows) (geog_la_combos)"),
    coded("Local authority district", "lad", "lad", "E07000010"),
    coded("Ward", "ward", "ward", "E05001655"),
    coded("Parliamentary constituency", "pcon", "pcon", "E14000572"),
    coded("Local enterprise partnership", "local_enterprise_partnership", "lep", "E37000001"),
    coded("Local skills improvement plan area", "lsip", "lsip", "E69000001"),
    coded("English devolved area", "english_devolved_area", "eda", "E47000001"),
    ("geog_na", [TRUST | {"trust_id": "x"}],
     [TRUST | {"trust_id": "x", "trust_name": "Not available"}],
     "made.csv: line 2, column trust_name: 'One trust' stands with 'x' (2 rows) (geog_na); "
     "expected Not available"),
    ("geog_na_code", [TRUST | {"trust_name": "Not available"}],
     [TRUST | {"trust_name": "Not available", "trust_id": "x"}],
     "made.csv: line 2, column trust_id: '2044' stands with 'Not available' (2 rows) "
     "(geog_na_code); expected x"),
    ("other_dupes", [TRUST, TRUST | {"trust_id": "2045"}],
     [TRUST, TRUST | {"trust_id": "2045", "trust_name": "Other trust"}],
     "made.csv: line 2, column trust_name: 'One trust' has 2 codes: 2044, 2045 (other_dupes); "
     "expected one"),
    ("other_code_dupes", [TRUST, TRUST | {"trust_name": "Other trust"}],
     [TRUST, TRUST | {"trust_id": "2045", "trust_name": "Other trust"}],
     "made.csv: line 2, column trust_id: '2044' has 2 names: One trust, Other trust "
     "(other_code_dupes); expected one"),
]  # fmt: skip

NOTED_ONLY: list[tuple[str, Sequence[Row], Sequence[Row], str]] = [
    ("ignored_rows", [ENGLAND, SCHOOL], [SCHOOL],
     "made.csv: line 3: the table tool ignores rows at level School (2 rows) (ignored_rows)"),
    ("region_for_la", [BLACKPOOL | {"region_code": ""}],
     [BLACKPOOL, FENLAND | {"region_code": ""}],
     "made.csv: line 2: a row at level 'Local authority' does not say its region (2 rows) "
     "(region_for_la)"),
    ("region_for_la", [without(BLACKPOOL, "region_code", "region_name")], [BLACKPOOL],
     "made.csv: line 1: has rows at level 'Local authority' and no column region_code, "
     "region_name (region_for_la)"),
    ("region_for_lad", [FENLAND | {"region_code": "", "region_name": ""}], [FENLAND],
     "made.csv: line 2: a row at level 'Local authority district' does not say its region "
     "(2 rows) (region_for_lad)"),
    ("api_char_loc_code", [TRUST | {"trust_id": "1" * 31}], [TRUST | {"trust_id": "1" * 30}],
     "made.csv: line 2, column trust_id: '11111111111111111111111111111' and so on has 31 "
     "characters (api_char_loc_code); expected at most 30"),
    ("api_char_filter_items", [TRUST | {"trust_name": "T" * 121}],
     [TRUST | {"trust_name": "T" * 120}],
     "made.csv: line 2, column trust_name: 'TTTTTTTTTTTTTTTTTTTTTTTTTTTTT' and so on has 121 "
     "characters (api_char_filter_items); expected at most 120"),
]  # fmt: skip


def test_places_that_keep_every_rule_have_no_notes(tmp_path: Path) -> None:
    path = write(tmp_path, [ENGLAND, NORTH_WEST, YORKSHIRE, BLACKPOOL, FENLAND, TRUST])
    assert not noted(path, strict=True)
    assert not noted(write(tmp_path, [SCHOOL]), strict=True)


@pytest.mark.parametrize(("check", "faulty_rows", "sound_rows", "message"), REFUSED_WHEN_STRICT)
def test_what_the_screener_fails_is_noted_and_refused_when_strict(
    tmp_path: Path, check: str, faulty_rows: Sequence[Row], sound_rows: Sequence[Row], message: str
) -> None:
    assert not messages_of_check(noted(write(tmp_path, sound_rows)), check)
    path = write(tmp_path, faulty_rows)
    assert messages_of_check(noted(path), check) == [message]
    assert messages_of_check(faults_of(path), check) == [message]


@pytest.mark.parametrize(("check", "faulty_rows", "sound_rows", "message"), NOTED_ONLY)
def test_what_the_screener_warns_of_is_a_note_when_strict_as_well(
    tmp_path: Path, check: str, faulty_rows: Sequence[Row], sound_rows: Sequence[Row], message: str
) -> None:
    assert not messages_of_check(noted(write(tmp_path, sound_rows)), check)
    path = write(tmp_path, faulty_rows)
    assert messages_of_check(noted(path), check) == [message]
    assert messages_of_check(noted(path, strict=True), check) == [message]


def test_a_row_whose_place_nobody_knows_is_kept_and_told_once(tmp_path: Path) -> None:
    unknown = BLACKPOOL | {"old_la_code": "299", "new_la_code": "E06999999"}
    assert len(messages_of_check(noted(write(tmp_path, [unknown])), "place_new")) == 1


def test_several_wrong_names_are_one_fault(tmp_path: Path) -> None:
    first, second = BLACKPOOL | {"la_name": "B"}, BLACKPOOL | {"la_name": "Hull"}
    rows = [first, second | {"old_la_code": "810", "new_la_code": "E06000010"}]
    assert messages_of_check(noted(write(tmp_path, rows)), "geog_la_combos") == [
        "made.csv: line 2, column la_name: '890 / E06000009 / B' do not belong together (2 rows), "
        "and 1 other(s) likewise (geog_la_combos); expected '890 / E06000009 / Blackpool'"
    ]


def test_every_code_that_an_authority_has_had_stands_with_its_name(tmp_path: Path) -> None:
    gateshead = place_register().get("la-390")
    rows = [
        BLACKPOOL | {"old_la_code": "390", "new_la_code": code.code, "la_name": "Gateshead"}
        for code in gateshead.codes
    ]
    assert len(rows) == 2
    for row in rows:
        assert not messages_of_check(noted(write(tmp_path, [row])), "geog_la_combos")
