"""Why a return holds no figure: nothing came only where nothing did."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from made_figures import HOME, FigureStore, indicator, target

from stocktake.standards.place import Place
from stocktake.standards.places import PlaceRegister, place_register
from stocktake.targets.verdict import Verdict

SHARE = {"local:met": indicator(series=[{"series": "local:met"}])}
COUNT = {"local:met": indicator(unit="count", decimal_places=0, series=[{"series": "local:met"}])}
COAST = Place(
    id="area-coast", name="The Coast", level="Area", members=("la-890", "la-889"), codes=()
)


def back(value: float | None, **more: Any) -> dict[str, Any]:
    return {"series": "local:met", "value": value, "time_period": "201718"} | more


def judge(store: FigureStore, kind: str = "level", *, area: bool = False, **more: Any) -> Verdict:
    promise = target(kind, indicator="local:met", due="201718", level=60, **more)
    register = PlaceRegister((*place_register().all(), COAST))
    indicators = COUNT if kind == "cumulative_count" else SHARE
    return store.judge(promise, indicators, place="area-coast" if area else HOME, register=register)


@pytest.mark.parametrize(
    ("symbol", "words", "reason"),
    [
        ("c", "the figure returned for 2017/18 is suppressed", "suppressed"),
        ("low", "the figure returned for 2017/18 is suppressed", "suppressed"),
        ("x", "the figure returned for 2017/18 is not available", "no_local_data"),
        ("z", "the figure returned for 2017/18 is not applicable", "no_local_data"),
    ],
)
@pytest.mark.parametrize("kind", ["level", "cumulative_count"])
def test_a_symbol_that_was_returned_is_the_reason(
    store: FigureStore, kind: str, symbol: str, words: str, reason: str
) -> None:
    store.give_back(back(None, missing=symbol))
    verdict = judge(store, kind, **({"comparison": "at_least"}))
    assert (verdict.status, verdict.reason) == ("cannot_tell", reason)
    assert verdict.sentence == f"Cannot tell: {words}."


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ({"value": None, "missing": "c"}, "Blackburn with Darwen (suppressed)"),
        ({"value": None, "missing": "x"}, "Blackburn with Darwen (no figure)"),
        ({"value": 55.0}, "Blackburn with Darwen (no denominator)"),
        (
            {"value": 55.0, "denominator": 40.0},
            "Blackburn with Darwen (no numerator)",
        ),
    ],
)
def test_members_whose_returns_cannot_be_added_up_are_named(
    store: FigureStore, second: dict[str, Any], words: str
) -> None:
    store.give_back(back(50.0, numerator=50.0, denominator=100.0), back(**second, place="la-889"))
    verdict = judge(store, area=True, comparison="at_least")
    assert verdict.sentence == (
        f"Cannot tell: the returns of {words} for 2017/18 cannot be added up."
    )


def test_both_members_suppressed(store: FigureStore) -> None:
    store.give_back(back(None, missing="c"), back(None, missing="c", place="la-889"))
    verdict = judge(store, area=True, comparison="at_least")
    assert verdict.sentence == (
        "Cannot tell: the returns of Blackpool (suppressed) and Blackburn with Darwen "
        "(suppressed) for 2017/18 cannot be added up."
    )
    count_verdict = judge(store, "cumulative_count", area=True)
    assert count_verdict.sentence == (
        "Cannot tell: the returns of Blackpool (suppressed) and Blackburn with Darwen "
        "(suppressed) for 2017/18 hold no figure."
    )


def test_a_return_of_schools_alone_is_no_figure_of_the_place(store: FigureStore) -> None:
    store.give_back(back(70.0, place="school-119780"))
    assert judge(store, comparison="at_least").sentence == (
        "Cannot tell: only schools have returned figures for 2017/18, and Blackpool none as a "
        "whole."
    )


def test_a_return_that_came_after_the_day_is_not_nothing(store: FigureStore) -> None:
    store.give_back(back(70.0, as_at=date(2018, 8, 20)))
    verdict = judge(store, "cumulative_count", due_date=date(2018, 7, 31))
    assert verdict.sentence == (
        "Cannot tell: no figure for 2017/18 can be read from what has been returned."
    )


def test_another_year_or_another_authority_is_nothing(store: FigureStore) -> None:
    store.give_back(back(70.0, time_period="201617"), back(70.0, place="la-889"))
    assert judge(store, comparison="at_least").sentence.startswith(
        "Cannot tell: nothing has been returned for 2017/18."
    )
