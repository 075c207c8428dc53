"""What the demonstration plants for the newer pages of schools."""

from __future__ import annotations

import random

import pytest
from school_rows import add_schools

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.exchange.example_content import add_exchange
from stocktake_web.schools.exchange.models import EarlyResult
from stocktake_web.schools.exchange.queries import comparisons, signatures
from stocktake_web.schools.pipeline.example_content import add_planned_changes
from stocktake_web.schools.pipeline.models import PlannedChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def many_schools(area: Area) -> list[School]:
    add_schools(area)
    for number in range(12):
        School(
            area=area, urn=f"9980{number:02}", name=f"School {number:02}", phase="Secondary"
        ).save()
    return list(School.objects.filter(area=area).order_by("urn"))


def test_some_schools_signed_one_withdrew_and_results_are_not_all_named(
    area: Area, users: dict[str, User], many_schools: list[School]
) -> None:
    add_exchange(area, users, many_schools, random.Random(1))
    rows = signatures(area)
    signed = {row.school.pk for row in rows if row.is_signed}
    assert 0 < len(signed) < len(rows)
    assert any(row.current and not row.is_signed for row in rows)
    assert EarlyResult.objects.exists()
    for comparison in comparisons(area, None, signed):
        assert {line.row.school_id for line in comparison.lines} <= signed


def test_changes_of_every_state_are_planned(
    area: Area, users: dict[str, User], many_schools: list[School]
) -> None:
    add_planned_changes(area, users, many_schools)
    states = set(PlannedChange.objects.values_list("state", flat=True))
    assert states == {"considered", "agreed", "completed", "dropped"}
