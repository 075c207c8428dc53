"""Interim objectives by term."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.plans.models import InterimObjective, PlanRevision
from stocktake_web.plans.objectives.queries import objectives

pytestmark = pytest.mark.django_db
PLAN = "/example-borough/dashboard/plan"


def test_interim_objectives_are_set_and_met(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("delivery_lead")
    form = {
        "title": "Every head of year has the list of absent pupils.",
        "aspect": "leadership",
        "academic_year": "202627",
        "term": "1-autumn",
        "due_day": "18",
        "due_month": "12",
        "due_year": "2026",
        "target_id": "absence",
    }
    assert client.post(f"{PLAN}/objectives/add/", form).status_code == 302
    (objective,) = objectives(area)
    for page in ("targets/", "targets/absence/"):
        text = client.get(f"{PLAN}/{page}").content.decode()
        assert "Autumn 2026/27" in text
        assert "202627" not in text
    client.post(
        f"{PLAN}/objectives/{objective.pk}/", {"met": "True", "evidence": "Seen.", "version": 1}
    )
    assert objectives(area).get().met is True


def test_an_academic_year_is_chosen_as_people_write_it(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("delivery_lead")
    page = client.get(f"{PLAN}/objectives/add/").content.decode()
    years = re.findall(r'<option value="(\d+)"[^>]*>([^<]+)</option>', page)
    assert years == [
        ("202425", "2024/25"),
        ("202526", "2025/26"),
        ("202627", "2026/27"),
        ("202728", "2027/28"),
    ]
    page = client.post(f"{PLAN}/objectives/add/", {"academic_year": "202199"}).content.decode()
    assert "#id_academic_year" in page.split("There is a problem")[1].split("</ul>")[0]
    assert "Enter what should be so by the end of the term?" in page
    assert not InterimObjective.objects.exists()
