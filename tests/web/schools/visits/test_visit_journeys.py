"""In Chromium: an officer visits, a head disputes, silence is no reply, a trust replies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from academy_rows import send_concern
from playwright.sync_api import expect
from school_rows import HARBOUR, OLD_MILL
from visit_rows import TEXTS, send_draft

from stocktake_web.accounts.models import Membership, School, User
from stocktake_web.schools.visits.models import Visit

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("emptied_afterwards"),
]
BASE = "/example-borough/dashboard/schools/"
PHONE = {"width": 375, "height": 740}


def fill_day(page: Any, group: str, day: date) -> None:
    parts = page.get_by_role("group", name=group)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        parts.get_by_label(label).fill(str(value))


def test_an_officer_visits_and_a_head_disputes_a_fact(
    schools: dict[str, School], page_for: Callable[..., Any], accessible: Callable[[Any], None]
) -> None:
    page = page_for("improvement_officer")
    page.goto(f"{BASE}{OLD_MILL}/")
    page.get_by_role("link", name="Visits, meetings and their actions").click()
    page.get_by_role("button", name="Record a visit").click()
    page.get_by_label("Visit to the school").check()
    for label, name in (
        ("What was the purpose?", "purpose"),
        ("Which evidence was seen?", "evidence"),
        ("What do you judge?", "judgement"),
        ("What is the position of higher-attaining pupils?", "higher_attaining"),
        ("What is the position of disadvantaged pupils?", "disadvantaged"),
    ):
        page.get_by_label(label).fill(TEXTS[name])
    accessible(page)
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("button", name="Add an action").click()
    page.get_by_label("What will be done?").fill("Read aloud each day.")
    page.get_by_label("Who does it? (a role)").fill("Head of English")
    fill_day(page, "By which day?", date(2026, 12, 18))
    page.get_by_label("What will show that it worked?").fill("Nine of ten forms.")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Send to the head").click()
    accessible(page)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("With the head").first).to_be_visible()
    accessible(page)

    head = page_for("headteacher", viewport=PHONE)
    head.goto("/example-borough/dashboard/")
    head.get_by_role("link", name="Say whether the facts are right").click()
    head.get_by_label("Some facts are inaccurate").check()
    head.get_by_label("Evidence seen: what is inaccurate").fill("It was five lessons.")
    accessible(head)
    head.get_by_role("button", name="Send the reply").click()
    expect(head.get_by_text("It was five lessons.")).to_be_visible()

    page.goto("/example-borough/dashboard/")
    page.get_by_role("link", name="Answer the head’s 1 point").click()
    page.get_by_role("link", name="Answer point 1").click()
    page.get_by_label("The record stays").check()
    page.get_by_label("Why?").fill("Six are in the timetable.")
    page.get_by_role("button", name="Keep the answer").click()
    chief = page_for("head_of_service")
    chief.goto("/example-borough/dashboard/")
    chief.get_by_role("link", name="Approve the record").click()
    chief.get_by_role("button", name="Approve").click()
    assert chief.get_by_text("It is approved and locked.").is_visible()
    accessible(chief)
    head.reload()
    expect(head.get_by_text("Six are in the timetable.")).to_be_visible()


def test_silence_is_recorded_as_no_reply(
    schools: dict[str, School], users: dict[str, User], page_for: Callable[..., Any]
) -> None:
    row = send_draft(schools[OLD_MILL], users["improvement_officer"])
    Visit.objects.filter(pk=row.pk).update(reply_due=date(2026, 11, 22))
    page = page_for("improvement_officer")
    page.goto("/example-borough/dashboard/")
    page.get_by_role("link", name="Note that no reply came").click()
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("No reply is no agreement.").first).to_be_visible()
    expect(page.get_by_text("Accurate", exact=True)).to_have_count(0)


def test_a_trust_replies_to_a_concern(
    schools: dict[str, School], users: dict[str, User], page_for: Callable[..., Any],
    accessible: Callable[[Any], None],
) -> None:  # fmt: skip
    Membership.objects.filter(user=users["trust_leader"]).update(
        body_id="trust-90001", school_urn=""
    )
    send_concern(schools[HARBOUR], users["improvement_officer"])
    page = page_for("trust_leader", viewport=PHONE)
    page.goto("/example-borough/dashboard/")
    page.get_by_role("link", name="Reply to the council’s concern about Harbour Academy").click()
    page.get_by_label("The trust’s reply").fill("We looked into it.")
    accessible(page)
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_text("We looked into it.")).to_be_visible()
    accessible(page)
    officer = page_for("improvement_officer")
    officer.goto(f"{BASE}academy-concerns/")
    expect(officer.get_by_text("With the trust: replied")).to_be_visible()
