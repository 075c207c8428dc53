"""Reads questions about predictions with their replies."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.schools.explanations.models import ExplanationRequest


def questions_to(
    area: Area, schools: Collection[School] | None = None
) -> QuerySet[ExplanationRequest]:
    """Every question, or those to some schools, the latest first, with the replies."""
    rows = (
        ExplanationRequest.objects.filter(area=area)
        .select_related("area", "school")
        .prefetch_related("replies")
    )
    return rows if schools is None else rows.filter(rows_about(schools))


def question(area: Area, pk: int) -> ExplanationRequest:
    """One question."""
    return questions_to(area).get(pk=pk)
