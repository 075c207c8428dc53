"""The models of the app's features, so that Django finds them."""

from __future__ import annotations

from stocktake_web.schools.academy_concerns.models import AcademyConcern, ConcernReply
from stocktake_web.schools.accuracy.models import AccuracyPoint, AccuracyReply
from stocktake_web.schools.agreements.models import TrustAgreement
from stocktake_web.schools.attendance_meetings.models import AttendanceMeeting
from stocktake_web.schools.brokered_support.models import BrokeredSupport
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
from stocktake_web.schools.good_practice.models import GoodPractice
from stocktake_web.schools.governance.models import (
    CouncillorGovernor,
    GovernanceReturn,
    GovernorTraining,
)
from stocktake_web.schools.headline_results.models import HeadlineReturn
from stocktake_web.schools.inclusion.models import (
    ExclusionSample,
    HomeEducation,
    InclusionWeek,
    SampleReading,
)
from stocktake_web.schools.indications.models import SupportNote
from stocktake_web.schools.interests.models import AdviserInterest
from stocktake_web.schools.levels.models import LevelReply, LevelRound, SchoolLevel
from stocktake_web.schools.moderation.models import ModerationReview, ModerationSample
from stocktake_web.schools.objectives.models import SchoolObjective
from stocktake_web.schools.pipeline.models import PlannedChange
from stocktake_web.schools.powers.models import PowerUse, SchoolPowerFacts
from stocktake_web.schools.predictions.models import PredictionEntry, PredictionRequest
from stocktake_web.schools.pupil_premium.models import PupilPremium
from stocktake_web.schools.regional_support.models import (
    EngagementConcern,
    EngagementReply,
    SupportMilestone,
)
from stocktake_web.schools.review_meetings.models import MeetingAttendance, ReviewMeeting
from stocktake_web.schools.service_views.models import (
    ServiceViewCount,
    ServiceViewMark,
    ServiceViewRound,
)
from stocktake_web.schools.specialist_provision.models import (
    MonthlyRoll,
    Provision,
    ProvisionReview,
)
from stocktake_web.schools.statements.models import Statement, StatementDocument, StatementReply
from stocktake_web.schools.subject_strategies.models import EarlyYearsModeration, SubjectAction
from stocktake_web.schools.training.models import SchoolNeed, TrainingOffer
from stocktake_web.schools.transitions.models import Transition
from stocktake_web.schools.visit_actions.models import VisitAction
from stocktake_web.schools.visits.models import Visit, VisitAddendum, VisitSending

__all__ = [
    "AcademyConcern",
    "AccuracyPoint",
    "AccuracyReply",
    "AdviserInterest",
    "AttendanceMeeting",
    "BrokeredSupport",
    "CategorySetting",
    "ConcernAnswer",
    "ConcernEntry",
    "ConcernReply",
    "CouncillorGovernor",
    "EarlyResult",
    "EarlyYearsModeration",
    "EngagementConcern",
    "EngagementReply",
    "ExchangeSignature",
    "ExclusionSample",
    "ExplanationReply",
    "ExplanationRequest",
    "FortnightlyDecision",
    "FortnightlyReview",
    "GoodPractice",
    "GovernanceReturn",
    "GovernorTraining",
    "HeadlineReturn",
    "HomeEducation",
    "InclusionWeek",
    "LevelReply",
    "LevelRound",
    "MeetingAttendance",
    "ModerationReview",
    "ModerationSample",
    "MonthlyRoll",
    "PlannedChange",
    "PowerUse",
    "PredictionEntry",
    "PredictionRequest",
    "Provision",
    "ProvisionReview",
    "PupilPremium",
    "ReviewMeeting",
    "SafeguardingReferral",
    "SampleReading",
    "SchoolLevel",
    "SchoolNeed",
    "SchoolObjective",
    "SchoolPowerFacts",
    "ServiceEntry",
    "ServiceViewCount",
    "ServiceViewMark",
    "ServiceViewRound",
    "StageDecision",
    "StageNote",
    "Statement",
    "StatementDocument",
    "StatementReply",
    "SubjectAction",
    "SupportMilestone",
    "SupportNote",
    "TrainingOffer",
    "Transition",
    "TrustAgreement",
    "Visit",
    "VisitAction",
    "VisitAddendum",
    "VisitSending",
]
