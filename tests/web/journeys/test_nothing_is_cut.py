"""On a desktop and on a phone no page is wider than its window, and no text is cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from installations import Server

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent
CUT_TEXT = (FOLDER / "cut_text.mjs").read_text(encoding="utf-8").partition("\n")[2]
LONG_WORDS = (FOLDER / "long_words.mjs").read_text(encoding="utf-8").partition("\n")[2]
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 375, "height": 740}}
TARGET = "persistent-absence-below-country"
OWN_TABLE = "build/?i=lait:TotPermEx&i=lait:TotAbs&p=la-001&group=region"
PAGES = {
    "public": (
        *("/", "/search/?q=absence", "/accounts/login/", "/api/", "/eastmere/"),
        *(f"/eastmere/{page}/" for page in ("targets", "activities", "strands", "partners")),
        *(f"/eastmere/{page}/" for page in ("claims", "method", "decisions", "corrections")),
        *(f"/eastmere/{page}/" for page in ("revisions", "downloads", f"targets/{TARGET}")),
        *("/eastmere/search/", "/eastmere/search/?q=persistant+absence", "/eastmere/explore/"),
        *(f"/eastmere/explore/{page}" for page in ("search/?q=absence", OWN_TABLE, "changes/")),
        *(f"/eastmere/explore/{page}/" for page in ("authority", "gaps", "profile")),
        *(f"/eastmere/explore/{page}/?years=all" for page in ("region", "neighbours", "all")),
    ),
    "board_member": (
        *("/accounts/security/", "/eastmere/dashboard/", "/eastmere/search/?q=absence"),
        *(
            f"/eastmere/dashboard/plan/{page}"
            for page in (
                *("", "milestones/", "freshness/", "activities/", "targets/", "decisions/"),
                *("risks/", "funding/", "recommendations/", "returns/", "likelihood/"),
                *("revisions/", f"targets/{TARGET}/"),
            )
        ),
        "/eastmere/dashboard/boards/",
    ),
}
MEETING = re.compile(r"/dashboard/boards/(meetings|bodies|items)/[^/]+/$")


@contextmanager
def open_page(browser: Any, server: Server, cookies: Any, size: str) -> Iterator[Any]:
    """A page of a browser that is signed in by some cookies."""
    context = browser.new_context(base_url=server.address, viewport=SIZES[size])
    context.add_cookies(
        [{"name": c.name, "value": str(c.value), "url": server.address} for c in cookies]
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def meeting_pages(page: Any) -> list[str]:
    """A body, a meeting with its pack, and an item, as the page of boards links to them."""
    pages_by_kind: dict[str, str] = {}
    for start in ("/eastmere/dashboard/boards/", None):
        address = start or pages_by_kind.get("meetings", "/eastmere/dashboard/boards/")
        page.goto(address)
        links = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        for link in links:
            kind = MEETING.search(link or "")
            if kind:
                pages_by_kind.setdefault(kind[1], link)
    pack = [f"{pages_by_kind['meetings']}pack/"] if "meetings" in pages_by_kind else []
    return [*pages_by_kind.values(), *pack]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("role", PAGES)
def test_no_text_is_cut_and_no_page_is_too_wide(
    read_only: Any, browser: Any, role: str, size: str
) -> None:
    faults = []
    with read_only.installation.serve() as server:
        visitor = server.visitor() if role == "public" else read_only.sign_in(server, role)
        with open_page(browser, server, visitor.cookies, size) as page:
            addresses = list(PAGES[role])
            if role != "public":
                meetings = meeting_pages(page)
                assert len(meetings) > 2
                addresses += meetings
            for address in addresses:
                answer = page.goto(address)
                assert answer.status == 200, address
                faults += [f"{address}: {fault}" for fault in page.evaluate(CUT_TEXT)]
                assert page.evaluate(LONG_WORDS) > 5, address
                faults += [f"{address}, long words: {fault}" for fault in page.evaluate(CUT_TEXT)]
    assert faults == []
