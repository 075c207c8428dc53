"""Reads how a school is challenged, as far as the reader of its page may see it."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake_web.accounts.models import School
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.schools.concern_entries.models import SafeguardingReferral
from stocktake_web.schools.concern_entries.queries import EntryView, entry_views_of, referrals_of
from stocktake_web.schools.escalation.queries import Standing, standing
from stocktake_web.schools.fortnightly_review.models import FortnightlyDecision
from stocktake_web.schools.fortnightly_review.queries import shared_decisions
from stocktake_web.schools.powers.models import OPEN_TO_SCHOOL, PowerUse
from stocktake_web.schools.powers.queries import power_uses
from stocktake_web.schools.review_meetings.models import ReviewMeeting
from stocktake_web.schools.review_meetings.queries import meetings_of

DECISION_COUNT = 6


@dataclass(frozen=True)
class ChallengePart:
    """How a school is challenged.

    Parameters
    ----------
    concerns : tuple of EntryView
        Those that the reader may open, the latest first.
    referrals : tuple of SafeguardingReferral
        Empty for the school's own people.
    decisions : tuple of FortnightlyDecision
        Of the last fortnightly reviews, without "no change".
    """

    concerns: tuple[EntryView, ...]
    referrals: tuple[SafeguardingReferral, ...]
    decisions: tuple[FortnightlyDecision, ...]
    standing: Standing
    meetings: tuple[ReviewMeeting, ...]
    powers: tuple[PowerUse, ...]


def challenge_part(user: Person, school: School) -> ChallengePart | None:
    """How a school is challenged; None for a reader who may not see it."""
    if not has_permission(user, school.area, "schools.see_judgements", school):
        return None
    sees_referrals = has_permission(user, school.area, "schools.record_concern", school)
    rows = list(meetings_of(school))
    return ChallengePart(
        tuple(entry_views_of(user, school)),
        tuple(referrals_of(school)) if sees_referrals else (),
        tuple(shared_decisions(user, school, DECISION_COUNT)),
        standing(school, rows),
        tuple(rows[:DECISION_COUNT]),
        _powers(user, school),
    )


def _powers(user: Person, school: School) -> tuple[PowerUse, ...]:
    """What was considered and used; for the school's own people what was served or used."""
    rows = power_uses(school.area).filter(rows_about([school]))
    if not has_permission(user, school.area, "schools.see_powers"):
        rows = rows.filter(state__in=OPEN_TO_SCHOOL)
    return tuple(rows)
