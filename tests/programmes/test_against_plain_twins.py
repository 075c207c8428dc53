"""Overlap, burden and gap as slow and plain loops find them; order and names make no difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from invented_map import SCHOOLS, invented_map, programme
from plain_map import plain_ask_counts, plain_gaps, plain_overlaps

from stocktake.programmes import (
    DeliveryRow,
    NeedRow,
    Programme,
    ProgrammeMap,
    find_burden,
    find_gaps,
    find_overlaps,
    find_presence,
    load_burden_rules,
    load_score_weights,
    terms_of,
)

TERMS = terms_of("202425", "202526")
RULES = load_burden_rules().model_copy(update={"own_ask": ()})
WEIGHTS = load_score_weights()
THEMES = ("reading", "mathematics", "mental-health")
DAYS = [date(2024, 9, 1), date(2025, 1, 6), date(2025, 4, 1), date(2025, 9, 1), date(2026, 7, 20)]


@st.composite
def programmes(draw: st.DrawFn, identity: str) -> Programme:
    starts, ends = sorted(draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))))
    youngest = draw(st.integers(4, 15))
    kind = draw(st.sampled_from(["all", "listed"]))
    urns = draw(st.sets(st.sampled_from([s.school_urn for s in SCHOOLS]), min_size=1))
    words = st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=2, unique=True)
    return programme(
        identity,
        themes=draw(st.lists(st.sampled_from(THEMES), min_size=1, unique=True)),
        starts=starts,
        ends=ends,
        stage=draw(st.sampled_from(["delivery", "pilot", "bid", "refused", "ended"])),
        school_asks=draw(st.sampled_from(["none", "not stated", {"minutes": 30}])),
        capacity={"people": draw(st.integers(0, 30)), "schools": 1},
        successor="not needed",
        audience={
            "participants": draw(
                st.sampled_from([["pupils"], ["families"], ["pupils", "families"]])
            ),
            "phases": draw(st.sampled_from([["primary"], ["secondary"], ["primary", "secondary"]])),
            "ages": [youngest, draw(st.integers(youngest, 18))],
            "groups": draw(st.just(["all"]) | words),
            "wards": draw(st.just(["all"]) | words),
            "schools": kind,
            "school_urns": sorted(urns) if kind == "listed" else [],
        },
    )


@st.composite
def maps(draw: st.DrawFn) -> ProgrammeMap:
    items = [draw(programmes(f"p{number}")) for number in range(draw(st.integers(0, 5)))]
    deliveries = []
    if items:
        keys = st.tuples(
            st.sampled_from([item.id for item in items]),
            st.sampled_from([school.school_urn for school in SCHOOLS]),
            st.sampled_from(terms_of("202425", "202627")),
        )
        states = st.sampled_from(["offered", "agreed", "delivered", "declined"])
        deliveries = [
            DeliveryRow(*key, draw(states)) for key in draw(st.lists(keys, max_size=8, unique=True))
        ]
    ages = st.just((None, None)) | st.tuples(st.integers(4, 11), st.integers(11, 18))
    needs = [
        NeedRow(
            theme,
            draw(st.integers(0, 40)),
            "invented",
            draw(st.sampled_from(["all", "primary", "secondary"])),
            *draw(ages),
            draw(st.sampled_from(["all", "a"])),
            draw(st.sampled_from(["all", "b"])),
        )
        for theme in draw(st.lists(st.sampled_from(THEMES), max_size=3, unique=True))
    ]
    return invented_map(*items, deliveries=tuple(deliveries), needs=tuple(needs))


@settings(max_examples=150, deadline=None)
@given(whole=maps())
def test_overlaps_are_those_of_the_plain_twin(whole: ProgrammeMap) -> None:
    overlaps = find_overlaps(find_presence(whole, TERMS), WEIGHTS)
    assert {
        (item.first.id, item.second.id): set(item.school_terms) for item in overlaps
    } == plain_overlaps(whole, TERMS)
    assert {item.certainty for item in overlaps} <= {"certain"}
    assert all(0 <= item.score.lowest == item.score.highest <= 100 for item in overlaps)


@settings(max_examples=150, deadline=None)
@given(whole=maps())
def test_asks_are_those_of_the_plain_twin(whole: ProgrammeMap) -> None:
    table = find_burden(find_presence(whole, TERMS), whole.deliveries, RULES).table
    counts = {
        (row["school_urn"], row["term"]): row["asks_count"] for row in table.iter_rows(named=True)
    }
    plain_counts = plain_ask_counts(whole, TERMS)
    assert counts == {(urn, str(term)): count for (urn, term), count in plain_counts.items()}


@settings(max_examples=150, deadline=None)
@given(whole=maps())
def test_gaps_are_those_of_the_plain_twin(whole: ProgrammeMap) -> None:
    day = date(2025, 3, 1)
    gaps = find_gaps(whole, as_of=day, until=day, weights=WEIGHTS)
    found_gaps = {
        (gap.kind, gap.subject, gap.uncovered_count if gap.kind != "ages" else _ages(gap.text))
        for gap in gaps
        if gap.kind not in ("no_successor", "barrier")
    }
    assert found_gaps == plain_gaps(whole, day)


@settings(max_examples=75, deadline=None)
@given(whole=maps(), data=st.data())
def test_neither_order_nor_ids_make_a_difference(whole: ProgrammeMap, data: st.DataObject) -> None:
    other_ids = {item.id: f"q{9 - number}" for number, item in enumerate(whole.programmes)}
    renamed_map = replace(
        whole,
        programmes=tuple(
            data.draw(
                st.permutations(
                    [
                        item.model_copy(update={"id": other_ids[item.id]})
                        for item in whole.programmes
                    ]
                )
            )
        ),
        schools=tuple(data.draw(st.permutations(whole.schools))),
        deliveries=tuple(
            replace(row, programme=other_ids[row.programme])
            for row in data.draw(st.permutations(whole.deliveries))
        ),
        needs=tuple(data.draw(st.permutations(whole.needs))),
    )
    assert _pairs(whole, {item.id: item.id for item in whole.programmes}) == _pairs(
        renamed_map, {new: old for old, new in other_ids.items()}
    )
    tables = [
        find_burden(find_presence(item, TERMS), item.deliveries, RULES).table
        for item in (whole, renamed_map)
    ]
    assert tables[0].equals(tables[1])
    day = date(2025, 3, 1)
    texts = [
        sorted(
            (gap.kind, gap.text, gap.score.lowest, gap.uncovered_count or 0)
            for gap in find_gaps(item, as_of=day, until=date(2026, 8, 31), weights=WEIGHTS)
        )
        for item in (whole, renamed_map)
    ]
    assert texts[0] == texts[1]


def _pairs(whole: ProgrammeMap, names: dict[str, str]) -> set[tuple[object, ...]]:
    return {
        (
            frozenset({names[item.first.id], names[item.second.id]}),
            frozenset(item.themes),
            item.school_terms and frozenset(item.school_terms),
            item.score.lowest,
        )
        for item in find_overlaps(find_presence(whole, TERMS), WEIGHTS)
    }


def _ages(text: str) -> int:
    return len(text.rpartition("of age ")[2].split(", "))
