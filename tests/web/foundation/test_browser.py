"""The pages of the foundations in Chromium: accessible, usable by keyboard, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from stocktake_web.accounts.areas.actions import change_area
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.accounts.schools.actions import load_schools
from stocktake_web.accounts.schools.register import SchoolRow
from tests.web.conftest import SCHOOL_URN

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 375, "height": 740}


@pytest.mark.parametrize("script", [True, False], ids=["with", "without"])
def test_somebody_signs_in_and_invites_with_and_without_javascript(
    area: Area, users: dict[str, User], page_for: Callable[..., Any], script: bool
) -> None:
    row = SchoolRow(SCHOOL_URN, "Old Mill School", "Milton", None)
    load_schools(area=area, actor=None, rows=[row])
    page = page_for("public", java_script_enabled=script)
    page.goto("/example-borough/dashboard/people/invite/")
    page.get_by_label("E-mail address").fill("example.administrator@example.org")
    page.get_by_label("Password", exact=True).fill("an invented pass phrase")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_have_text("Invite somebody")

    page.get_by_role("button", name="Continue").click()
    summary = page.locator(".govuk-error-summary")
    assert "Select a role" in summary.inner_text()
    page.get_by_label("Role").select_option("governor")
    page.get_by_label("Find a school (optional)").fill("old")
    page.get_by_role("button", name="Continue").click()

    page.get_by_role("button", name="Send the invitation").click()
    assert "Select the school" in summary.inner_text()
    summary.get_by_role("link", name="Enter name").click()
    if script:
        assert page.evaluate("document.activeElement.id") == "id_display_name"
    else:
        assert page.url.endswith("#id_display_name")

    page.get_by_label("Old Mill School").check()
    page.get_by_label("Name", exact=True).fill("Example Newcomer")
    page.get_by_label("E-mail address").fill("newcomer@example.org")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("body")).to_contain_text(
        "An invitation is on its way to newcomer@example.org."
    )


def test_the_keyboard_reaches_the_content_and_shows_where_it_is(
    area: Area, page_for: Callable[..., Any]
) -> None:
    page = page_for("secretary")
    page.goto("/example-borough/dashboard/people/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")
    page.goto("/example-borough/dashboard/people/")
    unseen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return [document.activeElement.outerHTML.slice(0, 90),"
            " s.outlineStyle !== 'none' || s.boxShadow !== 'none'"
            " || s.backgroundColor === 'rgb(255, 221, 0)']; })()"
        )
        unseen += [focus[0]] if not focus[1] else []
    assert unseen == []


def test_two_people_at_once_in_a_browser(
    area: Area, users: dict[str, User], page_for: Callable[..., Any], accessible: Any
) -> None:
    second = add_account(actor=None, email="b@example.org", display_name="Example B")
    give_role(area=area, actor=None, user=second, role=Role.ADMINISTRATOR)
    page = page_for("administrator")
    page.goto("/example-borough/dashboard/people/place/")
    change_area(area=area, actor=second, name="Examplebury", expected_version=1)
    page.get_by_label("Name of the place").fill("Borough of Examples")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("Somebody else has changed this")
    accessible(page)
    page.get_by_role("button", name="Save mine instead").click()
    area.refresh_from_db()
    assert area.name == "Borough of Examples"
