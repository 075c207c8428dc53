"""The public pages in a browser: found in three clicks, read by anyone, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from stocktake_web.public.models import Publication

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROOT = "/example-borough/"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 740}


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_member_of_the_public_finds_out_whether_exclusions_were_halved(
    published: Publication, page_for: Callable[..., Any], viewport: dict[str, int], script: bool
) -> None:
    page = page_for("public", viewport=viewport, java_script_enabled=script)
    page.goto("/")
    page.get_by_role("link", name="Example Borough", exact=True).click()
    page.get_by_role("link", name="exclusions halved").click()
    text = page.locator("main").inner_text()
    assert "Not met: secondary suspensions halved is not met, at 15.51 per 100" in text
    assert "figures.csv, row 246" in text
    chart = page.locator("main img").first
    chart.scroll_into_view_if_needed()
    assert chart.bounding_box()["width"] > 200
    page.get_by_role("link", name="How targets are judged").click()
    expect(page.locator("h1")).to_have_text("How targets are judged")


def test_everything_is_reached_by_keyboard_and_seen_to_be(
    published: Publication, page_for: Callable[..., Any]
) -> None:
    page = page_for("public")
    page.goto(f"{ROOT}targets/secondary-exclusions-halved/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    # Back without the fragment, so that the first key leads to the first link again.
    page.goto("about:blank")
    page.goto(f"{ROOT}targets/secondary-exclusions-halved/")
    stops_count = page.evaluate(
        "[...document.querySelectorAll('a[href], button, [tabindex=\"0\"]')]"
        ".filter(each => each.offsetParent !== null || each.className.includes('skip')).length"
    )
    unseen = []
    for _ in range(stops_count):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """() => {
                const here = document.activeElement, style = getComputedStyle(here)
                here.dataset.reached = 1
                return style.outlineStyle !== 'none' || style.boxShadow !== 'none'
                    ? '' : here.outerHTML.slice(0, 80)
            }"""
        )
        unseen += [focus] if focus else []
    assert unseen == []
    assert page.evaluate("document.querySelectorAll('[data-reached]').length") == stops_count


def test_an_administrator_recalls_a_mistaken_publication(
    published: Publication, page_for: Callable[..., Any], accessible: Callable[[Any], None]
) -> None:
    reader = page_for("public")
    reader.goto(f"{ROOT}targets/secondary-exclusions-halved/")
    assert "15.51 per 100" in reader.locator("main").inner_text()
    with reader.expect_download() as download:
        reader.goto(f"{ROOT}downloads/")
        reader.get_by_role("link", name="as a PDF").click()
    assert download.value.suggested_filename == "example-borough-1-report.pdf"

    page = page_for("administrator")
    page.goto(f"{ROOT}dashboard/")
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Public account").click()
    accessible(page)
    page.get_by_role("link", name="Account 1").click()
    accessible(page)
    page.get_by_role("button", name="Recall it").click()
    accessible(page)
    page.get_by_role("button", name="Recall it").click()
    problem = page.get_by_role("alert").inner_text()
    assert "Enter why it is recalled" in problem
    page.get_by_label("Why it is recalled").fill("A table named the wrong year.")
    page.get_by_label("For the record").fill("A reader wrote to us.")
    page.get_by_role("button", name="Recall it").click()
    text = page.locator("main").inner_text()
    assert "It is recalled: nobody can read it any more." in text
    assert "1 download" in text
    accessible(page)

    # The reader's own browser may keep the page for half a minute; whoever asks anew gets none.
    reader.goto(f"{ROOT}targets/secondary-exclusions-halved/")
    answer = reader.reload()
    assert answer.status == 410
    text = reader.locator("main").inner_text()
    assert "A table named the wrong year." in text
    assert "15.51" not in text
    assert "A reader wrote to us." not in text
    accessible(reader)


def test_the_analyst_prepares_and_the_head_of_service_reads_before_approving(
    waiting: Publication, page_for: Callable[..., Any], accessible: Callable[[Any], None]
) -> None:
    analyst = page_for("analyst")
    for path in ("prepare/", "corrections/", "1/"):
        analyst.goto(f"{ROOT}dashboard/public/{path}")
        accessible(analyst)
    page = page_for("head_of_service")
    page.goto(f"{ROOT}dashboard/")
    page.get_by_role("link", name="Approve the public account 1").click()
    page.get_by_role("link", name="Read it as the public would").click()
    accessible(page)
    page.get_by_role("link", name="exclusions halved").click()
    assert "15.51 per 100" in page.locator("main").inner_text()
    assert "/dashboard/public/1/preview/" in page.url
    chart = page.locator("main img").first
    chart.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert chart.evaluate("image => image.naturalWidth") > 0
    page.get_by_role("link", name="back to the account").click()
    page.get_by_role("button", name="Approve it").click()
    assert "It is approved." in page.locator("main").inner_text()
