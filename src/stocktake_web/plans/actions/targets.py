"""Writes what people say of targets, and opens and answers decisions."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import Thing, record
from stocktake_web.conflicts import Conflict, Difference, locked
from stocktake_web.plans.models import (
    InterimObjective,
    OpenDecision,
    TargetRating,
    TargetStanding,
)
from stocktake_web.plans.news import Worse, worse_on_new_evidence
from stocktake_web.plans.queries.decisions import standing_of
from stocktake_web.plans.queries.plans import judgement


def thing(target: str) -> Thing:
    """A target of the plan, as the history names it."""
    return Thing("plans.target", target)


@transaction.atomic
def rate_target(
    *, area: Area, actor: User, target_id: str, rating: str, reason: str, computed_status: str
) -> TargetRating:
    """Rate a target beside its verdict, with a reason; ratings given before stay."""
    row = TargetRating(
        area=area,
        target_id=target_id,
        rating=rating,
        reason=reason,
        by=actor,
        at=gateway.now(),
        computed_status=computed_status,
    )
    row.full_clean()
    row.save()
    values = {"rating": rating, "computed_status": computed_status}
    record(area=area, actor=actor, verb="rate", obj=thing(target_id), values=values, reason=reason)
    return row


@transaction.atomic
def add_objective(*, area: Area, actor: User | None, **values: Any) -> InterimObjective:
    """Add an interim objective; values are its fields."""
    row = InterimObjective(area=area, **values)
    row.full_clean()
    row.save()
    record(area=area, actor=actor, verb="add", obj=row, values=values)
    return row


@transaction.atomic
def change_objective(
    *,
    area: Area,
    actor: User,
    objective: InterimObjective,
    expected_version: int,
    **changes: Any,
) -> InterimObjective:
    """Change an interim objective, or say whether it was met.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    row = locked(InterimObjective, objective.pk, expected_version=expected_version, changes=changes)
    for name, value in changes.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    record(area=area, actor=actor, verb="change", obj=row, values=changes)
    return row


@transaction.atomic
def notice_verdicts(*, area: Area, actor: User | None = None) -> list[OpenDecision]:
    """Look at every verdict; open a decision for each target newly off track on new evidence.

    Returns
    -------
    list of OpenDecision
        Those opened now. A target that waits for an answer already opens no second.

    Raises
    ------
    NoPlan
    """
    Area.objects.select_for_update().get(pk=area.pk)
    judged = judgement(area, gateway.today())
    noticed = standing_of(area)
    waiting = set(
        OpenDecision.objects.filter(area=area, answered_at=None).values_list("target_id", flat=True)
    )
    opened = []
    for worse in worse_on_new_evidence(
        judged.verdicts, {name: (each.status, each.evidence) for name, each in noticed.items()}
    ):
        if worse.is_worse and worse.target_id not in waiting:
            opened.append(_open(area, actor, worse))
        if worse.is_news:
            _notice(area, noticed.get(worse.target_id), worse)
    return opened


@transaction.atomic
def answer_decision(
    *,
    area: Area,
    actor: User | None,
    decision: OpenDecision,
    answer: str,
    words: str,
    expected_version: int,
) -> OpenDecision:
    """Answer an open decision: decided, or accepted because of something.

    Raises
    ------
    Conflict
        Somebody else answered it since.
    """
    changes = {"answer": answer, "words": words}
    row = locked(OpenDecision, decision.pk, expected_version=expected_version, changes=changes)
    if row.answered_at is not None:
        raise Conflict(
            str(row),
            row.version - 1,
            tuple(Difference(name, getattr(row, name), yours) for name, yours in changes.items()),
        )
    row.answer, row.words = answer, words
    row.answered_at, row.answered_by = gateway.now(), actor
    row.full_clean()
    row.save()
    record(area=area, actor=actor, verb="answer", obj=row, values=changes)
    return row


def _open(area: Area, actor: User | None, worse: Worse) -> OpenDecision:
    row = OpenDecision(
        area=area,
        target_id=worse.target_id,
        opened=gateway.now(),
        status_before=worse.status_before,
        status_now=worse.status_now,
        evidence=worse.sentence,
    )
    row.full_clean()
    row.save()
    values = {"target": worse.target_id, "before": worse.status_before, "now": worse.status_now}
    record(area=area, actor=actor, verb="open", obj=row, values=values)
    return row


def _notice(area: Area, held: TargetStanding | None, worse: Worse) -> None:
    row = held or TargetStanding(area=area, target_id=worse.target_id, version=0)
    row.version += 1
    row.status, row.evidence = worse.status_now, worse.evidence
    row.noticed_at = gateway.now()
    row.save()
    values = {"status": worse.status_now, "evidence": worse.evidence}
    record(area=area, actor=None, verb="notice", obj=thing(worse.target_id), values=values)
