"""Adds the letter's recommendations, and evidence to a recommendation."""

from __future__ import annotations

from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.recommendations.letter import letter
from stocktake_web.plans.recommendations.models import Recommendation, RecommendationEvidence
from stocktake_web.records.change import change


@transaction.atomic
def add_letter(*, area: Area, actor: User | None) -> list[Recommendation]:
    """Add the eight recommendations of the letter that ships with the product."""
    source = letter()
    shared = {
        "source_kind": source.source_kind,
        "source_title": source.source_title,
        "published": source.published,
        "window_opens": source.window_opens,
        "window_closes": source.window_closes,
    }
    return [
        change(
            Recommendation(area=area),
            actor=actor,
            values=shared | {"number": recommendation.number, "text": recommendation.text},
        )
        for recommendation in source.recommendation
    ]


def add_evidence(
    *, area: Area, actor: User | None, recommendation: Recommendation, kind: str, text: str
) -> RecommendationEvidence:
    """Add evidence of action or of impact; what was added before stays."""
    values = {
        "recommendation": recommendation,
        "kind": kind,
        "text": text,
        "by": actor,
        "at": services.now(),
    }
    row = RecommendationEvidence(area=area)
    return change(row, actor=actor, values=values, verb="give evidence")
