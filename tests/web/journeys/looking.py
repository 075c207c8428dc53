"""Looks at pages in Chromium: what is inaccessible, too wide or complained about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from installations import Server
from walking import Page

from stocktake_web.accounts.permissions.matrix import ROLES

NARROW, WIDE = {"width": 375, "height": 740}, {"width": 1280, "height": 900}
# 1,280 pixels at 400% zoom.
NARROWEST = {"width": 320, "height": 740}


def inaccessible(
    server: Server, cookies: dict[str, dict[str, str]], pages: list[Page], browser: Any
) -> list[str]:
    """What is wrong with the pages in Chromium, wide, on a phone and at 400% zoom."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    options = {"rules": {"region": {"enabled": False}}, "resultTypes": ["violations"]}
    wrong: list[str] = []
    for role in ROLES:
        pages_of_role = [page for page in pages if page.role == role]
        if not pages_of_role:
            continue
        with looking(browser, server, cookies[role]) as (page, complaints):
            for number, visit in enumerate(pages_of_role):
                complaints.clear()
                page.set_viewport_size(WIDE)
                answer = page.goto(visit.address)
                if answer.status != visit.status:
                    complaints.append(f"status {answer.status}")
                if page.locator("h1").count() != 1:
                    complaints.append(f"{page.locator('h1').count()} headings of the first level")
                if not page.title().strip().endswith("Stocktake"):
                    complaints.append(f"title {page.title()!r}")
                results = axe.run(page, options=options)
                if results.violations_count:
                    complaints.append(results.generate_report())
                for width in (NARROW, NARROWEST):
                    page.set_viewport_size(width)
                    content_width = page.evaluate("document.documentElement.scrollWidth")
                    if content_width > width["width"]:
                        complaints.append(f"{content_width} pixels wide on {width['width']}")
                if number % 6 == 0:
                    results = axe.run(page, options=options)
                    if results.violations_count:
                        complaints.append(f"on a phone: {results.generate_report()}")
                wrong += [f"{role} {visit.address}: {one}" for one in complaints]
    return wrong


@contextmanager
def looking(
    browser: Any, server: Server, cookies: dict[str, str]
) -> Iterator[tuple[Any, list[str]]]:
    """A browser's page of somebody, and what it complains about."""
    context = browser.new_context(viewport=WIDE, base_url=server.address)
    context.add_cookies(
        [{"name": name, "value": value, "url": server.address} for name, value in cookies.items()]
    )
    page = context.new_page()
    complaints: list[str] = []

    def note_request(request: Any) -> None:
        if not request.url.startswith((server.address, "data:")):
            complaints.append(f"asked {request.url}")

    def note_message(message: Any) -> None:
        # A page that is refused or missing is itself an error to the browser.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", note_message)
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("request", note_request)
    yield page, complaints
    context.close()
