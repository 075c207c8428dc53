"""Coverage, proposals, burden and ends, worked by hand: at the boundary, one short, and none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from invented_map import invented_map, programme, school

from stocktake.programmes import (
    DeliveryRow,
    PlaceMap,
    ProgrammeMap,
    Term,
    assess_coverage,
    assess_proposal,
    find_burden,
    find_gaps,
    find_overlaps,
    find_presence,
    load_burden_rules,
    load_score_weights,
    parse_term,
    terms_of,
)
from stocktake.standards import UsageError

TERMS = terms_of("202425", "202425")
AUTUMN, SPRING, SUMMER = TERMS
WEIGHTS = load_score_weights()
NOTHING_OWN = load_burden_rules().model_copy(update={"own_ask": ()})
DAY = date(2025, 1, 31)


def rows(programme_id: str, *urns: int, term: Term = AUTUMN, state: Any = "delivered") -> list[Any]:
    return [DeliveryRow(programme_id, urn, term, state) for urn in urns]


def rule(kind: str, **keys: Any) -> PlaceMap:
    text = {"id": "rule", "text": "A rule", "kind": kind}
    return PlaceMap.model_validate({"coverage": [{**text, **keys}]})


def outcome(whole: ProgrammeMap, day: date = DAY) -> tuple[str, list[tuple[str, int, int]]]:
    (result,) = assess_coverage(
        whole.place_map.coverage, find_presence(whole, TERMS), whole.deliveries, as_of=day
    )
    parts = [
        (part.text, len(part.delivered_urns), part.required_count) for part in result.requirements
    ]
    return result.status, parts


def test_all_schools_in_each_theme_an_all_through_school_counts_once() -> None:
    whole = invented_map(
        programme("a", themes=["reading"]),
        programme("b", themes=["mathematics", "reading"]),
        place_map=rule(
            "themes_in_all_schools",
            themes=["reading", "mathematics"],
            phases=["primary", "secondary"],
        ),
        deliveries=(*rows("a", 900001, 900002), *rows("b", 900003, 900004)),
    )
    assert outcome(whole) == ("not_met", [("reading", 4, 4), ("mathematics", 2, 4)])


def test_marked_schools_and_a_mark_that_no_school_has() -> None:
    schools = (school(900001, "primary", marks="requires-improvement"), school(900002, "primary"))
    whole = invented_map(
        programme("a"),
        schools=schools,
        place_map=rule("marked_schools", mark="requires-improvement"),
        deliveries=tuple(rows("a", 900001)),
    )
    assert outcome(whole) == ("met", [("requires-improvement", 1, 1)])
    unmarked = invented_map(
        programme("a"), schools=schools, place_map=rule("marked_schools", mark="inadequate")
    )
    assert outcome(unmarked)[0] == "cannot_tell"


@pytest.mark.parametrize(("level", "status"), [(2, "met"), (3, "not_met")])
def test_at_least_so_many_schools(level: int, status: str) -> None:
    whole = invented_map(
        programme("a"),
        place_map=rule("schools_count", level=level),
        deliveries=(
            *rows("a", 900001, 900002),
            *rows("a", 900003, state="agreed"),
            *rows("a", 900004, state="declined"),
        ),
    )
    assert outcome(whole) == (status, [("schools", 2, level)])


def test_by_phase_and_a_school_of_both_phases() -> None:
    whole = invented_map(
        programme("a"),
        place_map=rule("schools_by_phase", levels={"secondary": 1, "primary": 3}),
        deliveries=tuple(rows("a", 900001, 900004)),
    )
    assert outcome(whole) == ("not_met", [("secondary", 1, 1), ("primary", 2, 3)])


def test_a_role_of_staff_in_every_school() -> None:
    whole = invented_map(
        programme("a", audience={"participants": ["leaders"], "ages": "none"}),
        programme("b"),
        place_map=rule("staff_in_all_schools", participant="leaders", phases=["secondary"]),
        deliveries=(*rows("a", 900003), *rows("b", 900004)),
    )
    assert outcome(whole) == ("not_met", [("leaders", 1, 2)])


@pytest.mark.parametrize(
    ("day", "status"), [(date(2025, 3, 31), "not_yet_due"), (date(2025, 4, 1), "not_met")]
)
def test_a_rule_is_open_to_the_end_of_its_day(day: date, status: str) -> None:
    whole = invented_map(
        programme("a"),
        place_map=rule("schools_count", level=2, due="2025-03-31"),
        deliveries=(*rows("a", 900001), *rows("a", 900002, term=SUMMER)),
    )
    assert outcome(whole, day) == (status, [("schools", 1, 2)])


def test_the_fifth_ask_of_this_school_and_two_that_do_it_already() -> None:
    whole = invented_map(
        programme("a"),
        programme("b", title="Bee", audience={"ages": [6, 9]}),
        programme("c", title="Sea", themes=["mathematics"], school_asks={"minutes": 30}),
        programme("d", title="Dee", themes=["languages"], school_asks="not stated"),
        programme("e", title="Ease", themes=["languages"], school_asks="none"),
        deliveries=tuple(row for name in "abcde" for row in rows(name, 900001, term=SPRING)),
    )
    proposal = programme(
        "words",
        title="Words",
        starts="2025-01-06",
        ends="2025-03-28",
        audience={"schools": "listed", "school_urns": [900001, 900002]},
        school_asks={"visits_count": 2, "minutes": 45},
    )
    answer = assess_proposal(proposal, whole, TERMS, NOTHING_OWN, WEIGHTS)
    assert [
        (item.school_urn, item.term, item.ask_number, item.minutes, item.same_ids)
        for item in answer.schools
    ] == [
        (900001, SPRING, 5, 60 + 60 + 30 + 45, ("a", "b")),
        (900002, SPRING, 1, 45, ()),
    ]
    assert answer.same_ids == ("a", "b")


@pytest.mark.parametrize(("ceiling", "is_over"), [(2, False), (1, True)])
def test_the_ceiling_is_passed_only_beyond_it(ceiling: int, is_over: bool) -> None:
    rules = NOTHING_OWN.model_copy(update={"asks_ceiling": ceiling, "minutes_ceiling": 120})
    whole = invented_map(
        programme("a"),
        programme("b", title="Bee"),
        deliveries=(*rows("a", 900001), *rows("b", 900001)),
    )
    burden = find_burden(find_presence(whole, TERMS), whole.deliveries, rules)
    (row,) = burden.table.iter_rows(named=True)
    assert (row["asks_count"], row["minutes"], row["visits_count"]) == (2, 120, 2)
    assert (row["is_over_asks"], row["is_over_minutes"]) == (is_over, False)
    assert burden.ask_count(900001, AUTUMN) == 2
    assert burden.ask_count(900001, SPRING) == 0


def test_an_offer_asks_nothing_and_a_delivery_says_its_own_minutes() -> None:
    whole = invented_map(
        programme("a"),
        programme("b", title="Bee", school_asks="not stated"),
        deliveries=(
            DeliveryRow("a", 900001, AUTUMN, "delivered", minutes=15),
            *rows("a", 900002, state="offered"),
            *rows("b", 900001),
        ),
    )
    (row,) = find_burden(
        find_presence(whole, TERMS), whole.deliveries, NOTHING_OWN
    ).table.iter_rows(named=True)
    assert (row["school_urn"], row["asks_count"], row["minutes"]) == (900001, 2, 15)
    assert row["unknown_minutes_count"] == 1


def test_own_asks_count_by_phase_and_term() -> None:
    whole = invented_map(programme("a", school_asks="none"))
    burden = find_burden(find_presence(whole, TERMS), (), load_burden_rules())
    assert burden.ask_count(900001, AUTUMN) == 2
    assert set(burden.calendar["asked_by"]) == {"stocktake"}
    autumn = burden.calendar.filter(school_urn=900001, term="202425-autumn")
    assert sorted(autumn["minutes"]) == [45, 90]


def test_where_schools_are_not_stated_an_overlap_is_possible_and_says_why() -> None:
    whole = invented_map(
        programme("a"),
        programme("b", title="Bee", starts="not stated", audience={"schools": "some"}),
    )
    (overlap,) = find_overlaps(find_presence(whole, TERMS), WEIGHTS)
    assert overlap.certainty == "possible"
    assert overlap.reasons == ("schools of Bee not stated", "start of Bee not stated")
    assert (overlap.score.lowest, overlap.score.highest) == (75, 100)


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"successor": "none"}, [("gap", "no_successor")]),
        ({"successor": "not stated"}, [("cannot_tell", "no_successor")]),
        ({"successor": "not needed"}, []),
        ({"successor": "charity"}, []),
        ({"successor": "b"}, [("gap", "no_successor")]),
        ({"successor": "none", "ends": "2025-09-01"}, []),
        ({"successor": "none", "ends": "2025-01-30"}, []),
        ({"successor": "none", "ends": "not stated"}, []),
        ({"successor": "none", "stage": "bid"}, []),
    ],
)
def test_who_takes_over(changes: dict[str, Any], kinds: list[tuple[str, str]]) -> None:
    whole = invented_map(programme("a", **changes), programme("b", title="Bee", ends="2024-12-31"))
    gaps = find_gaps(whole, as_of=DAY, until=date(2025, 8, 31), weights=WEIGHTS)
    assert [(gap.answer, gap.kind) for gap in gaps] == kinds


def test_a_term_is_written_with_its_year() -> None:
    assert parse_term(" 202425-autumn ") == AUTUMN
    for text in ("202425", "202426-autumn", "202425-Autumn", "2024-autumn", ""):
        with pytest.raises(UsageError):
            parse_term(text)
