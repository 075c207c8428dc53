"""The decisions that the plan waits for, each with the target that opened it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stocktake.targets import STATUS_WORDS, BaseTarget
from stocktake_web.accounts.models import Area
from stocktake_web.formats import LONDON
from stocktake_web.plans.decisions.queries import open_decisions
from stocktake_web.plans.models import OpenDecision
from stocktake_web.plans.revisions.queries import find_plan

PREFIX = "question:"


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
    def source(self) -> str:
        """How an item of an agenda names it."""
        return f"{PREFIX}{self.decision.pk}"

    @property
    def title(self) -> str:
        """The target and its verdict now."""
        status = self.decision.status_now
        label = dict(STATUS_WORDS.items()).get(status, status)  # type: ignore[call-overload]
        title = self.target.title if self.target else self.target_id
        return f"{title}: now {label.lower()}"

    @property
    def evidence(self) -> str:
        """On what the verdict rests."""
        return self.decision.evidence

    @property
    def opened_date(self) -> date:
        """Since when it waits."""
        return self.decision.opened_at.astimezone(LONDON).date()

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
    if plan is None:
        return ()
    targets = {target.id: target for target in plan.target}
    return tuple(
        Question(decision, targets.get(decision.target_id)) for decision in open_decisions(area)
    )
