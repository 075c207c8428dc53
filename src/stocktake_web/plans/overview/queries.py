"""Reads the plan as a board looks at it: priorities with targets, work, money and decisions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist

from stocktake.plan import Judgement, Priority
from stocktake.targets import STATUS_WORDS
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.plans.activities.queries import activities_of
from stocktake_web.plans.activities.work import Work
from stocktake_web.plans.decisions.models import OpenDecision
from stocktake_web.plans.decisions.queries import open_decisions
from stocktake_web.plans.decisions.questions import Question, questions_of
from stocktake_web.plans.funding.queries import Money, money_of
from stocktake_web.plans.overview.freshness import Freshness, measure_freshness
from stocktake_web.plans.revisions.models import PlanRevision
from stocktake_web.plans.revisions.queries import current_revision, day_of
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.targets.queries import TargetView, target_views


@dataclass(frozen=True)
class PriorityView:
    """One priority: what a page of the stocktake pack needs of it.

    Parameters
    ----------
    sentence : str
        How its targets stand and how much of its work is late, in a sentence.
    money : Money or None
        None where no funding line was recorded.
    """

    id: str
    title: str
    reason: str
    lead: str
    sentence: str
    targets: tuple[TargetView, ...]
    activities: tuple[Work, ...]
    money: Money | None

    @property
    def late(self) -> tuple[Work, ...]:
        """Its late activities, the longest late first."""
        late = (work for work in self.activities if work.is_late)
        return tuple(sorted(late, key=lambda work: -work.status.days_late))

    @property
    def decisions(self) -> tuple[OpenDecision, ...]:
        """The open decisions on its targets."""
        return tuple(target.decision for target in self.targets if target.decision)

    def is_threatened_by(self, risk: Risk) -> bool:
        """Whether a risk threatens one of its targets or activities."""
        return any(target.id in risk.target_ids for target in self.targets) or any(
            work.id in risk.activity_ids for work in self.activities
        )


class PlanOverview:
    """The plan in force on a day; what several parts of a page need is read once.

    Parameters
    ----------
    area : Area
    as_of : date

    Raises
    ------
    NoPlan
        From whatever needs the plan.
    """

    def __init__(self, area: Area, as_of: date) -> None:
        self.area = area
        self.as_of = as_of

    @cached_property
    def revision(self) -> PlanRevision:
        """The revision in force."""
        return current_revision(self.area)

    @cached_property
    def judgement(self) -> Judgement:
        """Its judgement on the releases known on the day."""
        return services.judge_area(self.area, self.revision, as_of=self.as_of)

    @cached_property
    def activities(self) -> tuple[Work, ...]:
        """Every activity on the day."""
        return activities_of(self.area, services.plan_of(self.revision), self.as_of)

    @cached_property
    def decisions(self) -> tuple[OpenDecision, ...]:
        """What a board must answer, the oldest first."""
        return tuple(open_decisions(self.area))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The same, each with its target."""
        return questions_of(self.judgement.plan, self.decisions)

    @cached_property
    def targets(self) -> tuple[TargetView, ...]:
        """Every target with its verdict and what people said of it."""
        return target_views(self.area, self.judgement, self.decisions)

    @cached_property
    def priorities(self) -> tuple[PriorityView, ...]:
        """Every priority; targets that belong to none come last, under the id ``""``."""
        plan = self.judgement.plan
        money = money_of(self.area, plan)
        views = [self._view(priority, money.get(priority.id)) for priority in plan.priority]
        ids = {priority.id for priority in plan.priority}
        loose = tuple(target for target in self.targets if target.target.priority not in ids)
        if loose:
            sentence = describe_progress(loose, ())
            views.append(
                PriorityView("", "Targets of no one priority", "", "", sentence, loose, (), None)
            )
        return tuple(views)

    @cached_property
    def freshness(self) -> Freshness:
        """How current and complete the account of the plan is."""
        return measure_freshness(self.area, self.as_of, self.activities, self.decisions)

    def _view(self, priority: Priority, money: Money | None) -> PriorityView:
        targets = tuple(view for view in self.targets if view.target.priority == priority.id)
        works = tuple(work for work in self.activities if work.priority_id == priority.id)
        return PriorityView(
            priority.id,
            priority.title,
            priority.why,
            priority.lead,
            describe_progress(targets, works),
            targets,
            works,
            money,
        )


def priorities(area: Area, moment: datetime | date) -> tuple[PriorityView, ...]:
    """Every priority of the plan in force: verdicts, work, money and open decisions.

    Targets that belong to no priority come last, under the id ``""``.

    Raises
    ------
    NoPlan
    """
    return PlanOverview(area, day_of(moment)).priorities


def priority_view(area: Area, priority: str) -> PriorityView:
    """One priority as it stands today.

    Raises
    ------
    ObjectDoesNotExist
        The plan in force has no such priority.
    """
    for view in priorities(area, services.now()):
        if view.id == priority and priority:
            return view
    raise ObjectDoesNotExist(f"the plan has no priority {priority!r}")


def freshness(area: Area, moment: datetime) -> Freshness:
    """How current and complete the account of the plan is.

    Raises
    ------
    NoPlan
    """
    return PlanOverview(area, day_of(moment)).freshness


def describe_progress(targets: tuple[TargetView, ...], works: tuple[Work, ...]) -> str:
    """How targets stand and how much of the work is late, in a sentence or two."""
    counts = Counter(target.verdict.status for target in targets)
    parts = [
        f"{count} {words.lower()}"
        for status, words in STATUS_WORDS.items()
        if (count := counts[status])
    ]
    sentence = "No target belongs to this priority."
    if parts:
        noun = "target" if len(targets) == 1 else "targets"
        sentence = f"Of {len(targets)} {noun}: {', '.join(parts)}."
    if not works:
        return sentence
    late_count = sum(work.is_late for work in works)
    noun = "activity" if len(works) == 1 else "activities"
    verb = "is" if late_count == 1 else "are"
    return f"{sentence} {late_count or 'None'} of its {len(works)} {noun} {verb} late."
