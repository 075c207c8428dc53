"""The page in a browser: accessible by an automated check, by keyboard, on a phone and in print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stocktake.publish import write_html
from stocktake.publish.content import ReportContent

pytestmark = pytest.mark.slow

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 740}


@pytest.fixture(scope="module")
def address(quoted_content: ReportContent, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(write_html(quoted_content), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, chromium: Any, address: str) -> Iterator[Any]:
    new_page = chromium.new_page(viewport=request.param)
    new_page.goto(address)
    yield new_page
    new_page.close()


def test_axe_finds_nothing(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_the_page_itself_never_scrolls_sideways(page: Any) -> None:
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= room
    page.set_viewport_size({"width": 320, "height": 740})
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= room


def test_the_page_asks_for_nothing_else(chromium: Any, address: str) -> None:
    new_page = chromium.new_page()
    urls: list[str] = []
    new_page.on("request", lambda request: urls.append(request.url))
    new_page.goto(address, wait_until="networkidle")
    new_page.close()
    assert urls == [address]


def test_every_link_and_region_is_reached_by_keyboard_and_the_first_skips(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.evaluate("document.activeElement.getBoundingClientRect().left")
    assert box >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.reload()
    stops_count = page.evaluate("document.querySelectorAll('a[href], [tabindex=\"0\"]').length")
    for _ in range(stops_count):
        page.keyboard.press("Tab")
        page.evaluate("document.activeElement.dataset.seen = 1")
    assert page.evaluate("document.querySelectorAll('[data-seen]').length") == stops_count
    # What has the focus shows it.
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_text_can_be_doubled_without_loss(chromium: Any, address: str) -> None:
    # WCAG 2.2, 1.4.4: at twice the text size nothing is cut off.
    new_page = chromium.new_page(viewport=DESKTOP)
    new_page.goto(address)
    new_page.add_style_tag(content=":root { font-size: 200% !important; }")
    width, room = new_page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    new_page.close()
    assert width <= room


def test_print_shows_every_card_on_white(chromium: Any, address: str, tmp_path: Path) -> None:
    import pypdf

    new_page = chromium.new_page()
    new_page.goto(address)
    path = tmp_path / "printed.pdf"
    new_page.pdf(path=str(path), format="A4", print_background=False)
    new_page.close()
    texts = " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    words = "".join(texts.split())
    assert "Twothirdspass" in words
    assert "Skiptomaincontent" not in words
