"""A category is suggested by figures and set by a person; nothing is written over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from school_rows import HARBOUR, OLD_MILL, PIER, UNKNOWN, agree

from stocktake_web.accounts.models import School, User
from stocktake_web.audit.models import AppendOnlyError, Event
from stocktake_web.schools.categories.actions import set_category
from stocktake_web.schools.categories.models import CategorySetting

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def posted(**values: str) -> dict[str, str]:
    day = {"effective_date_day": "20", "effective_date_month": "11", "effective_date_year": "2026"}
    return {"category": "C", "reason": "Results fell twice."} | day | values


def set_to(school: School, category: str, day: date, actor: User | None = None) -> CategorySetting:
    return set_category(
        actor=actor, by_role="Officer", school=school, category=category, reason="Seen.",
        effective_date=day,
    )  # fmt: skip


def test_an_officer_sets_a_category_and_the_head_reads_it(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    officer = client_for("improvement_officer")
    answer = officer.post(f"{BASE}{OLD_MILL}/category/", posted(), follow=True)
    assert "The category was set." in text(answer)
    page = text(client_for("headteacher").get(f"{BASE}{OLD_MILL}/"))
    assert "C Targeted" in page
    assert "set by improvement officer on 23 November 2026" in page
    assert "Results fell twice." in page
    event = Event.objects.get(verb="set category")
    assert event.object_type == "schools.categorysetting"


def test_a_correction_is_a_new_row_and_the_first_stays(schools: dict[str, School]) -> None:
    first = set_to(schools[OLD_MILL], "B", date(2026, 11, 1))
    second = set_to(schools[OLD_MILL], "A", date(2026, 11, 1))
    assert list(CategorySetting.objects.all()) == [second, first]
    first.category = "A"
    with pytest.raises(AppendOnlyError):
        first.save()
    with pytest.raises(AppendOnlyError):
        CategorySetting.objects.filter(pk=first.pk).update(category="C")


@pytest.mark.parametrize(
    ("urn", "reason"),
    [
        (
            PIER,
            "The school is an academy, and no agreement with who runs it is recorded. Only what is "
            "published is used. No category is set.",
        ),
        (
            UNKNOWN,
            "The list of schools does not say who runs the school, so only what is published is "
            "used. Load the register of schools again. No category is set.",
        ),
    ],
)
def test_no_category_is_imposed_where_the_council_has_no_footing(
    schools: dict[str, School], urn: str, reason: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        set_to(schools[urn], "C", date(2026, 11, 1))
    assert caught.value.messages == [reason]
    assert not CategorySetting.objects.exists()


def test_the_page_of_an_academy_offers_no_category_and_a_post_is_refused(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    officer = client_for("head_of_service")
    assert "category/" not in text(officer.get(f"{BASE}{PIER}/"))
    answer = officer.post(f"{BASE}{PIER}/category/", posted())
    assert "No category is set." in text(answer)
    assert not CategorySetting.objects.exists()


def test_with_an_agreement_an_academy_gets_a_category_until_its_last_day(
    schools: dict[str, School],
) -> None:
    agree(schools[HARBOUR], ends_on=date(2026, 11, 23))
    assert set_to(schools[HARBOUR], "B", date(2026, 11, 20)).pk
    agree(schools[PIER], ends_on=date(2026, 11, 22))
    with pytest.raises(ValidationError, match="no agreement"):
        set_to(schools[PIER], "B", date(2026, 11, 20))


def test_a_day_to_come_is_refused(schools: dict[str, School]) -> None:
    with pytest.raises(ValidationError, match="today or in the past"):
        set_to(schools[OLD_MILL], "B", date(2026, 11, 24))


def test_a_school_of_another_place_is_not_found(
    schools: dict[str, School], other_area: Any, client_for: Callable[[str], Client]
) -> None:
    answer = client_for("head_of_service").get(
        f"/other-town/dashboard/schools/{OLD_MILL}/category/"
    )
    assert answer.status_code == 404
