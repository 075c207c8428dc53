"""Decides how a table is rounded, and which of its counts are hidden nevertheless."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.decide import Decision, published_cells
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.linked_tables import lay_beside
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.published_table import (
    attacked_structure,
    csv_text,
    printed_frame,
    printed_structure,
    read_csv_text,
)
from stocktake.disclosure.refusal import refuse_gaps
from stocktake.disclosure.rounded import (
    hidden_when_rounded,
    round_beside,
    rounded_before,
    true_tables,
)
from stocktake.disclosure.rounded_cover import cover_rounded
from stocktake.disclosure.structure import Table


def round_off(
    inner: Table, policy: Policy, earlier: Sequence[Earlier], key: bytes | None
) -> Decision:
    """Round every printed count, work percentages out from the rounded ones, hide what is near.

    Raises
    ------
    UsageError, InputError, StocktakeError
        As ``rounded.round_beside`` says.
    """
    problem = build_problem([inner])
    refuse_gaps(problem)
    roundings = round_beside(inner, problem, policy, earlier, key)
    published_ids = published_cells(inner)
    structure = attacked_structure(printed_structure(inner.structure, policy))

    def published(hidden_cells: Collection[CellId]) -> Problem:
        hidden_ids = _with_ratios(problem, hidden_cells)
        frame = printed_frame(inner, problem, hidden_ids, rounded_values=roundings)
        table = Table(read_csv_text(csv_text(frame).encode("utf-8")), structure, inner.name)
        return lay_beside([table], earlier).problem

    hidden_before = hidden_when_rounded(earlier)
    out_before = rounded_before(earlier)
    hidden_counts = cover_rounded(
        build_problem([inner, *true_tables(earlier)]),
        published,
        policy,
        may_be_hidden=(published_ids & roundings.keys()) - out_before,
        hidden_before=hidden_before & published_ids,
    )
    hidden_ids = _with_ratios(problem, hidden_counts) & published_ids
    frame = printed_frame(inner, problem, hidden_ids, rounded_values=roundings)
    figures = {name: float(value) for name, value in roundings.items() if name not in hidden_ids}
    return Decision(frame, published_ids, figures, hidden_ids, {}, ())


def _with_ratios(problem: Problem, hidden_cells: Collection[CellId]) -> frozenset[CellId]:
    """Hidden counts, and the percentages that are worked out from them."""
    ratios = {
        ratio.id
        for ratio in problem.ratios
        if not {problem.cells[ratio.numerator].id, problem.cells[ratio.denominator].id}.isdisjoint(
            hidden_cells
        )
    }
    return frozenset(hidden_cells) | ratios
