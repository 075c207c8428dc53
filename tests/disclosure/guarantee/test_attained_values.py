"""Values between the truth and a proved end: all of them in a network, perhaps not elsewhere."""

from __future__ import annotations

import random
from itertools import product

from stocktake.disclosure.attained_values import AttainedValues, is_network
from stocktake.disclosure.cells import Cell, CellId, Equation, Problem
from stocktake.disclosure.proof_tables import Cover, Question
from stocktake.disclosure.protection_levels import ProtectionLevel, Task
from stocktake.disclosure.published_cells import Row


def task_of(values: list[int], equations: list[Equation]) -> Task:
    cells = tuple(
        Cell(CellId("n", "all", str(place)), "hidden", float(value))
        for place, value in enumerate(values)
    )
    lines = tuple(
        Row(((line.total, 1.0), *((part, -1.0) for part in line.parts)), 0.0, 0.0)
        for line in equations
    )
    room = {place: (float(value), 50.0) for place, value in enumerate(values)}
    return Task(Problem(cells, tuple(equations)), (), room, {}, lines)


def test_a_cell_that_is_twice_another_has_holes() -> None:
    """A total of two parts that are always equal is even."""
    task = task_of([4, 2, 2], [Equation(0, (1, 2)), Equation(1, (2,))])
    table = {0: 8.0, 1: 4.0, 2: 4.0}
    cover = Cover(tables=[table], proofs={Question(0, 8.0): 0, Question(1, 4.0): 0})
    values = AttainedValues(task, cover)
    assert values.changes(ProtectionLevel(0, 0.0, 8.0), "") == {0, 2, 4, 6, 8}
    assert values.changes(ProtectionLevel(1, 0.0, 4.0), "") == {0, 1, 2, 3, 4}


def test_what_is_counted_is_what_can_be_counted_out() -> None:
    """Random lines over five cells, against every table there is between the two."""
    networks = set()
    for seed in range(150):
        draw = random.Random(seed)
        lines = []
        for _ in range(draw.randint(1, 3)):
            total, *parts = draw.sample(range(5), draw.randint(2, 4))
            lines.append(Equation(total, tuple(parts)))
        task = task_of([0] * 5, lines)

        def adds_up(change: tuple[int, ...], lines: list[Equation] = lines) -> bool:
            return all(
                change[line.total] == sum(change[part] for part in line.parts) for line in lines
            )

        possible = [change for change in product(range(4), repeat=5) if adds_up(change)]
        table = max(possible, key=lambda change: (change[0], sum(change)))
        if not table[0]:
            continue
        changes = {place: float(amount) for place, amount in enumerate(table) if amount}
        cover = Cover(tables=[changes], proofs={Question(0, float(table[0])): 0})
        values = AttainedValues(task, cover)
        within = {
            change[0]
            for change in possible
            if all(part <= most for part, most in zip(change, table, strict=True))
        }
        assert values.changes(ProtectionLevel(0, 0.0, float(table[0])), "") == within
        network = is_network(values._lines(changes))
        networks.add(network)
        assert not network or within == set(range(table[0] + 1))
    assert networks == {True, False}
