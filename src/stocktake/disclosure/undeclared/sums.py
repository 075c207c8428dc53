"""Columns that add up in every row: all is boys and girls, boys and girls are the two needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from stocktake.disclosure.cells import CellId
from stocktake.disclosure.undeclared.evidence import is_more_than_chance
from stocktake.disclosure.undeclared.figures import Column

WIDEST = 8
"""Columns up to which every sum of them is tried."""

LONGEST = 6
"""Columns in one sum, where all are tried."""

SAMPLE_ROWS = 3
"""Rows in which three columns of many must add up before all are looked at."""

Candidate = tuple[tuple[str, ...], tuple[int, ...]]
"""Columns and their signs."""


@dataclass(frozen=True)
class ColumnSum:
    """Columns whose sums are equal in every row.

    Parameters
    ----------
    left, right : tuple of str
        ``left`` is a single total wherever there is one.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]

    def __str__(self) -> str:
        return f"{' + '.join(self.left)} = {' + '.join(self.right)}"


def column_sums(
    table: Mapping[str, Column],
    threshold: int,
    own_names: Collection[str],
    known_sums: Sequence[Mapping[str, int]],
    hidden_names: Collection[str] = (),
) -> Iterator[ColumnSum]:
    """Sums that hold in every row, by more than chance, and that would uncover a small figure.

    Parameters
    ----------
    table : mapping of str to column
    threshold : int
        Figures below it are small; where none is, no sum uncovers one.
    own_names : collection of str
        At least one column of a sum is among these.
    known_sums : sequence of mapping of str to int
        Declared sums, as factors of columns; what follows from them is not named again.
    hidden_names : collection of str
        Columns of which an earlier release hides a figure.
    """
    lines = [dict(line) for line in known_sums]
    candidates = _candidates(table, own_names)
    tries_count = max(len(candidates), len(own_names) * len(table))
    for members, signs in candidates:
        if not set(members) & set(own_names) or _follows(members, signs, lines):
            continue
        rows = _rows(table, members)
        if not rows or not all(
            abs(sum(s * v for s, v in zip(signs, row, strict=True))) < 1e-6 for row in rows
        ):
            continue
        totals = {sum(v for s, v in zip(signs, row, strict=True) if s > 0) for row in rows}
        is_small = not set(members).isdisjoint(hidden_names) or any(
            0 < value < threshold for name in members for value in table[name].values()
        )
        if is_small and is_more_than_chance(totals, tries_count) and _all_count(rows):
            lines.append(dict(zip(members, signs, strict=True)))
            yield _as_sum(members, signs)


def _candidates(table: Mapping[str, Column], own_names: Collection[str]) -> list[Candidate]:
    """Choices of columns with their signs, the shortest first."""
    names = [name for name, column in table.items() if any(column.values())]
    if len(names) <= WIDEST:
        return list(_every_choice(names))
    # Among many columns, those of this table in every way, and with the others two by two.
    own_columns = [name for name in names if name in own_names]
    candidates = list(_every_choice(own_columns)) if len(own_columns) <= WIDEST else []
    candidates += dict.fromkeys(_triples(table, names, own_columns))
    if len(own_columns) > LONGEST:
        # One of them may be the sum of all the others.
        candidates += [
            (tuple(own_columns), tuple(1 if name == total else -1 for name in own_columns))
            for total in own_columns
        ]
    return candidates


def _every_choice(names: Sequence[str]) -> Iterator[Candidate]:
    for size in range(3, min(LONGEST, len(names)) + 1):
        for members in combinations(names, size):
            for signs in product((1, -1), repeat=size - 1):
                if -1 in signs:
                    yield members, (1, *signs)


def _triples(
    table: Mapping[str, Column], names: Sequence[str], own_columns: Sequence[str]
) -> Iterator[Candidate]:
    """Three columns that add up in some row, found by the figure that the third must have."""
    by_row: dict[CellId, dict[float, list[str]]] = {}
    for name in names:
        for row, value in table[name].items():
            by_row.setdefault(row, {}).setdefault(value, []).append(name)
    for first in own_columns:
        for second in names:
            rows = [row for row in table[first] if row in table[second]][:SAMPLE_ROWS]
            for row in rows:
                one, two = table[first][row], table[second][row]
                for third_value, signs in (
                    (one - two, (1, -1, -1)),
                    (two - one, (1, -1, 1)),
                    (one + two, (1, 1, -1)),
                ):
                    for third in by_row[row].get(third_value, ()):
                        if len({first, second, third}) == 3:
                            yield (first, second, third), signs


def _rows(table: Mapping[str, Column], members: Sequence[str]) -> list[list[float]]:
    shortest = min((table[name] for name in members), key=len)
    return [
        [table[name][row] for name in members]
        for row in shortest
        if all(row in table[name] for name in members)
    ]


def _all_count(rows: Sequence[Sequence[float]]) -> bool:
    """Whether every column has a figure somewhere: zeros add nothing."""
    return all(any(column) for column in zip(*rows, strict=True))


def _follows(
    members: Sequence[str], signs: Sequence[int], lines: Sequence[Mapping[str, int]]
) -> bool:
    """Whether a sum follows from others, or holds one of them."""
    if any(set(line) <= set(members) for line in lines):
        return True
    if len(lines) < 2:
        return False
    import numpy as np

    names = list({*members, *(name for line in lines for name in line)})
    rows = [[line.get(name, 0) for name in names] for line in lines]
    vector = dict(zip(members, signs, strict=True))
    with_it = [*rows, [vector.get(name, 0) for name in names]]
    return bool(np.linalg.matrix_rank(np.array(with_it)) == np.linalg.matrix_rank(np.array(rows)))


def _as_sum(members: Sequence[str], signs: Sequence[int]) -> ColumnSum:
    left = tuple(name for name, sign in zip(members, signs, strict=True) if sign > 0)
    right = tuple(name for name, sign in zip(members, signs, strict=True) if sign < 0)
    return ColumnSum(right, left) if len(right) < len(left) else ColumnSum(left, right)
