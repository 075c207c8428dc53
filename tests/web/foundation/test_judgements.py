"""Judgements are kept for one day, and a year is judged alike whatever was judged before."""

from __future__ import annotations

import gc
import weakref
from datetime import date

import pytest

from stocktake.plan.judge import judge
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.services import target_cards
from stocktake_web.services.judgements import plan_file

BLACKPOOL = Area(slug="blackpool", name="Blackpool", place_id="la-890")


@pytest.mark.slow
def test_the_judgements_of_another_day_are_not_held() -> None:
    example_text = services.example_plan_text("blackpool")
    first = services.judge_area(BLACKPOOL, example_text, as_of=date(2026, 11, 22), at="202021")
    card = target_cards.target_card(first, first.plan.target[0].id)
    assert target_cards.target_card(first, first.plan.target[0].id) is card
    first_reference = weakref.ref(first)
    services.judge_area(BLACKPOOL, example_text, as_of=date(2026, 11, 23), at="202021")
    del first, card
    gc.collect()
    assert first_reference() is None


@pytest.mark.slow
def test_a_year_is_judged_alike_alone_and_after_another() -> None:
    example_text = services.example_plan_text("blackpool")
    other_area = Area(slug="elsewhere", name="Elsewhere", place_id="la-890")
    day = date(2026, 11, 22)
    services.judge_area(BLACKPOOL, example_text, as_of=day)
    after = services.judge_area(BLACKPOOL, example_text, as_of=day, at="2018/19")
    assert after.dumps() == judge(plan_file(example_text), as_of=day, at="201819").dumps()
    assert services.judge_area(other_area, example_text, as_of=day, at="201819") is not after
