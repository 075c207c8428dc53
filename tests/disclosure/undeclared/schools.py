"""Structures of small tables, and an outsider who knows how their cells really hang together."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import polars as pl
from plain_attack import plain_bounds

from stocktake.disclosure import CellId, Disclosure, Structure, Table, build_problem

SCHOOLS = ["a", "b", "c", "d"]
PLACES = [*SCHOOLS, "la-1"]


def dimension(name: str, total: str = "", **splits: Sequence[str]) -> dict[str, Any]:
    """A dimension; splits by the name of their total."""
    split = [{"total": whole, "parts": list(parts)} for whole, parts in splits.items()]
    return {"id": name, "column": name, "total": total, "split": split}


BY_SCHOOL = dimension("place", **{"la-1": SCHOOLS})


def structure(*measures: Any, dimensions: Sequence[dict] = (BY_SCHOOL,), **more: Any) -> dict:
    """Of measures that are named like their columns."""
    rows = [m if isinstance(m, dict) else {"id": m, "column": m} for m in measures]
    content = {"population": "all", "period": "202324", "measure": rows}
    return content | {"dimension": list(dimensions)} | more


def by_school(*figures: int) -> dict[str, list]:
    """A column ``n`` by school, with the authority's total."""
    return {"place": PLACES, "n": [*figures, sum(figures)]}


def bounds(
    disclosures: Sequence[Disclosure], honest: Sequence[dict], cell: CellId
) -> tuple[float, float]:
    """What an outsider derives of a cell who knows the relations that the structures left out."""
    tables = [
        Table(
            pl.read_csv(io.StringIO(disclosure.csv), infer_schema=False),
            Structure.model_validate(shape),
        )
        for disclosure, shape in zip(disclosures, honest, strict=True)
    ]
    problem = build_problem(tables)
    figure = problem.cells[problem.position[cell]]
    if figure.state == "shown":
        return figure.value, figure.value
    return plain_bounds(problem, {cell})[cell]


def is_open(interval: tuple[float, float], threshold: int = 10) -> bool:
    """Whether zero to the threshold are all possible."""
    return interval[0] <= 1e-6 and interval[1] >= threshold - 1e-6
