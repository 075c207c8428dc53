"""Decides which figures of a table are printed: by the policy, and by all that is out already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.completed_table import complete_table
from stocktake.disclosure.earlier import Earlier, Promise
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.linked_tables import Out, lay_beside
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.primary import Primary, primary_cells
from stocktake.disclosure.protect import protect
from stocktake.disclosure.published_table import (
    attacked_structure,
    csv_text,
    identity,
    printed_frame,
    printed_structure,
    read_csv_text,
)
from stocktake.disclosure.record import REASONS
from stocktake.disclosure.refusal import refuse_gaps, without_a_way
from stocktake.disclosure.rounded import (
    hidden_when_rounded,
    round_beside,
    rounded_before,
    true_tables,
)
from stocktake.disclosure.rounded_cover import cover_rounded
from stocktake.disclosure.structure import Structure, Table
from stocktake.standards.errors import StocktakeError
from stocktake.standards.missing import read_cell
from stocktake.standards.rounding import round_half_up

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Decision:
    """What of a table is printed.

    Parameters
    ----------
    frame : polars DataFrame
        As it may leave.
    published_cells : frozenset of CellId
        Every cell that has a place in it, hidden ones too.
    figures : mapping of CellId to float
        Those that are shown.
    hidden_cells : frozenset of CellId
    reasons : mapping of str to int
        How many are hidden for their own sake, by the record's reasons.
    promises : tuple of Promise
        What must stay possible of those, and of remainders that no table prints.
    """

    frame: pl.DataFrame
    published_cells: frozenset[CellId]
    figures: Mapping[CellId, float]
    hidden_cells: frozenset[CellId]
    reasons: Mapping[str, int]
    promises: tuple[Promise, ...]

    @property
    def hidden_count(self) -> int:
        """Printed cells that are hidden."""
        return len(self.hidden_cells & self.published_cells)


def suppress(inner: Table, policy: Policy, earlier: Sequence[Earlier], out: Out) -> Decision:
    """Hide what the policy names, and what else is needed, given all that was released.

    Raises
    ------
    InputError
        The table does not add up or has gaps.
    StocktakeError
        No suppression protects it, by itself or with earlier releases.
    """
    beside = lay_beside(inner, earlier)
    alone = build_problem([inner])
    refuse_gaps(alone)
    known_values = {
        cell.id
        for cell in beside.problem.cells
        if cell.value is not None and cell.value in out.shown_values.get(cell.id, ())
    }
    known_values |= {
        ratio.id for ratio in beside.problem.ratios if ratio.value in _values(out, ratio.id)
    }
    before = out.hidden_cells - known_values
    earlier_promises = tuple(promise for release in beside.together for promise in release.promises)
    first = _primary(beside.problem, alone, policy, beside.together, known_values)
    first_cells = {item.cell for item in first}
    primaries = [
        *first,
        *_promised_before(earlier_promises, beside.problem, first_cells | known_values),
    ]
    firsts = {item.cell for item in primaries}
    guessed = any(cell.value is None for cell in beside.problem.cells)
    try:
        hidden_alone: frozenset[CellId] = frozenset()
        rules = policy
        if guessed and policy.insiders:
            # What an insider knows is a true figure, and of earlier releases none is kept: against
            # insiders this table is proved by itself, against outsiders with all that is out.
            own_completion = complete_table(alone, before, earlier_promises, primary=firsts)
            own_primaries = [item for item in primaries if item.cell in _names(own_completion)]
            out_here = known_values & own_completion.position.keys()
            hidden_alone = protect(
                own_completion, policy, primary=own_primaries, known_cells=out_here
            ).hidden_cells
            rules = policy.model_copy(update={"insiders": False})
        whole = complete_table(
            beside.problem, before | hidden_alone, earlier_promises, primary=firsts
        )
        out_there = known_values & whole.position.keys()
        protection = protect(whole, rules, primary=primaries, known_cells=out_there)
    except StocktakeError as error:
        if not earlier:
            raise
        raise without_a_way(error, inner, beside.problem, earlier) from None
    suppressed_cells = set(protection.hidden_cells | before | hidden_alone)
    suppressed_cells |= {
        ratio.id
        for ratio in alone.ratios
        if suppressed_cells & {alone.cells[ratio.numerator].id, alone.cells[ratio.denominator].id}
    }
    suppressed_cells -= known_values
    published_ids = _published_cells(inner)
    hidden_ids = frozenset(suppressed_cells & published_ids)
    reasons = Counter(REASONS[item.rule] for item in first if item.cell in hidden_ids)
    figures = {cell.id: cell.value for cell in alone.cells if cell.value is not None}
    shown_values = {name: figures[name] for name in published_ids - hidden_ids if name in figures}
    promises = tuple(_promise(item, whole, policy) for item in first if item.cell in whole.position)
    frame = printed_frame(inner, alone, hidden_ids)
    return Decision(
        frame, published_ids, shown_values, hidden_ids, dict(sorted(reasons.items())), promises
    )


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
    published_ids = _published_cells(inner)
    structure = attacked_structure(printed_structure(inner.structure, policy))

    def published(hidden_cells: Collection[CellId]) -> Problem:
        hidden_ids = _with_ratios(problem, hidden_cells)
        frame = printed_frame(inner, problem, hidden_ids, rounded_values=roundings)
        table = Table(read_csv_text(csv_text(frame).encode("utf-8")), structure, inner.name)
        return lay_beside(table, earlier).problem

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


def _primary(
    problem: Problem,
    alone: Problem,
    policy: Policy,
    earlier: Sequence[Earlier],
    known_cells: set[CellId],
) -> list[Primary]:
    """What the policy hides: cells of this table, and what it makes with earlier ones."""
    already = build_problem([release.table for release in earlier]) if earlier else Problem((), ())
    derived_ids = {cell.id for cell in already.cells if cell.value is not None}
    own_ids = {cell.id for cell in alone.cells} | {ratio.id for ratio in alone.ratios}
    return [
        item
        for item in primary_cells(problem, policy)
        if item.cell not in known_cells and (item.cell in own_ids or item.cell not in derived_ids)
    ]


def _promised_before(
    earlier_promises: Sequence[Promise], problem: Problem, excluded_cells: set[CellId]
) -> list[Primary]:
    """Cells that earlier releases hide for their own sake, so that they stay protected."""
    return [
        Primary(promise.cell, "count" if promise.percent is None else "p-percent")
        for promise in {promise.cell: promise for promise in earlier_promises}.values()
        if promise.cell in problem.position and promise.cell not in excluded_cells
    ]


def _names(problem: Problem) -> set[CellId]:
    return {*problem.position, *(ratio.id for ratio in problem.ratios)}


def _promise(item: Primary, problem: Problem, policy: Policy) -> Promise:
    """What must stay possible; the same for zero and every small count."""
    cell = problem.cells[problem.position[item.cell]]
    if cell.whole and (cell.value or 0.0) < policy.threshold:
        return Promise(item.cell, 0.0, float(policy.threshold))
    return Promise(item.cell, percent=policy.sum_protection_percent)


def _published_cells(inner: Table) -> frozenset[CellId]:
    structure = inner.structure
    measure_ids = [
        measure.id for measure in structure.measure if measure.column and not measure.withheld
    ]
    rows = inner.frame.iter_rows(named=True)
    return frozenset(
        identity(structure, row).measuring(name) for row in rows for name in measure_ids
    )


def as_printed(table: pl.DataFrame, structure: Structure) -> pl.DataFrame:
    """Percentages and means with the decimals that they are printed with: those are judged."""
    import polars as pl

    roundings = []
    for measure in structure.measure:
        if measure.is_ratio and measure.decimals is not None and measure.column in table.columns:
            places = measure.decimals
            values = [_to_places(value, places) for value in table[measure.column].to_list()]
            roundings.append(pl.Series(measure.column, values, strict=False))
    return table.with_columns(roundings)


def _to_places(value: object, places: int) -> object:
    if isinstance(value, str):
        try:
            figure, _ = read_cell(value)
        except ValueError:
            return value
        return value if figure is None else str(round_half_up(figure, places))
    return round_half_up(float(value), places) if isinstance(value, int | float) else value


def _values(out: Out, name: CellId) -> frozenset[float]:
    return out.shown_values.get(name, frozenset())
