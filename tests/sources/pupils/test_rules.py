"""Every rule has a row that fails it and rows that do not; overlaps agree with a slow twin."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_returns import TABLES, A, B, C, upn_of, write_tables

from stocktake.sources.pupils import check_tables, read_pupil_folder
from stocktake.sources.pupils.rules import RULES
from stocktake.standards.errors import InputError

DAY = date(2024, 2, 1)
D = upn_of(4)
CHECKED_ELSEWHERE = {"R-010", "1510", "1530", "1540", "1550"}
"""Rules of the UPN alone, in ``test_upn_rules``."""


def with_row(table: str, row: str) -> dict[str, str]:
    return {table: f"{TABLES[table].rstrip()}\n{row}\n"}


def with_(table: str, old: str, new: str) -> dict[str, str]:
    if old not in TABLES[table]:
        raise ValueError(old)
    return {table: TABLES[table].replace(old, new, 1)}


def head(table: str, columns: str, *rows: str) -> dict[str, str]:
    return {table: "\n".join([columns, *rows, ""])}


TERMS = "time_period,term,upn,school_urn,sess_possible,sess_authorised,sess_unauthorised"
RESULTS = "time_period,upn,school_urn,stage,component,measure,result"

CASES = {
    "R-001": (with_("enrolments", "2023-12-21", "21/12/2023"), "enrolments", [3], "leaving_date"),
    "R-002": (with_("pupils", ",2010-03-14,M", ",,M"), "pupils", [3], "date_of_birth"),
    "R-003": (with_("exclusions", ",3\n", ",91\n"), "exclusions", [2], "sessions"),
    "R-004": (with_("enrolments", "TRANSFER_WITHIN", "GONE"), "enrolments", [3], "leaving_reason"),
    "R-005": (with_("marks", "AM,I", "AM,J1"), "marks", [4], "code"),
    "4220": (with_("pupils", "MWBC", ""), "pupils", [4], "ethnicity"),
    "R-011": (
        with_row(
            "pupils",
            "202324,A00140001200A,,Zz,Qu,,2010-01-01,F,WBRI,ENG,,,,8,N,,N,N,",
        ),
        "pupils",
        [5],
        "upn",
    ),
    "R-012": (with_("schools", "900002", "090002"), "schools", [3], "school_urn"),
    "R-013": (with_("schools", "0014001", "14001"), "schools", [3], "laestab"),
    "R-020": (with_("enrolments", "2023-12-21", "2203-12-21"), "enrolments", [3], "leaving_date"),
    "R-021": (with_("exclusions", "2023-11-06", "2024-02-02"), "exclusions", [2], "start_date"),
    "R-022": (with_("enrolments", "2023-12-21", "2021-08-31"), "enrolments", [3], "leaving_date"),
    "R-023": (with_("pupils", "2009-09-01", "1990-09-01"), "pupils", [4], "date_of_birth"),
    "R-024": (with_("pupils", "Hillward,9", "Hillward,3"), "pupils", [4], "nc_year"),
    "R-025": (with_("calendar", "2024-01-09", "2024-09-09"), "calendar", [3], "date"),
    "R-030": (with_("enrolments", "2024-01-08", "2023-12-20"), "enrolments", [4], "entry_date"),
    "R-031": (with_row("young_carers", f"{C},2023-05-03,"), "young_carers", [3], "start_date"),
    "R-040": (with_row("young_carers", f"{D},2023-05-03,"), "young_carers", [3], "upn"),
    "R-041": (with_("exclusions", "900001", "900009"), "exclusions", [2], "school_urn"),
    "R-050": (with_row("marks", f"{A},900001,2024-01-09,PM,/"), "marks", [6], "date"),
    "R-051": ({}, "marks", [5], "school_urn"),
    "R-060": (with_row("young_carers", f"{C},2022-05-03,"), "young_carers", [3], "upn"),
    "R-061": (
        with_row("young_carers", f"{C},2022-05-03,2022-06-01"),
        "young_carers",
        [2, 3],
        "upn",
    ),
    "R-062": (with_("pupils", f"{B},,", f"{B},{A},"), "pupils", [3], "former_upn"),
    "R-070": (
        head(
            "attendance_terms",
            TERMS,
            f"202324,autumn,{A},900001,140,70,70",
            f"202324,autumn,{B},900001,140,70,71",
        ),
        "attendance_terms",
        [3],
        "sess_possible",
    ),
    "R-071": (
        head(
            "assessments",
            RESULTS,
            f"202122,{A},900001,KS2,READ,SCALED,103",
            f"202122,{B},900001,KS2,READ,SCALED,1030",
            f"202122,{C},900001,KS2,WRIT,TA,EXS",
        ),
        "assessments",
        [3],
        "result",
    ),
    "R-072": (with_("exclusions", ",3\n", ",\n"), "exclusions", [2], "sessions"),
    "R-073": (with_("pupils", "N,,N,N,N", "N,ASD,N,N,N"), "pupils", [2], "sen_primary_need"),
    "R-074": (
        with_row("exclusions", f"{B},900002,SUSP,DB,2024-01-15,88"),
        "exclusions",
        [2, 3],
        "sessions",
    ),
}


def test_every_rule_has_a_case() -> None:
    assert set(CASES) | CHECKED_ELSEWHERE == set(RULES)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_its_rows_and_no_others(rule: str, tmp_path: Path) -> None:
    replacements, table, rows, column = CASES[rule]
    readings = read_pupil_folder(write_tables(tmp_path / "returns", **replacements), as_of=DAY)
    reports = {reading.table: reading.report for reading in readings}
    findings = reports[table].findings.filter(pl.col("rule") == rule)
    assert sorted(set(findings["row"].to_list())) == rows
    assert findings["column"].to_list() == [column] * findings.height
    assert set(findings["file"].cast(pl.String)) == {f"{table}.csv"}


def test_the_returns_themselves_are_in_order(returns: Path) -> None:
    findings = pl.concat(
        reading.report.findings for reading in read_pupil_folder(returns, as_of=DAY)
    )
    # The lower school has marks and no calendar, which is a query.
    assert findings["rule"].unique().to_list() == ["R-051"]


def test_a_planned_closure_may_stand_on_a_closed_day(tmp_path: Path) -> None:
    replacements = with_row("marks", f"{A},900001,2024-01-09,PM,#")
    readings = read_pupil_folder(write_tables(tmp_path / "returns", **replacements), as_of=DAY)
    (marks,) = [reading for reading in readings if reading.table == "marks"]
    assert marks.quarantined.is_empty()


def test_a_code_is_judged_by_the_day_of_its_mark() -> None:
    marks = pl.DataFrame(
        {
            "upn": [A] * 4,
            "school_urn": ["900001"] * 4,
            "date": [date(2024, 7, 1), date(2024, 7, 2), date(2025, 7, 1), date(2025, 7, 2)],
            "session": ["AM"] * 4,
            "code": ["J", "J1", "J", "J1"],
        }
    )
    findings = check_tables({"marks": marks}).findings
    assert findings.filter(pl.col("rule") == "R-005")["row"].to_list() == [2, 3]


def test_a_rule_that_cannot_be_applied_says_why() -> None:
    marks = pl.DataFrame(schema={"upn": pl.String, "school_urn": pl.String, "date": pl.Date})
    report = check_tables({"marks": marks})
    assert report.not_checked == (
        "R-021 (what has happened does not lie in the future): the day of the check was not given",
        "R-040 (the pupil of a row is among the pupils): there is no table pupils",
        "R-041 (the school of a row is among the schools): there is no table schools",
        "R-050 (a mark is for a session that the school's calendar has): there is no table "
        "calendar",
        "R-051 (a school with marks has a calendar for the year): there is no table calendar",
    )


def test_a_frame_of_other_types_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        check_tables({"young_carers": pl.DataFrame({"upn": [1], "start_date": ["2024-01-08"]})})
    assert str(caught.value) == (
        "the table young_carers is not typed as its layout\n"
        "  young_carers: column 'upn' is Int64; expected String\n"
        "  young_carers: column 'start_date' is String; expected Date"
    )


_spells = st.lists(
    st.tuples(
        st.sampled_from([A, B]),
        st.integers(0, 12),
        st.one_of(st.none(), st.integers(0, 6)),
        st.sampled_from("CMS"),
    ),
    max_size=12,
    unique_by=lambda spell: spell[:2],
)


@pytest.mark.slow
@given(_spells)
def test_overlaps_are_those_found_by_comparing_every_pair(
    spells: list[tuple[str, int, int | None, str]],
) -> None:
    start = date(2023, 9, 1)
    rows = [
        (
            upn,
            f"90000{row}",
            start + timedelta(first),
            length if length is None else start + timedelta(first + length),
            status,
        )
        for row, (upn, first, length, status) in enumerate(spells)
    ]
    schema = {
        "upn": pl.String,
        "school_urn": pl.String,
        "entry_date": pl.Date,
        "leaving_date": pl.Date,
        "enrolment_status": pl.String,
    }
    findings = check_tables(
        {"enrolments": pl.DataFrame(rows, schema=schema, orient="row")}
    ).findings
    expected = {
        later + 1
        for later, (upn, _, entry, _, status) in enumerate(rows)
        for other_upn, _, start, left, other_status in rows
        if upn == other_upn and status in "CM" and other_status in "CM"
        if start < entry and (left is None or left > entry)
    }
    assert set(findings.filter(pl.col("rule") == "R-030")["row"].to_list()) == expected
