"""Every page asks the database a bounded number of times, however much has been written down."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions.access import ANYONE, SIGNED_IN
from stocktake_web.accounts.permissions.matrix import NO, ROLES, YES, Route, cell_of, routes
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.decisions.actions import notice_verdicts
from stocktake_web.plans.dependencies.models import Dependency
from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.plans.links.actions import make_link
from stocktake_web.plans.objectives.models import InterimObjective
from stocktake_web.plans.recommendations.models import Recommendation
from stocktake_web.plans.returns.models import LocalRequest
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.targets.actions import rate_target
from stocktake_web.public.editions import actions as public
from stocktake_web.records.change import change

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

WEB = Path(__file__).parent.parent
MOST = {
    "accounts": 20,
    "history": 13,
    "boards": 30,
    "plans": 30,
    "programmes": 20,
    "public": 12,
    "releases": 14,
    "schools": 20,
    "search": 30,
}
"""The most queries of a page of each app; one that needs more is written otherwise."""
MANY = 12
COUNTING = 4
"""What the rate of an address takes: an update and a select between two savepoints."""
FROM_FIGURES = (
    *(f"explore/{page}" for page in ("", "authority/", "region/", "neighbours/", "all/", "gaps/")),
    *(f"explore/{page}" for page in ("profile/", "build/", "changes/", "search/?q=exclusions")),
    *(f"explore/pictures/{picture}.svg" for picture in ("figures", "ranks")),
    *(f"explore/data/{table}.csv" for table in ("authority", "everyone", "profile")),
    "explore/data/authority.xlsx",
)


def module_of(path: Path) -> Any:
    """A file of another folder of these tests."""
    spec = importlib.util.spec_from_file_location(f"given_{path.parent.name}_{path.stem}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ask(client: Client, address: str) -> tuple[int, int]:
    """The status of a page, and how often it asked the database."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        if answer.streaming:
            list(answer.streaming_content)
    return answer.status_code, len(queries)


def reader_of(route: Route) -> str | None:
    """A role that may read a route's page; None where it is only posted to."""
    permission = route.access.methods.get("GET") if route.access else None
    if permission is None:
        return None
    if permission == ANYONE:
        return "public"
    if permission == SIGNED_IN:
        return "board_member"
    cells = {role: cell_of(permission, role) for role in ROLES}
    has_permission = [role for role, cell in cells.items() if cell == YES]
    return (has_permission or [role for role, cell in cells.items() if cell != NO])[-1]


def open_samples(app: str, area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """One of everything of an app, by the name of the view that shows it."""
    parts_by_route: dict[str, Any] = module_of(WEB / app / "samples.py").samples(
        area, users, moment
    )
    if app == "public":
        number = parts_by_route["public:publication"]["number"]
        approved = public.approve(
            area=area,
            actor=users["head_of_service"],
            publication=publication(area, number),
            expected_version=1,
        )
        public.publish(area=area, actor=users["analyst"], publication=approved, expected_version=2)
        parts_by_route |= {
            "public:document": {"number": number, "file": "account.json"},
            "public:drawing": {"number": number, "file": "x.svg"},
        }
    return parts_by_route


def publication(area: Area, number: int) -> Any:
    """An account by its number."""
    from stocktake_web.public.editions import queries

    return queries.publication(area, number)


@pytest.mark.parametrize("app", MOST)
def test_a_page_asks_a_bounded_number_of_times(
    app: str,
    area: Area,
    users: dict[str, User],
    moment: datetime,
    client_for: Callable[[str], Client],
) -> None:
    parts_by_route = open_samples(app, area, users, moment)
    clients: dict[str, Client] = {}
    counts, unopened = {}, set()
    for route in routes():
        role = reader_of(route)
        if role is None or not route.module.startswith(f"stocktake_web.{app}."):
            continue
        parts = parts_by_route.get(route.name, {})
        url_parts = {"area": area.slug} if "<slug:area>" in route.address else {}
        url_parts |= parts(role) if callable(parts) else parts
        try:
            address = reverse(route.name, kwargs=url_parts)
        except NoReverseMatch:
            unopened.add(route.name)
            continue
        client = clients.setdefault(role, client_for(role))
        status, count = ask(client, address)
        assert status < 500, address
        counts[address] = count
    # What a sample cannot open here is read, and bounded, in its app's own tests.
    assert unopened <= {"public:priority", "public:target", "public:minutes", "public:paper"} | {
        "invitation", "link", "former-page",
    }  # fmt: skip
    assert {page: n for page, n in counts.items() if n > MOST[app]} == {}
    assert len(counts) > 1


def test_the_first_page_asks_a_bounded_number_of_times(area: Area, client: Client) -> None:
    assert ask(client, "/") <= (200, 2)


PLAN_PAGES = (
    "",
    "plan/",
    "plan/milestones/",
    "plan/freshness/",
    "plan/activities/",
    "plan/activities/team/",
    "plan/targets/",
    "plan/targets/absence/",
    "plan/decisions/",
    "plan/risks/",
    "plan/funding/",
    "plan/recommendations/",
    "plan/returns/",
    "plan/likelihood/",
    "plan/revisions/",
    "plan/excel/",
)


def test_a_page_of_the_plan_asks_as_often_of_much_as_of_little(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    plan_samples = module_of(WEB / "plans" / "conftest.py")
    add_revision(area=area, actor=users["analyst"], text=plan_samples.plan_text(), reason="first")
    lead = client_for("delivery_lead")

    def count_queries() -> dict[str, int]:
        counts = {}
        for page in PLAN_PAGES:
            address = f"/example-borough/dashboard/{page}"
            lead.get(address)
            status, counts[page] = ask(lead, address)
            assert status == 200, page
        return counts

    # Something of everything is there already, so that no page is asked of nothing.
    work(area, users, 2)
    few = count_queries()
    work(area, users, MANY)
    many = count_queries()
    assert {page: (few[page], n) for page, n in many.items() if n > few[page]} == {}


def work(area: Area, users: dict[str, User], count: int) -> None:
    """So many updates, waits, risks, lines of money, requests and recommendations."""
    lead, text = users["delivery_lead"], module_of(WEB / "plans" / "conftest.py").plan_text()
    for number in range(count):
        owner = users[("provider", "headteacher", "councillor")[number % 3]]
        add_update(
            area=area, actor=owner, activity_id="team", text="Two came.", kind="action",
            effective_date=date(2026, 11, 1),
        )  # fmt: skip
        change(
            Dependency(area=area, activity_id="team"),
            actor=lead,
            values={"title": "Money", "since": date(2026, 9, 1)},
        )
        make_link(area=area, actor=lead, activity_id="team", role=f"Coach {number}")
        risk = {"title": f"Rain {number}", "likelihood": 4, "impact": 4, "target_ids": ["absence"]}
        change(Risk(area=area), actor=lead, values=risk)
        line = {"activity_id": "team", "source": f"Fund {number}"}
        change(FundingLine(area=area), actor=lead, values=line)
        rate_target(
            area=area, actor=owner, target_id="absence", rating="red", reason="Seen.",
            computed_status="not_met",
        )  # fmt: skip
        objective = {
            "title": "Heads meet.", "aspect": "leadership", "academic_year": "202627",
            "term": "1-autumn", "due": date(2026, 12, 18),
        }  # fmt: skip
        change(InterimObjective(area=area), actor=lead, values=objective)
        change(
            LocalRequest(area=area),
            actor=lead,
            verb="ask",
            values={
                "indicator_id": "visits-made",
                "period": f"week {number} of {count}",
                "requested_from": "Somebody",
                "owner_user": owner,
                "due": date(2026, 11, 1 + number),
            },
        )
        recommendation = {
            "number": 100 * count + number, "text": "Do it.", "source_kind": "inspection",
            "source_title": "Letter", "published": date(2026, 1, 1),
        }  # fmt: skip
        change(Recommendation(area=area), actor=lead, values=recommendation)
        add_revision(area=area, actor=users["analyst"], text=text, reason=f"No. {number}")
    notice_verdicts(area=area)


def test_a_page_of_figures_hardly_asks_the_database(
    country_folder: Path, settings: Any, client: Client
) -> None:
    settings.STOCKTAKE_WAREHOUSE = str(country_folder / "warehouse")
    add_area(
        actor=None, slug="eastmere", name="Eastmere", place_id="la-001", invented=True,
        own_definitions=str(country_folder / "definitions"),
    )  # fmt: skip
    about = "indicator=lait:KS2RWM_Expected_STD&place=la-001"
    for page in FROM_FIGURES:
        path = f"/eastmere/{page}"
        path += f"{'&' if '?' in page else '?'}{about}"
        status, count = ask(client, path)
        assert status == 200, path
        assert count <= 4, path
    for name in ("indicators", "places", "releases", "plans"):
        ask(client, f"/api/v1/eastmere/{name}")  # opens the row that counts the address
        status, count = ask(client, f"/api/v1/eastmere/{name}")
        assert (status, count <= 4 + COUNTING) == (200, True), name
