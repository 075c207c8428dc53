"""Everything that the app keeps, keyed by the ids of the plan's text."""

from __future__ import annotations

from stocktake_web.plans.activities.models import (
    ActivityState,
    EvidenceContent,
    Update,
    UpdateKind,
)
from stocktake_web.plans.comments.models import Comment
from stocktake_web.plans.decisions.models import OpenDecision, TargetStanding
from stocktake_web.plans.dependencies.models import Dependency
from stocktake_web.plans.digest.models import DigestSent
from stocktake_web.plans.drafts.models import PlanDraft
from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.plans.likelihood.models import LikelihoodRound, LikelihoodScore
from stocktake_web.plans.links.models import ActionLink, PendingUpdate
from stocktake_web.plans.objectives.models import Aspect, InterimObjective, Term
from stocktake_web.plans.recommendations.models import (
    Recommendation,
    RecommendationEvidence,
    RecommendationState,
    SourceKind,
)
from stocktake_web.plans.returns.models import LocalRequest, LocalReturn, ReturnFile
from stocktake_web.plans.revisions.models import PlanRevision
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.sheets.models import SheetImport
from stocktake_web.plans.targets.models import Rating, TargetRating

__all__ = [
    "ActionLink",
    "ActivityState",
    "Aspect",
    "Comment",
    "Dependency",
    "DigestSent",
    "EvidenceContent",
    "FundingLine",
    "InterimObjective",
    "LikelihoodRound",
    "LikelihoodScore",
    "LocalRequest",
    "LocalReturn",
    "OpenDecision",
    "PendingUpdate",
    "PlanDraft",
    "PlanRevision",
    "Rating",
    "Recommendation",
    "RecommendationEvidence",
    "RecommendationState",
    "ReturnFile",
    "Risk",
    "SheetImport",
    "SourceKind",
    "TargetRating",
    "TargetStanding",
    "Term",
    "Update",
    "UpdateKind",
]
