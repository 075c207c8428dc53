"""Who looks after governance is asked to brief a councillor who governs, once a year has gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from school_rows import HARBOUR, OLD_MILL, PIER
from support_rows import councillor_at

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.governance.tasks import governance_tasks

pytestmark = pytest.mark.django_db
DASHBOARD = "/example-borough/dashboard/"


@pytest.mark.parametrize(
    ("values", "due", "is_late"),
    [
        ({"briefed_on": date(2025, 11, 22)}, date(2026, 11, 22), True),
        ({"briefed_on": date(2025, 11, 23)}, None, False),
        ({}, date(2025, 11, 1), True),
        ({"starts_on": date(2026, 11, 23)}, date(2026, 11, 23), False),
        ({"starts_on": date(2026, 11, 24)}, None, False),
        ({"ends_on": date(2026, 11, 22)}, None, False),
        ({"ends_on": date(2026, 11, 23)}, date(2025, 11, 1), True),
    ],
)
def test_a_serving_councillor_without_a_briefing_for_a_year_is_a_task(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    values: dict[str, Any],
    due: date | None,
    is_late: bool,
) -> None:
    councillor_at(schools[OLD_MILL], users["councillor"], **values)
    tasks = list(governance_tasks(users["improvement_officer"], area))
    assert [(task.due, task.late) for task in tasks] == ([(due, is_late)] if due else [])


def test_the_longest_overdue_comes_first_and_a_closed_school_asks_for_nothing(
    area: Area, schools: dict[str, School], users: dict[str, User]
) -> None:
    councillor_at(schools[OLD_MILL], users["councillor"], briefed_on=date(2025, 10, 1))
    councillor_at(schools[HARBOUR], users["councillor"], briefed_on=date(2025, 9, 1))
    councillor_at(schools[PIER], users["councillor"])
    School.objects.filter(urn=PIER).update(closed_on=date(2026, 8, 31))
    tasks = governance_tasks(users["head_of_service"], area)
    assert [task.words.rpartition(" of ")[2] for task in tasks] == [
        "Harbour Academy",
        "Old Mill School",
    ]


def test_the_task_leads_to_the_form_and_others_do_not_have_it(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    row = councillor_at(schools[OLD_MILL], users["councillor"])
    for role in users:
        client = client_for(role)
        page = client.get(DASHBOARD)
        has_task = b"councillor and governor of Old Mill School" in page.content
        assert has_task == (role in {"improvement_officer", "head_of_service"}), role
    (task,) = governance_tasks(users["improvement_officer"], area)
    assert client_for("improvement_officer").get(task.url).status_code == 200
    row.briefed_on = date(2026, 11, 23)
    row.save()
    assert not list(governance_tasks(users["improvement_officer"], area))
