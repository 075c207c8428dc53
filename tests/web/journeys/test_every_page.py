"""Everything that somebody may see in the demonstration: each link opens, each page is accessible.

Every role walks through both places along the links. What a page shows to the second role as it
did to the first is looked at once: a page goes into the browser if it has an element that no page
of its view had before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import connection
from installations import Server, Visitor
from walking import Walk

from stocktake_web.accounts.permissions.matrix import PUBLIC, ROLES, YES, Route, cell_of, routes
from stocktake_web.installation.demonstration import KEEPERS

# The walk opens every page as every role: a busy machine may take long over it.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]
FOLDER = Path(__file__).parent
NARROW, WIDE = {"width": 375, "height": 740}, {"width": 1280, "height": 900}
# 1,280 pixels at 400% zoom.
NARROWEST = {"width": 320, "height": 740}
PLACES = {"eastmere": ROLES, "blackpool": (PUBLIC, *(role.value for role in KEEPERS))}
DESK = "/<slug:area>/dashboard"
# The same for whoever may have it, and slow to make or many: taken once.
DOWNLOADS = {
    f"{DESK}/boards/meetings/<int:meeting>/pack.docx": "the pack as a document",
    f"{DESK}/boards/meetings/<int:meeting>/pack.pdf": "the pack on paper",
    f"{DESK}/plan/recommendations/<int:recommendation>/page.docx": "a document",
    f"{DESK}/plan/recommendations/<int:recommendation>/page.pdf": "a document",
    f"{DESK}/plan/excel/plan.xlsx": "the plan as a workbook",
    f"{DESK}/plan/returns/template.xlsx": "a workbook to fill in",
    f"{DESK}/public/<int:number>/charts/<str:file>": "a chart of a page before approval",
    f"{DESK}/public/<int:number>/files/<str:file>": "a document before approval",
}
# Addresses to which no page leads: who goes there, and what they are told.
UNLINKED = {
    "/healthz": (PUBLIC, 200),
    "/api/v1/": (PUBLIC, 404),
    "/api/v1/nothing": (PUBLIC, 404),
    "/api/v1/eastmere/plans/1": (PUBLIC, 200),
    "/eastmere/explore/pictures/own.svg?i=lait:TotPermEx&p=la-001": (PUBLIC, 200),
    "/nowhere/": (PUBLIC, 404),
    "/eastmere/dashboard/people/invite/": ("clerk", 403),
    "/blackpool/dashboard/": ("secretary", 403),
    "/search/?q=absence": (PUBLIC, 200),
    "/eastmere/search/?q=absence": (PUBLIC, 200),
    "/accounts/inactive/": (PUBLIC, 200),
    "/accounts/signup/": (PUBLIC, 200),
    "/accounts/password/reset/done/": (PUBLIC, 200),
    "/accounts/password/reset/key/done/": (PUBLIC, 200),
    "/accounts/password/reset/key/1-invented/": (PUBLIC, 200),
    "/accounts/social/login/cancelled/": (PUBLIC, 200),
    "/accounts/social/login/error/": (PUBLIC, 401),
    "/accounts/social/signup/": (PUBLIC, 302),
    "/accounts/2fa/authenticate/": (PUBLIC, 302),
    "/accounts/logout/": ("analyst", 200),
    "/accounts/arrived/": ("clerk", 302),
    "/accounts/reauthenticate/": ("analyst", 200),
    "/accounts/2fa/keys/": ("analyst", 200),
    "/accounts/2fa/reauthenticate/": ("secretary", 200),
    "/accounts/2fa/keys/reauthenticate/": ("secretary", 302),
}
# What the walk does not open, by the whole pattern of the address, and why.
ELSEWHERE = {
    "/accounts/oidc/<str:provider_id>/login/": "leads to an organisation: tests of accounts",
    "/accounts/oidc/<str:provider_id>/login/callback/": "an organisation's answer: the same",
    "/accounts/2fa/keys/<int:pk>/edit/": "of somebody with a security key: tests of accounts",
    "/accounts/2fa/keys/<int:pk>/remove/": "of somebody with a security key: tests of accounts",
    f"{DESK}/boards/meetings/<int:meeting>/close/": "a reason before the day: tests of boards",
    f"{DESK}/plan/excel/<int:pk>/to-correct.xlsx": "rows that wait: tests of plans",
    f"{DESK}/plan/returns/file/<int:pk>/": "rows that wait: tests of returns",
    f"{DESK}/plan/returns/file/<int:pk>/to-correct.xlsx": "rows that wait: tests of returns",
    "/<slug:area>/desk/": "an address of before, which no page names: tests of access",
    "/<slug:area>/desk/<path:rest>": "an address of before: tests of access",
}


@dataclass(frozen=True)
class Walked:
    """Both places, and the server on which they still stand."""

    server: Server
    visitors: dict[str, Visitor]
    walks: dict[str, Walk]


@pytest.fixture(scope="module")
def walked(read_only: Any) -> Iterator[Walked]:
    code = f"import runpy; runpy.run_path({str(FOLDER / 'busy.py')!r}, run_name='__main__')"
    output = read_only.installation.command("shell", "-v0", "-c", code)
    ids = json.loads(output.splitlines()[-1])
    addresses = {
        f"/link/{ids['link']}/": (PUBLIC, 200),
        f"/accounts/invitation/{ids['invitation']}/": (PUBLIC, 200),
        f"/eastmere/dashboard/boards/actions/{ids['action']}/update/": ("secretary", 200),
        f"/eastmere/dashboard/boards/items/{ids['item']}/note/": ("secretary", 200),
        f"/eastmere/dashboard/plan/excel/{ids['workbook']}/": ("delivery_lead", 200),
    }
    with read_only.installation.serve(threads=4) as server:
        visitors = {
            role: server.visitor() if role == PUBLIC else read_only.sign_in(server, role)
            for role in ROLES
        }
        take_a_second_step(visitors["secretary"], read_only.password)
        elements_seen: set[tuple[str, ...]] = set()
        walks = {area: Walk(area, frozenset(DOWNLOADS), elements=elements_seen) for area in PLACES}
        for area, roles in PLACES.items():
            for role in roles:
                walks[area].follow(role, visitors[role], *bounds_of(area, role))
        for address, (role, status) in (UNLINKED | addresses).items():
            walks["eastmere"].open(role, visitors[role], address, status)
        yield Walked(server, visitors, walks)


def bounds_of(area: str, role: str) -> tuple[list[str], Callable[[str], bool]]:
    """Where a role begins, and how far it goes: the public side is the same for everybody."""
    desk = f"/{area}/dashboard/"
    if role != PUBLIC:
        own_prefixes = ("/accounts/",) if role in ("analyst", "secretary") else ()
        return [desk], lambda address: address.startswith((desk, *own_prefixes))
    other_prefixes = tuple(f"/{place}/" for place in PLACES if place != area)
    return ["/", f"/{area}/"], lambda address: not address.startswith((desk, *other_prefixes))


def take_a_second_step(visitor: Visitor, password: str) -> None:
    """Sign in with an authenticator app from now on."""
    answer = visitor.send("/accounts/reauthenticate/", password=password)
    assert answer.status == 302, answer.text
    address = "/accounts/2fa/totp/activate/"
    fields = visitor.form(address)
    # Every look at the page makes a new secret.
    secret = re.search(r'stocktake-code">(\w+)<', visitor.get(address).text)
    assert secret
    code = format_hotp_value(hotp_value(secret[1], next(yield_hotp_counters_from_time())))
    assert visitor.post(address, fields | {"code": code}).status == 302


def test_everything_that_somebody_may_see_opens_and_is_accessible(
    walked: Walked, browser: Any
) -> None:
    # One test: the walk is long, and processes that test side by side would each make it.
    complaints = [
        *(dead_link for walk in walked.walks.values() for dead_link in walk.dead),
        *unreached(walked),
        *against_the_table(walked),
        # What a page looks like does not depend on the database.
        *(inaccessible(walked, browser) if connection.vendor == "sqlite" else ()),
    ]
    assert not complaints, "\n\n".join(complaints)


def unreached(walked: Walked) -> list[str]:
    """Addresses that nobody opened and nobody excuses, and excuses that nothing needs."""
    views_opened = {_plain(view) for view in walked.walks["eastmere"].views}
    missed = {_plain(route.address) for route in readable()} - views_opened
    return sorted(f"opened by nobody, or excused in vain: {e}" for e in missed ^ set(ELSEWHERE))


def against_the_table(walked: Walked) -> list[str]:
    """Pages that the table of permissions gives to a role, and that do not open for it.

    Also where no link led the role, so that it knows the address from somebody else alone.
    """
    wrong = []
    for area, roles in PLACES.items():
        walk = walked.walks[area]
        for route in readable():
            address = walk.example.get(route.address)
            if address is None or not address.startswith(f"/{area}/dashboard/"):
                continue
            for role in roles[1:]:
                sees = cell_of(route.access.methods["GET"], role) == YES
                if (
                    not sees
                    or route.address in walk.views_by_role[role]
                    or route.address in DOWNLOADS
                ):
                    continue
                answer = walked.visitors[role].get(address)
                if answer.status not in (200, 302):
                    wrong.append(f"{role} may open {address}: {answer.status}")
    return wrong


def inaccessible(walked: Walked, browser: Any) -> list[str]:
    """What is wrong with the pages in Chromium, wide, on a phone and at 400% zoom."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    options = {"rules": {"region": {"enabled": False}}, "resultTypes": ["violations"]}
    wrong: list[str] = []
    pages = [page for walk in walked.walks.values() for page in walk.pages]
    for role in ROLES:
        pages_of_role = [page for page in pages if page.role == role]
        if not pages_of_role:
            continue
        with looking(browser, walked, role) as (page, complaints):
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


def readable() -> list[Route]:
    """Every address that can be asked for."""
    return [route for route in routes() if route.access and "GET" in route.access.methods]


def _plain(address: str) -> str:
    return address.replace("^", "").replace("$", "")


@contextmanager
def looking(browser: Any, walked: Walked, role: str) -> Iterator[tuple[Any, list[str]]]:
    """A browser's page of somebody, and what it complains about."""
    context = browser.new_context(viewport=WIDE, base_url=walked.server.address)
    context.add_cookies(
        [
            {"name": cookie.name, "value": str(cookie.value), "url": walked.server.address}
            for cookie in walked.visitors[role].cookies
        ]
    )
    page = context.new_page()
    complaints: list[str] = []

    def note_request(request: Any) -> None:
        if not request.url.startswith((walked.server.address, "data:")):
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
