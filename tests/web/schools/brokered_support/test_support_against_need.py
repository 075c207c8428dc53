"""Support against need, courses against stated needs, and practice that is passed on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from school_rows import HARBOUR, OLD_MILL, PIER, UNKNOWN, agree
from support_rows import need_of, offer_of, practice_of, support_of

from stocktake_web.accounts.models import Area, School
from stocktake_web.schools.brokered_support.models import BrokeredSupport
from stocktake_web.schools.brokered_support.queries import need_sums, support_lines
from stocktake_web.schools.categories.actions import set_category
from stocktake_web.schools.training.queries import offers, open_needs, theme_lines, unevaluated

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def categorise(school: School, category: str) -> None:
    set_category(
        actor=None, by_role="", school=school, category=category, reason="Seen.",
        effective_date=date(2026, 9, 1),
    )  # fmt: skip


def test_most_need_comes_first_and_the_least_supported_before_others(
    area: Area, schools: dict[str, School]
) -> None:
    for urn in (HARBOUR, PIER):
        agree(schools[urn])
    categorise(schools[OLD_MILL], "C")
    categorise(schools[HARBOUR], "C")
    categorise(schools[PIER], "A")
    support_of(schools[OLD_MILL], days=Decimal("2.5"), cost_pounds=1000)
    support_of(schools[PIER], days=Decimal(12), cost_pounds=6000)
    lines = support_lines(area)
    assert [line.school.urn for line in lines] == [HARBOUR, OLD_MILL, PIER, UNKNOWN]
    assert [line.is_unsupported for line in lines] == [True, False, False, False]
    first, second, _ = need_sums(lines)
    assert (first.school_count, first.supported_count, first.days_per_school) == (
        2, 1, Decimal("1.2"),
    )  # fmt: skip
    assert second.days_per_school > first.days_per_school, "the unfairness is visible"


def test_support_of_an_earlier_year_does_not_count(area: Area, schools: dict[str, School]) -> None:
    support_of(schools[OLD_MILL], starts_on=date(2026, 8, 31))
    assert sum(line.days for line in support_lines(area)) == 0
    support_of(schools[OLD_MILL], starts_on=date(2026, 9, 1))
    assert sum(line.days for line in support_lines(area)) == 3


def test_an_impact_needs_its_evidence_and_a_late_rating_is_a_task(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    with pytest.raises(ValidationError, match="Enter what shows the impact"):
        support_of(schools[OLD_MILL], impact="clear", impact_evidence="  ")
    support_of(schools[OLD_MILL], review_on=date(2026, 11, 23))
    officer = client_for("improvement_officer")
    dashboard = "/example-borough/dashboard/"
    assert "Rate the support" not in text(officer.get(dashboard)), "it is due today"
    support_of(schools[OLD_MILL], review_on=date(2026, 11, 22))
    assert "Rate the support of Old Mill School" in text(officer.get(dashboard))
    assert "Rate the support" not in text(client_for("headteacher").get(dashboard))


def test_an_academy_is_supported_under_an_agreement(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    values = {
        "objective": "Number.", "supporter": "consultant", "given_by": "A consultant",
        "days": "3", "cost_pounds": "900", "impact": "not_rated",
        "starts_on_day": "1", "starts_on_month": "10", "starts_on_year": "2026",
        "review_on_day": "1", "review_on_month": "3", "review_on_year": "2027",
    }  # fmt: skip
    officer = client_for("improvement_officer")
    address = f"{BASE}{HARBOUR}/brokered-support/add/"
    assert "Record the agreement first." in text(officer.post(address, values))
    assert not BrokeredSupport.objects.exists()
    agree(schools[HARBOUR])
    assert "The support was recorded." in text(officer.post(address, values, follow=True))


def test_a_need_without_an_offer_is_seen(area: Area, schools: dict[str, School]) -> None:
    """Two needs of one school count once; a need that is met counts no more."""
    need_of(schools[OLD_MILL])
    need_of(schools[OLD_MILL])
    need_of(schools[HARBOUR], is_met=True)
    need_of(schools[HARBOUR], theme="send")
    offer_of(area, event_date=date(2026, 11, 22))
    lines = {line.title: line for line in theme_lines(open_needs(area), offers(area))}
    assert lines["Mathematics"].school_count == 1
    assert lines["Mathematics"].is_unanswered, "the course is over"
    offer_of(area, event_date=date(2026, 11, 23))
    lines = {line.title: line for line in theme_lines(open_needs(area), offers(area))}
    assert not lines["Mathematics"].is_unanswered
    assert lines["Special needs and disabilities"].is_unanswered


def test_a_course_is_evaluated_after_it_was_held(area: Area) -> None:
    with pytest.raises(ValidationError, match="Rate it after it is held"):
        offer_of(area, impact="some", impact_evidence="A")
    with pytest.raises(ValidationError, match="Leave it empty until it is held"):
        offer_of(area, school_count=0)
    late = offer_of(area, event_date=date(2026, 8, 24))
    offer_of(area, event_date=date(2026, 8, 25))
    assert unevaluated(offers(area)) == [late]


def test_a_head_says_what_the_own_school_needs_and_no_other(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    values = {"theme": "send", "text": "Help with <script>plans</script>."}
    head = client_for("headteacher")
    page = text(head.post(f"{BASE}{OLD_MILL}/needs/add/", values, follow=True))
    assert "Help with &lt;script&gt;plans&lt;/script&gt;." in page
    assert head.post(f"{BASE}{HARBOUR}/needs/add/", values).status_code == 403
    assert client_for("governor").post(f"{BASE}{OLD_MILL}/needs/add/", values).status_code == 403
    other_row = need_of(schools[HARBOUR])
    assert head.get(f"{BASE}needs/{other_row.pk}/").status_code == 403


def test_practice_is_read_by_others_once_the_school_agreed_and_it_was_passed_on(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    with pytest.raises(ValidationError) as caught:
        practice_of(schools[HARBOUR], passed_on_on=date(2026, 11, 1))
    assert set(caught.value.message_dict) == {"is_agreed", "passed_on_to"}
    practice_of(schools[HARBOUR], title="Kept back")
    shared = {"is_agreed": True, "passed_on_to": "All heads"}
    practice_of(schools[HARBOUR], title="For all", passed_on_on=date(2026, 11, 23), **shared)
    practice_of(schools[HARBOUR], title="Tomorrow", passed_on_on=date(2026, 11, 24), **shared)
    page = text(client_for("headteacher").get(f"{BASE}good-practice/"))
    assert "For all" in page
    assert "Kept back" not in page
    assert "Tomorrow" not in page
    assert "Kept back" in text(client_for("analyst").get(f"{BASE}good-practice/"))
    assert client_for("board_member").get(f"{BASE}good-practice/").status_code == 403


def test_who_sees_support(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    support_of(schools[OLD_MILL], objective="Planted objective.")
    officers = {"analyst", "head_of_service", "improvement_officer"}
    people = {"headteacher", "governor", "clerk", "trust_leader"}
    for role in (*officers, *people, "board_member", "councillor", "delivery_lead", "provider"):
        client = client_for(role)
        for page in ("brokered-support/", "training/", "support/"):
            expected_status = 200 if role in officers else 403
            assert client.get(f"{BASE}{page}").status_code == expected_status, (role, page)
        answer = client.get(f"{BASE}{OLD_MILL}/support/")
        assert ("Planted objective." in text(answer)) == (role in officers | people), role
        answer = client.get(f"{BASE}{HARBOUR}/support/")
        assert answer.status_code == (200 if role in officers else 403), role


def test_the_lists_ask_as_often_of_many_as_of_few(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    client = client_for("improvement_officer")
    pages = ("brokered-support/", "training/", "good-practice/", f"{OLD_MILL}/support/")

    def count_queries() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"{BASE}{page}").status_code == 200
            counts.append(len(queries))
        return counts

    def add() -> None:
        for school in schools.values():
            support_of(school, review_on=date(2026, 11, 1))
            need_of(school)
            practice_of(school)
        offer_of(area)

    add()
    count_queries()
    few = count_queries()
    for _ in range(5):
        add()
    assert count_queries() == few
