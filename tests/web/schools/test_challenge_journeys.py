"""In Chromium: a review meeting escalates, a fortnightly review is held, a notice has its dates."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from concern_rows import concern, service_entry
from school_rows import OLD_MILL, PIER

from stocktake_web.accounts.models import School, User

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BASE = "/example-borough/dashboard/schools/"
PHONE = {"width": 375, "height": 740}
PICTURES = os.environ.get("CHALLENGE_PICTURES", "")
"""A folder for pictures of the pages; none are taken without."""


@pytest.fixture(autouse=True)
def in_december(clock: Any) -> None:
    """The shipped stages are in use from 1 December 2026; it is Monday the seventh."""
    clock.moment = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)


def take_picture(page: Any, name: str) -> None:
    """A picture at both widths, where pictures are asked for."""
    if not PICTURES:
        return
    size = page.viewport_size
    page.screenshot(path=str(Path(PICTURES) / f"{name}-desktop.png"), full_page=True)
    page.set_viewport_size(PHONE)
    page.screenshot(path=str(Path(PICTURES) / f"{name}-phone.png"), full_page=True)
    page.set_viewport_size(size)


def fill_day(page: Any, label: str, day: str, month: str, year: str) -> None:
    """Fill in the three boxes of a date."""
    group = page.get_by_role("group", name=label)
    for box, value in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(box).fill(value)


def test_a_review_meeting_escalates(
    schools: dict[str, School],
    users: dict[str, User],
    page_for: Callable[..., Any],
    accessible: Callable[[Any], None],
) -> None:
    for event in ("Attendance fell", "Budget in deficit", "Two governors left"):
        concern(schools[OLD_MILL], users["improvement_officer"], event=event)
    page = page_for("head_of_service")
    page.goto("/example-borough/dashboard/")
    page.get_by_role("link", name="Call a review meeting about Old Mill School").click()
    fill_day(page, "When is it?", "7", "12", "2026")
    page.get_by_label("What is it to look at?").fill("The three events.")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("button", name="Record the meeting").click()
    for group in page.get_by_role("group").all():
        if group.get_by_label("Present").count():
            group.get_by_label("Present").check()
    accessible(page)
    page.get_by_role("group", name="A second governor").get_by_label("Absent").check()
    page.get_by_label("Reason for absence: A second governor").fill("A hospital visit.")
    page.get_by_label("What was decided?").fill("Look into it.")
    page.get_by_role("button", name="Record it").click()
    take_picture(page, "meeting")
    page.get_by_role("button", name="Record a step that it decided").click()
    page.get_by_label("Look into a concern: Concern looked into").check()
    page.get_by_label("Governance: vacancies").check()
    page.get_by_label("On what evidence?").fill("Two vacancies since spring.")
    page.get_by_role("button", name="Record it").click()
    accessible(page)
    take_picture(page, "stage")
    assert "Concern looked into" in page.inner_text("main")
    assert "14 December 2026" in page.inner_text("main")
    page.goto(f"{BASE}{OLD_MILL}/")
    accessible(page)
    take_picture(page, "school")
    page.goto(f"{BASE}challenge/")
    accessible(page)
    take_picture(page, "all-schools")
    page.goto(f"{BASE}concerns/")
    accessible(page)
    take_picture(page, "concerns")


def test_a_fortnightly_review_is_held(
    schools: dict[str, School],
    users: dict[str, User],
    page_for: Callable[..., Any],
    accessible: Callable[[Any], None],
) -> None:
    service_entry(schools[OLD_MILL], users["analyst"])
    service_entry(schools[PIER], users["analyst"], "attendance", "Absence doubled.")
    page = page_for("improvement_officer")
    page.goto(f"{BASE}fortnightly/")
    page.get_by_role("button", name="Begin a review").click()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Review of 7 December 2026").click()
    accessible(page)
    take_picture(page, "fortnightly")
    for name, choice in (
        ("Old Mill School", "Call a review meeting"),
        ("Pier Primary", "Raise it with who runs the school"),
    ):
        page.get_by_role("link", name=f"Decide for {name}").click()
        page.get_by_label(choice).check()
        page.get_by_label("Why?").fill("Seen together.")
        page.get_by_role("button", name="Decide").click()
    page.get_by_role("button", name="Nothing entered: decide “No change” for 2 schools").click()
    page.get_by_role("button", name="Decide for them").click()
    page.get_by_role("button", name="Close the review").click()
    accessible(page)
    page.get_by_role("button", name="Close it").click()
    assert "stays as it is" in page.inner_text("main")
    head = page_for("headteacher")
    head.goto(f"{BASE}{OLD_MILL}/")
    assert "Call a review meeting" in head.inner_text("main")


def test_a_notices_dates_are_computed(
    schools: dict[str, School],
    users: dict[str, User],
    page_for: Callable[..., Any],
    accessible: Callable[[Any], None],
) -> None:
    page = page_for("head_of_service")
    page.goto(f"{BASE}{OLD_MILL}/powers/")
    accessible(page)
    take_picture(page, "powers")
    page.get_by_role("button", name="Draft a warning notice").click()
    # Fifteen working days after 7 December, over Christmas, Boxing Day's Monday and New Year.
    group = page.get_by_role("group", name="Until when?")
    assert [group.get_by_label(box).input_value() for box in ("Day", "Month", "Year")] == [
        "30", "12", "2026",
    ]  # fmt: skip
    page.get_by_label("Standards of performance").first.check()
    page.get_by_label("On which matters does it rest?").fill("Results fell.")
    page.get_by_label("What is the governing body to do?").fill("Agree a plan.")
    page.get_by_label("Additional governors").check()
    page.get_by_label("Why a notice?").fill("Two meetings brought nothing.")
    page.get_by_role("button", name="Draft it").click()
    accessible(page)
    take_picture(page, "notice")
    words = page.inner_text("main")
    assert "Draft: nobody has sent it" in words
    assert "30 December 2026" in words
    assert "28 February 2027" in words or "Check: " in words
    page.goto(f"{BASE}{PIER}/powers/notice/")
    assert "No notice can be served on this school" in page.inner_text("main")
