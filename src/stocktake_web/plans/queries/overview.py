"""Reads the plan as a board looks at it: priorities, targets, and how fresh all this is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.gateway import plan_texts, target_cards
from stocktake_web.plans.freshness import Freshness, Part
from stocktake_web.plans.models import LocalRequest, OpenDecision, TargetRating
from stocktake_web.plans.queries.decisions import open_decisions, ratings
from stocktake_web.plans.queries.plans import day_of, judgement
from stocktake_web.plans.queries.resources import Money, funding_by_priority, risks
from stocktake_web.plans.queries.work import activities
from stocktake_web.plans.rules import rules
from stocktake_web.plans.work import Work


@dataclass(frozen=True)
class TargetView:
    """A target with its verdict as computed and, beside it, what people said.

    Parameters
    ----------
    rating : TargetRating or None
        The latest person's rating.
    decision : OpenDecision or None
        The open decision that the target opened.
    """

    area_id: int
    target: target_cards.Target
    verdict: target_cards.Verdict
    rating: TargetRating | None = None
    decision: OpenDecision | None = None

    @property
    def id(self) -> str:
        """The target's id in the plan."""
        return self.target.id

    @property
    def leads(self) -> bool:
        """Whether it names an indicator that moves before the target does."""
        return bool(self.target.leading)


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
    why: str
    lead: str
    sentence: str
    targets: tuple[TargetView, ...]
    activities: tuple[Work, ...]
    money: Money | None

    @property
    def late(self) -> tuple[Work, ...]:
        """Its late activities, the longest late first."""
        late = (each for each in self.activities if each.is_late)
        return tuple(sorted(late, key=lambda each: -each.status.days_late))

    @property
    def decisions(self) -> tuple[OpenDecision, ...]:
        """The open decisions on its targets."""
        return tuple(each.decision for each in self.targets if each.decision)


def targets(area: Area, as_of: date) -> tuple[TargetView, ...]:
    """Every target of the plan in force, judged as known on a day.

    Raises
    ------
    NoPlan
    """
    judged = judgement(area, as_of)
    rated: dict[str, TargetRating] = {}
    for each in ratings(area):
        rated.setdefault(each.target_id, each)
    opened = {each.target_id: each for each in open_decisions(area)}
    return tuple(
        TargetView(area.pk, target, verdict, rated.get(target.id), opened.get(target.id))
        for target, verdict in zip(judged.plan.target, judged.verdicts, strict=True)
    )


def target(area: Area, target: str) -> TargetView:
    """One target as judged today.

    Raises
    ------
    ObjectDoesNotExist
        The plan in force has no such target.
    """
    found = next((each for each in targets(area, gateway.today()) if each.id == target), None)
    if found is None:
        raise ObjectDoesNotExist(f"the plan has no target {target!r}")
    return found


def priorities(area: Area, now: datetime | date) -> tuple[PriorityView, ...]:
    """Every priority of the plan in force: verdicts, work, money and open decisions.

    Targets that belong to no priority come last, under the id ``""``.

    Raises
    ------
    NoPlan
    """
    as_of = day_of(now)
    judged = targets(area, as_of)
    works = activities(area, now)
    money = funding_by_priority(area)
    plan = judgement(area, as_of).plan
    found = [_priority(each, judged, works, money.get(each.id)) for each in plan.priority]
    known = {each.id for each in plan.priority}
    loose = tuple(each for each in judged if each.target.priority not in known)
    if loose:
        sentence = say(loose, ())
        found.append(
            PriorityView("", "Targets of no one priority", "", "", sentence, loose, (), None)
        )
    return tuple(found)


def priority_view(area: Area, priority: str) -> PriorityView:
    """One priority as it stands today.

    Raises
    ------
    ObjectDoesNotExist
        The plan in force has no such priority.
    """
    for each in priorities(area, gateway.now()):
        if each.id == priority and priority:
            return each
    raise ObjectDoesNotExist(f"the plan has no priority {priority!r}")


def say(targets: tuple[TargetView, ...], works: tuple[Work, ...]) -> str:
    """How targets stand and how much of the work is late, in a sentence or two."""
    counts = Counter(each.verdict.status for each in targets)
    told = [
        f"{count} {words.lower()}"
        for status, words in gateway.STATUS_WORDS.items()
        if (count := counts[status])
    ]
    if told:
        noun = "target" if len(targets) == 1 else "targets"
        first = f"Of {len(targets)} {noun}: {', '.join(told)}."
    else:
        first = "No target belongs to this priority."
    if not works:
        return first
    late = sum(each.is_late for each in works)
    noun = "activity" if len(works) == 1 else "activities"
    verb = "is" if late == 1 else "are"
    return f"{first} {late if late else 'None'} of its {len(works)} {noun} {verb} late."


def freshness(area: Area, now: datetime) -> Freshness:
    """How current and complete the account of the plan is.

    Raises
    ------
    NoPlan
    """
    as_of = day_of(now)
    works = [each for each in activities(area, now) if each.status.code != "done"]
    begun = [each for each in works if each.starts is None or each.starts <= as_of]
    due = LocalRequest.objects.filter(area=area, withdrawn_at=None, due__lte=as_of)
    answered = due.filter(returns__isnull=False).distinct().count()
    waiting = list(open_decisions(area))
    held = list(risks(area))
    on_time, reviewed = rules().decision.answer_within_days, rules().risk.review_after_days
    limit = rules().activity.stale_after_days
    heard = sum(
        each.last is not None and (as_of - each.last.told_of).days <= limit for each in begun
    )
    return Freshness(
        (
            Part(
                "Activities not yet done that have an owner",
                sum(w.has_owner for w in works),
                len(works),
            ),
            Part(f"Activities under way heard of in the last {limit} days", heard, len(begun)),
            Part("Local returns due that came", answered, due.count()),
            Part(
                f"Open decisions no older than {on_time} days",
                sum((as_of - day_of(each.opened)).days <= on_time for each in waiting),
                len(waiting),
            ),
            Part(
                f"Risks looked at in the last {reviewed} days",
                sum((as_of - each.reviewed_on).days <= reviewed for each in held),
                len(held),
            ),
        )
    )


def _priority(
    priority: plan_texts.Priority,
    judged: tuple[TargetView, ...],
    works: tuple[Work, ...],
    money: Money | None,
) -> PriorityView:
    its_targets = tuple(each for each in judged if each.target.priority == priority.id)
    its_works = tuple(each for each in works if each.priority_id == priority.id)
    return PriorityView(
        priority.id,
        priority.title,
        priority.why,
        priority.lead,
        say(its_targets, its_works),
        its_targets,
        its_works,
        money,
    )
