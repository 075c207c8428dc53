"""Every page of the plan opens, asks little of the database and is light."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.plans.models import PlanRevision
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.services import example_plan_text

pytestmark = pytest.mark.django_db
PLAN = "/example-borough/dashboard/plan"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "milestones/",
        "freshness/",
        "activities/",
        "targets/",
        "decisions/",
        "risks/",
        "funding/",
        "revisions/",
    ],
)
def test_every_page_reads_for_a_member_and_asks_little_of_the_database(
    client_for: Callable[[str], Client],
    revision: PlanRevision,
    django_assert_max_num_queries: Callable[[int], object],
    page: str,
) -> None:
    client = client_for("board_member")
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
        answer = client.get(f"{PLAN}/{page}")
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.parametrize("page", ["", "targets/", "targets/secondary-exclusions-halved/"])
def test_no_page_of_a_whole_plan_is_heavy(
    area: Area,
    client_for: Callable[[str], Client],
    page_bytes: Callable[[bytes], int],
    page: str,
) -> None:
    text = example_plan_text("blackpool")
    add_revision(area=area, actor=None, text=text, reason="first")
    content = client_for("board_member").get(f"{PLAN}/{page}").content
    assert page_bytes(content) < 60_000
