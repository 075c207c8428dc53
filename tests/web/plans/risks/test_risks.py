"""Risks to the plan."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event
from stocktake_web.plans.models import PlanRevision
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.risks.queries import open_risks, risks_above_line
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db
RISKS = "/example-borough/dashboard/plan/risks"
FORM = {"title": "Rain", "likelihood": "3", "impact": "2", "response": "Tents."}


def add(area: Area, title: str, likelihood: int, impact: int) -> Risk:
    values = {"title": title, "likelihood": likelihood, "impact": impact}
    return change(Risk(area=area), actor=None, values=values)


def test_a_risk_of_eight_goes_on_agendas(area: Area) -> None:
    for title, likelihood, impact in (("High", 4, 2), ("Low", 2, 3), ("Highest", 4, 4)):
        add(area, title, likelihood, impact)
    assert [risk.title for risk in open_risks(area)] == ["Highest", "High", "Low"]
    assert [risk.title for risk in risks_above_line(area)] == ["Highest", "High"]


def test_a_risk_is_added_through_the_form_with_its_event(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("delivery_lead")
    answer = client.post(f"{RISKS}/add/", FORM | {"activity_ids": ["team"]})
    assert answer["Location"] == f"{RISKS}/"
    risk = Risk.objects.get()
    assert (risk.title, risk.likelihood, risk.impact, risk.area) == ("Rain", 3, 2, area)
    event = Event.objects.filter(object_type="plans.risk").get()
    assert event.verb == "add"
    values = {name: json.loads(value) for name, (_, value) in event.stored_values.content.items()}
    assert values["title"] == "Rain"
    assert set(values) == {
        "title",
        "likelihood",
        "impact",
        "response",
        "owner_role",
        "owner_user",
        "target_ids",
        "activity_ids",
        "reviewed_on",
        "closed_on",
    }
    assert "The risk was added." in client.get(f"{RISKS}/").content.decode()


def test_a_form_says_what_is_missing_and_adds_nothing(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    page = client_for("delivery_lead").post(f"{RISKS}/add/", {"likelihood": "5"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Enter what could happen?" in text
    assert "There is a problem" in text
    assert not Risk.objects.exists()
    assert not Event.objects.filter(object_type="plans.risk").exists()


def test_the_choices_of_another_area_are_refused(
    area: Area,
    other_area: Area,
    users: dict[str, User],
    client_for: Callable[[str], Client],
    revision: PlanRevision,
) -> None:
    """A person without a role here cannot own a risk, whatever number is sent."""
    stranger = User.objects.create(
        email="stranger@example.org",
        display_name="A Stranger",
        created=datetime(2026, 1, 1, tzinfo=UTC),
    )
    page = client_for("delivery_lead").post(f"{RISKS}/add/", FORM | {"owner_user": stranger.pk})
    assert page.status_code == 200
    assert "A Stranger" not in page.content.decode()
    assert not Risk.objects.exists()


def test_a_risk_of_another_area_is_not_found(
    other_area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    risk = add(other_area, "Rain", 1, 1)
    client = client_for("delivery_lead")
    assert client.get(f"{RISKS}/{risk.pk}/").status_code == 404
    assert (
        client.post(f"{RISKS}/{risk.pk}/close/", {"reason": "x", "version": 1}).status_code == 404
    )


def test_of_two_people_who_change_a_risk_the_second_is_warned(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    risk = add(area, "Rain", 1, 1)
    client = client_for("delivery_lead")
    form = FORM | {"version": "1"}
    assert client.post(f"{RISKS}/{risk.pk}/", form).status_code == 302
    late = client.post(f"{RISKS}/{risk.pk}/", form | {"title": "Snow"})
    assert late.status_code == 409
    assert "Snow" in late.content.decode()
    assert Risk.objects.get().title == "Rain"
    assert Event.objects.filter(object_type="plans.risk", verb="change").count() == 1


def test_a_change_without_the_version_that_was_seen_is_refused(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    risk = add(area, "Rain", 1, 1)
    page = client_for("delivery_lead").post(f"{RISKS}/{risk.pk}/", FORM)
    assert page.status_code == 200
    assert Risk.objects.get().likelihood == 1


def test_a_closed_risk_is_gone_from_the_list(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    risk = add(area, "Rain", 4, 4)
    client = client_for("secretary")
    page = client.post(f"{RISKS}/{risk.pk}/close/", {"reason": "Dry.", "version": "1"})
    assert page.status_code == 302
    assert risks_above_line(area) == ()
    event = Event.objects.get(object_type="plans.risk", verb="close")
    assert json.loads(event.stored_values.content["reason"][1]) == "Dry."
