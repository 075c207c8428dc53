"""What other apps read of the plan; every function takes the area first."""

from __future__ import annotations

from stocktake_web.plans.activities.queries import (
    activities,
    activity,
    activity_state,
    late_activities,
    open_dependencies,
)
from stocktake_web.plans.comments.queries import (
    answered_lately,
    comment,
    comment_counts,
    comment_subject,
    comments_on,
    open_comments,
)
from stocktake_web.plans.decisions.queries import open_decision, open_decisions
from stocktake_web.plans.decisions.questions import Question, open_questions
from stocktake_web.plans.drafts.queries import draft
from stocktake_web.plans.funding.queries import Money, funding_by_priority
from stocktake_web.plans.likelihood.queries import likelihood_by_priority
from stocktake_web.plans.links.queries import links
from stocktake_web.plans.objectives.queries import objectives
from stocktake_web.plans.overview.queries import PriorityView, priorities
from stocktake_web.plans.recommendations.queries import recommendation, recommendations
from stocktake_web.plans.returns.queries import local_requests, overdue_returns
from stocktake_web.plans.revisions.queries import (
    NoPlan,
    current_revision,
    find_plan,
    judgement,
    plan,
    published_revisions,
    revision,
    revisions,
)
from stocktake_web.plans.risks.queries import open_risks, risks_above_line
from stocktake_web.plans.targets.queries import target, targets

__all__ = [
    "Money",
    "NoPlan",
    "PriorityView",
    "Question",
    "activities",
    "activity",
    "activity_state",
    "answered_lately",
    "comment",
    "comment_counts",
    "comment_subject",
    "comments_on",
    "current_revision",
    "draft",
    "find_plan",
    "funding_by_priority",
    "judgement",
    "late_activities",
    "likelihood_by_priority",
    "links",
    "local_requests",
    "objectives",
    "open_comments",
    "open_decision",
    "open_decisions",
    "open_dependencies",
    "open_questions",
    "open_risks",
    "overdue_returns",
    "plan",
    "priorities",
    "published_revisions",
    "recommendation",
    "recommendations",
    "revision",
    "revisions",
    "risks_above_line",
    "target",
    "targets",
]
