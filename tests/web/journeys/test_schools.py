"""A school's people and officers in Chromium, on the demonstration with its profiles prepared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import expect
from test_nothing_is_cut import open_page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TASKS = "/eastmere/dashboard/"
HEADS_SCHOOL = "Eastmere Breakwater Primary School"
SCHOOL = f"{TASKS}schools/900001/"


@pytest.fixture
def page_as(demonstration: Any, browser: Any) -> Iterator[Callable[..., Any]]:
    """A page of somebody of Eastmere, on a desktop or a phone; none is wider than its window."""
    with demonstration.installation.serve(threads=2) as server, ExitStack() as stack:

        def page_as(role: str, size: str = "desktop") -> Any:
            visitor = demonstration.sign_in(server, role)
            return stack.enter_context(open_page(browser, server, visitor.cookies, size))

        yield page_as


def show_all_tasks(page: Any) -> None:
    """Open what is folded: a page shows the most urgent eight."""
    more = page.locator("summary", has_text="more task")
    if more.count():
        more.click()


def fits(page: Any) -> bool:
    """Whether a page is no wider than its window."""
    width = page.evaluate("document.documentElement.scrollWidth")
    return bool(width <= page.viewport_size["width"])


def test_a_governor_reads_the_pack_on_a_phone(page_as: Callable[..., Any]) -> None:
    page = page_as("governor", "phone")
    page.goto(TASKS)
    page.get_by_role("link", name=f"Data pack of {HEADS_SCHOOL}").click()
    expect(page.locator("h1")).to_have_text("Data pack")
    assert fits(page)
    expect(page.locator("section > h2")).to_have_count(4)
    page.get_by_role("link", name="What is asked, and what governors should ask").click()
    expect(page.locator("#page-4")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF to read and print").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_head_compares_the_school_with_similar_ones(page_as: Callable[..., Any]) -> None:
    page = page_as("headteacher")
    page.goto(SCHOOL)
    page.get_by_role("link", name="Similar schools").click()
    rows = page.locator("table tbody tr")
    expect(rows).to_have_count(50)
    # The table is narrower than its row of headings on a phone, and scrolls by itself.
    page.set_viewport_size({"width": 375, "height": 740})
    assert fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="Difference").click()
    # By the script or by the server: either says by what the rows are sorted.
    expect(page.locator("th[aria-sort]", has_text="Difference")).not_to_have_attribute(
        "aria-sort", "none"
    )
    leads = [
        float(match[0].replace("−", "-"))
        for text in rows.locator("td:nth-of-type(3)").all_inner_texts()
        if (match := re.search(r"[-−+]?\d+(\.\d+)?", text))
    ]
    assert leads in (sorted(leads), sorted(leads, reverse=True))
    assert len(set(leads)) > 1


def test_a_statement_is_drafted_signed_sent_read_and_answered(page_as: Callable[..., Any]) -> None:
    officer = page_as("improvement_officer")
    officer.goto(SCHOOL)
    officer.get_by_role("link", name="Draft a statement").click()
    officer.get_by_label("Which level shall the school reach?").fill("62")
    officer.get_by_label("By which results?").select_option(index=1)
    for label, value in (("Day", "1"), ("Month", "10"), ("Year", "2027")):
        officer.get_by_label(label, exact=True).fill(value)
    officer.get_by_role("button", name="Draft").click()
    officer.wait_for_url(re.compile(r"/statements/\d+/$"))
    address = officer.url
    expect(officer.locator("body")).to_contain_text("Draft: not signed off, not to be sent")
    officer.get_by_role("button", name="Put it up for sign-off").click()
    officer.get_by_role("button", name="Put it up").click()
    expect(officer.locator("body")).to_contain_text("It waits for sign-off.")

    head_of_service = page_as("head_of_service")
    head_of_service.goto(TASKS)
    show_all_tasks(head_of_service)
    head_of_service.get_by_role(
        "link", name=f"Sign off the statement about {HEADS_SCHOOL}"
    ).first.click()
    head_of_service.get_by_role("button", name="Sign off").click()
    head_of_service.get_by_role("button", name="Sign off").click()
    expect(head_of_service.locator("body")).to_contain_text("It is signed off.")

    head = page_as("headteacher", "phone")
    assert head.goto(address).status == 403
    head_of_service.get_by_role("button", name="Send to the school").click()
    head_of_service.get_by_role("button", name="Send").click()
    expect(head_of_service.locator("body")).to_contain_text("It was sent")

    head.goto(TASKS)
    show_all_tasks(head)
    head.get_by_role("link", name=f"Read the statement about {HEADS_SCHOOL}, and reply").click()
    assert fits(head)
    head.get_by_role("button", name="Reply").click()
    head.get_by_label("The school’s reply").fill("The cohort was 41, not 43.")
    head.get_by_role("button", name="Send the reply").click()
    expect(head.locator("body")).to_contain_text("Your reply was kept.")
    officer.goto(f"{TASKS}schools/statements/")
    officer.locator(f'a[href="{re.sub("https?://[^/]+", "", address)}"]').click()
    expect(officer.locator("body")).to_contain_text("The cohort was 41, not 43. (Headteacher")
