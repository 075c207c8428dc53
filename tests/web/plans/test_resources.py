"""Risks and money."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.gateway import example_plan_text
from stocktake_web.plans import actions, queries
from stocktake_web.plans.models import PlanRevision, Risk

pytestmark = pytest.mark.django_db
PLAN = "/example-borough/desk/plan"


def test_a_risk_of_eight_goes_on_agendas(area: Area, revision: PlanRevision) -> None:
    for words, likelihood, impact in (("High", 4, 2), ("Low", 2, 3), ("Highest", 4, 4)):
        actions.add_risk(area=area, actor=None, words=words, likelihood=likelihood, impact=impact)
    assert [each.words for each in queries.risks(area)] == ["Highest", "High", "Low"]
    assert [each.words for each in queries.risks_above_line(area)] == ["Highest", "High"]


def test_of_two_people_who_change_a_risk_the_second_is_told(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    risk = actions.add_risk(area=area, actor=None, words="Rain", likelihood=1, impact=1)
    client = client_for("delivery_lead")
    sent = {"words": "Rain", "likelihood": "3", "impact": "3", "version": "1"}
    assert client.post(f"{PLAN}/risks/{risk.pk}/", sent).status_code == 302
    late = client.post(f"{PLAN}/risks/{risk.pk}/", sent | {"words": "Snow"})
    assert late.status_code == 409
    assert "Snow" in late.content.decode()
    assert Risk.objects.get().words == "Rain"


def test_a_closed_risk_is_gone_from_the_list(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    risk = actions.add_risk(area=area, actor=None, words="Rain", likelihood=4, impact=4)
    actions.close_risk(
        area=area, actor=users["secretary"], risk=risk, reason="Dry.", expected_version=1
    )
    assert queries.risks_above_line(area) == ()


def test_money_is_added_up_by_priority(area: Area, revision: PlanRevision) -> None:
    for activity, committed, spent, forecast in (
        ("team", "90000.00", "20000.50", "95000.00"),
        ("visits", "10000.00", "0.00", "9000.00"),
        ("gone", "1.00", "1.00", "1.00"),
    ):
        actions.add_funding(
            area=area,
            actor=None,
            activity_id=activity,
            source="Council",
            committed_pounds=Decimal(committed),
            spent_pounds=Decimal(spent),
            forecast_pounds=Decimal(forecast),
        )
    sums = queries.funding_by_priority(area)
    assert sums["attend"] == queries.Money(Decimal(100000), Decimal("20000.5"), Decimal(104000))
    assert sums["attend"].beyond_pounds == Decimal(4000)
    assert sums[""].spent_pounds == Decimal(1)
    assert "learn" not in sums


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
    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
        answer = client.get(f"{PLAN}/{page}")
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.parametrize("page", ["", "targets/", "targets/secondary-exclusions-halved/"])
def test_no_page_of_a_whole_plan_is_heavy(
    area: Area, client_for: Callable[[str], Client], page: str
) -> None:
    text = example_plan_text("blackpool")
    actions.add_revision(area=area, actor=None, kept=text, reason="first")
    content = client_for("board_member").get(f"{PLAN}/{page}").content
    assert len(gzip.compress(content)) < 50_000
