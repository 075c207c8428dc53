"""The last step of each school: the latest day, then the latest entered, under all its numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from meeting_rows import past_meeting
from school_rows import HARBOUR, OLD_MILL, PIER

from stocktake_web.accounts.models import Area, School
from stocktake_web.schools.escalation.models import StageDecision
from stocktake_web.schools.escalation.queries import last_decisions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_december(clock: Any) -> None:
    """The shipped stages are in use from 1 December 2026."""
    clock.moment = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)


def test_of_steps_on_several_days_the_last_counts(area: Area, schools: dict[str, School]) -> None:
    School.objects.filter(urn=HARBOUR).update(continued_urn=OLD_MILL)
    moment = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)
    meetings = {urn: past_meeting(schools[urn]) for urn in (OLD_MILL, HARBOUR, PIER)}
    # The school's earlier number has the last day; of two steps on a day the later entry counts.
    days = [(OLD_MILL, 1), (HARBOUR, 4), (HARBOUR, 4), (OLD_MILL, 3), (PIER, 2), (PIER, 1)]
    rows = StageDecision.objects.bulk_create(
        StageDecision(
            area=area, school=schools[urn], meeting=meetings[urn], path="maintained",
            step="open-concern", step_title="Look into a concern", direction="up",
            from_stage="universal", from_title="Universal challenge", to_stage="concern",
            to_title="Concern looked into", evidence="Results fell.",
            decided_on=date(2026, 12, day), at=moment,
        )
        for urn, day in days
    )  # fmt: skip
    assert {urn: row.pk for urn, row in last_decisions(area).items()} == {
        OLD_MILL: rows[2].pk,
        PIER: rows[4].pk,
    }
