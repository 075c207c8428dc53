"""One school through its numbers: chains, mergers, splits, rings, and a change within a year."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from school_frames import links_of

from stocktake.schools.register import SchoolRegister, figures_by_identity, school_identities
from stocktake.schools.register.plain_links import plain_links

Links = list[tuple[int, int, str, date | None]]
A, B, C, D = 900001, 900002, 900003, 900004


def identities(*links: tuple[int, int, str, date | None], **options: object) -> dict[int, int]:
    frame = school_identities(links_of(*links), **options)  # type: ignore[arg-type]
    return dict(frame.select("school_urn", "identity_urn").iter_rows())


def reasons(*links: tuple[int, int, str, date | None], **options: object) -> dict[int, str | None]:
    frame = school_identities(links_of(*links), **options)  # type: ignore[arg-type]
    return dict(frame.select("school_urn", "break_reason").iter_rows())


def figures_of(*rows: tuple[int, str, float | None]) -> pl.DataFrame:
    names = ("school_urn", "time_period", "value")
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return frame.with_columns(measure=pl.lit("ks4.attainment_8"), group=pl.lit("all"))


def test_a_chain_is_followed_to_the_newest_number() -> None:
    chain = ((A, B, "Successor", None), (C, B, "Predecessor", None), (C, D, "Successor", None))
    assert identities(*chain) == {A: D, B: D, C: D, D: D}


def test_the_newest_number_need_not_be_the_highest() -> None:
    assert identities((D, A, "Successor", None)) == {A: A, D: A}


@pytest.mark.parametrize("change", ["merged", "amalgamated", "Split School"])
def test_merged_amalgamated_and_split_break_the_series(change: str) -> None:
    link = (A, B, f"Successor - {change}", date(2020, 9, 1))
    assert identities(link) == {A: A, B: B}
    assert reasons(link)[A] == {"Split School": "split"}.get(change, "merged")


def test_a_pair_that_one_side_calls_a_merger_is_one() -> None:
    pair = ((A, B, "Successor", None), (B, A, "Predecessor - merged", None))
    assert identities(*pair) == {A: A, B: B}


def test_a_link_to_itself_and_a_ring_come_to_an_end() -> None:
    ring = ((A, A, "Successor", None), (A, B, "Successor", None), (B, A, "Successor", None))
    assert identities(*ring) == {A: B, B: B}
    assert reasons(*ring)[B] == "cycle"
    longer = ((A, B, "Successor", None), (B, C, "Successor", None), (C, A, "Successor", None))
    assert identities(*longer, (D, A, "Successor", None)) == {A: C, B: C, C: C, D: C}


def test_of_two_successors_the_latest_is_followed() -> None:
    links = ((A, C, "Successor", date(2015, 9, 1)), (A, B, "Successor", date(2018, 9, 1)))
    assert identities(*links)[A] == B
    assert identities((A, C, "Successor", None), (A, B, "Successor", date(2018, 9, 1)))[A] == B


def test_a_link_to_come_is_not_followed_yet() -> None:
    link = (A, B, "Successor", date(2027, 10, 31))
    assert identities(link, as_of=date(2026, 8, 21)) == {A: A, B: B}
    assert identities(link, as_of=date(2027, 11, 1)) == {A: B, B: B}


def test_two_results_in_one_year_are_a_merger_whatever_the_links_say() -> None:
    links = ((A, C, "Successor", None), (B, C, "Successor", None), (C, D, "Successor", None))
    alone = figures_of((A, "201516", 45.0), (C, "201718", 46.0))
    assert identities(*links, figures=alone) == {A: D, B: D, C: D, D: D}
    two_results = figures_of((A, "201516", 45.0), (B, "201516", 40.0), (C, "201718", 46.0))
    assert identities(*links, figures=two_results) == {A: A, B: B, C: D, D: D}
    assert reasons(*links, figures=two_results) == {A: "merged", B: "merged", C: None, D: None}


def test_a_missing_result_is_no_second_result() -> None:
    links = ((A, C, "Successor", None), (B, C, "Successor", None))
    missing = figures_of((A, "201516", 45.0), (B, "201516", None))
    assert identities(*links, figures=missing) == {A: C, B: C, C: C}


def test_a_number_that_changes_within_the_year_stays_one_school() -> None:
    link = (A, B, "Successor", date(2017, 1, 1))
    figures = figures_of((A, "201617", 45.0), (B, "201617", 45.5), (A, "201516", 44.0))
    result = school_identities(links_of(link), figures=figures)
    assert dict(result.select("school_urn", "identity_urn").iter_rows()) == {A: B, B: B}
    series = figures_by_identity(figures, result).sort("time_period")
    assert series.select("school_urn", "identity_urn", "time_period", "value").rows() == [
        (A, B, "201516", 44.0),
        (B, B, "201617", 45.5),
    ]


def test_the_older_numbers_result_stands_where_the_new_one_has_none() -> None:
    link = (A, B, "Successor", date(2017, 1, 1))
    figures = figures_of((A, "201617", 45.0), (B, "201617", None))
    result = school_identities(links_of(link), figures=figures)
    assert figures_by_identity(figures, result).select("school_urn", "value").rows() == [(A, 45.0)]


def test_results_side_by_side_after_a_change_are_two_schools() -> None:
    link = (A, B, "Successor", date(2015, 9, 1))
    figures = figures_of((A, "201718", 45.0), (B, "201718", 30.0))
    assert identities(link, figures=figures) == {A: A, B: B}


def test_a_link_is_dated_by_the_first_day_of_the_new_number() -> None:
    both_sides = links_of(
        (A, B, "Successor", date(2025, 8, 31)), (B, A, "Predecessor", date(2025, 9, 1))
    )
    assert plain_links(both_sides)["date"].to_list() == [date(2025, 9, 1)]
    one_side = links_of((A, B, "Successor", date(2026, 8, 31)))
    assert plain_links(one_side)["date"].to_list() == [date(2026, 9, 1)]


URNS = st.integers(900001, 900012)
LINKS = st.lists(
    st.tuples(URNS, URNS, st.sampled_from(["Successor", "Predecessor"]), st.none()), max_size=20
)


@pytest.mark.slow
@given(LINKS)
def test_following_ends_and_repeats_itself(links: Links) -> None:
    result = identities(*links)
    assert all(result[result[urn]] == result[urn] for urn in result)


@pytest.mark.slow
@given(LINKS)
def test_it_is_what_walking_each_number_gives(links: Links) -> None:
    """The slow, plain twin: from each number to its latest successor, as long as none repeats."""
    steps: dict[int, int] = {}
    for urn, linked_urn, kind, _ in links:
        old, new = (urn, linked_urn) if kind == "Successor" else (linked_urn, urn)
        if old != new:
            steps[old] = max(new, steps.get(old, 0))
    result = identities(*links)
    for urn in result:
        walked = [urn]
        while walked[-1] in steps and steps[walked[-1]] not in walked:
            walked.append(steps[walked[-1]])
        if walked[-1] not in steps:
            assert result[urn] == walked[-1]


@pytest.mark.slow
def test_the_published_links(published_register: SchoolRegister) -> None:
    result = school_identities(published_register.links, as_of=date(2026, 8, 21))
    of = dict(result.select("school_urn", "identity_urn").iter_rows())
    assert of[119732] == 142469, "Highfield"
    assert of[119769] == of[140021] == 151443, "South Shore, once Palatine"
    assert of[119778] == 141257, "St Mary's"
    assert plain_links(published_register.links).height == 17_191
    assert all(of[of[urn]] == of[urn] for urn in of)
