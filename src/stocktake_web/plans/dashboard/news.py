"""What changed in the plan since somebody was last here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import QuerySet

from stocktake.plan import Plan
from stocktake_web.accounts.models import Area
from stocktake_web.plans.activities.models import Update
from stocktake_web.plans.decisions.models import OpenDecision
from stocktake_web.plans.returns.models import LocalReturn
from stocktake_web.plans.revisions.models import PlanRevision
from stocktake_web.plans.targets.models import TargetRating

Kind = Literal["update", "decision", "answer", "rating", "return", "revision"]
MOST = 8


@dataclass(frozen=True)
class NewsItem:
    """One change.

    Parameters
    ----------
    title : str
        Of the activity or target, the figures returned, or why the plan was revised.
    view, key : str
        The page of the plan that it leads to, and the id in its address.
    """

    kind: Kind
    title: str
    at: datetime
    view: str
    key: str = ""


def plan_news(area: Area, plan: Plan, since: datetime) -> tuple[list[NewsItem], bool]:
    """The latest changes since a moment, the newest first, and whether there are more.

    What stands in it everybody may read who may see the plan; it names no person.
    """
    items = sorted(_items(area, plan, since), key=lambda item: item.at, reverse=True)
    return items[:MOST], len(items) > MOST


def _items(area: Area, plan: Plan, since: datetime) -> Iterator[NewsItem]:
    activity_titles = {
        activity.id: activity.words for priority in plan.priority for activity in priority.activity
    }
    target_titles = {target.id: target.title for target in plan.target}
    figure_titles = {indicator.id: indicator.words for indicator in plan.local_indicator}
    for update in _since(Update, area, "created_at", since):
        key = update.activity_id
        if key in activity_titles:
            yield NewsItem("update", activity_titles[key], update.created_at, "activity", key)
    for decision in _since(OpenDecision, area, "opened_at", since):
        title = target_titles.get(decision.target_id, decision.target_id)
        yield NewsItem("decision", title, decision.opened_at, "decisions")
    for decision in _since(OpenDecision, area, "answered_at", since):
        title = target_titles.get(decision.target_id, decision.target_id)
        yield NewsItem("answer", title, decision.answered_at, "decisions")
    for rating in _since(TargetRating, area, "at", since):
        key = rating.target_id
        if key in target_titles:
            yield NewsItem("rating", target_titles[key], rating.at, "target", key)
    for local_return in _since(LocalReturn, area, "at", since):
        ids = [str(key).removeprefix("local:") for key in local_return.indicator_ids]
        title = ", ".join(figure_titles.get(key, key) for key in ids)
        yield NewsItem("return", title, local_return.at, "returns")
    for revision in _since(PlanRevision, area, "created_at", since).defer(
        "plan_toml", "figures_csv"
    ):
        yield NewsItem("revision", revision.reason, revision.created_at, "revisions")


def _since(model: Any, area: Area, field: str, since: datetime) -> QuerySet[Any]:
    """The latest rows of a kind: one more than are shown."""
    rows = model._default_manager.filter(area=area, **{f"{field}__gt": since})
    result: QuerySet[Any] = rows.order_by(f"-{field}")[: MOST + 1]
    return result
