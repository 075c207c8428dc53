"""Measures that nest or add up: known by definition, or asked about where the figures say so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from stocktake.disclosure.declarations import Nested
from stocktake.disclosure.structure import Structure
from stocktake.disclosure.undeclared.figures import Column
from stocktake.disclosure.undeclared.nesting import near_pairs
from stocktake.disclosure.undeclared.plain_names import plain_name
from stocktake.disclosure.undeclared.questions import Question, by_chance
from stocktake.disclosure.undeclared.sums import ColumnSum, column_sums
from stocktake.standards.definitions import Definition, Source, load_folder

Pair = tuple[str, str]

LEAST_ROWS = 3
"""Rows that measures of two releases share before one is taken to be at most the other."""


class NestingFile(Definition):
    """Counts that are known to count some of those whom others count.

    Parameters
    ----------
    title : str
    nested : tuple of Nested
    source : tuple of Source
    """

    title: str
    nested: tuple[Nested, ...]
    source: tuple[Source, ...]


def nest_by_definition(table: Mapping[str, Column]) -> tuple[Nested, ...]:
    """Pairs of the definition files that the figures do not contradict."""
    by_plain = {plain_name(name): name for name in table}
    pairs = []
    for part, whole in _defined():
        if part in by_plain and whole in by_plain:
            first, second = table[by_plain[part]], table[by_plain[whole]]
            if all(value <= second[row] for row, value in first.items() if row in second):
                pairs.append(Nested(part=by_plain[part], whole=by_plain[whole]))
    return tuple(pairs)


def measure_questions(
    table: Mapping[str, Column],
    structures: Sequence[Structure],
    threshold: int,
    own_names: Collection[str],
    *,
    same: Sequence[Pair] = (),
    hidden_names: Collection[str] = (),
) -> Iterator[Question]:
    """What the figures of measures leave to be said.

    Parameters
    ----------
    table : mapping of str to column
        The counts and sums of this table and of what is out.
    structures : sequence of Structure
        Of this table and of earlier releases: what is declared.
    threshold : int
    own_names : collection of str
        The measures of this table.
    same : sequence of (str, str)
        Measures of which it is asked whether they are the same.
    hidden_names : collection of str
        Measures of which an earlier release hides a figure.
    """
    sums = [line for structure in structures for line in structure.sum]
    factors = [_factors(line.total, line.parts) for line in sums if line.complete]
    guesses = list(column_sums(table, threshold, own_names, factors, hidden_names))
    for guess in guesses:
        yield _sum_question(guess)
    known_pairs = _declared_pairs(structures) | set(same)
    for guess in guesses:
        known_pairs |= _disjoint(guess.left) | _disjoint(guess.right)
        known_pairs |= {(a, b) for a in guess.right for b in guess.left}
    for part, whole in near_pairs(table, threshold, own_names, known_pairs, least_rows=LEAST_ROWS):
        identity = f"nested {part} <= {whole}"
        yield Question(
            identity,
            f"{part} is at most {whole} in every row, and nearly or wholly equal to it in some: "
            f"if {part} counts some of those whom {whole} counts, the others are few",
            (
                f'[[nested]] part = "{part}", whole = "{whole}"',
                f'[[apart]] measures = ["{part}", "{whole}"], with a reason, if neither counts '
                "some of the other",
            ),
        )


def _sum_question(guess: ColumnSum) -> Question:
    identity = f"sum {guess}"
    total = guess.left[0] if len(guess.left) == 1 else " and ".join(guess.left)
    lines = [_as_line(total, guess.right)]
    if len(guess.left) > 1:
        lines.insert(0, _as_line(total, guess.left))
    return Question(
        identity,
        f"{' + '.join(guess.left)} is {' + '.join(guess.right)} in every row",
        (" and ".join(lines), by_chance(identity)),
    )


def _as_line(total: str, parts: Sequence[str]) -> str:
    names = ", ".join(f'"{part}"' for part in parts)
    return f'[[sum]] total = "{total}", parts = [{names}]'


def _factors(total: str, parts: Sequence[str]) -> dict[str, int]:
    return {total: 1} | dict.fromkeys(parts, -1)


def _declared_pairs(structures: Sequence[Structure]) -> set[Pair]:
    """Pairs of which it is known how they stand to each other."""
    edges: dict[str, set[str]] = {}
    pairs: set[Pair] = set()
    for structure in structures:
        for apart in structure.apart:
            pairs |= _disjoint(apart.measures)
        for pair in structure.nested:
            edges.setdefault(pair.part, set()).add(pair.whole)
        for measure in structure.measure:
            if measure.unit == "percent":
                edges.setdefault(measure.numerator, set()).add(measure.denominator)
            if measure.is_ratio:
                pairs.add((measure.numerator, measure.denominator))
        for line in structure.sum:
            for part in line.parts:
                edges.setdefault(part, set()).add(line.total)
    wholes = {start: _reach(start, edges) for start in edges}
    pairs |= {(part, whole) for part, ends in wholes.items() for whole in ends}
    for line in (line for structure in structures for line in structure.sum):
        # What lies in one part lies in none of the others.
        within = [{part, *(n for n, ends in wholes.items() if part in ends)} for part in line.parts]
        pairs |= {
            (first, second)
            for place, group in enumerate(within)
            for other_group in (within[:place] + within[place + 1 :])
            for first in group
            for second in other_group
        }
    return pairs


def _reach(start: str, edges: Mapping[str, Collection[str]]) -> set[str]:
    ends: set[str] = set()
    waiting = [start]
    while waiting:
        for end in edges.get(waiting.pop(), ()):
            if end not in ends:
                ends.add(end)
                waiting.append(end)
    return ends


def _disjoint(names: Sequence[str]) -> set[Pair]:
    return {(first, second) for first in names for second in names if first != second}


@cache
def _defined() -> tuple[Pair, ...]:
    definitions = load_folder("stocktake.disclosure", "nesting", NestingFile)
    return tuple(
        (plain_name(pair.part), plain_name(pair.whole))
        for file in definitions.values()
        for pair in file.value.nested
    )
