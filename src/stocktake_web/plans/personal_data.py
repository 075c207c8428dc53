"""What the app keeps about a person, and how it is erased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from stocktake_web.accounts.models import User
from stocktake_web.plans.comments.actions import erase_comments
from stocktake_web.plans.likelihood.spread import DIMENSIONS
from stocktake_web.plans.models import (
    ActivityState,
    Comment,
    LikelihoodScore,
    LocalRequest,
    LocalReturn,
    PlanRevision,
    Recommendation,
    RecommendationEvidence,
    Risk,
    TargetRating,
    Update,
)

OWNED_MODELS = (ActivityState, LocalRequest, Recommendation, Risk)


def subject_access_data(user: User) -> dict[str, list[dict[str, Any]]]:
    """What a person owns, said, rated, scored and returned."""
    updates = Update.objects.filter(author=user)
    ratings = TargetRating.objects.filter(by=user)
    scores = LikelihoodScore.objects.filter(member=user)
    returns = LocalReturn.objects.filter(by=user)
    evidence = RecommendationEvidence.objects.filter(by=user)
    comments = Comment.objects.filter(by=user)
    answers = Comment.objects.filter(answered_by=user)
    revisions = PlanRevision.objects.filter(author=user)
    return {
        "owned in the plan": [
            {"what": str(row)}
            for model in OWNED_MODELS
            for row in model.objects.filter(owner_user=user)
        ],
        "updates of activities": [
            {"at": _iso(update.created_at), "activity_id": update.activity_id, "text": update.text}
            for update in updates
        ],
        "ratings of targets": _rows(ratings, "target_id", "rating", "reason"),
        "scores of likelihood": _rows(scores, "priority_id", *DIMENSIONS, "comment"),
        "local returns": _rows(returns, "release_id"),
        "evidence on recommendations": _rows(evidence, "text"),
        "comments": _rows(comments, "object_type", "object_id", "text"),
        "answers to comments": [
            {"at": _iso(comment.answered_at), "answer": comment.answer} for comment in answers
        ],
        "revisions of the plan": [
            {"number": revision.number, "reason": revision.reason} for revision in revisions
        ],
    }


@transaction.atomic
def erase_personal_data(user: User) -> int:
    """Take the person out of what they own, and empty their comments.

    What was reported of the plan stays, as a board's record does; the account that said it is
    emptied of name and address, so that nothing leads to the person any more. The erasure itself
    is recorded by whoever asks for it.
    """
    return sum(_disown(model, user) for model in OWNED_MODELS) + erase_comments(user=user)


def _disown(model: type[models.Model], user: User) -> int:
    rows = model._default_manager.filter(owner_user=user)
    return rows.update(owner_user=None)


def _rows(rows: Iterable[Any], *names: str) -> list[dict[str, Any]]:
    return [{"at": _iso(row.at)} | {name: getattr(row, name) for name in names} for row in rows]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
