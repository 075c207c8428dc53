"""Lays a table beside everything that was let out before it, as an outsider does.

A figure that was printed otherwise in an earlier release was revised. Then the two releases are
two pictures of the same pupils: they are kept apart, and an outsider supposes that whatever was not
revised in print has not changed, as long as that does not contradict itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import inf

from stocktake.disclosure.attack import Bounds, attack
from stocktake.disclosure.cells import Cell, CellId, Equation, Problem, Ratio
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.facts import gather
from stocktake.disclosure.reading import read_cells
from stocktake.disclosure.register import Earlier, Promise
from stocktake.disclosure.solver import Programme, Rows
from stocktake.disclosure.structure import Structure, Table
from stocktake.standards.errors import Fault, InputError, StocktakeError


@dataclass(frozen=True)
class Beside:
    """A table and the earlier releases that bear on it.

    Parameters
    ----------
    problem : Problem
        The table with those earlier ones that agree with it.
    together, apart : tuple of Earlier
        Those that agree, and those of which a figure was revised.
    """

    problem: Problem
    together: tuple[Earlier, ...]
    apart: tuple[Earlier, ...]


@dataclass(frozen=True)
class Out:
    """What earlier releases print, and what they hide."""

    shown: dict[CellId, frozenset[float]]
    hidden: frozenset[CellId]


def related(structure: Structure, earlier: Sequence[Earlier]) -> tuple[Earlier, ...]:
    """The earlier releases that share a measure with a table, or with one that shares one."""
    measures = {measure.id for measure in structure.measure}
    found: set[str] = set()
    changed = True
    while changed:
        changed = False
        for each in earlier:
            theirs = {measure.id for measure in each.table.structure.measure}
            if each.record.id not in found and theirs & measures:
                found.add(each.record.id)
                measures |= theirs
                changed = True
    return tuple(each for each in earlier if each.record.id in found)


def what_is_out(earlier: Sequence[Earlier]) -> Out:
    """Every figure that was ever printed, and every cell that was ever hidden."""
    shown: dict[CellId, set[float]] = {}
    hidden: set[CellId] = set()
    for each in earlier:
        cells, marked = read_cells([each.table], [])
        hidden |= marked
        for name, cell in cells.items():
            if cell.state == "shown" and cell.value is not None:
                shown.setdefault(name, set()).add(cell.value)
    return Out({name: frozenset(values) for name, values in shown.items()}, frozenset(hidden))


def lay_beside(table: Table, earlier: Sequence[Earlier]) -> Beside:
    """Write down everything that binds a table to earlier releases.

    Parameters
    ----------
    table : Table
        To be released, or as printed.
    earlier : sequence of Earlier
        In the order of release.

    Raises
    ------
    InputError
        The table contradicts itself, or its structure contradicts an earlier one's.
    """
    alone = build_problem([table])
    _refuse_other_lines(table, earlier)
    if not earlier:
        return Beside(alone, (), ())
    try:
        problem = build_problem([table, *(each.table for each in earlier)])
    except InputError:
        pass
    else:
        return Beside(problem, tuple(earlier), ())
    problem, together, apart = alone, list[Earlier](), list[Earlier]()
    for each in reversed(earlier):
        try:
            problem = build_problem([table, *(other.table for other in together), each.table])
            together.append(each)
        except InputError:
            apart.append(each)
    return Beside(problem, tuple(reversed(together)), tuple(reversed(apart)))


def _refuse_other_lines(table: Table, earlier: Sequence[Earlier]) -> None:
    """Structures that contradict each other are a mistake, not a revision."""
    blank = replace(table, frame=table.frame.clear())
    faults = []
    for each in earlier:
        try:
            build_problem([blank, replace(each.table, frame=each.table.frame.clear())])
        except InputError as error:
            faults += [replace(fault, where=each.record.id) for fault in error.faults]
    if faults:
        raise InputError("the structure contradicts that of an earlier release", faults)


def attack_beside(
    printed: Table, earlier: Sequence[Earlier], promises: Sequence[Promise]
) -> dict[CellId, Bounds]:
    """What an outsider who has every release derives of the hidden and the promised cells.

    Parameters
    ----------
    printed : Table
        What is to be let out, exactly as it would be.
    earlier : sequence of Earlier
    promises : sequence of Promise
        For this table and for the earlier ones.

    Returns
    -------
    dict of CellId to Bounds
    """
    beside = lay_beside(printed, earlier)
    problem = beside.problem
    if beside.apart:
        linked = _linked(problem, beside.apart)
        try:
            return _attacked(linked, promises)
        except InputError:
            pass  # something that is hidden was revised too: nobody can link the pictures
    return _attacked(problem, promises)


def _attacked(problem: Problem, promises: Sequence[Promise]) -> dict[CellId, Bounds]:
    promised = {promise.cell for promise in promises} & problem.position.keys()
    printed = {cell.id for cell in problem.cells if cell.state == "shown"}
    wanted = (problem.marked | promised) - printed
    found = {
        name: Bounds(name, cell.value, cell.value, "known")
        for name in (problem.marked | promised) & printed
        if name in problem.position
        and (cell := problem.cells[problem.position[name]]).value is not None
    }
    if not wanted & problem.position.keys() or not (problem.equations or problem.ratios):
        return found
    found |= {item.cell: item for item in attack(problem, wanted)}
    if not problem.ratios:
        # Where noughts are printed, whoever knows the policy takes what is hidden for one at least.
        try:
            informed = attack(problem, wanted, least_count=1.0)
        except InputError:
            informed = ()  # a nought is hidden after all, so nobody may suppose so
        for item in informed:
            loose = found[item.cell]
            low = item.low if item.low > 1 else loose.low
            found[item.cell] = replace(loose, low=low, high=min(item.high, loose.high))
    return found


def _linked(problem: Problem, apart: Sequence[Earlier]) -> Problem:
    """The pictures together: each cell equal to itself in the other, unless it was revised."""
    cells, equations = list(problem.cells), list(problem.equations)
    ratios, marked = list(problem.ratios), set(problem.marked)
    for each in apart:
        other = build_problem([each.table])
        shift = len(cells)
        cells += [replace(cell, id=_then(cell.id, each)) for cell in other.cells]
        equations += [
            Equation(line.total + shift, tuple(part + shift for part in line.parts))
            for line in other.equations
        ]
        ratios += [_shifted(ratio, shift, each) for ratio in other.ratios]
        for place, cell in enumerate(other.cells):
            now = problem.position.get(cell.id)
            if now is not None and not _revised(cell, problem.cells[now]):
                equations.append(Equation(now, (place + shift,)))
    return Problem(tuple(cells), tuple(equations), tuple(ratios), frozenset(marked))


def _then(name: CellId, each: Earlier) -> CellId:
    return replace(name, measure=f"{name.measure} as in {each.record.id}")


def _shifted(ratio: Ratio, shift: int, each: Earlier) -> Ratio:
    rest = None if ratio.complement is None else ratio.complement + shift
    return replace(
        ratio,
        id=_then(ratio.id, each),
        numerator=ratio.numerator + shift,
        denominator=ratio.denominator + shift,
        complement=rest,
    )


def _revised(one: Cell, other: Cell) -> bool:
    both = one.state == other.state == "shown"
    return both and one.value is not None and one.value != other.value


def completed(
    problem: Problem,
    hidden: Collection[CellId],
    promises: Sequence[Promise],
    *,
    primary: Collection[CellId] = (),
) -> Problem:
    """Give every cell a figure: where the true one is no longer known, any that fits.

    What an outsider can derive depends on what is printed alone, so that a suppression that is
    proved for one table is proved for every other that prints alike.

    Parameters
    ----------
    problem : Problem
        Of a table inside and earlier ones as printed.
    hidden : collection of CellId
        Cells that an earlier release hides; they are hidden for nothing.
    promises : sequence of Promise
        For cells hidden earlier for their own sake.
    primary : collection of CellId
        Cells that this table hides for their own sake.

    Raises
    ------
    StocktakeError
        Where no figures fit, which means that the register is not of this table.
    """
    marked = set(hidden)
    asked = {promise.cell for promise in promises} | set(primary)
    least = 0.0 if problem.ratios else 1.0
    cells = [
        _hidden_before(cell, asked, least) if cell.id in marked else cell for cell in problem.cells
    ]
    if all(cell.value is not None for cell in cells):
        return replace(problem, cells=tuple(cells))
    known = {
        cell.id: cell.value for cell in cells if cell.value is not None and cell.state != "rounded"
    }
    facts = gather(replace(problem, cells=tuple(cells)), marked - known.keys(), known=known)
    for promise in promises:
        place = problem.position.get(promise.cell)
        if place is not None and place in facts.low and promise.percent is None:
            facts.high[place] = min(facts.high[place], promise.high - 1)
    columns = {place: number for number, place in enumerate(facts.low)}
    rows = Rows()
    for row in facts.rows:
        rows.add([(columns[place], factor) for place, factor in row.terms], row.lower, row.upper)
    lower = [facts.low[place] for place in columns]
    upper = [facts.high[place] for place in columns]
    whole = [facts.whole[place] for place in columns]
    values = Programme(lower, upper, [0.0] * len(columns), rows, whole=whole).solve()
    if values is None:
        fault = Fault("", "no figures agree with this table and all that is out")
        raise StocktakeError("the earlier releases are not of this table", [fault])
    for place, number in columns.items():
        if cells[place].value is None:
            figure = float(round(values[number])) if whole[number] else values[number]
            cells[place] = replace(cells[place], value=figure)
    return replace(problem, cells=tuple(cells))


def _hidden_before(cell: Cell, asked: Collection[CellId], least: float) -> Cell:
    if cell.state not in ("shown", "hidden"):
        return cell
    if cell.id in asked:
        return replace(cell, state="shown")
    # A printed nought is known, so that nobody believes that a hidden count is one.
    sure = cell.whole and cell.value != 0
    return replace(cell, state="hidden", lower=max(cell.lower, least) if sure else cell.lower)


def falls_short(bounds: Bounds, promise: Promise) -> bool:
    """Whether an outsider comes nearer to a cell than was promised."""
    if bounds.exact:
        return True
    if promise.percent is None:
        return bounds.low > promise.low + 1e-6 or bounds.high < promise.high - 1e-6
    if bounds.width == inf:
        return False
    middle = abs(bounds.low + bounds.high) / 2
    return bounds.width < promise.percent / 100 * middle
