"""The demonstration has challenge in every state, whatever day it is made on."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

import pytest

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.concern_entries.example_content import add_concerns
from stocktake_web.schools.concern_entries.models import ConcernEntry
from stocktake_web.schools.escalation.example_content import add_meetings
from stocktake_web.schools.escalation.models import StageDecision
from stocktake_web.schools.fortnightly_review.example_content import add_reviews
from stocktake_web.schools.fortnightly_review.models import FortnightlyReview
from stocktake_web.schools.powers.models import PowerUse
from stocktake_web.schools.review_meetings.models import ReviewMeeting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("day", "path_count"), [((2026, 12, 7), 2), ((2026, 11, 22), 0)])
def test_every_state_is_shown(
    day: tuple[int, int, int],
    path_count: int,
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    clock: Any,
) -> None:
    clock.moment = datetime(*day, 9, 30, tzinfo=UTC)
    second = School(area=area, urn="999010", name="Second Maintained", type_group="maintained")
    second.save()
    rows = [*schools.values(), second]
    maintained = [row for row in rows if row.type_group == "maintained"]
    add_concerns(area, users, maintained)
    add_reviews(area, users, rows, random.Random(1))
    add_meetings(area, users, rows)
    assert ConcernEntry.objects.filter(withdrawn_at__isnull=False).count() == 1
    assert FortnightlyReview.objects.filter(closed_at__isnull=True).count() == 1
    assert set(ReviewMeeting.objects.values_list("state", flat=True)) == {
        "planned", "held", "cancelled",
    }  # fmt: skip
    assert set(PowerUse.objects.values_list("state", flat=True)) == {
        "considered", "draft", "served", "ended",
    }  # fmt: skip
    # Before the stages are in use no step is taken.
    assert StageDecision.objects.count() == path_count
