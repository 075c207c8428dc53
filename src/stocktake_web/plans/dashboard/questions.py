"""Questions to ask about the plan, each found by a rule, with its reason. Pure.

A rule looks at verdicts and at work; what a question says stands in the template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from stocktake_web.plans.activities.work import NO_OWNER, Work
from stocktake_web.plans.overview.queries import PriorityView
from stocktake_web.plans.returns.queries import RequestStatus
from stocktake_web.plans.targets.queries import TargetView

Rule = Literal[
    "no_activity", "no_answer", "late_activity", "off_track", "no_return", "cannot_tell",
    "awaiting_figures", "no_owner",
]  # fmt: skip
BEHIND = ("not_met", "off_track")
MOST = 8


@dataclass(frozen=True)
class Question:
    """A question that a rule found.

    Parameters
    ----------
    rule : str
        Which question it is.
    title : str
        What it is about, as the plan calls it.
    reason : str
        What made the rule find it, from the verdict or the activity.
    view, key : str
        The page that it leads to: a view of the plan and the id in its address.
    """

    rule: Rule
    title: str
    reason: str
    view: str
    key: str


def questions(
    priorities: Iterable[PriorityView],
    overdue_returns: Iterable[RequestStatus] = (),
    figures: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Question, ...]:
    """Questions to ask, the most pressing first.

    The order is that of ``Rule``: a target behind for which nobody does anything; one that waits
    for a decision; activities that are late; a target behind for which work goes on; figures that
    did not come; what nobody can tell; what awaits figures; activities that nobody owns.

    Parameters
    ----------
    figures : mapping
        What local figures are called, by the indicator's id.
    """
    priorities = tuple(priorities)
    rows = [question for priority in priorities for question in _of_priority(priority)]
    rows += [_of_return(status, figures) for status in overdue_returns]
    order = Rule.__args__  # type: ignore[attr-defined]
    return tuple(sorted(rows, key=lambda question: order.index(question.rule)))


def _of_priority(priority: PriorityView) -> Iterator[Question]:
    for target in priority.targets:
        yield from _of_target(target, priority.activities)
    for work in priority.late:
        yield Question("late_activity", _name(work.title), work.status.reason, "activity", work.id)
    for work in priority.activities:
        if work.owner == NO_OWNER and work.status.code != "done":
            yield Question("no_owner", _name(work.title), work.status.reason, "activity", work.id)


def _of_target(target: TargetView, works: Sequence[Work]) -> Iterator[Question]:
    status, title = target.verdict.status, _name(target.target.title)
    # The verdict and its figures; what follows explains how the level was come to.
    reason = target.verdict.sentence.partition("; ")[0].rstrip(".")
    if status in BEHIND:
        rule: Rule = "off_track"
        if target.decision is not None:
            rule = "no_answer"
        elif not any(work.status.code != "done" for work in works):
            rule = "no_activity"
        yield Question(rule, title, reason, "target", target.id)
    elif status in ("cannot_tell", "awaiting_figures"):
        yield Question(status, title, reason, "target", target.id)


def _of_return(status: RequestStatus, figures: Mapping[str, str]) -> Question:
    request = status.request
    title = f"{figures.get(request.indicator_id, request.indicator_id)}, {request.period}"
    return Question("no_return", title, request.requested_from, "returns", "")


def _name(title: str) -> str:
    """A title within a sentence, which has an end of its own."""
    return title.rstrip(".")
