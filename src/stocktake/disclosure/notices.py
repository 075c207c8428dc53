"""What a record says in words: how it was proved, and what whoever releases should know."""

from __future__ import annotations

from stocktake.disclosure.cells import Problem
from stocktake.disclosure.decide import Decision, Suppression
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.record import Proof
from stocktake.disclosure.whole_groups import whole_groups

HALF = 0.5
FEW = 5
"""Of a table with fewer other figures no share is stated."""


def proof_of(suppression: Suppression) -> Proof:
    """How it was proved that nothing is uncovered."""
    protection, linked_problem = suppression.protection, suppression.linked_problem
    task, cells = protection.task, linked_problem.problem.cells
    hidden_places = [
        place
        for place in task.room
        if place not in task.weights or place in protection.cover.further
    ]
    whole = all(cells[need.cell].whole for need in task.needs)
    return Proof(
        arithmetic="integer" if whole else "linear",
        linked_count=len(hidden_places),
        tables_count=len(set(protection.cover.proofs.values())),
        contributors_count=len(task.attackers),
        contributors=_contributors(suppression),
    )


def _contributors(suppression: Suppression) -> str:
    missing = suppression.linked_problem.without_figures
    if not suppression.protection.task.attackers:
        return "none was considered: no structure names a publisher or a count of contributors"
    if missing:
        names = ", ".join(release.record.id for release in missing)
        return f"nothing is claimed about contributors: the figures of {names} were not kept"
    if suppression.linked_problem.apart:
        names = ", ".join(release.record.id for release in suppression.linked_problem.apart)
        return f"each by its own figures, over all releases but {names}, which were revised"
    return "each by its own figures, over all releases"


def notices_of(decision: Decision, suppression: Suppression, policy: Policy) -> tuple[str, ...]:
    """What whoever releases should know, in words and without a figure that is hidden."""
    notices = []
    if _over_half(decision):
        notices.append(
            "over half of the figures that are not small are hidden: release linked tables as one "
            "plan, merge small items, or use a policy that rounds"
        )
    groups_count = _whole_groups_count(decision, suppression.linked_problem.problem)
    if groups_count and policy.whole_groups == "shown":
        notices.append(
            f"the counts of {groups_count:,} group{'' if groups_count == 1 else 's'} tell an "
            'attribute of every member; a policy with whole_groups = "hidden" protects them'
        )
    if suppression.protection.uncovered.listed_cells:
        count = len(suppression.protection.uncovered.listed_cells)
        notices.append(
            f"{count:,} figures are uncovered by what is out already, whatever this table hides; "
            "the record lists them"
        )
    return tuple(notices)


def _over_half(decision: Decision) -> bool:
    primary_count = sum(decision.reasons.values())
    other_count = len(decision.published_cells) - primary_count
    return other_count >= FEW and decision.hidden_count - primary_count > HALF * other_count


def _whole_groups_count(decision: Decision, problem: Problem) -> int:
    """Groups whose counts are printed; what is hidden is not counted."""
    printed_ids = decision.published_cells - decision.hidden_cells
    return sum(
        {problem.cells[place].id for place in (equation.total, *equation.parts)} <= printed_ids
        for equation in whole_groups(problem)
    )
