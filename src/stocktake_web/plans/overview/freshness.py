"""The freshness score: how much of what should be current is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stocktake_web.accounts.models import Area
from stocktake_web.plans.activities.work import Work
from stocktake_web.plans.decisions.models import OpenDecision
from stocktake_web.plans.models import LocalRequest
from stocktake_web.plans.revisions.queries import day_of
from stocktake_web.plans.risks.queries import open_risks
from stocktake_web.plans.rules import rules


@dataclass(frozen=True)
class FreshnessPart:
    """One thing that is looked at: how many are current, of how many."""

    title: str
    current_count: int
    all_count: int

    @property
    def percent(self) -> float | None:
        """The share that is current; None where there is nothing to look at."""
        return 100 * self.current_count / self.all_count if self.all_count else None

    @property
    def count_text(self) -> str:
        """The counts in words."""
        return f"{self.current_count} of {self.all_count}" if self.all_count else "none to look at"


@dataclass(frozen=True)
class Freshness:
    """The parts, and the score over all of them: items that are current, of all items.

    Counts are added, never percentages averaged.

    Examples
    --------
    >>> part = FreshnessPart
    >>> Freshness((part("owners", 3, 4), part("returns", 0, 1), part("risks", 0, 0))).percent
    60.0
    """

    parts: tuple[FreshnessPart, ...]

    @property
    def percent(self) -> float | None:
        """The score, 0 to 100; None where there is nothing to look at."""
        total = FreshnessPart(
            "",
            sum(part.current_count for part in self.parts),
            sum(part.all_count for part in self.parts),
        )
        return total.percent


def measure_freshness(
    area: Area, as_of: date, works: tuple[Work, ...], decisions: tuple[OpenDecision, ...]
) -> Freshness:
    """How current and complete the account of the plan is on a day."""
    return Freshness(
        (
            *_of_activities(works, as_of),
            _of_returns(area, as_of),
            _of_decisions(decisions, as_of),
            _of_risks(area, as_of),
        )
    )


def _of_activities(works: tuple[Work, ...], as_of: date) -> tuple[FreshnessPart, FreshnessPart]:
    unfinished = [work for work in works if work.status.code != "done"]
    under_way = [work for work in unfinished if work.starts is None or work.starts <= as_of]
    days = rules().activity.stale_after_days
    current_count = sum(
        work.last_update is not None and (as_of - work.last_update.effective_date).days <= days
        for work in under_way
    )
    return (
        FreshnessPart(
            "Activities not yet done that have an owner",
            sum(work.has_owner for work in unfinished),
            len(unfinished),
        ),
        FreshnessPart(
            f"Activities under way heard of in the last {days} days", current_count, len(under_way)
        ),
    )


def _of_returns(area: Area, as_of: date) -> FreshnessPart:
    due = LocalRequest.objects.filter(area=area, withdrawn_at=None, due__lte=as_of)
    answered_count = due.filter(returns__isnull=False).distinct().count()
    return FreshnessPart("Local returns due that came", answered_count, due.count())


def _of_decisions(decisions: tuple[OpenDecision, ...], as_of: date) -> FreshnessPart:
    days = rules().decision.answer_within_days
    return FreshnessPart(
        f"Open decisions no older than {days} days",
        sum((as_of - day_of(decision.opened_at)).days <= days for decision in decisions),
        len(decisions),
    )


def _of_risks(area: Area, as_of: date) -> FreshnessPart:
    days = rules().risk.review_after_days
    risks = list(open_risks(area))
    return FreshnessPart(
        f"Risks looked at in the last {days} days",
        sum((as_of - risk.reviewed_on).days <= days for risk in risks),
        len(risks),
    )
