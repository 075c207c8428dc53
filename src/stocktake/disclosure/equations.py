"""Binds the cells of one or several tables: every total to its parts, every ratio to its figures.

Equations are written over the union of all tables, not table by table, since an outsider lays them
side by side. Where parts do not make up their total, the remainder is a cell of its own: whoever
can subtract knows it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from stocktake.disclosure.calendar_overlaps import add_overlaps
from stocktake.disclosure.cells import Cell, CellId, Equation, Problem, Ratio, State
from stocktake.disclosure.growing_splits import GrowingSplits
from stocktake.disclosure.lines import Lines, Way, find_ways, measures_over_time, merge_lines
from stocktake.disclosure.ratios import (
    TOLERANCE,
    Sum,
    bind_derived,
    bind_nested,
    bind_ratios,
    bound_ratio,
    everyone_of,
    ratio_faults,
)
from stocktake.disclosure.reading import read_cells
from stocktake.disclosure.structure import Split, Table
from stocktake.standards.errors import Fault, InputError, UsageError

CONTRADICTION = "the tables contradict themselves"
"""Why figures of which each is in order by itself are refused."""


def build_problem(tables: Sequence[Table]) -> Problem:
    """Lay tables side by side and write down everything that binds their cells.

    Parameters
    ----------
    tables : sequence of Table
        With their structures. Dimensions of the same id are the same in all of them.

    Returns
    -------
    Problem
        Every cell once, with the remainders, complements and combinations without a row that the
        equations need.

    Raises
    ------
    UsageError
        Without a table.
    InputError
        Naming every fault: a missing column, an unknown item, a cell twice, a total that its parts
        do not add up to, a percentage that is not its numerator over its denominator, structures
        that contradict each other. No figure is quoted, since it may be confidential.

    Examples
    --------
    >>> import polars as pl
    >>> from stocktake.disclosure.structure import parse_structure
    >>> structure = parse_structure('''
    ...     population = "all"
    ...     measure = [{ id = "pupils", column = "pupil_count" }]
    ...     [[dimension]]
    ...     id = "sex"
    ...     column = "sex"
    ...     total = "Total"
    ...     split = [{ total = "Total", parts = ["Boys", "Girls"] }]
    ... ''', "pupils.toml")
    >>> frame = pl.DataFrame({"sex": ["Total", "Boys", "Girls"], "pupil_count": [30, 27, 3]})
    >>> problem = build_problem([Table(frame, structure)])
    >>> len(problem.cells), problem.equations
    (3, (Equation(total=0, parts=(1, 2)),))
    """
    if not tables:
        raise UsageError("there is no table to look at")
    faults: list[Fault] = []
    lines = merge_lines([table.structure for table in tables], faults)
    read, marked_cells = read_cells(tables, faults)
    if faults:
        raise InputError("the tables cannot be laid side by side", faults)
    cells = {name: cell for name, cell in read.items() if not _is_ratio(name, lines)}
    ratios = [cell for name, cell in read.items() if _is_ratio(name, lines)]
    complements = bind_ratios(ratios, cells, lines.measures)
    complements += bind_nested(cells, lines.nested)
    add_overlaps(cells, measures_over_time(lines))
    growing = GrowingSplits(tables)
    sums = list(
        dict.fromkeys(
            (*_sums(cells, lines, growing), *complements, *bind_nested(cells, lines.nested))
        )
    )
    derived_cells, further = bind_derived(ratios, cells, lines.measures)
    sums += [line for line in further if line not in set(sums)]
    _derive(cells, sums)
    faults = [*_sum_faults(cells, sums), *ratio_faults(ratios, cells, lines.measures)]
    if faults:
        raise InputError(CONTRADICTION, faults)
    described_cells = tuple(_describe_cell(cell, lines) for cell in cells.values())
    position = {cell.id: place for place, cell in enumerate(described_cells)}
    return Problem(
        described_cells,
        tuple(
            Equation(position[total], tuple(position[part] for part in parts))
            for total, parts in sums
        ),
        tuple(bound_ratio(cell, lines.measures[cell.id.measure], position) for cell in ratios),
        frozenset(marked_cells),
        tuple(
            bound_ratio(cell, lines.measures[cell.id.measure], position) for cell in derived_cells
        )
        + tuple(
            Ratio(
                part.measuring(f"{part.measure} of {whole.measure}"),
                "withheld",
                None,
                position[part],
                position[whole],
                position[rest],
                minimum=0.0,
                maximum=1.0,
            )
            for part, whole, rest in everyone_of(cells, lines.nested)
        ),
    )


def _is_ratio(name: CellId, lines: Lines) -> bool:
    return lines.measures[name.measure].is_ratio


def _sums(cells: dict[CellId, Cell], lines: Lines, growing: GrowingSplits) -> list[Sum]:
    """Every total with its parts; cells without a row that a sum needs are added as it goes."""
    sums: dict[tuple[CellId, Split], Sum] = {}
    ways = find_ways(lines, cells)
    waiting = deque(cells)
    while waiting:
        name = waiting.popleft()
        for way in ways:
            item = way.item(name)
            for split in way.splits.get(item, ()):
                total = way.move(name, split.total)
                if (total, split) in sums:
                    continue
                if way.dimension_id and not growing.is_valid(way.dimension_id, split, name.period):
                    continue
                parts = _known_parts(way, name, split, cells)
                is_sought = split.total in way.inner or split.total in way.virtual_totals
                if not parts or (total not in cells and not is_sought):
                    continue
                whole = cells[name].whole
                for cell_name in (total, *parts):
                    if cell_name not in cells:
                        zero = lines.absent_is_zero and cell_name != total
                        state: State = "shown" if zero else "unknown"
                        cells[cell_name] = Cell(
                            cell_name, state, 0.0 if zero else None, whole=whole
                        )
                        waiting.append(cell_name)
                if not split.complete or len(parts) < len(split.parts):
                    # Remainders add up among themselves because everything around them does.
                    known_names = [part for part in split.parts if way.move(name, part) in parts]
                    rest = way.move(name, f"{split.total} less {' and '.join(known_names)}")
                    cells.setdefault(rest, Cell(rest, "withheld", whole=whole))
                    parts = (*parts, rest)
                sums[total, split] = (total, parts)
    return list(sums.values())


def _known_parts(
    way: Way, name: CellId, split: Split, cells: dict[CellId, Cell]
) -> tuple[CellId, ...]:
    """The parts of a total that a sum names; none where no table has one of them."""
    parts = tuple(way.move(name, part) for part in split.parts)
    known_parts = tuple(part for part in parts if part in cells)
    if not way.only_known or len(known_parts) >= len(parts) - (not way.is_calendar):
        return parts if known_parts else ()
    if way.is_calendar or split.total in way.virtual_totals:
        return ()
    return known_parts


def _derive(cells: dict[CellId, Cell], sums: list[Sum]) -> None:
    """Work out what nobody printed but everybody can calculate; confidential cells stay so."""
    has_changed = True
    while has_changed:
        has_changed = False
        for total, parts in sums:
            open_cells = [name for name in (total, *parts) if cells[name].value is None]
            if len(open_cells) != 1 or cells[open_cells[0]].state == "hidden":
                continue
            if any(cells[name].state == "rounded" for name in (total, *parts)):
                continue
            target_cell = open_cells[0]
            known_sum = sum(cells[name].value or 0.0 for name in parts if name != target_cell)
            value = known_sum if target_cell == total else (cells[total].value or 0.0) - known_sum
            state = (
                "withheld" if cells[target_cell].state == "unknown" else cells[target_cell].state
            )
            cells[target_cell] = replace(cells[target_cell], value=value, state=state)
            has_changed = True


def _sum_faults(cells: dict[CellId, Cell], sums: list[Sum]) -> Iterator[Fault]:
    for total, parts in sums:
        members = [cells[name] for name in (total, *parts)]
        slack = _slack(members)
        low, high = zip(*(_range(cell) for cell in members), strict=True)
        if sum(low[1:]) > high[0] + slack:
            yield Fault(str(total), "its parts add up to more than the total", "parts that add up")
        elif sum(high[1:]) < low[0] - slack:
            problem_text = "its parts add up to less than the total"
            yield Fault(
                str(total), problem_text, "", "declare the split incomplete if some are left out"
            )
        elif any(cell.value is not None and cell.value < -slack for cell in members[1:]):
            yield Fault(str(total), "its parts add up to more than the total", "parts that add up")


def _slack(members: Sequence[Cell]) -> float:
    """Pupils add up exactly; what was measured in fractions to a millionth of its size."""
    if all(cell.whole for cell in members):
        return 0.0
    return TOLERANCE * max(1.0, *(abs(cell.value or 0.0) for cell in members))


def _range(cell: Cell) -> tuple[float, float]:
    if cell.value is None or cell.state == "rounded":
        return cell.lower, cell.upper
    return cell.value, cell.value


def _describe_cell(cell: Cell, lines: Lines) -> Cell:
    """Add what the hierarchies say of a cell: how high it stands, and who knows it anyway."""
    depth, part, owner = 0, False, ""
    for dimension in lines.dimensions.values():
        item = cell.id.item(dimension.id, dimension.total)
        totals = {split.total for split in dimension.split}
        depth += item in totals
        part = part or any(item in split.parts for split in dimension.split)
        undivided = item in dimension.items and item not in totals and item != dimension.total
        if dimension.id in lines.publishers and undivided:
            owner = f"{dimension.id} {item}"
    for split in lines.relations:
        part = part or cell.id.population in split.parts
    if not owner and cell.contributors_count == 1:
        owner = f"the one behind {cell.id}"
    headline = depth > 0 and not part
    return replace(cell, depth=depth, headline=headline, owner=owner)
