"""What an activity depends on: recorded, shown with its delay, settled."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.audit.models import Event
from stocktake_web.plans.activities.queries import activity, open_dependencies
from stocktake_web.plans.dependencies.models import Dependency
from stocktake_web.plans.models import PlanRevision

pytestmark = pytest.mark.django_db
PLAN = "/example-borough/dashboard/plan"
FORM = {
    "title": "Money from the board",
    "body_id": "example-board",
    "since_day": "1",
    "since_month": "9",
    "since_year": "2026",
    "needed_by_day": "3",
    "needed_by_month": "11",
    "needed_by_year": "2026",
}


def test_a_dependency_shows_its_delay_until_it_is_settled(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision, moment: datetime
) -> None:
    client = client_for("secretary")
    answer = client.post(f"{PLAN}/activities/team/waits/", FORM)
    assert answer["Location"] == f"{PLAN}/activities/team/"
    (row,) = open_dependencies(area, moment)
    assert (row.body_id, row.delay_days) == ("example-board", 20)
    page = client.get(f"{PLAN}/activities/team/").content.decode()
    assert "20 days later than needed" in page

    day = {"settled_on_day": "20", "settled_on_month": "11", "settled_on_year": "2026"}
    settle_answer = client.post(f"{PLAN}/waits/{row.pk}/", day | {"version": "1"})
    assert settle_answer["Location"] == f"{PLAN}/activities/team/"
    assert open_dependencies(area, moment) == ()
    event = Event.objects.get(verb="settle")
    assert (event.object_type, event.object_id) == ("plans.activity", "team")
    values = {name: json.loads(value) for name, (_, value) in event.stored_values.content.items()}
    assert (values["title"], values["settled_on"]) == ("Money from the board", "2026-11-20")


def test_a_body_that_the_plan_does_not_have_is_refused(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    form = FORM | {"body_id": "other-board"}
    page = client_for("secretary").post(f"{PLAN}/activities/team/waits/", form)
    assert page.status_code == 200
    assert not Dependency.objects.exists()


def test_a_dependency_of_another_area_is_not_found(
    other_area: Area, client_for: Callable[[str], Client], revision: PlanRevision, moment: datetime
) -> None:
    row = Dependency.objects.create(
        area=other_area, activity_id="team", title="Money", since=moment.date()
    )
    assert client_for("secretary").get(f"{PLAN}/waits/{row.pk}/").status_code == 404


def test_what_the_plan_names_is_no_longer_named_once_it_is_recorded(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    (planned,) = activity(area, "team").dependencies
    assert (planned.title, planned.pk) == ("Money from the board", None)
    client_for("secretary").post(f"{PLAN}/activities/team/waits/", FORM)
    (recorded,) = activity(area, "team").dependencies
    assert recorded.pk == Dependency.objects.get().pk
