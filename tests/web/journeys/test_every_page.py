"""Everything that somebody may see in the demonstration: each link opens, each page is accessible.

Every role walks through both places along the links. What a page shows to the second role as it
did to the first is looked at once: a page goes into the browser if it is the first of its view, or
has an element that no page of its view had before, and hardly any other view.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from demonstrations import Demonstration, copied, installation_in
from django.db import connection
from installations import Server, Visitor
from looking import inaccessible
from shared_folder import make_shared_folder
from walking import Page, Walk

from stocktake_web.accounts.permissions.matrix import PUBLIC, ROLES, YES, Route, cell_of, routes
from stocktake_web.installation.demonstration import KEEPERS

# The walk opens every page as every role: a busy machine may take long over it.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]
FOLDER = Path(__file__).parent
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
    f"{DESK}/schools/<int:urn>/pack.docx": "a school's pack as a document",
    f"{DESK}/schools/<int:urn>/pack.pdf": "a school's pack on paper",
    f"{DESK}/schools/<int:urn>/pack.xlsx": "a school's pack as a workbook",
    f"{DESK}/schools/evidence/pack.docx": "the evidence pack as a document",
    f"{DESK}/schools/evidence/pack.pdf": "the evidence pack on paper",
    f"{DESK}/schools/statements/<int:pk>/letter.docx": "a letter",
    f"{DESK}/schools/statements/<int:pk>/letter.pdf": "a letter on paper",
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
    f"{DESK}/schools/regional-support/concerns/<int:pk>/reply/": "of another school: its tests",
    f"{DESK}/schools/service-views/<int:pk>/publish/": "a round that closed: tests of schools",
    "/<slug:area>/desk/": "an address of before, which no page names: tests of access",
    "/<slug:area>/desk/<path:rest>": "an address of before: tests of access",
}


SHARES = 4
"""Tests that look at the pages between them, so that processes can look side by side."""


@dataclass(frozen=True)
class Walked:
    """What the walk found, and the installation as the walk left it."""

    demonstration: Demonstration
    complaints: list[str]
    pages: list[Page]
    cookies: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def walked(
    made_once: Demonstration, postgresql: Any, tmp_path_factory: pytest.TempPathFactory
) -> Walked:
    """The walk, made by one process for all."""

    def make(folder: Path) -> None:
        demonstration = copied(made_once, folder, postgresql)
        results = walk_both(demonstration)
        (folder / "walk.json").write_text(json.dumps(results), encoding="utf-8")

    if postgresql:
        folder = tmp_path_factory.mktemp("walk")
        make(folder)
    else:
        folder = make_shared_folder(tmp_path_factory, "walk", make)
    results = json.loads((folder / "walk.json").read_text(encoding="utf-8"))
    demonstration = Demonstration(installation_in(folder, results["database"]), made_once.password)
    pages = [Page(*page) for page in results["pages"]]
    return Walked(demonstration, results["complaints"], pages, results["cookies"])


def walk_both(demonstration: Demonstration) -> dict[str, Any]:
    """Walk through both places as every role; what was found, and how each role is signed in."""
    code = f"import runpy; runpy.run_path({str(FOLDER / 'busy.py')!r}, run_name='__main__')"
    output = demonstration.installation.command("shell", "-v0", "-c", code)
    ids = json.loads(output.splitlines()[-1])
    addresses = {
        f"/link/{ids['link']}/": (PUBLIC, 200),
        f"/accounts/invitation/{ids['invitation']}/": (PUBLIC, 200),
        f"/eastmere/dashboard/boards/actions/{ids['action']}/update/": ("secretary", 200),
        f"/eastmere/dashboard/boards/items/{ids['item']}/note/": ("secretary", 200),
        f"/eastmere/dashboard/plan/excel/{ids['workbook']}/": ("delivery_lead", 200),
    } | {
        f"/eastmere/dashboard/schools/{address}": ("head_of_service", 200)
        for address in ids["schools"]
    }
    with demonstration.installation.serve(threads=4) as server:
        visitors: dict[str, Visitor] = {}
        elements_seen: dict[tuple[str, ...], set[str]] = {}
        walks = {area: Walk(area, frozenset(DOWNLOADS), elements=elements_seen) for area in PLACES}
        for area, roles in PLACES.items():
            for role in roles:
                if role not in visitors:
                    # Each just before it walks: some pages open only soon after signing in.
                    visitors[role] = visitor_as(role, server, demonstration)
                walks[area].follow(role, visitors[role], *bounds_of(area, role))
        for address, (role, status) in (UNLINKED | addresses).items():
            walks["eastmere"].open(role, visitors[role], address, status)
        complaints = [
            *(dead_link for walk in walks.values() for dead_link in walk.dead),
            *unreached(walks["eastmere"]),
            *against_the_table(walks, visitors),
        ]
    return {
        "database": demonstration.installation.database,
        "complaints": complaints,
        "pages": [(e.role, e.address, e.status) for walk in walks.values() for e in walk.pages],
        "cookies": {
            role: {cookie.name: str(cookie.value) for cookie in visitor.cookies}
            for role, visitor in visitors.items()
        },
    }


def bounds_of(area: str, role: str) -> tuple[list[str], Callable[[str], bool]]:
    """Where a role begins, and how far it goes: the public side is the same for everybody."""
    desk = f"/{area}/dashboard/"
    if role != PUBLIC:
        own_prefixes = ("/accounts/",) if role in ("analyst", "secretary") else ()
        return [desk], lambda address: address.startswith((desk, *own_prefixes))
    other_prefixes = tuple(f"/{place}/" for place in PLACES if place != area)
    return ["/", f"/{area}/"], lambda address: not address.startswith((desk, *other_prefixes))


def visitor_as(role: str, server: Server, demonstration: Demonstration) -> Visitor:
    """Somebody who is signed in, the secretary with a second step."""
    if role == PUBLIC:
        return server.visitor()
    visitor = demonstration.sign_in(server, role)
    if role == "secretary":
        take_a_second_step(visitor, demonstration.password)
    return visitor


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


def test_everything_that_somebody_may_see_opens(walked: Walked) -> None:
    assert not walked.complaints, "\n\n".join(walked.complaints)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_accessible(share: int, walked: Walked, browser: Any, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("what a page looks like does not depend on the database")
    copy = copied(walked.demonstration, tmp_path, None)
    with copy.installation.serve(threads=4) as server:
        complaints = inaccessible(server, walked.cookies, walked.pages[share::SHARES], browser)
    assert not complaints, "\n\n".join(complaints)


def unreached(walk: Walk) -> list[str]:
    """Addresses that nobody opened and nobody excuses, and excuses that nothing needs."""
    views_opened = {_plain(view) for view in walk.views}
    missed = {_plain(route.address) for route in readable()} - views_opened
    return [
        *(f"opened by nobody: {address}" for address in sorted(missed - set(ELSEWHERE))),
        *(f"excused in vain: {address}" for address in sorted(set(ELSEWHERE) - missed)),
    ]


def against_the_table(walks: dict[str, Walk], visitors: dict[str, Visitor]) -> list[str]:
    """Pages that the table of permissions gives to a role, and that do not open for it.

    Also where no link led the role, so that it knows the address from somebody else alone.
    """
    wrong = []
    for area, roles in PLACES.items():
        walk = walks[area]
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
                answer = visitors[role].get(address)
                if answer.status not in (200, 302):
                    wrong.append(f"{role} may open {address}: {answer.status}")
    return wrong


def readable() -> list[Route]:
    """Every address that can be asked for."""
    return [route for route in routes() if route.access and "GET" in route.access.methods]


def _plain(address: str) -> str:
    return address.replace("^", "").replace("$", "")
