"""Counts that look as if one counted some of those whom the other counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import prod

from stocktake.disclosure.undeclared.evidence import (
    ONE_IN,
    ONE_IN_WHERE_IT_MATTERS,
    is_more_than_chance,
)
from stocktake.disclosure.undeclared.figures import Column, shared_rows

Pair = tuple[str, str]
"""Part and whole."""


def near_pairs(
    table: Mapping[str, Column],
    threshold: int,
    own_names: Collection[str],
    known_pairs: Collection[Pair],
    *,
    least_rows: int = 1,
    hidden_names: Collection[str] = (),
) -> Iterator[Pair]:
    """Columns of which one is never above the other, and somewhere nearly or wholly equal to it.

    Parameters
    ----------
    table : mapping of str to column
    threshold : int
        A difference below it is a small count.
    own_names : collection of str
        One of the two must be among these.
    known_pairs : collection of (str, str)
        Pairs about which nothing is to be asked.
    least_rows : int
        Shared rows without which nothing is said of a column of this table and one of another.
    hidden_names : collection of str
        Columns of which an earlier release hides a figure.

    Yields
    ------
    (str, str)
        Part and whole. Where a part is small itself it is hidden anyway, and the pair is not
        named for its sake; nor where the two are equal in few and small figures. Among many
        columns some pair is near by chance: of six pairs, a difference of 3 in 20 is no sign, and
        one of 3 in 100 is.
    """
    names = list(table)
    tries_count = len(names) * (len(names) - 1) // 2
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            is_known = (first, second) in known_pairs or (second, first) in known_pairs
            if is_known or not {first, second} & set(own_names):
                continue
            matters = not {first, second}.isdisjoint(hidden_names)
            one_in = ONE_IN_WHERE_IT_MATTERS if matters else ONE_IN
            least = 1 if {first, second} <= set(own_names) else least_rows
            pair = _near_pair(table, first, second, threshold, least, tries_count, one_in)
            if pair is not None:
                yield pair


def _near_pair(
    table: Mapping[str, Column],
    first: str,
    second: str,
    threshold: int,
    least_rows: int,
    tries_count: int,
    one_in: int,
) -> Pair | None:
    a_column, b_column = table[first], table[second]
    rows = [(a_column[row], b_column[row]) for row in shared_rows(a_column, b_column)]
    if len(rows) < least_rows:
        return None
    if all(a == b for a, b in rows):
        is_said = is_more_than_chance((a for a, _ in rows), one_in=one_in)
        return (first, second) if is_said and any(a >= threshold for a, _ in rows) else None
    if all(a <= b for a, b in rows):
        part, whole = first, second
    elif all(a >= b for a, b in rows):
        part, whole = second, first
        rows = [(b, a) for a, b in rows]
    else:
        return None
    near_rows = {(a, b) for a, b in rows if a >= threshold and b - a < threshold}
    # How likely a part would come so near to the whole, and stay below it, in all of these rows.
    odds = prod((b - a + 1) / (2 * b) for a, b in near_rows)
    return (part, whole) if near_rows and odds * tries_count < 1 else None
