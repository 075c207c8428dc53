"""What the app keeps about a person: what they set, said, predicted and decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from stocktake_web.accounts.models import User
from stocktake_web.schools.academy_concerns.models import AcademyConcern, ConcernReply
from stocktake_web.schools.accuracy.models import AccuracyReply
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.concern_entries.models import (
    ConcernAnswer,
    ConcernEntry,
    SafeguardingReferral,
)
from stocktake_web.schools.escalation.models import StageDecision, StageNote
from stocktake_web.schools.exchange.models import EarlyResult, ExchangeSignature
from stocktake_web.schools.explanations.models import ExplanationReply, ExplanationRequest
from stocktake_web.schools.fortnightly_review.models import (
    FortnightlyDecision,
    FortnightlyReview,
    ServiceEntry,
)
from stocktake_web.schools.governance.models import CouncillorGovernor
from stocktake_web.schools.headline_results.models import HeadlineReturn
from stocktake_web.schools.inclusion.models import ExclusionSample, SampleReading
from stocktake_web.schools.indications.models import SupportNote
from stocktake_web.schools.interests.models import AdviserInterest
from stocktake_web.schools.levels.models import LevelReply
from stocktake_web.schools.moderation.models import ModerationReview, ModerationSample
from stocktake_web.schools.powers.models import PowerUse, SchoolPowerFacts
from stocktake_web.schools.predictions.models import PredictionEntry
from stocktake_web.schools.regional_support.models import EngagementReply
from stocktake_web.schools.review_meetings.models import ReviewMeeting
from stocktake_web.schools.service_views.models import ServiceViewRound
from stocktake_web.schools.service_views.queries import has_answered
from stocktake_web.schools.statements.models import Statement, StatementReply
from stocktake_web.schools.visit_actions.models import VisitAction
from stocktake_web.schools.visits.models import Visit, VisitAddendum, VisitSending

Data = dict[str, list[dict[str, Any]]]


def subject_access_data(user: User) -> Data:
    """What a person did and said of schools, by what it is."""
    return (
        _judgement_data(user)
        | _exchange_data(user)
        | _visit_data(user)
        | _challenge_data(user)
        | _support_data(user)
    )


def _judgement_data(user: User) -> Data:
    """What they set, moderated, predicted, drafted and replied."""
    settings = CategorySetting.objects.filter(by=user).select_related("school")
    reviews = ModerationReview.objects.filter(by=user)
    samples = ModerationSample.objects.filter(by=user)
    entries = PredictionEntry.objects.filter(by=user)
    questions = ExplanationRequest.objects.filter(by=user)
    replies = ExplanationReply.objects.filter(by=user)
    drafts = Statement.objects.filter(owner_user=user).select_related("school", "document")
    signed = Statement.objects.filter(signed_by=user).select_related("school")
    statement_replies = StatementReply.objects.filter(by=user)
    level_replies = LevelReply.objects.filter(by=user)
    return {
        "replies to levels": _rows(level_replies, "capacity", "agrees", "reason"),
        "replies to statements": _rows(statement_replies, "text"),
        "statements about schools": [
            {"school_urn": row.school_urn, "state": row.state, "letter": row.letter}
            for row in drafts
        ],
        "statements signed off": [
            {"school_urn": row.school_urn, "at": _iso(row.signed_at)} for row in signed
        ],
        "predictions of schools": _rows(entries, "number", "description"),
        "questions about predictions": _rows(questions, "question"),
        "replies about predictions": _rows(replies, "text"),
        "categories of schools": _rows(settings, "school_urn", "category_title", "reason"),
        "moderation of categories": _rows(reviews, "category_title", "reason"),
        "samples drawn for moderation": _rows(samples, "size"),
    }


def _exchange_data(user: User) -> Data:
    """What they added, signed and returned early."""
    notes = SupportNote.objects.filter(by=user).select_related("school")
    signatures = ExchangeSignature.objects.filter(by=user).select_related("school")
    results = EarlyResult.objects.filter(by=user).select_related("school")
    replies = EngagementReply.objects.filter(by=user).select_related("school")
    headlines = HeadlineReturn.objects.filter(by=user).select_related("school")
    return {
        "replies to the department": _rows(replies, "school_urn", "text"),
        "headline results of schools": _rows(headlines, "school_urn", "time_period", "stated_by"),
        "support added to schools": _rows(notes, "school_urn", "officer_days", "pounds", "reason"),
        "signatures under the exchange": _rows(signatures, "school_urn", "is_signed"),
        "early results of schools": _rows(results, "school_urn", "measure", "value"),
    }


def _visit_data(user: User) -> Data:
    """What they wrote of visits, and of academies."""
    visits = Visit.objects.filter(Q(owner_user=user) | Q(approved_by=user)).select_related("school")
    actions = VisitAction.objects.filter(
        Q(assignee=user) | Q(reported_by=user) | Q(checked_by=user)
    ).select_related("school")
    accuracy_replies = AccuracyReply.objects.filter(by=user)
    addenda = VisitAddendum.objects.filter(by=user)
    concern_replies = ConcernReply.objects.filter(by=user)
    return {
        "records of visits": [
            {
                "school_urn": row.school_urn,
                "visited_on": row.visited_on.isoformat(),
                "state": row.state,
                "judgement": row.judgement,
                "wrote": row.owner_user_id == user.pk,
                "approved": row.approved_by_id == user.pk,
            }
            for row in visits
        ],
        "concerns about academies": [
            {"school_urn": row.school_urn, "step": row.step, "concern": row.concern}
            for row in AcademyConcern.objects.filter(owner_user=user).select_related("school")
        ],
        "replies to concerns about academies": _rows(concern_replies, "party", "text"),
        "interests in schools": [
            {
                "school": row.organisation,
                "nature": row.nature,
                "declared_on": row.declared_on.isoformat(),
            }
            for row in AdviserInterest.objects.filter(owner_user=user).select_related("school")
        ],
        "what was sent of visits": _rows(VisitSending.objects.filter(by=user)),
        "addenda to records of visits": _rows(addenda, "text"),
        "replies about records of visits": _rows(accuracy_replies, "outcome"),
        "actions of visits": [
            {
                "school_urn": row.school_urn,
                "text": row.text,
                "is_assigned": row.assignee_id == user.pk,
                "result_text": row.result_text if row.reported_by_id == user.pk else "",
                "check_text": row.check_text if row.checked_by_id == user.pk else "",
            }
            for row in actions
        ],
    }


def _challenge_data(user: User) -> Data:
    """What they entered, decided and considered."""
    concerns = ConcernEntry.objects.filter(by=user).select_related("school")
    answers = ConcernAnswer.objects.filter(by=user)
    referrals = SafeguardingReferral.objects.filter(by=user).select_related("school")
    shared_entries = ConcernEntry.objects.filter(shared_by=user).select_related("school")
    services_said = ServiceEntry.objects.filter(by=user)
    reviews_begun = FortnightlyReview.objects.filter(by=user)
    decisions = FortnightlyDecision.objects.filter(by=user).select_related("school")
    planned_meetings = ReviewMeeting.objects.filter(by=user).select_related("school")
    steps = StageDecision.objects.filter(by=user).select_related("school")
    stage_notes = StageNote.objects.filter(by=user)
    powers = PowerUse.objects.filter(by=user).select_related("school")
    power_facts = SchoolPowerFacts.objects.filter(by=user).select_related("school")
    return {
        "powers considered and used": _rows(powers, "school_urn", "power_title", "reason"),
        "facts for powers": _rows(power_facts, "school_urn"),
        "review meetings planned": _rows(planned_meetings, "school_urn", "purpose"),
        "steps of escalation recorded": _rows(steps, "school_urn", "step_title", "evidence"),
        "notes of stages": _rows(stage_notes, "title", "how"),
        "entries for the fortnightly review": _rows(services_said, "service", "text"),
        "fortnightly reviews begun": _rows(reviews_begun),
        "decisions of fortnightly reviews": _rows(decisions, "school_urn", "choice", "reason"),
        "entries in the register of concern": _rows(concerns, "school_urn", "event", "evidence"),
        "entries shown to heads": [
            {"school_urn": row.school_urn, "at": _iso(row.shared_at)} for row in shared_entries
        ],
        "answers to concerns": _rows(answers, "stance", "text"),
        "referrals recorded": [
            {"school_urn": row.school_urn, "referred_on": row.referred_on.isoformat()}
            for row in referrals
        ],
    }


def _support_data(user: User) -> Data:
    """What they answered and reviewed."""
    exclusion_samples = ExclusionSample.objects.filter(by=user)
    readings = SampleReading.objects.filter(by=user)
    councillor_rows = CouncillorGovernor.objects.filter(councillor=user).select_related("school")
    return {
        "governor as a councillor": [
            {
                "school_urn": row.school_urn,
                "starts_on": row.starts_on.isoformat(),
                "conflict": row.conflict,
            }
            for row in councillor_rows
        ],
        "views of the service": [
            {"academic_year": row.year_title, "answered": True}
            for row in ServiceViewRound.objects.filter(is_published=False)
            if has_answered(user, row)
        ],
        "samples of exclusions": _rows(exclusion_samples, "case_count", "method"),
        "reviews of samples of exclusions": _rows(readings, "unnecessary_count", "findings"),
    }


def erase_personal_data(user: User) -> int:
    """Erase nothing by itself: the record of schools stays, as a board's record does.

    The account that said it is emptied of name and address by the accounts app, so that nothing
    leads to the person any more.
    """
    return 0


def _rows(rows: Iterable[Any], *names: str) -> list[dict[str, Any]]:
    return [{"at": _iso(row.at)} | {name: getattr(row, name) for name in names} for row in rows]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
