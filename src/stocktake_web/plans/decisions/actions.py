"""Opens and answers decisions."""

from __future__ import annotations

from django.db import transaction

from stocktake.targets import ENGINE_VERSION
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.optimistic_locking import Conflict, Difference
from stocktake_web.plans.decisions.models import OpenDecision, TargetStanding
from stocktake_web.plans.decisions.news import VerdictNews, compare_verdicts
from stocktake_web.plans.decisions.queries import open_decisions, standings
from stocktake_web.plans.revisions.queries import judgement
from stocktake_web.records.change import change


@transaction.atomic
def notice_verdicts(*, area: Area, actor: User | None = None) -> list[OpenDecision]:
    """Look at every verdict; open a decision for each target newly off track on new evidence.

    A verdict last noticed by another version of the judging engine is noticed again
    and opens nothing: what differs may come of the upgrade alone.

    Returns
    -------
    list of OpenDecision
        Those opened now. A target that waits for an answer already opens no second.

    Raises
    ------
    NoPlan
    """
    Area.objects.select_for_update().get(pk=area.pk)
    verdicts = judgement(area, services.today()).verdicts
    last_standings = standings(area)
    waiting_targets = set(open_decisions(area).values_list("target_id", flat=True))
    decisions = []
    for news in compare_verdicts(
        verdicts, {name: (row.status, row.evidence) for name, row in last_standings.items()}
    ):
        standing = last_standings.get(news.target_id)
        is_upgrade = standing is not None and standing.engine_version != ENGINE_VERSION
        if news.is_worse and not is_upgrade and news.target_id not in waiting_targets:
            decisions.append(_open_decision(area, actor, news))
        if news.is_news or is_upgrade:
            _keep_standing(area, standing, news, verb="rebaseline" if is_upgrade else "notice")
    return decisions


@transaction.atomic
def answer_decision(
    *,
    area: Area,
    actor: User | None,
    decision: OpenDecision,
    answer: str,
    text: str,
    expected_version: int,
) -> OpenDecision:
    """Answer an open decision: decided, or accepted because of something.

    Raises
    ------
    Conflict
        Somebody else answered it since.
    """
    row = OpenDecision.objects.select_for_update().get(area=area, pk=decision.pk)
    values = {"answer": answer, "text": text}
    if row.answered_at is not None:
        differences = (
            Difference(name, getattr(row, name), value) for name, value in values.items()
        )
        raise Conflict(str(row), row.version, tuple(differences))
    return change(
        row,
        actor=actor,
        values=values | {"answered_at": services.now(), "answered_by": actor},
        expected_version=expected_version,
        verb="answer",
    )


@transaction.atomic
def reword_answer(*, area: Area, actor: User, decision: int, text: str) -> None:
    """Say otherwise how an open decision was answered, because the board's record changed."""
    row = OpenDecision.objects.select_for_update().get(area=area, pk=decision)
    if row.text != text:
        values = {"text": text}
        change(row, actor=actor, values=values, expected_version=row.version, verb="reword")


def _open_decision(area: Area, actor: User | None, news: VerdictNews) -> OpenDecision:
    values = {
        "target_id": news.target_id,
        "opened_at": services.now(),
        "status_before": news.status_before,
        "status_now": news.status_now,
        "evidence": news.sentence,
    }
    return change(OpenDecision(area=area), actor=actor, values=values, verb="open")


def _keep_standing(
    area: Area, standing: TargetStanding | None, news: VerdictNews, *, verb: str
) -> None:
    values = {
        "target_id": news.target_id,
        "status": news.status_now,
        "evidence": news.evidence,
        "engine_version": ENGINE_VERSION,
        "noticed_at": services.now(),
    }
    change(
        standing or TargetStanding(area=area),
        actor=None,
        values=values,
        expected_version=standing.version if standing else None,
        verb=verb,
    )
