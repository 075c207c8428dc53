"""Reads, for every school, when it was last challenged and what waits.

A challenge is a visit that was recorded, a review meeting that was held, a statement that was sent
or a question about predictions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet

from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import record_urn
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.formats import LONDON
from stocktake_web.schools.agreements.footing import Footing, footings
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.categories.queries import current_categories
from stocktake_web.schools.concern_entries.queries import live_event_counts
from stocktake_web.schools.escalation.queries import Standing, standings
from stocktake_web.schools.explanations.models import ExplanationRequest
from stocktake_web.schools.review_meetings.models import MeetingState, ReviewMeeting
from stocktake_web.schools.statements.models import Statement, StatementState
from stocktake_web.schools.visit_actions.queries import late_action_counts
from stocktake_web.schools.visits.due import VisitDue, last_visit_days, visit_due

SOON = timedelta(days=14)
LONG_AGO = timedelta(days=365)


@dataclass(frozen=True)
class ChallengeLine:
    """A school, when it was last challenged, and what waits.

    Parameters
    ----------
    last_challenge : date or None
        None where nothing is recorded.
    event_count : int
        Live events in the register of concern.
    late_action_count : int
        Actions of visits that are open past their day.
    visit : VisitDue or None
        None where the council has no footing to visit.
    """

    school: School
    footing: Footing
    category: CategorySetting | None
    standing: Standing
    last_challenge: date | None
    event_count: int
    late_action_count: int
    visit: VisitDue | None

    @property
    def days_since(self) -> int | None:
        """Days since the last challenge."""
        return (services.today() - self.last_challenge).days if self.last_challenge else None

    @property
    def kinds(self) -> set[str]:
        """The filters that it belongs to."""
        today, due = services.today(), self.standing.next_due
        kinds = set()
        if self.standing.overdue:
            kinds.add("late")
        if due and today <= due <= today + SOON:
            kinds.add("soon")
        if self.last_challenge is None:
            kinds.add("never")
        if self.last_challenge is None or today - self.last_challenge > LONG_AGO:
            kinds.add("long")
        if self.visit and self.visit.is_due:
            kinds.add("visit")
        if self.late_action_count:
            kinds.add("actions")
        if self.event_count:
            kinds.add("concern")
        return kinds


def challenge_lines(area: Area) -> list[ChallengeLine]:
    """Every open school by name; as many queries for many schools as for few."""
    schools = list(open_schools(area))
    stances = footings(area, schools)
    categories = current_categories(area)
    events = live_event_counts(area)
    visit_days = last_visit_days(area)
    days = last_challenges(area, visit_days)
    late_counts = late_action_counts(area)
    return [
        ChallengeLine(
            row.school,
            stances[row.school.pk],
            categories.get(row.school.urn),
            row,
            days.get(row.school.urn),
            events.get(row.school.urn, 0),
            late_counts.get(row.school.urn, 0),
            visit_due(visit_days.get(row.school.urn), is_above_first_stage=row.order > 0)
            if stances[row.school.pk].records_visits
            else None,
        )
        for row in standings(area, schools)
    ]


def last_challenges(area: Area, visit_days: Mapping[str, date]) -> dict[str, date]:
    """The day on which each school was last challenged; three queries, one row for a school."""
    meetings = ReviewMeeting.objects.filter(area=area, state=MeetingState.HAPPENED)
    statements = Statement.objects.filter(area=area, state=StatementState.DISPATCHED)
    questions = ExplanationRequest.objects.filter(area=area)
    days: dict[str, date] = dict(visit_days)
    sources: Iterable[tuple[str, date]] = [
        *_latest(meetings, "meeting_date"),
        *((school, _day(moment)) for school, moment in _latest(statements, "sent_at")),
        *((school, _day(moment)) for school, moment in _latest(questions, "at")),
    ]
    for school, day in sources:
        days[school] = max(day, days.get(school, day))
    return days


def _latest(rows: QuerySet[Any], name: str) -> QuerySet[Any, tuple[str, Any]]:
    """Each school with the latest value of a field."""
    latest: QuerySet[Any, tuple[str, Any]] = (
        rows.order_by().values(urn=record_urn()).annotate(last=Max(name)).values_list("urn", "last")
    )
    return latest


def _day(moment: datetime) -> date:
    """The day of a moment in England."""
    return moment.astimezone(LONDON).date()
