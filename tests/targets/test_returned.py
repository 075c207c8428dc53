"""Targets on local returns: what has not come in is not nought."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from made_figures import FigureStore, indicator, target

from stocktake.targets.verdict import Verdict

COUNT = {"local:met": indicator(unit="count", decimal_places=0, series=[{"series": "local:met"}])}
SCHOOLS = [f"school-{119780 + number}" for number in range(4)]


def back(value: float, **more: Any) -> dict[str, Any]:
    return {"series": "local:met", "value": value, "time_period": "201718"} | more


def judge(store: FigureStore, kind: str, members: int | None = None, **over: Any) -> Verdict:
    promise = target(kind, indicator="local:met", **({"due": "201718"} | over))
    expected = {"local:met": members} if members else {}
    return store.judge(promise, COUNT, members=expected)


@pytest.mark.parametrize(
    ("word", "count", "expected"),
    [
        ("at_least", 45999, "not_met"),
        ("at_least", 46000, "met"),
        ("above", 46000, "not_met"),
        ("above", 46001, "met"),
    ],
)
def test_over_46000_is_not_46000(
    store: FigureStore, word: str, count: float, expected: str
) -> None:
    store.give_back(back(count))
    verdict = judge(store, "cumulative_count", comparison=word, level=46000)
    assert (verdict.status, verdict.value) == (expected, count)
    assert not verdict.released


def test_nothing_returned_is_not_nought(store: FigureStore) -> None:
    verdict = judge(store, "cumulative_count", level=540)
    assert (verdict.status, verdict.reason, verdict.value) == ("cannot_tell", "no_local_data", None)
    assert verdict.sentence == "Cannot tell: nothing has been returned for 2017/18."


def test_counts_are_summed_and_cumulative_ones_are_not(store: FigureStore) -> None:
    days = [date(2017, 12, 31), date(2018, 3, 31), date(2018, 7, 20)]
    store.give_back(*(back(100.0 * n, as_at=day) for n, day in enumerate(days, 1)))
    assert judge(store, "cumulative_count", level=540).value == 600
    store.give_back(
        *(back(100.0 * n, as_at=day, cumulative=True) for n, day in enumerate(days, 1)),
    )
    assert judge(store, "cumulative_count", level=540).value == 300


def test_what_came_after_the_day_does_not_count(store: FigureStore) -> None:
    store.give_back(back(100, as_at=date(2018, 7, 31)), back(500, as_at=date(2018, 8, 1)))
    by_july = {"level": 540, "due": None, "due_date": date(2018, 7, 31)}
    verdict = judge(store, "cumulative_count", **by_july)
    assert (verdict.due, verdict.value, verdict.status) == ("201718", 100, "not_met")
    assert judge(store, "cumulative_count", level=540).value == 600


def test_some_schools_reach_a_count_whatever_the_others_say(store: FigureStore) -> None:
    store.give_back(*(back(200, place=school) for school in SCHOOLS[:3]))
    assert judge(store, "cumulative_count", 4, level=600).status == "met"
    short = judge(store, "cumulative_count", 4, level=601)
    assert (short.status, short.reason, short.value) == ("cannot_tell", "no_local_data", 600)
    assert short.sentence == (
        "Cannot tell: only 3 of 4 schools have answered; so far there is 600 in 2017/18 against "
        "the 601 or more promised."
    )
    store.give_back(back(0, place=SCHOOLS[3]))
    assert judge(store, "cumulative_count", 4, level=601).status == "not_met"


def test_a_ceiling_is_kept_only_when_all_have_answered(store: FigureStore) -> None:
    store.give_back(*(back(10, place=school) for school in SCHOOLS[:3]))
    assert judge(store, "cumulative_count", 4, comparison="at_most", level=29).status == "not_met"
    assert (
        judge(store, "cumulative_count", 4, comparison="at_most", level=40).status == "cannot_tell"
    )
    store.give_back(back(10, place=SCHOOLS[3]))
    assert judge(store, "cumulative_count", 4, comparison="at_most", level=40).status == "met"
    assert judge(store, "cumulative_count", 4, comparison="below", level=40).status == "not_met"


def test_a_return_for_the_whole_place_says_how_many_schools_it_speaks_for(
    store: FigureStore,
) -> None:
    store.give_back(back(500, schools_returned_count=4, schools_expected_count=4))
    assert judge(store, "cumulative_count", level=540).status == "not_met"
    store.give_back(back(500, schools_returned_count=3, schools_expected_count=4))
    partial = judge(store, "cumulative_count", level=540)
    assert (partial.status, partial.reason) == ("cannot_tell", "no_local_data")
    assert "only 3 of 4 schools have answered" in partial.sentence


def test_every_school_covered(store: FigureStore) -> None:
    store.give_back(*(back(1, place=school) for school in SCHOOLS[:3]))
    assert judge(store, "coverage", 4, of="all").reason == "no_local_data"
    assert judge(store, "coverage", 4, of=3).status == "met"
    store.give_back(back(1, place=SCHOOLS[3]))
    assert judge(store, "coverage", 4, of="all").status == "met"


def test_coverage_that_the_missing_answers_can_no_longer_reach(store: FigureStore) -> None:
    store.give_back(*(back(0, place=school) for school in SCHOOLS[:2]))
    verdict = judge(store, "coverage", 4, of=3)
    assert (verdict.status, verdict.value, verdict.required) == ("not_met", 0, 3)
    assert judge(store, "coverage", 4, of=2).status == "cannot_tell"
    assert judge(store, "coverage", 4, of="all").status == "not_met"


def test_all_schools_when_nobody_says_how_many_there_are(store: FigureStore) -> None:
    store.give_back(back(1, place=SCHOOLS[0]))
    verdict = judge(store, "coverage", of="all")
    assert (verdict.status, verdict.reason) == ("cannot_tell", "no_local_data")
    assert "nobody says how many schools there are" in verdict.sentence


def test_coverage_returned_for_the_whole_place(store: FigureStore) -> None:
    store.give_back(back(7, numerator=7, denominator=8))
    assert judge(store, "coverage", of="all").status == "not_met"
    store.give_back(back(8, numerator=8, denominator=8))
    assert judge(store, "coverage", of="all").status == "met"


@pytest.mark.parametrize(("schools_count", "expected"), [(24, "not_met"), (25, "met")])
def test_25_of_50_schools_change_state(
    store: FigureStore, schools_count: float, expected: str
) -> None:
    store.give_back(back(schools_count))
    assert judge(store, "members_changing_state", level=25, of=50).status == expected


def test_members_who_have_not_answered_may_still_have_changed(store: FigureStore) -> None:
    store.give_back(*(back(1, place=school) for school in SCHOOLS[:2]))
    assert judge(store, "members_changing_state", 4, level=2, of=4).status == "met"
    assert judge(store, "members_changing_state", 4, level=4, of=4).status == "cannot_tell"
    store.give_back(back(0, place=SCHOOLS[2]))
    assert judge(store, "members_changing_state", 4, level=4, of=4).status == "not_met"


@pytest.mark.parametrize(
    ("share", "expected"), [(100.0, "met"), (99.9, "not_met"), (None, "cannot_tell")]
)
def test_four_experiences_for_everybody(
    store: FigureStore, share: float | None, expected: str
) -> None:
    percent = {"local:met": indicator(series=[{"series": "local:met"}])}
    if share is not None:
        store.give_back(back(share, numerator=share * 10, denominator=1000))
    promise = target(
        "share_reaching_count", indicator="local:met", due="201718", reach=4, level=100
    )
    verdict = store.judge(promise, percent)
    assert verdict.status == expected
    if share == 99.9:
        assert verdict.distance_children == pytest.approx(-1)
        assert verdict.sentence == (
            "Not met: 99.9% in 2017/18 against the promise of 100% reaching 4, 0.1 percentage "
            "points short (one child)."
        )


def test_a_later_return_adds_to_an_earlier_one_and_corrects_it(store: FigureStore) -> None:
    store.give_back(back(10, place=SCHOOLS[0]), on=date(2018, 1, 5))
    store.give_back(back(20, place=SCHOOLS[1]), on=date(2018, 2, 5))
    store.give_back(back(30, place=SCHOOLS[0]), on=date(2018, 3, 5))
    for day, total in (
        (date(2018, 1, 4), None),
        (date(2018, 1, 5), 10),
        (date(2018, 2, 5), 30),
        (date(2018, 3, 5), 50),
    ):
        promise = target("cumulative_count", indicator="local:met", due="201718", level=50)
        assert store.judge(promise, COUNT, as_of=day).value == total


def test_counts_that_only_schools_return_show_where_they_stand_before_the_end(
    store: FigureStore,
) -> None:
    store.give_back(*(back(100, place=school) for school in SCHOOLS))
    promise = target("cumulative_count", indicator="local:met", level=1000, due="202021")
    verdict = store.judge(promise, COUNT, at="201718")
    assert (verdict.status, verdict.value, verdict.period) == ("not_yet_due", 400, "201718")
    assert verdict.sentence == (
        "Not yet due: it falls due in 2020/21. The latest is 400 in 2017/18, which would not "
        "meet the 1,000 or more promised; the plan states no trajectory."
    )
    verdict.model_dump_json()


def test_no_sentence_says_who_returned_a_figure(store: FigureStore) -> None:
    store.give_back(back(100, returned_by="careers lead", place=SCHOOLS[0]))
    verdict = judge(store, "cumulative_count", 4, level=540)
    assert "careers lead" not in repr(verdict)
    assert "careers lead" not in verdict.sentence


def test_another_authoritys_return_of_the_same_name_is_not_ours(store: FigureStore) -> None:
    store.give_back(back(700, place="la-330"))
    verdict = judge(store, "cumulative_count", level=540)
    assert (verdict.status, verdict.reason, verdict.value) == ("cannot_tell", "no_local_data", None)


@pytest.mark.parametrize(("count", "expected"), [(50, "met"), (51, "cannot_tell")])
def test_more_members_than_there_are_is_no_answer(
    store: FigureStore, count: int, expected: str
) -> None:
    store.give_back(back(float(count)))
    verdict = judge(store, "members_changing_state", level=25, of=50)
    assert verdict.status == expected
    if expected == "cannot_tell":
        assert verdict.sentence == (
            "Cannot tell: 51 were returned, which is more than the 50 that there are."
        )
