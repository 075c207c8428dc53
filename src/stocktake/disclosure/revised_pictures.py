"""Two pictures of the same pupils as one problem: what was not revised is supposed to be unchanged.

Where an earlier release says otherwise of a figure, the two are pictures of the same pupils.
Whoever reads both supposes that whatever was not revised did not change, as long as that does not
contradict itself; else that whatever is printed did not; else that nothing did in the places of
which no figure was revised.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import nan

from stocktake.disclosure.cells import Cell, CellId, Equation, Problem, Ratio
from stocktake.disclosure.published_cells import CLOSE
from stocktake.disclosure.structure import Table

NOT_AVAILABLE = "x"
Picture = tuple[str, Problem]
"""A release's id, and its cells as it has them."""


def earlier_id(name: CellId, release_id: str) -> CellId:
    """How a cell is called as an earlier release has it."""
    return replace(name, measure=f"{name.measure} as in {release_id}")


@dataclass(frozen=True)
class Supposition:
    """Two pictures or more, and what somebody supposes to be the same in them.

    Parameters
    ----------
    pictures : Problem
        All of them, with nothing that binds one to another.
    links : tuple of Equation
        A cell of one picture, and the same one of another.
    """

    pictures: Problem
    links: tuple[Equation, ...]

    @property
    def problem(self) -> Problem:
        """The pictures bound together."""
        return replace(self.pictures, equations=(*self.pictures.equations, *self.links))


def suppositions(
    problem: Problem, pictures: Sequence[Picture], *, known_cells: Collection[CellId] = ()
) -> Iterator[Supposition]:
    """The pictures together, from the boldest supposition to the most careful: three.

    Parameters
    ----------
    problem : Problem
        What agrees with the table that is to be released.
    pictures : sequence of (str, Problem)
        What does not, the latest first.
    known_cells : collection of CellId
        Of these the attacker has the figures in every picture, and supposes nothing.
    """
    revised_places = {
        cell.id.place
        for _, picture in pictures
        for cell in picture.cells
        if cell.state == "shown"
        and (place := problem.position.get(cell.id)) is not None
        and problem.cells[place].state == "shown"
        and _is_revised(cell, problem.cells[place])
    }
    for boldness in (2, 1, 0):
        cells, equations = list(problem.cells), list(problem.equations)
        ratios, links = list(problem.ratios), list[Equation]()
        positions: dict[CellId, list[int]] = {
            cell.id: [place] for place, cell in enumerate(problem.cells)
        }
        for release_id, picture in pictures:
            shift = len(cells)
            cells += [replace(cell, id=earlier_id(cell.id, release_id)) for cell in picture.cells]
            equations += [
                Equation(line.total + shift, tuple(part + shift for part in line.parts))
                for line in picture.equations
            ]
            ratios += [_shift_ratio(ratio, shift, release_id) for ratio in picture.ratios]
            for place, cell in enumerate(picture.cells):
                own_positions = positions.setdefault(cell.id, [])
                is_printed = cell.state in ("shown", "hidden")
                is_calm = boldness > 0 or cell.id.place not in revised_places
                if cell.id not in known_cells and (boldness > 1 or (is_printed and is_calm)):
                    links += [
                        Equation(position, (place + shift,))
                        for position in own_positions
                        if not _is_revised(cell, cells[position])
                    ]
                own_positions.append(place + shift)
        joined_problem = Problem(
            tuple(cells), tuple(equations), tuple(ratios), problem.marked_cells
        )
        yield Supposition(joined_problem, tuple(links))


def known_values(
    pictures: Sequence[Picture], cells: Mapping[str, Mapping[CellId, float]]
) -> dict[CellId, float]:
    """Figures that somebody knows of earlier pictures, by the names that they have there."""
    return {
        earlier_id(name, release_id): value
        for release_id, picture in pictures
        for name, value in cells.get(release_id, {}).items()
        if name in picture.position
    }


def _is_revised(one: Cell, second: Cell) -> bool:
    """Whether both are printed, or follow from what is, and differ."""
    return (
        one.value is not None
        and second.value is not None
        and "rounded" not in (one.state, second.state)
        and one.value != second.value
    )


def _shift_ratio(ratio: Ratio, shift: int, release_id: str) -> Ratio:
    rest = None if ratio.complement is None else ratio.complement + shift
    return replace(
        ratio,
        id=earlier_id(ratio.id, release_id),
        numerator=ratio.numerator + shift,
        denominator=ratio.denominator + shift,
        complement=rest,
    )


def remainders_between(
    problem: Problem,
    values: Mapping[CellId, float],
    fresh_cells: Collection[CellId],
) -> dict[CellId, float]:
    """What is left on lines between pictures that contradict each other only where it is hidden.

    Whoever cannot see that they do takes it for true, and where it is possible it may be.

    Parameters
    ----------
    problem : Problem
        The new tables with every earlier one.
    values : mapping of CellId to float
        All figures inside, those of the new tables before those of earlier ones.
    fresh_cells : collection of CellId
        That no earlier release prints: what a line without any says was out before.

    Returns
    -------
    dict of CellId to float
        Not a number where the pictures contradict each other.
    """
    remainders: dict[CellId, float] = {}
    for line in problem.equations:
        terms = [(line.total, 1.0), *((part, -1.0) for part in line.parts)]
        signs = {problem.cells[place].id: sign for place, sign in terms}
        missing_ids = [name for name in signs if name not in values]
        if len(missing_ids) != 1 or signs.keys().isdisjoint(fresh_cells):
            continue
        [missing] = missing_ids
        rest = sum(sign * values[name] for name, sign in signs.items() if name != missing)
        value = -rest / signs[missing]
        if value != 0:
            # Less than none cannot be: what is true nobody here knows, but it is near to none.
            remainders.setdefault(missing, value if value > 0 else nan)
    return remainders


def figures_left(
    problem: Problem,
    values: Mapping[CellId, float],
    fresh_cells: Collection[CellId],
    earlier_cells: Collection[CellId],
) -> dict[CellId, float]:
    """What a figure that earlier pictures alone have would be, were the others on a line right.

    A total that was put right says nothing of which part was wrong. Whoever doubts one part takes
    the rest of the line for it, and may be right: the least that it may be then, above none.

    Parameters
    ----------
    problem, values, fresh_cells
        As for :func:`remainders_between`.
    earlier_cells : collection of CellId
        Known from releases alone that contradict the tables.
    """
    figures: dict[CellId, float] = {}
    for line in problem.equations:
        terms = [(line.total, 1.0), *((part, -1.0) for part in line.parts)]
        signs = {problem.cells[place].id: sign for place, sign in terms}
        if not signs.keys() <= values.keys() or signs.keys().isdisjoint(fresh_cells):
            continue
        rest = sum(sign * values[name] for name, sign in signs.items())
        for name in signs.keys() & set(earlier_cells):
            value = values[name] - rest / signs[name]
            if abs(rest) > CLOSE and value > 0:
                figures[name] = min(value, figures.get(name, value))
    return figures


def blank_table(table: Table) -> Table:
    """The same cells, and what adds up, without a figure."""
    import polars as pl

    columns = [measure.column for measure in table.structure.measure if measure.column]
    frame = table.frame.with_columns(pl.lit(NOT_AVAILABLE).alias(name) for name in columns)
    return replace(table, frame=frame)
