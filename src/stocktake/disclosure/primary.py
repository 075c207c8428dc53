"""Which cells a policy hides, and by which rule.

Remainders and complements are judged like printed cells: all pupils less the disadvantaged is a
group although no table shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stocktake.disclosure.cells import Cell, CellId, Problem, Ratio
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.whole_groups import whole_groups

Rule = Literal[
    "count",
    "zero",
    "dominance",
    "p-percent",
    "few behind a mean",
    "extreme percentage",
    "whole group",
]


@dataclass(frozen=True, slots=True)
class Primary:
    """A cell that must be hidden for its own sake.

    Parameters
    ----------
    cell : CellId
        Of a figure, or of a percentage or mean.
    rule : str
        ``count`` (below the threshold), ``zero``, ``dominance``, ``p-percent``,
        ``few behind a mean``, ``extreme percentage`` (0 or 100), ``whole group`` (a part that is
        nobody, since another is everybody). Never the figure.
    """

    cell: CellId
    rule: Rule


def primary_cells(problem: Problem, policy: Policy) -> tuple[Primary, ...]:
    """Find the cells that a policy hides.

    Parameters
    ----------
    problem : Problem
        Its figures are the true ones.
    policy : Policy

    Returns
    -------
    tuple of Primary
        Each cell once, by the first rule that catches it, in the order of the problem; ratios
        after the figures.

    Notes
    -----
    A cell with no contributor at all is a zero that everybody knows, and is never hidden.
    Of a percentage that follows from printed figures but is printed nowhere (of a remainder), 0 and
    100 are hidden by the zero above or next to its line; a remainder of nobody has none.

    Examples
    --------
    >>> from stocktake.disclosure.policy import load_policy
    >>> cell = Cell(CellId("pupils", "all"), value=3.0)
    >>> primary_cells(Problem((cell,), ()), load_policy("stocktake_default"))[0].rule
    'count'
    """
    rules: dict[CellId, Rule] = {}
    for cell in problem.cells:
        rule = _cell_rule(cell, policy)
        if rule is not None:
            rules[cell.id] = rule
    for ratio in problem.ratios:
        rule = _ratio_rule(ratio, problem, policy)
        if rule is not None:
            rules.setdefault(ratio.id, rule)
            for cell in _behind(ratio, problem, rule):
                rules.setdefault(cell.id, rule)
    if policy.percent_extremes == "hidden":
        for ratio in problem.derived_ratios:
            # Nobody can hide what is not printed, but what it would be worked out from.
            if (problem.cells[ratio.denominator].value or 0.0) > 0:
                for cell in _behind(ratio, problem, "extreme percentage"):
                    rules.setdefault(cell.id, "extreme percentage")
    if policy.whole_groups == "hidden":
        for equation in whole_groups(problem):
            for part in equation.parts:
                if problem.cells[part].value == 0:
                    rules.setdefault(problem.cells[part].id, "whole group")
    return tuple(Primary(cell, rule) for cell, rule in rules.items())


def _cell_rule(cell: Cell, policy: Policy) -> Rule | None:
    if cell.value is None or cell.contributors_count == 0 or cell.state == "rounded":
        return None
    if cell.whole:
        if 0 < cell.value < policy.threshold:
            return "count"
        if cell.value == 0 and policy.zeros == "hidden" and cell.state != "withheld":
            return "zero"
    if cell.largest and cell.value > 0:
        if policy.dominance is not None:
            share = 100 * sum(cell.largest[: policy.dominance.largest_count]) / cell.value
            if share > policy.dominance.share_percent:
                return "dominance"
        if policy.p_percent is not None:
            rest = cell.value - sum(cell.largest[:2])
            if rest < policy.p_percent / 100 * cell.largest[0]:
                return "p-percent"
    return None


def _behind(ratio: Ratio, problem: Problem, rule: Rule) -> list[Cell]:
    """The figures that give a hidden ratio away; a small count is found on its own account."""
    above = problem.cells[ratio.numerator]
    if rule == "few behind a mean":
        return [above]
    if rule == "extreme percentage" and ratio.complement is not None:
        return [cell for cell in (above, problem.cells[ratio.complement]) if cell.value == 0]
    return []


def _ratio_rule(ratio: Ratio, problem: Problem, policy: Policy) -> Rule | None:
    if ratio.value is None:
        return None
    above, below = problem.cells[ratio.numerator], problem.cells[ratio.denominator]
    if ratio.complement is None:
        few = below.value is not None and below.value < policy.mean_minimum_count
        return "few behind a mean" if few else None
    parts = (above, below, problem.cells[ratio.complement])
    extreme = any(part.value == 0 for part in (parts[0], parts[2]))
    if extreme and policy.percent_extremes == "hidden":
        return "extreme percentage"
    if any(part.value is not None and 0 < part.value < policy.threshold for part in parts):
        return "count"
    return None
