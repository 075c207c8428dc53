"""Checks the positions that a plan states as facts, as known then and as known now."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from stocktake.plan.claim_kinds import (
    CLAIM_STATUS_WORDS,
    Answer,
    ClaimStatus,
    answer_claim,
    say_day,
)
from stocktake.plan.read import PlanFile
from stocktake.plan.schema import Claim, Plan
from stocktake.statistics.figures import Statistics
from stocktake.statistics.indicator_figures import FigureSource
from stocktake.targets import JudgementContext

__all__ = ["CLAIM_STATUS_WORDS", "Answer", "CheckedClaim", "check_claims", "published_by"]

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


@dataclass(frozen=True)
class CheckedClaim:
    """A claim of the plan, compared with the figures.

    Parameters
    ----------
    id, words : str
    kind : str
        As the plan states it.
    stated : float or None
        The figure or rank that the plan states.
    source_page : int or None
        Where the plan states it.
    answer_then : Answer
        By the releases that were known when the plan was published.
    answer_now : Answer
        By the releases known on the day of the judgement.
    """

    id: str
    words: str
    kind: str
    stated: float | None
    source_page: int | None
    answer_then: Answer
    answer_now: Answer

    @property
    def status(self) -> ClaimStatus:
        """The answer as known now."""
        return self.answer_now.status

    @property
    def sentence(self) -> str:
        """The answer as known now, in a sentence."""
        return self.answer_now.sentence

    def to_json(self) -> dict[str, Any]:
        """The claim and both answers; numbers unrounded, absent is null."""
        return {
            "id": self.id,
            "words": self.words,
            "kind": self.kind,
            "stated": self.stated,
            "source_page": self.source_page,
            "then": self.answer_then.to_json(),
            "now": self.answer_now.to_json(),
        }

    @property
    def sources(self) -> tuple[FigureSource, ...]:
        """Where the figures behind the answer as known now are written down."""
        return self.answer_now.sources


def check_claims(plan_file: PlanFile, context: JudgementContext) -> tuple[CheckedClaim, ...]:
    """Check every position that a plan states as a fact.

    A later release may say otherwise than the one that the plan was written from: both are kept,
    and "contradicted" names the release. Where no release from before the plan's publication is
    held, the plan's own figure stands for what was known then, and the answer says so.

    A rank counts from the best and a rank from last from the worst, as the indicator's better
    direction has it; ties share the rank nearer the end that is counted from. Of an indicator
    without a better direction both count from the highest figure.

    Parameters
    ----------
    plan_file : PlanFile
    context : JudgementContext
        The place, the day and the statistics, as ``plan.judge.context_of`` returns them.

    Returns
    -------
    tuple of CheckedClaim
        One per claim, in the plan's order.

    Examples
    --------
    >>> from datetime import date
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.judge import context_of
    >>> from stocktake.plan.read import read_plan
    >>> blackpool = read_plan(example_plan("blackpool"))
    >>> context = context_of(blackpool, None, as_of=date(2026, 11, 22))
    >>> checked = {claim.id: claim for claim in check_claims(blackpool, context)}
    >>> print(checked["progress-8-second-lowest"].sentence)
    Contradicted in the release of 8 April 2026: Progress 8, average score: -0.38 in 2015/16,
    3rd from last of 151; the plan says 2nd from last.
    """
    published = published_by(plan_file.plan)
    before = None if published is None else _as_known(published, plan_file, context)
    rows = []
    for claim in plan_file.plan.claim:
        answer = answer_claim(claim, context)
        earlier_answer = _earlier_answer(claim, before, answer)
        rows.append(
            CheckedClaim(
                claim.id,
                claim.words,
                claim.kind,
                claim.stated,
                claim.source_page,
                earlier_answer,
                answer,
            )
        )
    return tuple(rows)


def published_by(plan: Plan) -> date | None:
    """The last day of the stated month or day of publication; None where none can be read.

    Examples
    --------
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.read import read_plan
    >>> published_by(read_plan(example_plan("blackpool")).plan)
    datetime.date(2017, 10, 31)
    """
    text = plan.source.published if plan.source else ""
    whole = re.match(r"(\d{4})-(\d{2})-(\d{2})", text)
    if whole:
        try:
            return date(int(whole[1]), int(whole[2]), int(whole[3]))
        except ValueError:
            return None
    month = re.match(r"(?:(\d{1,2}) )?([A-Za-z]+) (\d{4})", text)
    if not month or month[2].lower() not in _MONTHS:
        return None
    number, year = _MONTHS.index(month[2].lower()) + 1, int(month[3])
    try:
        if month[1]:
            return date(year, number, int(month[1]))
    except ValueError:
        return None
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def _as_known(day: date, plan_file: PlanFile, context: JudgementContext) -> JudgementContext:
    statistics = context.statistics
    earlier_statistics = Statistics(
        statistics.warehouse,
        as_of=day,
        own_folder=statistics.own_folder,
        quoted_figures=plan_file.quoted_figures,
        local=statistics.local,
    )
    return replace(context, statistics=earlier_statistics, as_of=day)


def _earlier_answer(claim: Claim, before: JudgementContext | None, current: Answer) -> Answer:
    if claim.kind == "unchecked":
        return current
    answer = None if before is None else answer_claim(claim, before)
    if answer is not None and answer.status != "cannot_tell":
        return answer
    page = f" (page {claim.source_page})" if claim.source_page else ""
    releases = (
        "the plan states no day on which it was published"
        if before is None
        else f"no release that was published by {say_day(before.as_of)} is held to show it"
    )
    return Answer("cannot_tell", f"Cannot tell: {releases}; the plan's own statement{page} stands.")
