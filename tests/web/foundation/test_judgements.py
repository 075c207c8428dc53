"""Judgements are kept for one day, and a year is judged alike whatever was judged before."""

from __future__ import annotations

import gc
import weakref
from datetime import date

from stocktake.plan.judge import judge
from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.gateway import target_cards
from stocktake_web.gateway.judgements import plan_file

BLACKPOOL = Area(slug="blackpool", name="Blackpool", place_id="la-890")


def test_the_judgements_of_another_day_are_not_held() -> None:
    kept = gateway.example_plan_text("blackpool")
    first = gateway.judge_area(BLACKPOOL, kept, as_of=date(2026, 11, 22), at="202021")
    card = target_cards.card(first, first.plan.target[0].id)
    assert target_cards.card(first, first.plan.target[0].id) is card
    gone = weakref.ref(first)
    gateway.judge_area(BLACKPOOL, kept, as_of=date(2026, 11, 23), at="202021")
    del first, card
    gc.collect()
    assert gone() is None


def test_a_year_is_judged_alike_alone_and_after_another() -> None:
    kept = gateway.example_plan_text("blackpool")
    other = Area(slug="elsewhere", name="Elsewhere", place_id="la-890")
    day = date(2026, 11, 22)
    gateway.judge_area(BLACKPOOL, kept, as_of=day)
    after = gateway.judge_area(BLACKPOOL, kept, as_of=day, at="2018/19")
    assert after.dumps() == judge(plan_file(kept), as_of=day, at="201819").dumps()
    assert gateway.judge_area(other, kept, as_of=day, at="201819") is not after
