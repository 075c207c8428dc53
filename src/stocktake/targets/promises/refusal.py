"""The verdict on a promise that cannot be meant: none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stocktake.targets.due_dates import due_year
from stocktake.targets.promises.issue import PromiseIssue
from stocktake.targets.verdict import Verdict

if TYPE_CHECKING:
    from stocktake.targets.kinds.base import BaseTarget


def refuse_target(target: BaseTarget, faults: Sequence[PromiseIssue], at: str) -> Verdict:
    """Cannot tell, because of what is wrong with the promise itself.

    A stored revision stays readable: the target says what is wrong, the others are judged.

    Examples
    --------
    >>> from stocktake.targets.kinds import parse_target
    >>> from stocktake.targets.promises.check import find_promise_faults
    >>> target = parse_target({"id": "a", "title": "A", "kind": "change", "due": "202425",
    ...     "change": {"to_share": "2"}})
    >>> refuse_target(target, find_promise_faults(target, None), "202627").sentence
    "Cannot tell: the target cannot be meant as written (change.to_share: '2' is not a share)."
    """
    due = due_year(target)
    reason = "; ".join(f"{issue.key}: {issue.problem}" for issue in faults)
    return Verdict(
        id=target.id,
        title=target.title,
        kind=target.kind,
        status="cannot_tell",
        reason="promise_fault",
        due=due,
        judged_at=min(due, at) if due else at,
        sentence=f"Cannot tell: the target cannot be meant as written ({reason}).",
        indicator=target.indicator,
        group=target.group,
    )
