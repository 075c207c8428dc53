"""Invented authorities of which everything is known, and the tables that are made of them.

A world knows its true counts, every sum that holds between them, and who knows which. What a table
declares of this is another matter: an attacker has the world's sums, declared or not.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from stocktake.disclosure import Structure

Count = tuple[str, ...]
"""What is counted: measure, population, place, item, period."""
AUTHORITY, YEAR = "la-1", "202324"


@dataclass
class Printing:
    """A table to be released, and which count stands in which column of each row."""

    name: str
    frame: pl.DataFrame
    structure: Structure
    counts: dict[str, list[Count]]
    percentages: dict[str, list[tuple[Count, Count, int]]] = field(default_factory=dict)
    is_recalled: bool = False


@dataclass
class World:
    """True counts and what holds between them.

    Parameters
    ----------
    kind : str
    policy : str
    truth : dict of count to int
    sums : list of (count, list of counts)
        Totals and their parts.
    schools : tuple of str
        Those who know every count of their own; empty where the publisher is somebody else.
    printings : list of Printing
        In the order of release.
    rounding_base : int
        To which counts are rounded by chance; 0 where they are printed as they are.
    is_planned : bool
        Whether all tables are proved together before the first leaves.
    revisions : dict of count to count
        By a count as a table first had it, the same count as it is now.
    """

    kind: str
    policy: str = "stocktake_default"
    truth: dict[Count, int] = field(default_factory=dict)
    sums: list[tuple[Count, list[Count]]] = field(default_factory=list)
    schools: tuple[str, ...] = ()
    printings: list[Printing] = field(default_factory=list)
    rounding_base: int = 0
    is_planned: bool = False
    revisions: dict[Count, Count] = field(default_factory=dict)

    @property
    def may_list(self) -> bool:
        """Whether earlier releases may leave figures uncovered: names or figures have changed."""
        return bool(self.revisions) or self.kind == "another name"

    def add(self, total: Count, parts: list[Count]) -> None:
        """A count that is the sum of others."""
        self.truth[total] = sum(self.truth[part] for part in parts)
        self.sums.append((total, parts))


def school_ids(chance: random.Random) -> list[str]:
    """Some schools, three to twelve."""
    return [f"school-{number}" for number in range(chance.choice([3, 4, 5, 5, 6, 8, 12]))]


def cohort(chance: random.Random, size: tuple[int, int]) -> int:
    """How many pupils: within a range, and now and then very few."""
    return chance.randint(*size) if chance.random() > 0.08 else chance.randint(4, 9)


def place_dimension(
    name: str, total: str | None, parts: list[str], *, marks_total: bool
) -> dict[str, Any]:
    """A dimension of a structure, with its one split."""
    dimension: dict[str, Any] = {"id": name, "column": name}
    if marks_total:
        dimension["total"] = total
    if total is not None:
        dimension["split"] = [{"total": total, "parts": parts}]
    return dimension


def frame(rows: list[dict[str, Any]], chance: random.Random) -> pl.DataFrame:
    """Rows in any order."""
    return pl.DataFrame(rows).sample(fraction=1, shuffle=True, seed=chance.randrange(10**6))


def printing(
    name: str,
    rows: list[dict[str, Any]],
    structure: dict[str, Any],
    measures: dict[str, str],
    chance: random.Random,
    *,
    percentages: dict[str, tuple[str, str, int]] | None = None,
) -> Printing:
    """A table of places, and items where it has any, with which count stands where."""
    table = frame(rows, chance)
    population, period = structure["population"], structure["period"]

    def count_of(measure: str, row: dict[str, Any]) -> Count:
        return (measure, population, row["place"], row.get("item", "Total"), period)

    counts = {
        column: [count_of(measure, row) for row in table.iter_rows(named=True)]
        for column, measure in measures.items()
    }
    shares = {
        column: [
            (count_of(above, row), count_of(below, row), places)
            for row in table.iter_rows(named=True)
        ]
        for column, (above, below, places) in (percentages or {}).items()
    }
    return Printing(name, table, Structure.model_validate(structure), counts, shares)
