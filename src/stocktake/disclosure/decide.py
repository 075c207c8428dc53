"""Decides which figures of a table are printed: by the policy, and by all that is out already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stocktake.disclosure.cells import CellId, Problem
from stocktake.disclosure.certificates import tables_before
from stocktake.disclosure.earlier import Earlier, Promise
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.linked_problem import LinkedProblem, link_problem
from stocktake.disclosure.linked_protection import LinkedProtection, protect_linked
from stocktake.disclosure.linked_tables import Out, other_pictures
from stocktake.disclosure.policy import Policy, hides_zeros
from stocktake.disclosure.primary import Primary
from stocktake.disclosure.published_table import identity, printed_frame
from stocktake.disclosure.record import REASONS
from stocktake.disclosure.refusal import refuse_gaps, refuse_shortfalls
from stocktake.disclosure.structure import Structure, Table
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
    true_values : mapping of CellId to float
        Of every printed cell, hidden or not.
    """

    frame: pl.DataFrame
    published_cells: frozenset[CellId]
    figures: Mapping[CellId, float]
    hidden_cells: frozenset[CellId]
    reasons: Mapping[str, int]
    promises: tuple[Promise, ...]
    true_values: Mapping[CellId, float] = field(default_factory=dict, repr=False)

    @property
    def hidden_count(self) -> int:
        """Printed cells that are hidden."""
        return len(self.hidden_cells & self.published_cells)


@dataclass(frozen=True)
class Suppression:
    """What of some tables is printed, and how it was proved.

    Parameters
    ----------
    decisions : tuple of Decision
        One for each table.
    linked_problem : LinkedProblem
        The tables with all that is out.
    protection : LinkedProtection
    known_to_believers : tuple of CellId
        What whoever believes releases that contradict each other has worked out already.
    """

    decisions: tuple[Decision, ...]
    linked_problem: LinkedProblem
    protection: LinkedProtection
    known_to_believers: tuple[CellId, ...] = ()

    @property
    def not_promised(self) -> tuple[CellId, ...]:
        """What is uncovered by releases that are out, whatever the tables hide."""
        return (*self.protection.uncovered.listed_cells, *self.known_to_believers)


def suppress(
    inners: Sequence[Table],
    policy: Policy,
    earlier: Sequence[Earlier],
    out: Out,
    *,
    forced_cells: Collection[CellId] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Suppression:
    """Hide what the policy names, and what else is needed, given all that was released.

    Parameters
    ----------
    inners : sequence of Table
        Decided on together.
    policy : Policy
    earlier : sequence of Earlier
        That bear on them.
    out : Out
        What these print and hide.
    forced_cells : collection of CellId
        Hidden in any case.
    progress : callable, optional
        Called with cells done and cells in all.

    Raises
    ------
    InputError
        A table does not add up or has gaps.
    StocktakeError
        No suppression protects them, by themselves or with earlier releases.
    """
    alone = build_problem(inners)
    refuse_gaps(alone)
    linked_problem = link_problem(inners, alone, earlier, out, policy)
    pictures = [
        link_problem(inners, alone, releases, out, policy)
        for releases in other_pictures(inners, earlier, linked_problem.apart)
    ]
    before = tables_before(linked_problem.problem.position, linked_problem.together)
    forced = frozenset(forced_cells)
    while True:
        protection = protect_linked(
            linked_problem, policy, tables=before, forced_cells=forced, progress=progress
        )
        if protection.uncovered.refused_shortfalls:
            refuse_shortfalls(
                protection.uncovered.refused_shortfalls, inners, linked_problem.problem, earlier
            )
        firsts = {item.cell for item in protection.primary}
        hidden_cells = set(firsts | protection.secondary | linked_problem.hidden_before | forced)
        further = _needed_elsewhere(inners, pictures, linked_problem, hidden_cells, policy, earlier)
        if further <= hidden_cells:
            break
        forced |= further & linked_problem.own_cells
    hidden_cells |= {
        ratio.id
        for ratio in alone.ratios
        if hidden_cells & {alone.cells[ratio.numerator].id, alone.cells[ratio.denominator].id}
    }
    hidden_cells -= linked_problem.known_cells
    promises = _promises(linked_problem, protection, policy)
    decisions = tuple(
        _decide(inner, alone, hidden_cells, protection.primary, promises) for inner in inners
    )
    return Suppression(decisions, linked_problem, protection)


def _needed_elsewhere(
    inners: Sequence[Table],
    pictures: Sequence[LinkedProblem],
    linked_problem: LinkedProblem,
    hidden_cells: Collection[CellId],
    policy: Policy,
    earlier: Sequence[Earlier],
) -> set[CellId]:
    """What must be hidden of the tables because of releases that contradict the others.

    Raises
    ------
    StocktakeError
        One of these uncovers a true figure, whatever is hidden.
    """
    problem = linked_problem.problem
    further: set[CellId] = set()
    for picture in pictures:
        protection = protect_linked(picture, policy, forced_cells=hidden_cells)
        is_false = any(release.record.recall is not None for release in picture.together)
        position = picture.problem.position
        short = [
            item
            for item in protection.uncovered.refused_shortfalls
            # Who believes a figure that was wrong is misled, and has learned nothing.
            if not is_false
            or item.cell not in problem.position
            or problem.cells[problem.position[item.cell]].value
            == picture.problem.cells[position[item.cell]].value
        ]
        if short:
            refuse_shortfalls(short, inners, picture.problem, earlier)
        further |= protection.secondary - picture.known_cells - linked_problem.known_cells
    return further


def _decide(
    inner: Table,
    alone: Problem,
    hidden_cells: set[CellId],
    primary: Sequence[Primary],
    promises: Sequence[Promise],
) -> Decision:
    """One of the tables; what is promised of figures that none prints goes with every one."""
    published_ids = published_cells(inner)
    hidden_ids = frozenset(hidden_cells & published_ids)
    reasons = Counter(REASONS[item.rule] for item in primary if item.cell in hidden_ids)
    figures = {cell.id: cell.value for cell in alone.cells if cell.value is not None}
    shown_values = {name: figures[name] for name in published_ids - hidden_ids if name in figures}
    return Decision(
        printed_frame(inner, alone, hidden_ids),
        published_ids,
        shown_values,
        hidden_ids,
        dict(sorted(reasons.items())),
        tuple(promises),
        {name: value for name, value in figures.items() if name in published_ids},
    )


def _promises(
    linked_problem: LinkedProblem, protection: LinkedProtection, policy: Policy
) -> tuple[Promise, ...]:
    """What must stay possible of every figure that is hidden for its own sake."""
    problem = linked_problem.problem
    listed_cells = set(protection.uncovered.listed_cells)
    shares = {ratio.numerator for ratio in problem.ratios if ratio.complement is not None}
    shares |= {ratio.complement for ratio in problem.ratios if ratio.complement is not None}
    promises = []
    for item in protection.primary:
        place = problem.position.get(item.cell)
        if place is None or item.cell in listed_cells:
            continue
        cell = problem.cells[place]
        if not cell.whole or (cell.value or 0.0) >= policy.threshold:
            promises.append(Promise(item.cell, percent=policy.sum_protection_percent))
            continue
        # The same wherever the outsider knows as much, so that it tells nothing of the figure.
        none_possible = hides_zeros(policy) or place in shares or cell.state == "withheld"
        least = 0.0 if none_possible else 1.0
        low, high = protection.attained(item.cell)
        before = linked_problem.promises.get(item.cell)
        if before is not None and before.percent is None:
            least, most = min(least, before.low), max(float(policy.threshold), before.high)
            promises.append(Promise(item.cell, max(least, low), min(most, high)))
            continue
        promises.append(Promise(item.cell, max(least, low), min(float(policy.threshold), high)))
    first = {promise.cell for promise in promises}
    return (*promises, *_narrowed(linked_problem, protection, first | listed_cells))


def _narrowed(
    linked_problem: LinkedProblem, protection: LinkedProtection, excluded_cells: set[CellId]
) -> list[Promise]:
    """Earlier promises of which less is attainable now: a part that is hidden is one at least."""
    promises = []
    for promise in linked_problem.promises.values():
        if promise.percent is not None or promise.cell in excluded_cells:
            continue
        if not protection.asked_about(promise.cell):
            continue
        low, high = protection.attained(promise.cell)
        if low > promise.low or high < promise.high:
            narrow = replace(promise, low=max(low, promise.low), high=min(high, promise.high))
            promises.append(narrow)
    return promises


def published_cells(inner: Table) -> frozenset[CellId]:
    """Every cell that has a place in a printed table."""
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
