"""Interests are declared, confirmed each year, and keep their adviser from approving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from academy_rows import declare
from django.core.exceptions import ValidationError
from django.test import Client
from school_rows import HARBOUR, OLD_MILL
from visit_rows import approved, drafted, replied, send_draft

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.interests.closeness import closeness_of
from stocktake_web.schools.interests.models import AdviserInterest
from stocktake_web.schools.tasks import tasks
from stocktake_web.schools.visits.actions import approve_visit
from stocktake_web.schools.visits.models import Visit

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_an_interest_is_declared_and_stands_on_the_schools_page(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    officer = client_for("improvement_officer")
    values = {"school": str(schools[OLD_MILL].pk), "nature": "Governor until 2021"}
    assert "was kept" in text(officer.post(f"{BASE}interests/declare/", values, follow=True))
    page = text(client_for("head_of_service").get(f"{BASE}{OLD_MILL}/"))
    assert "Example Improvement officer declared an interest: Governor until 2021." in page
    assert "Governor until 2021" not in text(client_for("headteacher").get(f"{BASE}{OLD_MILL}/"))
    pk = AdviserInterest.objects.get().pk
    answer = officer.post(f"{BASE}interests/{pk}/", {"version": "1", "answer": "ended"})
    assert "Enter the day on which it ended" in text(answer)
    values_at_end = {
        "version": "1",
        "answer": "ended",
        "ended_on_day": "23",
        "ended_on_month": "11",
    }
    officer.post(f"{BASE}interests/{pk}/", values_at_end | {"ended_on_year": "2026"})
    assert "declared an interest" not in text(officer.get(f"{BASE}{OLD_MILL}/"))


def test_what_is_no_declaration_is_refused(
    area: Area, schools: dict[str, School], users: dict[str, User], other_area: Area
) -> None:
    officer = users["improvement_officer"]
    with pytest.raises(ValidationError, match="Say what the interest is"):
        declare(area, officer, schools[OLD_MILL], nature=" ")
    with pytest.raises(ValidationError, match="Select the school"):
        declare(area, officer, nature="Governor")
    far = School.objects.create(area=other_area, urn="999093", name="Far School")
    with pytest.raises(ValidationError, match="school of this place"):
        declare(area, officer, far)
    assert declare(area, officer).nil


def test_whoever_has_an_interest_does_not_approve(
    area: Area, schools: dict[str, School], users: dict[str, User]
) -> None:
    chief = users["head_of_service"]
    row = replied(send_draft(schools[OLD_MILL], users["improvement_officer"]), users["headteacher"])
    interest = declare(area, chief, schools[OLD_MILL])

    def approve() -> Visit:
        return approve_visit(actor=chief, by_role="", visit=row, expected_version=row.version)

    with pytest.raises(ValidationError, match="Somebody else approves"):
        approve()
    AdviserInterest.objects.filter(pk=interest.pk).update(school=schools[HARBOUR], ended_on=None)
    assert approve().state == "approved"


def test_years_with_the_same_adviser_begin_after_the_last_other_one(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    school, officer, chief = (
        schools[OLD_MILL], users["improvement_officer"], users["head_of_service"]
    )  # fmt: skip
    assert closeness_of(school).years == 0
    drafted(school, officer, visited_on=date(2015, 1, 1))
    assert closeness_of(school).visits_count == 0
    for owner, day in (
        (officer, date(2020, 11, 23)),
        (chief, date(2021, 11, 23)),
        (officer, date(2023, 5, 25)),
        (officer, date(2026, 11, 1)),
    ):
        row = drafted(school, owner, visited_on=day)
        Visit.objects.filter(pk=row.pk).update(state="loaded")
    Visit.objects.filter(visited_on=date(2026, 11, 1)).update(judgement=" ")
    closeness = closeness_of(school)
    assert (closeness.adviser, closeness.since) == (
        "Example Improvement officer", date(2023, 5, 25),
    )  # fmt: skip
    assert closeness.years == 3.5
    assert closeness.sentence == "3 visits with a judgement of 4; 0 of 0 actions checked."


def test_the_head_does_not_see_and_the_officer_does(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    approved(
        schools[OLD_MILL],
        users["improvement_officer"],
        users["headteacher"],
        users["head_of_service"],
    )
    words = "1 visit with a judgement of 1; 0 of 1 action checked."
    assert words in text(client_for("analyst").get(f"{BASE}{OLD_MILL}/"))
    assert words not in text(client_for("headteacher").get(f"{BASE}{OLD_MILL}/"))


def test_who_leads_visits_is_asked_to_declare_and_each_year_to_confirm(
    area: Area, schools: dict[str, School], users: dict[str, User], clock: Any
) -> None:
    officer = users["improvement_officer"]

    def words() -> str:
        user = User.objects.get(pk=officer.pk)
        return " ".join(task.words for task in tasks(user, area, clock.moment))

    assert "interests" not in words()
    drafted(schools[OLD_MILL], officer)
    assert "Declare your interests in schools" in words()
    declare(area, officer)
    assert "interests" not in words()
    clock.forward(days=281)
    assert "interests" not in words()
    clock.forward(days=1)
    assert "Confirm your interests in schools" in words()
