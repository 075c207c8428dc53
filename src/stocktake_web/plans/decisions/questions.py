"""The decisions that the plan waits for, each with the target that opened it.

The plan's page, everybody's tasks, agendas and packs read this one list, so that they count alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stocktake.plan import Plan
from stocktake.targets import STATUS_WORDS, BaseTarget
from stocktake_web.accounts.models import Area
from stocktake_web.formats import day
from stocktake_web.plans.decisions.models import OpenDecision
from stocktake_web.plans.decisions.queries import open_decisions
from stocktake_web.plans.revisions.queries import day_of, find_plan


@dataclass(frozen=True)
class Question:
    """An open decision of the plan.

    Parameters
    ----------
    target : BaseTarget or None
        None where the plan in force no longer has it.
    """

    decision: OpenDecision
    target: BaseTarget | None

    @property
    def target_title(self) -> str:
        """What the target is called."""
        if self.target is None:
            return f"A target that the plan no longer has ({self.target_id})"
        return self.target.title

    @property
    def title(self) -> str:
        """The target, and how it was judged when the decision opened."""
        status = self.decision.status_now
        label = dict(STATUS_WORDS.items()).get(status, status)  # type: ignore[call-overload]
        return f"{self.target_title}: now {label.lower()}"

    @property
    def dated_title(self) -> str:
        """The same with the day since when it waits, to tell it from an earlier one."""
        return f"{self.title}, open since {day(self.opened_date)}"

    @property
    def evidence(self) -> str:
        """On what the verdict rests."""
        return self.decision.evidence

    @property
    def opened_date(self) -> date:
        """Since when it waits."""
        return day_of(self.decision.opened_at)

    @property
    def target_id(self) -> str:
        """The target's id in the plan."""
        return self.decision.target_id

    @property
    def priority_id(self) -> str:
        """The target's priority; empty where it has none."""
        return (self.target.priority or "") if self.target else ""


def open_questions(area: Area) -> tuple[Question, ...]:
    """Every decision that the plan waits for, the oldest first; none without a plan."""
    plan = find_plan(area)
    return questions_of(plan, open_decisions(area)) if plan else ()


def questions_of(plan: Plan, decisions: Iterable[OpenDecision]) -> tuple[Question, ...]:
    """Some open decisions with the targets of a plan that was read before."""
    targets = {target.id: target for target in plan.target}
    return tuple(Question(decision, targets.get(decision.target_id)) for decision in decisions)
