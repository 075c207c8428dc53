"""Where a school's record goes on: conversions, chains, mergers, other places, rings."""

from __future__ import annotations

from datetime import date

import pytest
from school_frames import links_of

from stocktake.schools.register import SchoolRegister, continuations, school_identities

A, B, C, D, E = 900001, 900002, 900003, 900004, 900005
DAY = date(2026, 9, 1)
Link = tuple[int, int, str, date | None]


def next_urns(*links: Link, urns: set[int], as_of: date = DAY) -> dict[int, int]:
    rows = continuations(links_of(*links), urns, as_of=as_of)
    return {urn: row.urn for urn, row in rows.items()}


def test_a_conversion_hands_the_record_over_on_its_day() -> None:
    link = (A, B, "Successor", DAY)
    assert next_urns(link, urns={A, B}) == {A: B}
    assert next_urns(link, urns={A, B}, as_of=date(2026, 8, 31)) == {}
    assert continuations(links_of(link), {A, B}, as_of=DAY)[A].since == DAY


def test_twice_renumbered_the_record_is_with_the_last_number() -> None:
    links = ((A, B, "Successor", date(2015, 1, 2)), (C, B, "Predecessor", DAY))
    assert next_urns(*links, urns={A, B, C}) == {A: C, B: C}
    assert next_urns(*links, urns={A, B, C}, as_of=date(2020, 1, 1)) == {A: B}


def test_a_register_that_links_the_first_number_with_the_last_too_names_one_chain() -> None:
    links = (
        (A, B, "Successor", date(2015, 1, 2)),
        (B, C, "Successor", DAY),
        (A, C, "Successor", DAY),
    )
    assert next_urns(*links, urns={A, B, C}) == {A: C, B: C}


@pytest.mark.parametrize("kind", ["Successor", "Successor - merged", "Successor - amalgamated"])
def test_where_two_schools_meet_the_record_of_neither_goes_on(kind: str) -> None:
    meeting = ((A, B, "Successor", date(2015, 1, 2)), (B, D, kind, DAY), (C, D, kind, DAY))
    assert next_urns(*meeting, urns={A, B, C, D}) == {A: B}
    onward = (*meeting, (D, E, "Successor", DAY))
    assert next_urns(*onward, urns={A, B, C, D, E}) == {A: B, D: E}


def test_a_meeting_counts_though_one_of_the_schools_is_in_another_place() -> None:
    links = ((A, C, "Successor", DAY), (B, C, "Successor", DAY))
    assert next_urns(*links, urns={A, C}) == {}


def test_a_number_of_another_place_takes_no_record() -> None:
    assert next_urns((A, B, "Successor", DAY), urns={A}) == {}
    away = ((A, B, "Successor", date(2015, 1, 2)), (B, C, "Successor", DAY))
    assert next_urns(*away, urns={A, B}) == {A: B}
    assert next_urns(*away, urns={A, C}) == {A: C}, "a number without a record is passed"


def test_of_a_split_the_plain_successor_goes_on() -> None:
    links = ((A, B, "Successor - Split School", DAY), (A, C, "Successor", DAY))
    assert next_urns(*links, urns={A, B, C}) == {A: C}


def test_a_ring_and_a_link_to_itself_hand_nothing_over() -> None:
    ring = ((A, B, "Successor", None), (B, A, "Successor", None), (C, C, "Successor", None))
    assert next_urns(*ring, urns={A, B, C}) == {}
    assert next_urns(urns={A}) == {}


@pytest.mark.slow
def test_in_the_published_register_a_record_follows_the_school(
    published_register: SchoolRegister,
) -> None:
    links = published_register.links
    day = date(2026, 8, 21)
    urns = set(links["school_urn"]) | set(links["linked_urn"])
    rows = continuations(links, urns, as_of=day)
    identities = dict(
        school_identities(links, published_register.schools, as_of=day)
        .select("school_urn", "identity_urn")
        .iter_rows()
    )
    ends = {row.urn for row in rows.values()}
    assert not ends & set(rows), "a number that goes on elsewhere is no end"
    assert len(rows) > 12_000
    assert all(identities[urn] == identities[row.urn] for urn, row in rows.items())
