"""A digest is mailed only where there is news, and names nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.decisions.actions import notice_verdicts
from stocktake_web.plans.models import ActivityState, LocalRequest, PlanRevision
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db


def send() -> list[Any]:
    mail.outbox.clear()
    call_command("send_digest", address="https://stocktake.example.org", verbosity=0)
    return mail.outbox


def test_nobody_gets_a_mail_without_news(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    assert send() == []


def test_an_owner_is_told_once_that_an_activity_became_late(
    area: Area, users: dict[str, User], revision: PlanRevision, clock: Any
) -> None:
    state = ActivityState(area=area, activity_id="reading")
    change(state, actor=None, values={"owner_user": users["provider"]})
    clock.forward(days=19)
    sent = {message.to[0]: message.body for message in send()}
    told = sent["example.provider@example.org"]
    assert "1 activity of yours became late." in told
    assert "https://stocktake.example.org/example-borough/dashboard/" in told
    assert "1 activity of the plan became late." in sent["example.secretary@example.org"]
    assert not any("coaches" in body.lower() for body in sent.values())
    assert send() == []


def test_an_open_decision_is_news_for_the_board(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    notice_verdicts(area=area)
    change(
        LocalRequest(area=area),
        actor=None,
        verb="ask",
        values={
            "indicator_id": "visits-made",
            "period": "autumn",
            "requested_from": "Example school",
            "owner_user": users["headteacher"],
            "due": date(2026, 12, 1),
        },
    )
    sent = {message.to[0]: message.body for message in send()}
    assert "1 decision opened." in sent["example.board.member@example.org"]
    assert "1 figure asked of you." in sent["example.headteacher@example.org"]
    assert not any("school" in body.lower() for body in sent.values())
