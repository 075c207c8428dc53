"""What the demonstration plants for the newer pages of schools."""

from __future__ import annotations

import random
from datetime import date

import pytest
from school_rows import add_schools
from statement_rows import document

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.schools.categories.queries import current_categories
from stocktake_web.schools.exchange.example_content import add_exchange
from stocktake_web.schools.exchange.models import EarlyResult
from stocktake_web.schools.exchange.queries import comparisons, signatures
from stocktake_web.schools.left_records import example_content
from stocktake_web.schools.left_records.tasks import left_record_tasks
from stocktake_web.schools.pipeline.earlier_records import add_earlier_records
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


def test_a_renumbered_school_has_a_record_under_its_earlier_number(
    area: Area, users: dict[str, User], many_schools: list[School]
) -> None:
    name = "Converted School"
    earlier = School.objects.create(
        area=area, urn="998050", name=name, type_group="maintained", closed_on=date(2018, 1, 31)
    )
    School.objects.create(area=area, urn="998051", name=name, type_group="academy", trust_uid="9")
    School.objects.create(
        area=area, urn="998052", name="Merged", type_group="maintained", closed_on=date(2018, 8, 31)
    )
    add_earlier_records(area, users)
    assert current_categories(area)[earlier.urn].effective_date < date(2018, 1, 31)
    step = PlannedChange.objects.get()
    assert (step.school, step.new_urn, step.state) == (earlier, "998051", "completed")
    assert step.completed_on == date(2018, 2, 1)
    assert step.record_handed_on is not None


def test_three_drafts_are_left_that_the_head_of_service_may_take_over(
    area: Area, users: dict[str, User], many_schools: list[School],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    School.objects.filter(area=area).update(type_group="maintained")
    School.objects.filter(urn="998011").update(type_group="academy")
    monkeypatch.setattr(example_content, "state_rate", lambda *_args, **_kwargs: document())
    rows = School.objects.filter(area=area).select_related("area").order_by("urn")
    example_content.add_left_records(area, users, list(rows))
    tasks = [task.words for task in left_record_tasks(users["head_of_service"], area)]
    assert len(tasks) == 3, tasks
    assert not has_permission(users["analyst"], area, "schools.change_visit"), "it is over"
