"""A digest is mailed where there is news; it names things, once for all of one's places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from stocktake_web import services
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.activities.queries import activities
from stocktake_web.plans.decisions.actions import notice_verdicts
from stocktake_web.plans.models import ActivityState, DigestSent, LocalRequest, PlanRevision
from stocktake_web.plans.revisions import queries as revision_queries
from stocktake_web.plans.revisions.actions import add_revision
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
    mails = {message.to[0]: message.body for message in send()}
    mail_text = mails["example.provider@example.org"]
    title = next(row.title for row in activities(area, services.now()) if row.id == "reading")
    news = f"became late:\n- {title}, was due "
    assert f"1 activity of yours {news}" in mail_text
    assert "https://stocktake.example.org/example-borough/dashboard/" in mail_text
    assert f"1 activity of the plan {news}" in mails["example.secretary@example.org"]
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
    mails = {message.to[0]: message.body for message in send()}
    plan = revision_queries.plan(area)
    target = next(row.title for row in plan.target if row.id == "absence")
    decision_news = f"1 decision opened:\n- {target}: now not met"
    assert decision_news in mails["example.board.member@example.org"]
    figure = next(row.words for row in plan.local_indicator if row.id == "visits-made")
    request_news = (
        f"1 figure asked of you:\n- {figure}, autumn, Example Borough, due 1 December 2026"
    )
    assert request_news in mails["example.headteacher@example.org"]


def test_what_somebody_wrote_and_who_is_not_mailed(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    add_update(
        area=area,
        actor=users["provider"],
        activity_id="team",
        text="Ann Planted begins on Monday.",
        kind="action",
        effective_date=services.today(),
        progress_percent=None,
    )
    messages = send()
    assert any("1 activity updated by others:" in message.body for message in messages)
    for message in messages:
        assert "Planted" not in message.body
        assert users["provider"].display_name not in message.body


def test_who_belongs_to_several_places_gets_one_mail_that_names_them(
    area: Area,
    other_area: Area,
    users: dict[str, User],
    revision: PlanRevision,
    text_of: Callable[[float], Any],
    clock: Any,
) -> None:
    member = users["board_member"]
    give_role(area=other_area, actor=None, user=member, role=Role.SECRETARY)
    add_revision(area=other_area, actor=None, text=text_of(28.0), reason="first")
    for place in (area, other_area):
        notice_verdicts(area=place)
    [message] = [message for message in send() if message.to == [member.email]]
    assert message.subject == "Stocktake: News of Example Borough, Other Town"
    first, _, second = message.body.partition("Other Town")
    assert first.startswith("Example Borough\n")
    for place, text in (("example-borough", first), ("other-town", second)):
        assert "1 decision opened:" in text
        assert f"https://stocktake.example.org/{place}/dashboard/" in text
    clock.forward(minutes=1)
    assert send() == []


def test_news_whose_mail_failed_is_sent_next_time(
    area: Area, users: dict[str, User], revision: PlanRevision, settings: Any
) -> None:
    notice_verdicts(area=area)
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    # Nothing listens there.
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError, match="could not be sent, and will be next time"):
        send()
    assert not DigestSent.objects.exists()
    settings.EMAIL_BACKEND = backend
    assert "example.board.member@example.org" in {message.to[0] for message in send()}
    settings.STOCKTAKE_SENDS_MAIL = False
    with pytest.raises(CommandError, match="No mail is set up here"):
        send()
