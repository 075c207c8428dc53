"""Schools of a place on a day: opened, closed, renumbered; trusts and their schools; histories."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from school_frames import groups_of_rows, links_of, members_of_rows, register_of, schools_of_rows

from stocktake.schools.register import (
    SchoolRegister,
    counted_phase,
    members_on,
    membership_spells,
    school_history,
    school_pipeline,
    schools_as_on,
    schools_of,
)
from stocktake.standards.errors import UsageError

A, B, C, D = 900001, 900002, 900003, 900004
FILE_DAY = date(2019, 8, 31)
MAT = "Multi-academy trust"


def school(urn: int, **cells: object) -> dict[str, object]:
    usual = {"la_code": "890", "name": f"School {urn}", "type": "Community school"}
    group = {"type_group": "maintained", "phase": "Primary", "status": "Open", "as_of": FILE_DAY}
    return {"school_urn": urn, **usual, **group, **cells}


def urns(register: SchoolRegister, place: str, on: date) -> list[int]:
    return schools_of(register, place, on)["school_urn"].to_list()


def test_opened_and_closed_schools_are_there_while_they_were() -> None:
    register = register_of(
        schools_of_rows(
            school(A),
            school(B, open_date=date(2018, 9, 1)),
            school(C, status="Closed", close_date=date(2018, 12, 14)),
            school(D, la_code="888"),
        )
    )
    assert urns(register, "la-890", date(2018, 8, 31)) == [A, C]
    assert urns(register, "la-890", date(2018, 12, 14)) == [A, B, C]
    assert urns(register, "la-890", date(2018, 12, 15)) == [A, B]
    assert urns(register, "england", date(2019, 8, 31)) == [A, B, D]
    assert urns(register, "region-north-west", date(2019, 8, 31)) == [A, B, D]
    assert urns(register, f"school-{A}", date(2019, 8, 31)) == [A]


def test_a_changed_number_is_one_school_on_every_day() -> None:
    register = register_of(
        schools_of_rows(school(A)), links_of((A, B, "Successor", date(2020, 8, 31)))
    )
    assert urns(register, "la-890", date(2020, 8, 31)) == [A]
    assert urns(register, "la-890", date(2020, 9, 1)) == [B], "known from the link alone"
    row = schools_as_on(register, date(2020, 9, 1)).filter(school_urn=B).row(0, named=True)
    assert (row["name"], row["phase"], row["type"]) == ("School 900001", "Primary", None)


def test_closed_without_a_day_is_closed_once_a_file_says_so() -> None:
    register = register_of(
        schools_of_rows(
            school(A, as_of=date(2018, 8, 31)), school(A, status="Closed", as_of=FILE_DAY)
        )
    )
    assert urns(register, "la-890", date(2018, 9, 1)) == [A]
    assert urns(register, "la-890", date(2019, 9, 1)) == []


def test_what_came_later_is_told_only_where_nothing_else_is_known() -> None:
    register = register_of(
        schools_of_rows(
            school(A, type="Community school", capacity=None, as_of=date(2017, 8, 31)),
            school(A, type="Academy converter", capacity=300, as_of=date(2022, 8, 31)),
        )
    )
    row = schools_as_on(register, date(2018, 1, 1)).row(0, named=True)
    assert (row["type"], row["capacity"]) == ("Community school", 300)
    assert row["is_assumed"] is False
    earlier = schools_as_on(register, date(2010, 1, 1)).row(0, named=True)
    assert earlier["is_assumed"] is True, "no file and no date says that it was open in 2010"


def test_last_seen_years_ago_is_not_known_to_be_open() -> None:
    register = register_of(schools_of_rows(school(A, status="Last seen", as_of=date(2014, 8, 31))))
    assert schools_of(register, "la-890", date(2014, 1, 1))["is_open"].to_list() == [True]
    assert schools_of(register, "la-890", date(2016, 1, 1))["is_open"].to_list() == [None]


@pytest.mark.parametrize(
    ("phase", "group", "expected_phase"),
    [
        ("All-through", "academy", "secondary"),
        ("Middle deemed primary", "maintained", "primary"),
        ("Not applicable", "special", "special"),
        ("Primary", "special", "special"),
        ("PRU", None, "alternative provision"),
        ("Secondary", "college", "16 plus"),
        ("Nursery", "nursery", "nursery"),
        (None, None, None),
    ],
)
def test_the_phase_in_which_pupils_are_counted(
    phase: str | None, group: str | None, expected_phase: str | None
) -> None:
    frame = counted_phase(schools_of_rows(school(A, phase=phase, type_group=group)))
    assert frame["counted_phase"].to_list() == [expected_phase]


def member(uid: str, urn: int, **cells: object) -> dict[str, object]:
    usual = {"group_name": f"Trust {uid}", "group_type": MAT, "as_of": FILE_DAY}
    return {"group_uid": uid, "school_urn": urn, **usual, **cells}


def test_a_school_moves_between_trusts() -> None:
    rows = (
        member("7001", A, **{"from": date(2014, 9, 1)}),
        member("7002", A, **{"from": date(2017, 1, 1)}),
        member("7001", B, **{"from": None}),
    )
    register = register_of(schools_of_rows(school(A), school(B)), None, members_of_rows(*rows))
    assert urns(register, "trust-7001", date(2016, 12, 31)) == [A]
    assert urns(register, "trust-7001", date(2017, 1, 1)) == []
    assert urns(register, "trust-7002", date(2017, 1, 1)) == [A]
    assert urns(register, "trust-7001", FILE_DAY) == [B], "an undated member counts once it is seen"
    assert members_on(register, "7001", FILE_DAY)["is_dated"].to_list() == [False]


def test_a_closed_trust_has_no_schools_and_a_missing_one_left() -> None:
    rows = (
        member("7001", A, **{"from": date(2014, 9, 1), "to": date(2018, 8, 31)}),
        member("7002", B, **{"from": date(2014, 9, 1)}, as_of=date(2017, 1, 19)),
        member("7003", C, **{"from": date(2014, 9, 1)}, as_of=date(2017, 1, 19)),
        member("7003", C, **{"from": date(2014, 9, 1)}),
    )
    register = register_of(
        schools_of_rows(school(A), school(B), school(C)), None, members_of_rows(*rows)
    )
    assert urns(register, "trust-7001", date(2018, 8, 31)) == [A]
    assert urns(register, "trust-7001", date(2018, 9, 1)) == []
    spells = {row["school_urn"]: row for row in membership_spells(register).iter_rows(named=True)}
    assert spells[B]["to"] == FILE_DAY, "not in the next file, so it had left by then"
    assert spells[B]["is_end_dated"] is False
    assert spells[C]["to"] is None


def test_a_trust_that_a_file_names_in_words_is_found_by_its_name() -> None:
    register = register_of(
        schools_of_rows(school(A, trust_name="HARBOUR LEARNING")),
        groups=groups_of_rows(
            {"group_uid": "7001", "group_name": "Harbour Learning", "group_type": MAT,
             "closed_date": date(2015, 1, 1)},
            {"group_uid": "7009", "group_name": "Harbour Learning", "group_type": MAT},
        ),
    )  # fmt: skip
    assert urns(register, "trust-7009", FILE_DAY) == [A], "the one that still exists"
    assert urns(register, "trust-7001", FILE_DAY) == []


def test_a_federation_has_its_own_set_of_schools() -> None:
    rows = (
        member("7101", A, group_type="Federation", **{"from": date(2012, 9, 1)}),
        member("7101", B, group_type="Federation", **{"from": date(2012, 9, 1)}),
        member("7001", A, **{"from": date(2016, 9, 1)}),
    )
    register = register_of(schools_of_rows(school(A), school(B)), None, members_of_rows(*rows))
    assert members_on(register, "7101", FILE_DAY)["school_urn"].to_list() == [A, B]
    spells = membership_spells(register, "federation")
    assert spells["to"].to_list() == [None, None], "joining a trust ends no federation"


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(UsageError, match="unknown place 'la-8900'"):
        schools_of(register_of(), "la-8900", FILE_DAY)


def test_a_trust_that_no_file_names_is_not_one_without_schools() -> None:
    with pytest.raises(UsageError, match="no file of the register that is held names the trust 99"):
        schools_of(register_of(schools_of_rows(school(A))), "trust-99", FILE_DAY)


def test_the_history_of_a_school_tells_its_numbers_and_the_next_one() -> None:
    register = register_of(
        schools_of_rows(
            school(A, status="Closed"),
            school(B, type="Academy converter", type_group="academy"),
        ),
        links_of(
            (A, B, "Successor", date(2014, 8, 31)),
            (B, C, "Successor", date(2027, 1, 1)),
            (D, B, "Successor - merged", date(2016, 9, 1)),
        ),
        members_of_rows(member("7001", B, **{"from": date(2014, 9, 1)})),
    )
    history = school_history(register, A, as_of=date(2026, 8, 21))
    assert history.urn == B
    assert [number.urn for number in history.numbers] == [A, B, C]
    assert history.numbers[0].ends == date(2014, 8, 31)
    assert history.numbers[1].starts == date(2014, 9, 1)
    assert history.numbers[1].trusts == (("Trust 7001", date(2014, 9, 1), None),)
    first, second = history.hand_overs
    assert (first.date, first.is_planned, first.is_conversion) == (date(2014, 9, 1), False, True)
    assert (second.new_urn, second.is_planned, second.is_conversion) == (C, True, None)
    assert [(change.old_urn, change.change) for change in history.changes] == [(D, "merged")]
    assert history.number_on(date(2014, 8, 31)) == A
    assert history.number_on(date(2026, 12, 31)) == B
    assert history.number_on(date(2027, 1, 1)) == C
    assert school_history(register, C, as_of=date(2026, 8, 21)) == history, "of a planned number"


def test_the_history_of_a_ring_comes_to_an_end() -> None:
    register = register_of(
        schools_of_rows(school(A), school(B)),
        links_of((A, B, "Successor", None), (B, A, "Successor", None)),
    )
    assert [n.urn for n in school_history(register, A, as_of=FILE_DAY).numbers] == [A, B]


def test_a_number_that_nobody_has_is_refused() -> None:
    with pytest.raises(UsageError, match="no school has the URN 999999"):
        school_history(register_of(schools_of_rows(school(A))), 999999, as_of=FILE_DAY)


def test_the_pipeline_lists_what_is_to_come_once() -> None:
    register = register_of(
        schools_of_rows(
            school(A),
            school(B, type="Academy converter", type_group="academy"),
            school(C, status="Open, but proposed to close"),
            school(D, status="Proposed to open", open_date=date(2026, 9, 1)),
        ),
        links_of(
            (A, 900011, "Successor", date(2026, 12, 1)),
            (B, 900012, "Successor", date(2027, 1, 1)),
            (A, 900010, "Predecessor", date(2010, 9, 1)),
        ),
    )
    pipeline = school_pipeline(register, as_of=date(2026, 8, 21))
    assert pipeline.select("school_urn", "event", "linked_urn", "date").rows() == [
        (D, "opening", None, date(2026, 9, 1)),
        (A, "conversion", 900011, date(2026, 12, 1)),
        (B, "new number", 900012, date(2027, 1, 1)),
        (C, "closing", None, None),
    ]


@pytest.mark.slow
def test_blackpool_over_ten_years(published_register: SchoolRegister) -> None:
    secondaries = {}
    for day in (date(2019, 1, 17), date(2022, 1, 20), date(2026, 8, 1)):
        schools = counted_phase(schools_of(published_register, "la-890", day))
        state = schools.filter(pl.col("type_group").is_in(["academy", "free school", "maintained"]))
        secondaries[day.year] = state.filter(counted_phase="secondary")["school_urn"].to_list()
    seven = [137973, 139675, 140021, 140759, 141132, 141257, 142469]
    assert secondaries[2019] == sorted([*seven, 145863]), "Armfield Academy opened in 2018"
    assert secondaries[2022] == secondaries[2019]
    assert secondaries[2026] == sorted({*seven, 145863, 151443} - {140021}), "South Shore"
    pipeline = school_pipeline(published_register, as_of=date(2026, 8, 21))
    assert dict(pipeline["event"].value_counts().iter_rows()) == {
        "conversion": 136,
        "new number": 10,
        "amalgamated": 8,
        "merged": 7,
        "split": 3,
    }
    blackpool = pipeline.filter(la_code="890")
    assert blackpool.select("school_urn", "event", "linked_urn", "date").rows() == [
        (119246, "conversion", 152702, date(2026, 12, 1))
    ]
    assert pipeline["date"].drop_nulls().max() == date(2027, 11, 1)


@pytest.mark.slow
def test_a_trust_of_the_coast_and_its_schools(published_register: SchoolRegister) -> None:
    earlier_urns, later_urns = (
        set(schools_of(published_register, "trust-3155", day)["school_urn"])
        for day in (date(2017, 2, 1), date(2026, 9, 1))
    )
    assert {137973, 139675, 141132, 142175} <= earlier_urns
    assert earlier_urns < later_urns
    assert {144945, 145863} <= later_urns - earlier_urns
