"""A map is read whole or refused whole: every fault with file, line and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from invented_map import ORGANISATIONS, raw, write_map

from stocktake.programmes import Absence, ProgrammeMap, read_programme_map
from stocktake.standards import DefinitionError

SCHOOLS = "school_urn,school_name,phase,pupils_count\n900001,Pier,Primary,200\n"


def read(folder: Path, **more: Any) -> ProgrammeMap:
    return read_programme_map(folder, organisations=ORGANISATIONS, **more)


def refusal(folder: Path, **more: Any) -> list[str]:
    with pytest.raises(DefinitionError) as error:
        read(folder, **more)
    return [str(fault) for fault in error.value.faults]


def test_not_stated_is_not_the_same_as_none(tmp_path: Path) -> None:
    write_map(tmp_path, raw("story-boat", successor="none", exit_plan="not stated", cost="none"))
    (programme,) = read(tmp_path).programmes
    assert programme.successor is Absence.ABSENT
    assert programme.exit_plan is Absence.NOT_STATED
    assert programme.cost is Absence.ABSENT


def test_what_matters_has_to_be_written_even_where_it_is_not_stated(tmp_path: Path) -> None:
    story_boat = raw("story-boat")
    del story_boat["successor"]
    del story_boat["audience"]["wards"]
    write_map(tmp_path, story_boat)
    assert refusal(tmp_path) == [
        "programmes/story-boat.toml: line 29: audience.wards: is missing; expected a value; add it",
        "programmes/story-boat.toml: line 1: successor: is missing; expected a value; add it",
    ]


def test_unknown_theme_organisation_and_successor_with_line_and_the_nearest(
    tmp_path: Path,
) -> None:
    write_map(
        tmp_path,
        raw("story-boat", themes=["raeding"], funder=["concil"], successor="larkstep"),
    )
    assert refusal(tmp_path) == [
        "programmes/story-boat.toml: line 9: themes: no theme 'raeding'; did you mean 'reading'?",
        "programmes/story-boat.toml: line 3: funder: no organisation 'concil'; "
        "did you mean 'council'?",
        "programmes/story-boat.toml: line 17: successor: no programme or organisation 'larkstep'; "
        "describe it first",
    ]


def test_an_unknown_theme_is_reported_with_the_faults_of_shape(tmp_path: Path) -> None:
    write_map(tmp_path, raw("story-boat", themes=["raeding"], hours=-1))
    assert refusal(tmp_path) == [
        "programmes/story-boat.toml: line 12: hours: -1 will not do; expected zero or a positive "
        "number",
        "programmes/story-boat.toml: line 9: themes: no theme 'raeding'; did you mean 'reading'?",
    ]


def test_dates_ages_and_dose_in_the_wrong_order(tmp_path: Path) -> None:
    write_map(
        tmp_path,
        raw(
            "story-boat",
            starts="2025-09-01",
            audience={"ages": [7, 5]},
            dose={"unit": "sessions", "sessions_offered": 10, "started_at": 1, "completed_at": 12},
        ),
    )
    assert refusal(tmp_path) == [
        "programmes/story-boat.toml: line 15: ends: 2025-08-31 lies before starts 2025-09-01; "
        "correct one of the two",
        "programmes/story-boat.toml: line 43: audience.ages: [7, 5] is no span; "
        "expected youngest, then oldest",
        "programmes/story-boat.toml: line 30: dose: started_at 1, completed_at 12 and "
        "sessions_offered 10 are out of order; expected started_at, then completed_at, then "
        "sessions_offered",
    ]


def test_another_name_for_the_same_thing(tmp_path: Path) -> None:
    write_map(
        tmp_path,
        raw("harbour-readers", title="Harbour Readers", other_names=["The Story-Boat project"]),
        raw("story-boat", title="Story Boat"),
    )
    assert refusal(tmp_path) == [
        "programmes/story-boat.toml: line 1: title: 'Story Boat' is a name of harbour-readers too; "
        "expected each programme once; describe it in one file, or say which is meant"
    ]


def test_schools_that_are_listed_are_named(tmp_path: Path) -> None:
    write_map(tmp_path, raw("story-boat", audience={"schools": "listed"}))
    assert (
        "audience.school_urns: names no school; expected the listed schools" in refusal(tmp_path)[0]
    )


def test_the_tables_are_checked_cell_by_cell(tmp_path: Path) -> None:
    folder = write_map(tmp_path, raw("story-boat"))
    (folder / "schools.csv").write_text(SCHOOLS + "900001,Pier,Primry,1\n", "utf-8")
    (folder / "programmes/deliveries.csv").write_text(
        "programme,school_urn,term,state,offered_count,started_count\n"
        "story-boat,900001,202425-autumn,delivered,10,12\n"
        "story-boat,900001,202425-autumn,delivered,10,9\n"
        "stroy-boat,900009,202426-autumn,done,x,\n"
        "story-boat,900001\n",
        "utf-8",
    )
    (folder / "programmes/needs.csv").write_text(
        "theme,need_count,source,youngest,oldest\nreeding,many,,7,5\n", "utf-8"
    )
    assert refusal(folder) == [
        "schools.csv: line 3, phase: no phase 'primry'; did you mean 'primary'?",
        "programmes/deliveries.csv: line 2, started_count: 12 is more than offered_count 10; "
        "expected at most 10",
        "programmes/deliveries.csv: line 3: says again what line 2 says; expected each term once",
        "programmes/deliveries.csv: line 4, programme: no programme 'stroy-boat'; "
        "did you mean 'story-boat'?",
        "programmes/deliveries.csv: line 4, school_urn: 900009 is not in schools.csv; "
        "add the school",
        "programmes/deliveries.csv: line 4, term: '202426-autumn' is no term; "
        "expected a term such as 202627-autumn",
        "programmes/deliveries.csv: line 4, state: no state 'done'",
        "programmes/deliveries.csv: line 4, offered_count: 'x' will not do; "
        "expected zero or a positive whole number",
        "programmes/deliveries.csv: line 5: has not 6 cells; expected one for each column",
        "programmes/needs.csv: line 2, theme: no theme 'reeding'; did you mean 'reading'?",
        "programmes/needs.csv: line 2, need_count: 'many' will not do; "
        "expected zero or a positive whole number",
        "programmes/needs.csv: line 2, youngest: is no span with oldest; "
        "expected youngest, then oldest",
        "programmes/needs.csv: line 2: has no number or no source; expected need_count and source",
    ]


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    folder = write_map(tmp_path, raw("story-boat"))
    (folder / "schools.csv").write_text("school_urn,name\n900001,Pier\n", "utf-8")
    assert refusal(folder) == [
        "schools.csv: line 1: no column school_name, phase; "
        "expected the columns school_urn, school_name, phase; add it"
    ]


def test_barriers_rules_and_drivers_name_what_is_there(tmp_path: Path) -> None:
    folder = write_map(tmp_path, raw("story-boat"))
    (folder / "programmes.toml").write_text(
        '[[barrier]]\nid = "words"\ntext = "Few words"\nthemes = ["speech"]\n'
        '[[coverage]]\nid = "all"\ntext = "All"\nkind = "schools_count"\nlevel = 2\n'
        'programmes = ["story-boot"]\n'
        '[[driver]]\nid = "words"\ntitle = "Words"\ntarget = "reading-at-7"\n',
        "utf-8",
    )
    assert refusal(folder, targets={"reading-at-11": "Reading"}) == [
        "programmes.toml: line 4: barrier[0].themes: no theme 'speech'; describe it first",
        "programmes.toml: line 10: coverage[0].programmes: no programme 'story-boot'; "
        "did you mean 'story-boat'?",
        "programmes.toml: line 14: driver[0].target: no target 'reading-at-7'; "
        "did you mean 'reading-at-11'?",
    ]


def test_a_plan_without_programmes(tmp_path: Path) -> None:
    assert refusal(tmp_path) == [
        "programmes/: holds no programme; expected a file for each, such as "
        "programmes/reading-mentors.toml; describe one, or try the example: "
        "stocktake programmes map blackpool"
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"title = ", "programmes/story-boat.toml: Invalid value (at end of document)"),
        (b'title = "a"\n# \xff\n', "programmes/story-boat.toml: line 2: is not UTF-8"),
    ],
)
def test_a_file_that_is_no_toml(tmp_path: Path, text: bytes, fault: str) -> None:
    folder = write_map(tmp_path)
    (folder / "programmes/story-boat.toml").write_bytes(text)
    assert refusal(folder)[0].startswith(fault)


def test_hostile_names_are_only_names(tmp_path: Path) -> None:
    name = "<script>'; drop table--\u202e[bold]"
    write_map(tmp_path, raw("story-boat", title=name, other_names=["{0}%s"]))
    assert read(tmp_path).programmes[0].names == (name, "{0}%s")
