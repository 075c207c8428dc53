"""The plan in a browser: late, answered through a link, accepted, and told in the pack."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.bodies.models import Body
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.comments.actions import add_comment
from stocktake_web.plans.comments.queries import comment_subject
from stocktake_web.plans.decisions.actions import notice_verdicts
from stocktake_web.plans.drafts.actions import start_draft
from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.plans.likelihood.actions import open_round
from stocktake_web.plans.models import ActivityState, PlanRevision
from stocktake_web.plans.recommendations.actions import add_letter
from stocktake_web.plans.returns.models import LocalRequest
from stocktake_web.plans.risks.models import Risk
from stocktake_web.records.change import change

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
DESK = "/example-borough/dashboard"
PLAN = f"{DESK}/plan"
PHONE = {"width": 375, "height": 740}
PageFor = Callable[..., Any]


@pytest.fixture
def worked_on(area: Area, users: dict[str, User], revision: PlanRevision) -> PlanRevision:
    """The plan with something of everything."""
    lead = users["delivery_lead"]
    add_update(area=area, actor=lead, activity_id="visits", text="Begun.", kind="action")
    change(
        Risk(area=area),
        actor=lead,
        values={"title": "Visitors leave.", "likelihood": 3, "impact": 3},
    )
    line = {"activity_id": "team", "source": "Council", "committed_pounds": 90000}
    change(FundingLine(area=area), actor=lead, values=line)
    add_letter(area=area, actor=lead)
    notice_verdicts(area=area)
    open_round(area=area, actor=lead, closes=date(2026, 12, 14))
    change(
        LocalRequest(area=area),
        actor=lead,
        verb="ask",
        values={
            "indicator_id": "visits-made",
            "period": "autumn",
            "requested_from": "Head of attendance",
            "due": date(2026, 11, 13),
        },
    )
    on = comment_subject(area, "target", "absence").ref
    add_comment(area=area, actor=users["adviser"], on=on, text="Which schools?")
    start_draft(area=area, actor=lead)
    return revision


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_lead_is_late_an_owner_answers_by_link_and_the_pack_says_so(
    area: Area,
    users: dict[str, User],
    revision: PlanRevision,
    page_for: PageFor,
    moment: Any,
    script: bool,
) -> None:
    owner = {"owner_user": users["delivery_lead"]}
    change(ActivityState(area=area, activity_id="team"), actor=users["secretary"], values=owner)
    lead = page_for("delivery_lead", java_script_enabled=script)
    lead.goto(f"{DESK}/")
    assert "Late" in lead.locator("main").inner_text()
    lead.goto(f"{PLAN}/activities/team/")
    lead.get_by_role("button", name="Link for an owner without an account").click()
    lead.get_by_label("Role of the person who gets the link").fill("Head of attendance")
    lead.get_by_role("button", name="Make link").click()
    address = lead.locator("main code").inner_text()

    owner = page_for("public", viewport=PHONE, java_script_enabled=script)
    owner.goto(address)
    owner.get_by_label("What happened").fill("Two of three have begun.")
    owner.get_by_label("Evidence of action: what was done").check()
    owner.get_by_label("Progress in percent").fill("66")
    owner.get_by_role("button", name="Send update").click()
    expect(owner.locator("h1")).to_have_text("Thank you")
    owner.goto(address)
    expect(owner.locator("h1")).to_have_text("This link was used")

    lead.goto(f"{DESK}/")
    lead.get_by_role("link", name="Accept an update from Head of attendance").click()
    lead.get_by_role("button", name="Accept update").click()
    text = lead.locator("main").inner_text()
    assert "Two of three have begun." in text
    assert "66% done" in text

    body = change(
        Body(area=area),
        actor=users["secretary"],
        values={"key": "example-board", "name": "Example Board"},
    )
    meeting = meetings.plan_meeting(
        actor=users["secretary"],
        body=body,
        values={
            "meeting_date": moment.date() + timedelta(days=7),
            "starts_at": None,
            "place": "Example Hall",
        },
    )
    secretary = page_for("secretary", java_script_enabled=script)
    secretary.goto(f"{DESK}/boards/meetings/{meeting.pk}/pack/")
    page_text = secretary.locator("main").inner_text()
    assert "The attendance team is in post." in page_text
    assert "24 days" in page_text


def test_a_member_scores_every_priority_on_a_phone(
    worked_on: PlanRevision, page_for: PageFor, accessible: Callable[[Any], None]
) -> None:
    page = page_for("board_member", viewport=PHONE)
    page.goto(f"{DESK}/")
    page.get_by_role("link", name="Score how likely delivery is: 2 priorities").click()
    accessible(page)
    page.set_viewport_size(PHONE)
    for _ in range(2):
        for words in ("Hard", "Sound", "Too little", "Early"):
            page.get_by_label(words, exact=True).check()
        page.get_by_role("button", name="Give scores").click()
    assert "You have scored every priority" in page.locator("main").inner_text()
    expect(page.locator("table")).to_have_count(2)


def test_an_update_is_given_with_the_keyboard_alone(
    worked_on: PlanRevision, page_for: PageFor
) -> None:
    page = page_for("delivery_lead")
    page.goto(f"{PLAN}/activities/reading/update/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "text":
            break
    page.keyboard.type("Ten schools have a coach.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/activities/reading/")
    assert "Ten schools have a coach." in page.locator("main").inner_text()
