"""What a record says in words: how it was proved, and what whoever releases should know."""

from __future__ import annotations

from collections.abc import Sequence

from stocktake.disclosure.cells import Problem
from stocktake.disclosure.decide import Decision, Suppression
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.equations import CONTRADICTION, build_problem
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.record import Proof
from stocktake.disclosure.structure import Table
from stocktake.disclosure.whole_groups import whole_groups
from stocktake.standards.errors import InputError

HALF = 0.5
NAMES = 3
"""So many sums are named where two tables contradict each other."""

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
        return f"each by its own figures, over all releases; {names}, revised, is believed or not"
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
    if suppression.not_promised:
        count = len(suppression.not_promised)
        notices.append(
            f"{count:,} figures are uncovered by what is out already, whatever this table hides; "
            "the record lists them"
        )
    return tuple(notices)


def contradictions_of(table: Table, earlier: Sequence[Earlier]) -> tuple[str, ...]:
    """Sums that cannot hold between a table and an earlier release, both as printed.

    Parameters
    ----------
    table : Table
        As it would leave.
    earlier : sequence of Earlier
        That contradict it, hidden figures included; those that were recalled are passed over.
    """
    notices = []
    for release in earlier:
        if release.record.recall is not None:
            continue
        try:
            build_problem([table, release.table])
        except InputError as error:
            # Another figure for the same cell is a revision, and counted as one.
            if error.summary != CONTRADICTION:
                continue
            names = list(dict.fromkeys(fault.location for fault in error.faults))
            more = f" and {len(names) - NAMES:,} more" if len(names) > NAMES else ""
            notices.append(
                f"{release.record.id} contradicts it in print, in the sum of "
                f"{'; of '.join(names[:NAMES])}{more}: correct this table, or recall that "
                "release if it was wrong; what is left between the two is hidden as if both were "
                "right"
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
