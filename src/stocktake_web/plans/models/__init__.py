"""Everything that the app keeps, keyed by the ids of the plan's text."""

from __future__ import annotations

from stocktake_web.plans.models.comments import Comment
from stocktake_web.plans.models.likelihood import LikelihoodRound, LikelihoodScore
from stocktake_web.plans.models.recommendations import (
    Recommendation,
    RecommendationEvidence,
    RecommendationState,
    SourceKind,
)
from stocktake_web.plans.models.resources import FundingLine, Risk
from stocktake_web.plans.models.returns import DigestSent, LocalRequest, LocalReturn, SheetImport
from stocktake_web.plans.models.revisions import PlanDraft, PlanRevision
from stocktake_web.plans.models.targets import (
    Aspect,
    InterimObjective,
    OpenDecision,
    Rating,
    TargetRating,
    TargetStanding,
    Term,
)
from stocktake_web.plans.models.work import (
    ActionLink,
    ActivityState,
    EvidenceContent,
    OfferedUpdate,
    Update,
    UpdateKind,
    WaitsOn,
)

__all__ = [
    "ActionLink",
    "ActivityState",
    "Aspect",
    "Comment",
    "DigestSent",
    "EvidenceContent",
    "FundingLine",
    "InterimObjective",
    "LikelihoodRound",
    "LikelihoodScore",
    "LocalRequest",
    "LocalReturn",
    "OfferedUpdate",
    "OpenDecision",
    "PlanDraft",
    "PlanRevision",
    "Rating",
    "Recommendation",
    "RecommendationEvidence",
    "RecommendationState",
    "Risk",
    "SheetImport",
    "SourceKind",
    "TargetRating",
    "TargetStanding",
    "Term",
    "Update",
    "UpdateKind",
    "WaitsOn",
]
