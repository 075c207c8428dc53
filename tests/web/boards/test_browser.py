"""A secretary's meeting in Chromium, and every page of boards checked for accessibility."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.models import Body, Meeting, Seat
from stocktake_web.boards.publications import queries as publication_queries

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BOARDS = "/example-borough/dashboard/boards/"
PHONE = {"width": 375, "height": 740}


def fill_day(page: Any, day: int, month: int, year: int) -> None:
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        page.get_by_label(label, exact=True).fill(str(value))


@pytest.mark.parametrize("script", [True, False], ids=["with", "without"])
def test_a_secretary_prepares_holds_closes_and_publishes(
    area: Area,
    body: Body,
    seats: dict[str, Seat],
    page_for: Callable[..., Any],
    accessible: Callable[[Any], None],
    tmp_path: Path,
    script: bool,
) -> None:
    page = page_for("secretary", java_script_enabled=script)
    check = accessible if script else lambda page: None
    page.goto(BOARDS)
    check(page)
    page.get_by_role("link", name="Example Board").click()
    check(page)
    page.get_by_role("button", name="Plan a meeting").click()
    page.get_by_role("button", name="Plan the meeting").click()
    assert "Enter date" in page.locator(".govuk-error-summary").inner_text()
    check(page)
    fill_day(page, 23, 11, 2026)
    page.get_by_label("Place").fill("Example Hall")
    page.get_by_role("button", name="Plan the meeting").click()
    check(page)

    for title, openness in (("Reading hubs", "Open"), ("A school's progress", "Restricted")):
        page.get_by_role("button", name="Add an item").click()
        page.get_by_label("Title").fill(title)
        page.get_by_label(openness, exact=True).check()
        check(page)
        page.get_by_role("button", name="Put on the agenda").click()
    page.get_by_role("link", name="Reading hubs").click()
    page.get_by_role("button", name="Add a paper").click()
    page.get_by_label("Title").fill("What the hubs did")
    paper = tmp_path / "hubs.pdf"
    paper.write_bytes(b"%PDF-1.7 hubs")
    page.get_by_label("File").set_input_files(paper)
    page.get_by_role("button", name="Add the paper").click()
    expect(page.locator("body")).to_contain_text("What the hubs did")
    check(page)

    page.get_by_role("link", name="Agenda of 23 November 2026").click()
    page.get_by_role("button", name="Open the meeting").click()
    check(page)
    for seat in seats.values():
        attendance_group = page.get_by_role("group", name=seat.name_and_role, exact=True)
        attendance_group.get_by_label("Present").check()
    page.get_by_role("button", name="Record attendance").click()
    expect(page.locator("body")).to_contain_text(
        "3 of 3 voting members present, 2 needed: quorate."
    )

    page.get_by_role("link", name="Reading hubs").click()
    page.get_by_label("What was said").fill("Example Adviser showed the figures.")
    page.get_by_role("button", name="Save the note").click()
    page.get_by_role("button", name="Record a decision").click()
    page.get_by_label("Decision", exact=True).fill("The hubs go on.")
    page.get_by_label("Reason").fill("Reading rose.")
    check(page)
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_role("button", name="Record an action").click()
    page.get_by_label("Action", exact=True).fill("Tell every school.")
    page.get_by_label("Owner's role").fill("Delivery lead")
    fill_day(page, 7, 12, 2026)
    page.get_by_role("button", name="Record the action").click()
    check(page)
    page.get_by_role("link", name="Agenda of 23 November 2026").click()
    page.get_by_role("button", name="Close the meeting").click()
    expect(page.locator("h1")).to_have_text("Draft minutes of 23 November 2026")
    check(page)

    page.get_by_role("button", name="Publish redacted minutes").click()
    check(page)
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("link", name="Published", exact=True).click()
    minutes_text = page.locator("main").inner_text()
    assert "The hubs go on." in minutes_text
    assert "Adviser on attendance showed the figures." in minutes_text
    assert "progress" not in minutes_text
    assert "Example Adviser" not in minutes_text
    assert "2 items are not published." in minutes_text
    check(page)
    assert [decision.text for decision in publication_queries.published_decisions(area)] == [
        "The hubs go on."
    ]


def test_a_member_reads_on_a_phone_and_declares_interests(
    area: Area,
    body: Body,
    meeting: Meeting,
    users: dict[str, User],
    page_for: Callable[..., Any],
    accessible: Callable[[Any], None],
) -> None:
    page = page_for("board_member", viewport=PHONE)
    for address in (
        f"bodies/{body.key}/",
        f"bodies/{body.key}/interests/",
        f"meetings/{meeting.pk}/",
        f"meetings/{meeting.pk}/pack/",
    ):
        page.goto(BOARDS + address)
        accessible(page)
    page.goto(f"{BOARDS}bodies/{body.key}/interests/")
    page.get_by_role("button", name="Declare", exact=True).click()
    page.get_by_label("Nil: there are no interests").check()
    page.get_by_role("button", name="Declare", exact=True).click()
    assert "Nil: no interests, declared 23 November 2026" in page.locator("main").inner_text()
    accessible(page)
