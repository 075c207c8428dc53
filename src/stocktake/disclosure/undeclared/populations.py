"""Populations that differ by a few, or add up, and of which no relation is declared."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from stocktake.disclosure.structure import Structure
from stocktake.disclosure.undeclared.figures import Column
from stocktake.disclosure.undeclared.nesting import near_pairs
from stocktake.disclosure.undeclared.questions import Question, by_chance
from stocktake.disclosure.undeclared.sums import column_sums


def population_questions(
    table: Mapping[str, Column],
    structures: Sequence[Structure],
    threshold: int,
    own_population: str,
    *,
    hidden_names: Collection[str] = (),
) -> Iterator[Question]:
    """What the figures of one measure in several populations leave to be said.

    Parameters
    ----------
    table : mapping of str to column
        By population.
    structures : sequence of Structure
        Of this table and of earlier releases.
    threshold : int
    own_population : str
        The population of this table.
    hidden_names : collection of str
        Populations of which an earlier release hides a figure.
    """
    relations = [relation for structure in structures for relation in structure.relation]
    factors = [
        {relation.total: 1} | dict.fromkeys(relation.parts, -1)
        for relation in relations
        if relation.complete
    ]
    guesses = list(column_sums(table, threshold, [own_population], factors, hidden_names))
    for guess in guesses:
        identity = f"relation {guess}"
        total, parts = guess.left[0], ", ".join(f'"{part}"' for part in guess.right)
        yield Question(
            identity,
            f"the figures of {' and '.join(guess.left)} are those of "
            f"{' and '.join(guess.right)} together in every row",
            (f'[[relation]] total = "{total}", parts = [{parts}]', by_chance(identity)),
        )
    known_pairs = set[tuple[str, str]]()
    for relation in relations:
        names = (relation.total, *relation.parts)
        known_pairs |= {(first, second) for first in names for second in names if first != second}
    for guess in guesses:
        names = (*guess.left, *guess.right)
        known_pairs |= {(first, second) for first in names for second in names if first != second}
    for part, whole in near_pairs(
        table, threshold, [own_population], known_pairs, hidden_names=hidden_names
    ):
        identity = f"population {part} ~ {whole}"
        yield Question(
            identity,
            f"the same measure, place, period and items are or were released for {whole} and for "
            f"{part}, which differ by few or not at all",
            (
                f'[[relation]] total = "{whole}", parts = ["{part}"], complete = false',
                f'[[synonym]] kind = "population", names = ["{part}", "{whole}"]',
                by_chance(identity),
            ),
        )
