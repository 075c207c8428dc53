"""What the register plans for the schools of a place, and histories read together."""

from __future__ import annotations

from datetime import date

import pytest
from school_frames import links_of, register_of, schools_of_rows

from stocktake.schools.register import SchoolHistories, place_pipeline, school_history
from stocktake.standards.errors import UsageError

TODAY = date(2026, 12, 1)
LOCAL, NEXT, DISTANT, NEW = 900001, 900002, 900003, 900004


def school(urn: int, la: str, **cells: object) -> dict[str, object]:
    return {
        "school_urn": urn, "la_code": la, "name": f"School {urn}", "type": "Community school",
        "type_group": "maintained", "status": "Open", "as_of": date(2026, 10, 1), **cells,
    }  # fmt: skip


REGISTER = register_of(
    schools_of_rows(
        school(LOCAL, "890"),
        school(DISTANT, "888", close_date=date(2027, 8, 31)),
        school(NEW, "890", status="Proposed to open"),
    ),
    links_of((LOCAL, NEXT, "Successor", date(2027, 4, 1))),
)


def test_a_place_has_the_events_of_its_schools_by_date() -> None:
    events = place_pipeline(REGISTER, "la-890", (), as_of=TODAY)
    assert [(row.school_urn, row.event, row.linked_urn, row.date) for row in events] == [
        (LOCAL, "conversion", NEXT, date(2027, 4, 1)),
        (NEW, "opening", None, None),
    ]
    assert events[0].name == f"School {LOCAL}"


def test_a_school_that_is_known_to_be_the_places_counts_too() -> None:
    events = place_pipeline(REGISTER, "la-890", (DISTANT,), as_of=TODAY)
    assert {row.school_urn for row in events} == {LOCAL, DISTANT, NEW}


def test_a_place_that_the_register_does_not_know_has_its_named_schools() -> None:
    events = place_pipeline(REGISTER, "trust-99999", (DISTANT,), as_of=TODAY)
    assert [row.school_urn for row in events] == [DISTANT]


def test_what_has_happened_is_no_plan() -> None:
    events = place_pipeline(REGISTER, "la-890", (), as_of=date(2027, 4, 1))
    assert [row.event for row in events] == ["opening"]


def test_histories_read_together_are_those_read_one_by_one() -> None:
    histories = SchoolHistories(REGISTER, as_of=TODAY)
    for urn in (LOCAL, NEXT, DISTANT):
        assert histories.history(urn) == school_history(REGISTER, urn, as_of=TODAY)
    with pytest.raises(UsageError, match="no school has the URN 999999"):
        histories.history(999999)
