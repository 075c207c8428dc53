"""What the app keeps about a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stocktake_web.accounts.models import User
from stocktake_web.plans.actions.comments import erase_comments
from stocktake_web.plans.actions.personal import OWNED, disown
from stocktake_web.plans.models import (
    Comment,
    LikelihoodScore,
    LocalReturn,
    PlanRevision,
    RecommendationEvidence,
    TargetRating,
    Update,
)
from stocktake_web.plans.spread import DIMENSIONS


def held_on(user: User) -> dict[str, list[dict[str, Any]]]:
    """What a person owns, said, rated, scored and returned."""
    said = Update.objects.filter(by=user)
    rated = TargetRating.objects.filter(by=user)
    scored = LikelihoodScore.objects.filter(member=user)
    returned = LocalReturn.objects.filter(by=user)
    evidence = RecommendationEvidence.objects.filter(by=user)
    commented = Comment.objects.filter(by=user)
    answered = Comment.objects.filter(answered_by=user)
    revised = PlanRevision.objects.filter(author=user)
    return {
        "owned in the plan": [
            {"what": str(row)} for model in OWNED for row in model.objects.filter(owner_user=user)
        ],
        "updates of activities": _rows(said, "activity_id", "words"),
        "ratings of targets": _rows(rated, "target_id", "rating", "reason"),
        "scores of likelihood": _rows(scored, "priority_id", *DIMENSIONS, "words"),
        "local returns": _rows(returned, "release_id"),
        "evidence on recommendations": _rows(evidence, "words"),
        "comments": _rows(commented, "object_type", "object_id", "words"),
        "answers to comments": [
            {
                "at": each.answered_at.isoformat() if each.answered_at else None,
                "answer": each.answer,
            }
            for each in answered
        ],
        "revisions of the plan": [{"number": r.number, "reason": r.reason} for r in revised],
    }


def _rows(found: Iterable[Any], *names: str) -> list[dict[str, Any]]:
    return [
        {"at": row.at.isoformat()} | {name: getattr(row, name) for name in names} for row in found
    ]


def erase(user: User) -> int:
    """Take the person out of what they own, and empty their comments.

    What was reported of the plan stays, as a board's record does; the account that said it is
    emptied of name and address, so that nothing leads to the person any more.
    """
    return disown(user=user) + erase_comments(user=user)
