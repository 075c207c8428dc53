"""Members score by themselves; nobody sees the others' scores before giving their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import EventValues
from stocktake_web.plans.likelihood.actions import (
    DuplicateScoreError,
    RoundClosedError,
    give_score,
    open_round,
)
from stocktake_web.plans.likelihood.queries import likelihood_by_priority
from stocktake_web.plans.models import LikelihoodRound, PlanRevision

pytestmark = pytest.mark.django_db
LIKELIHOOD = "/example-borough/dashboard/plan/likelihood"
OWN_SCORES = {"challenge": "2", "planning": "3", "capacity": "2", "stage": "2"}
OTHER_SCORES = {"challenge": 4, "planning": 3, "capacity": 4, "stage": 1}


@pytest.fixture
def round_(area: Area, users: dict[str, User], revision: PlanRevision) -> LikelihoodRound:
    new_round = open_round(area=area, actor=None, closes=services.today())
    give_score(
        area=area, actor=users["councillor"], round_=new_round, priority_id="attend", **OTHER_SCORES
    )
    return new_round


def test_the_others_scores_are_hidden_until_the_own_are_given(
    client_for: Callable[[str], Client], round_: LikelihoodRound
) -> None:
    client = client_for("board_member")
    before = client.get(f"{LIKELIHOOD}/").content.decode()
    assert "1 member scored; how many" not in before
    answer = client.post(f"{LIKELIHOOD}/{round_.pk}/attend/", OWN_SCORES)
    assert answer["Location"] == f"{LIKELIHOOD}/{round_.pk}/learn/"
    after = client.get(f"{LIKELIHOOD}/").content.decode()
    assert "2 members scored" in after
    assert "from hard to easy: members disagree" in after


def test_who_does_not_score_sees_the_spread_when_the_round_is_closed(
    client_for: Callable[[str], Client], round_: LikelihoodRound, clock: Any
) -> None:
    client = client_for("adviser")
    assert "1 member scored it" in client.get(f"{LIKELIHOOD}/").content.decode()
    assert likelihood_by_priority(round_.area) == {}
    clock.forward(days=1)
    client = client_for("adviser")
    assert "1 member scored; how many" in client.get(f"{LIKELIHOOD}/").content.decode()
    (first, *_) = likelihood_by_priority(round_.area)["attend"]
    assert (first.low, first.high) == (4, 4)


def test_scores_are_given_once_and_in_time(
    area: Area, users: dict[str, User], round_: LikelihoodRound, clock: Any
) -> None:
    arguments: dict[str, Any] = {
        "area": area,
        "round_": round_,
        "priority_id": "attend",
        **OTHER_SCORES,
    }
    with pytest.raises(DuplicateScoreError):
        give_score(actor=users["councillor"], **arguments)
    clock.forward(days=1)
    with pytest.raises(RoundClosedError):
        give_score(actor=users["board_member"], **arguments)


def test_the_history_does_not_give_scores_away(round_: LikelihoodRound) -> None:
    contents = [row.content for row in EventValues.objects.filter(event__verb="score")]
    assert [sorted(content) for content in contents] == [["priority_id", "round"]]


def test_one_round_a_quarter(area: Area, round_: LikelihoodRound) -> None:
    again = open_round(area=area, actor=None, closes=services.today())
    assert (again.pk, again.year, again.quarter) == (round_.pk, 2026, 4)


def test_a_round_is_opened_through_its_page(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("secretary")
    assert 'value="14"' in client.get(f"{LIKELIHOOD}/open/").content.decode()
    form = {"closes_day": "7", "closes_month": "12", "closes_year": "2026"}
    assert client.post(f"{LIKELIHOOD}/open/", form)["Location"] == f"{LIKELIHOOD}/"
    (new_round,) = LikelihoodRound.objects.all()
    assert (new_round.area, new_round.closes.isoformat()) == (area, "2026-12-07")


def test_a_page_says_that_scores_were_given_before(
    client_for: Callable[[str], Client], round_: LikelihoodRound
) -> None:
    client = client_for("board_member")
    address = f"{LIKELIHOOD}/{round_.pk}/attend/"
    client.post(address, OWN_SCORES)
    page = client.post(address, OWN_SCORES, follow=True).content.decode()
    assert "You had scored it before; your first scores stand." in page
    assert round_.scores.count() == 2
    assert client.get(f"{LIKELIHOOD}/{round_.pk}/nowhere/").status_code == 404
