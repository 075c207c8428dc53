"""Which rows of judgement, visits, meetings and powers answer which kind of record."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat

from stocktake_web.accounts.models import Area
from stocktake_web.schools.academy_concerns.models import AcademyConcern
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.escalation.models import StageDecision
from stocktake_web.schools.evidence.dated_rows import DatedRows, day_of, last_change
from stocktake_web.schools.explanations.models import ExplanationRequest
from stocktake_web.schools.interests.models import AdviserInterest
from stocktake_web.schools.moderation.models import ModerationReview
from stocktake_web.schools.objectives.models import SchoolObjective
from stocktake_web.schools.powers.models import Outcome, PowerState, PowerUse
from stocktake_web.schools.predictions.models import PredictionEntry, PredictionRequest
from stocktake_web.schools.review_meetings.models import (
    MeetingAttendance,
    MeetingState,
    Presence,
    ReviewMeeting,
)
from stocktake_web.schools.statements.models import Statement, StatementState
from stocktake_web.schools.visit_actions.models import VisitAction
from stocktake_web.schools.visits.models import FINAL_STATES, Visit, VisitState


def challenge_rows(area: Area) -> dict[str, DatedRows]:
    """The rows of an area by kind of record; nothing is asked of the database yet."""
    return _judgement_rows(area) | _visit_rows(area) | _meeting_rows(area)


def _judgement_rows(area: Area) -> dict[str, DatedRows]:
    statements = Statement.objects.filter(area=area, state=StatementState.DISPATCHED)
    questions = ExplanationRequest.objects.filter(area=area)
    reviews = ModerationReview.objects.filter(area=area)
    categories = CategorySetting.objects.filter(area=area)
    objectives = SchoolObjective.objects.filter(area=area)
    entries = PredictionEntry.objects.filter(
        area=area,
        school=OuterRef("school"),
        at__gte=OuterRef("requested_at"),
        at__date__lte=OuterRef("due"),
    )
    requests = PredictionRequest.objects.filter(Exists(entries), area=area)
    round_of = Concat("window", Value("|"), "round", Value("|"), "time_period")
    return {
        "interim_objective": DatedRows(objectives, last_change(SchoolObjective)),
        "prediction_round": DatedRows(requests, "due", round_of),
        "prediction_judgement": DatedRows(questions, day_of("at")),
        "improvement_statement": DatedRows(statements, day_of("sent_at")),
        "category_moderation": DatedRows(reviews, day_of("at"), "sample"),
        "desk_review": DatedRows(categories, day_of("at"), "school"),
    }


def _visit_rows(area: Area) -> dict[str, DatedRows]:
    visits = Visit.objects.filter(area=area, state=VisitState.APPROVED)
    actions = VisitAction.objects.filter(area=area, visit__state__in=FINAL_STATES)
    earlier_statements = Statement.objects.filter(
        area=area,
        school=OuterRef("school"),
        state=StatementState.DISPATCHED,
        sent_at__date__lte=OuterRef("visit__visited_on"),
    )
    interests = AdviserInterest.objects.filter(area=area, ended_on=None)
    return {
        "visit": DatedRows(visits.exclude(evidence="").exclude(judgement=""), "visited_on"),
        "group_position": DatedRows(visits.exclude(disadvantaged=""), "visited_on"),
        "higher_attaining_position": DatedRows(visits.exclude(higher_attaining=""), "visited_on"),
        "adviser_years": DatedRows(visits.exclude(owner_user=None), "visited_on", "school"),
        "checked_action": DatedRows(actions.exclude(checked_at=None), day_of("checked_at")),
        "statement_action": DatedRows(
            actions.filter(Exists(earlier_statements)), "visit__visited_on"
        ),
        "adviser_interest": DatedRows(interests, "confirmed_on", "owner_user"),
    }


def _meeting_rows(area: Area) -> dict[str, DatedRows]:
    meetings = ReviewMeeting.objects.filter(area=area, state=MeetingState.HAPPENED)
    attendance = MeetingAttendance.objects.filter(
        area=area, is_governor=True, meeting__state=MeetingState.HAPPENED
    ).exclude(presence=Presence.UNKNOWN)
    powers = PowerUse.objects.filter(area=area).exclude(state=PowerState.DRAFT)
    judged_powers = powers.exclude(Q(outcome=Outcome.UNKNOWN) | Q(state=PowerState.CONSIDERED))
    concerns = AcademyConcern.objects.filter(area=area).exclude(to_director_on=None)
    return {
        "review_meeting": DatedRows(meetings.exclude(summary=""), "meeting_date"),
        "governor_attendance": DatedRows(attendance, "meeting__meeting_date", "meeting"),
        "escalation_step": DatedRows(StageDecision.objects.filter(area=area), "decided_on"),
        "power_considered": DatedRows(powers, day_of("at")),
        "interim_board_review": DatedRows(judged_powers, last_change(PowerUse)),
        "academy_concern": DatedRows(concerns, "to_director_on"),
    }
