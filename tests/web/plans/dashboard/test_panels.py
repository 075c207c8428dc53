"""What the dashboard shows of the plan, and to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area, Membership, Role, User
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.plans.likelihood.models import LikelihoodRound, LikelihoodScore
from stocktake_web.plans.models import LocalRequest, PlanRevision
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.records.change import change
from stocktake_web.services import PlanText

pytestmark = pytest.mark.django_db
DASHBOARD = "/example-borough/dashboard/"
SEES_PLAN = ("administrator", "analyst", "delivery_lead", "secretary", "board_member", "adviser")
SEES_NO_PLAN = ("headteacher", "governor", "clerk", "trust_leader", "provider", "youth_member")


def text(client: Client) -> str:
    answer = client.get(DASHBOARD)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_each_priority_has_a_sentence_a_picture_and_its_worst_target(
    revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    page = text(client_for("delivery_lead"))
    assert 'aria-label="Of 1 target: 1 not met."' in page
    assert "Of 1 target: 1 not met. 1 of its 2 activities is late." in page
    assert "Furthest from what was promised:" in page
    assert f'href="{DASHBOARD}plan/targets/absence/"' in page
    assert "Every child learning" in page


def test_what_is_late_is_named_with_its_reason_and_owner(
    area: Area, users: dict[str, User], revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    request = {
        "indicator_id": "visits-made", "period": "autumn term", "requested_from": "Heads",
        "due": date(2026, 11, 1),
    }  # fmt: skip
    change(LocalRequest(area=area), actor=users["analyst"], values=request, verb="ask")
    page = text(client_for("secretary"))
    assert "The attendance team is in post." in page
    assert "24 days ago" in page
    assert "Visits made to absent pupils, autumn term" in page
    assert "asked of Heads" in page


def test_money_that_nobody_recorded_cannot_be_told(
    area: Area, revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    client = client_for("delivery_lead")
    assert "Cannot tell: no funding is recorded." in text(client)
    line = {"activity_id": "team", "source": "Fund", "committed_pounds": 900, "spent_pounds": 400}
    change(FundingLine(area=area), actor=None, values=line)
    page = text(client)
    assert "£900 committed, £400 spent so far" in page
    assert "By year: cannot tell" in page
    assert page.count("not recorded") == 3


def test_likelihood_is_shown_of_the_latest_closed_round_alone(
    area: Area,
    users: dict[str, User],
    revision: PlanRevision,
    moment: datetime,
    client_for: Callable[[str], Client],
) -> None:
    client = client_for("adviser")
    round_ = change(
        LikelihoodRound(area=area),
        actor=None,
        values={"year": 2026, "quarter": 4, "opened_at": moment, "closes": date(2026, 12, 1)},
    )
    for member, challenge in (("board_member", 1), ("councillor", 4)):
        LikelihoodScore(
            area=area, round=round_, member=users[member], priority_id="attend",
            challenge=challenge, planning=3, capacity=3, stage=3, at=moment,
        ).save()  # fmt: skip
    assert "Cannot tell: no round of scores is closed yet." in text(client)
    change(
        round_, actor=None, values={"closes": date(2026, 11, 20)}, expected_version=round_.version
    )
    page = text(client)
    assert "From very hard to easy." in page
    assert "Members are far apart" in page


def test_what_is_new_is_said_since_the_visit_before(
    area: Area,
    users: dict[str, User],
    revision: PlanRevision,
    clock: Any,
    client_for: Callable[[str], Client],
) -> None:
    assert "This is your first visit." in text(client_for("board_member"))
    clock.forward(days=1)
    page = text(client_for("board_member"))
    assert "Nothing has changed in the plan since 23 November 2026" in page
    clock.forward(minutes=5)
    add_update(
        area=area, actor=users["delivery_lead"], activity_id="team", text="Two.", kind="action"
    )
    page = text(client_for("board_member"))
    assert "Report on" in page
    assert "Example Delivery lead" not in page[page.index("New since you were last here") :]
    clock.forward(days=1)
    clock.forward(minutes=1)
    assert "Report on" in text(client_for("board_member"))
    clock.forward(days=1)
    assert "Report on" not in text(client_for("board_member"))


def test_many_changes_are_cut_with_a_note(
    area: Area,
    users: dict[str, User],
    revision: PlanRevision,
    clock: Any,
    client_for: Callable[[str], Client],
) -> None:
    text(client_for("secretary"))
    clock.forward(hours=2)
    for number in range(20):
        add_update(
            area=area, actor=users["delivery_lead"], activity_id="team", text=f"{number}",
            kind="action",
        )  # fmt: skip
        clock.forward(seconds=1)
    page = text(client_for("secretary"))
    assert page.count("Report on") == 8
    assert "And more" in page


def test_a_councillor_sees_questions_to_ask_each_with_its_reason(
    area: Area, revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    page = text(client_for("councillor"))
    assert "No ward is recorded with your role" in page
    assert "Why is this late:" in page
    assert "was due on 30 October 2026" in page
    assert "Is what is being done enough for" in page
    assert "Who is accountable for" in page
    assert "Questions to ask" not in text(client_for("delivery_lead"))
    Membership.objects.filter(role=Role.COUNCILLOR).update(ward="Hawes Side")
    page = text(client_for("councillor"))
    assert "Your ward: <strong>Hawes Side</strong>" in page
    assert "No ward is recorded" not in page


@pytest.mark.parametrize("role", SEES_PLAN)
def test_who_sees_the_plan_is_told_where_there_is_none(
    area: Area, client_for: Callable[[str], Client], role: str
) -> None:
    page = text(client_for(role))
    assert "This place has no plan yet." in page
    assert ("Bring in a plan.toml" in page) == (role in ("analyst", "delivery_lead"))


@pytest.mark.parametrize("role", SEES_NO_PLAN)
def test_who_does_not_see_the_plan_sees_no_verdict_of_today(
    revision: PlanRevision, client_for: Callable[[str], Client], role: str
) -> None:
    page = text(client_for(role))
    for words in ("How the plan stands", "What is late", "Money", "New since", "Not met"):
        assert words not in page, words
    assert "No public account is published now." in page


def test_every_first_page_leads_to_public_account_and_explorer(
    revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    for role in (*SEES_PLAN, *SEES_NO_PLAN, "head_of_service", "improvement_officer", "councillor"):
        page = text(client_for(role))
        assert 'href="/example-borough/"' in page, role
        assert 'href="/example-borough/explore/"' in page, role


def test_a_very_long_word_and_markup_stay_text(
    area: Area, revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    toml = revision.plan_toml.replace("Every child there", "<b>" + "w" * 300)
    add_revision(area=area, actor=None, text=PlanText(toml, revision.figures_csv), reason="long")
    page = text(client_for("delivery_lead"))
    assert "&lt;b&gt;www" in page
    assert "<b>www" not in page
