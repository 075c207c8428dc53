"""Verdicts are computed; people rate a target, and the verdict stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.audit.models import Event
from stocktake_web.plans.models import PlanRevision, TargetRating
from stocktake_web.plans.overview.queries import priorities

pytestmark = pytest.mark.django_db
PLAN = "/example-borough/dashboard/plan"


def test_a_rating_stands_beside_the_verdict_and_never_replaces_it(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("board_member")
    form = {"rating": "amber_green", "reason": "Attendance rose this autumn."}
    client.post(f"{PLAN}/targets/absence/rate/", form)
    page = client.get(f"{PLAN}/targets/absence/").content.decode()
    assert page.index("Not met") < page.index("Amber-green")
    assert "The verdict was then: Not met" in page


def test_leading_indicators_stand_before_watch_and_figures(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    page = client_for("adviser").get(f"{PLAN}/targets/absence/").content.decode()
    assert page.index("Leading indicators") < page.index("The figures")
    assert "nothing has been returned" in page
    assert "<table" in page


def test_a_priority_says_how_it_stands(
    area: Area, revision: PlanRevision, moment: datetime
) -> None:
    first, second = priorities(area, moment)
    assert first.sentence == "Of 1 target: 1 not met. 1 of its 2 activities is late."
    assert second.sentence == "Of 1 target: 1 not yet due. None of its 1 activity are late."


def test_a_rating_is_in_the_history_of_its_target(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("board_member")
    address = f"{PLAN}/targets/absence/rate/"
    assert "The verdict as computed is: Not met." in client.get(address).content.decode()
    form = {"rating": "red", "reason": "Seen."}
    assert client.post(address, form)["Location"] == f"{PLAN}/targets/absence/"
    event = Event.objects.get(verb="rate")
    assert (event.object_type, event.object_id) == ("plans.target", "absence")
    assert set(event.stored_values.content) == {"target_id", "rating", "reason", "computed_status"}


def test_a_rating_needs_a_reason(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    page = client_for("board_member").post(f"{PLAN}/targets/absence/rate/", {"rating": "red"})
    assert "Enter reason" in page.content.decode()
    assert not TargetRating.objects.exists()
