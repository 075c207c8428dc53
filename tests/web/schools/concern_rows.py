"""Entries of the register of concern and reviews for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from stocktake_web.accounts.models import School, User
from stocktake_web.schools.concern_entries.actions import enter_concern, share_entry
from stocktake_web.schools.concern_entries.models import ConcernEntry
from stocktake_web.schools.fortnightly_review.actions import begin_review, enter_for_review
from stocktake_web.schools.fortnightly_review.models import FortnightlyReview, ServiceEntry


def concern(school: School, actor: User | None, **values: Any) -> ConcernEntry:
    """An entry made today."""
    values = {
        "source": "attendance",
        "event_date": date(2026, 11, 16),
        "event": "Attendance fell again",
        "evidence": "Nine of ten weeks below last year.",
        "same_event": None,
    } | values
    return enter_concern(actor=actor, school=school, values=values)


def share(entry: ConcernEntry, actor: User | None) -> ConcernEntry:
    """The same, shown to the head."""
    return share_entry(actor=actor, entry=entry, expected_version=entry.version)


def service_entry(
    school: School, actor: User | None, service: str = "inclusion", text: str = "Four suspensions."
) -> ServiceEntry:
    """What a service knows."""
    return enter_for_review(actor=actor, school=school, service=service, text=text)


def fortnightly(school: School, actor: User | None) -> FortnightlyReview:
    """An open review of the school's area, held today."""
    return begin_review(actor=actor, area=school.area, review_date=date(2026, 11, 23))
