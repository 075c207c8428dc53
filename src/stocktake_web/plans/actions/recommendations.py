"""Writes recommendations and the evidence for them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.conflicts import locked
from stocktake_web.plans.actions.resources import said
from stocktake_web.plans.letter import letter
from stocktake_web.plans.models import (
    Recommendation,
    RecommendationEvidence,
    RecommendationState,
    UpdateKind,
)


class NoEvidence(Exception):  # noqa: N818 - it says what is so
    """A state was claimed that nobody has given evidence for."""


NEEDS = {
    RecommendationState.ACTED_ON: UpdateKind.ACTION,
    RecommendationState.IMPACT_EVIDENT: UpdateKind.IMPACT,
}
"""Which evidence a state rests on."""


@transaction.atomic
def add_recommendation(*, area: Area, actor: User | None, **values: Any) -> Recommendation:
    """Add a recommendation; values are its fields."""
    row = Recommendation(area=area, **values)
    row.full_clean()
    row.save()
    record(area=area, actor=actor, verb="add", obj=row, values=said(values))
    return row


@transaction.atomic
def add_letter(*, area: Area, actor: User | None) -> list[Recommendation]:
    """Add the eight recommendations of the letter that ships with the product."""
    source = letter()
    return [
        add_recommendation(
            area=area,
            actor=actor,
            number=each.number,
            words=each.words,
            source_kind=source.source_kind,
            source_title=source.source_title,
            published=source.published,
            window_opens=source.window_opens,
            window_closes=source.window_closes,
        )
        for each in source.recommendation
    ]


@transaction.atomic
def change_recommendation(
    *,
    area: Area,
    actor: User | None,
    recommendation: Recommendation,
    expected_version: int,
    **changes: Any,
) -> Recommendation:
    """Change who owns a recommendation, what is done, and how far it has come.

    Raises
    ------
    NoEvidence
        It is to be called acted on, or its impact evident, and no such evidence was given.
    Conflict
        Somebody else changed it since.
    """
    row = locked(
        Recommendation, recommendation.pk, expected_version=expected_version, changes=changes
    )
    for name, value in changes.items():
        setattr(row, name, value)
    kind = NEEDS.get(RecommendationState(row.state))
    if kind and not row.evidence.filter(kind=kind).exists():
        raise NoEvidence(f"{row.get_state_display()!r} needs evidence of {kind.value} first")
    row.full_clean()
    row.save()
    record(area=area, actor=actor, verb="change", obj=row, values=said(changes))
    return row


@transaction.atomic
def add_recommendation_evidence(
    *,
    area: Area,
    actor: User | None,
    recommendation: Recommendation,
    kind: str,
    words: str,
) -> RecommendationEvidence:
    """Give evidence of action or of impact; what was given before stays."""
    row = RecommendationEvidence(
        area=area,
        recommendation=recommendation,
        kind=kind,
        words=words,
        by=actor,
        at=gateway.now(),
    )
    row.full_clean()
    row.save()
    values = {"kind": kind, "words": words}
    record(area=area, actor=actor, verb="give evidence", obj=recommendation, values=values)
    return row
