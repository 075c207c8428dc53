"""Tables for the tests of disclosure control: one from the literature, others from a seed."""

from __future__ import annotations

import random
from typing import Any

import polars as pl

from stocktake.disclosure import CellId, Problem, Structure, Table, build_problem

SDC_ROWS = {
    "w": (30, 47, 64, 89),
    "x": (90, 124, 5, 31),
    "y": (92, 100, 59, 85),
    "z": (800, 991, 651, 685),
}
SDC_COLUMNS = "abcd"


def two_way(counts: dict[str, tuple[int, ...]], columns: str, **measure: Any) -> Table:
    """A table of rows by columns with all its totals."""
    rows = [
        {"row": row, "column": column, "n": n}
        for row, line in counts.items()
        for column, n in zip(columns, line, strict=True)
    ]
    inner = pl.DataFrame(rows)
    frame = pl.concat(
        [
            inner,
            inner.group_by("row", maintain_order=True).agg(
                pl.lit("Total").alias("column"), pl.col("n").sum()
            ),
            inner.group_by("column", maintain_order=True).agg(
                pl.lit("Total").alias("row"), pl.col("n").sum()
            ),
            inner.select(
                pl.lit("Total").alias("row"), pl.lit("Total").alias("column"), pl.col("n").sum()
            ),
        ],
        how="diagonal",
    )
    return Table(frame, two_way_structure(tuple(counts), tuple(columns), **measure))


def two_way_structure(rows: tuple[str, ...], columns: tuple[str, ...], **measure: Any) -> Structure:
    return Structure.model_validate(
        {
            "population": "all",
            "measure": [{"id": "pupils", "column": "n", **measure}],
            "dimension": [
                {
                    "id": name,
                    "column": name,
                    "total": "Total",
                    "split": [{"total": "Total", "parts": list(parts)}],
                }
                for name, parts in (("row", rows), ("column", columns))
            ],
        }
    )


def at(row: str, column: str) -> CellId:
    """A cell of a two-way table, by its row and column."""
    items = (("column", column), ("row", row))
    return CellId("pupils", "all", items=tuple(pair for pair in items if pair[1] != "Total"))


def sdc_problem() -> Problem:
    """The test table of sdcTable: four rows and columns of pupils, with totals."""
    return build_problem([two_way(SDC_ROWS, SDC_COLUMNS)])


def hierarchy(
    districts: int, schools: int, groups: int, *, seed: int, publisher: str = ""
) -> Table:
    """Schools in districts in an authority, by group, with every total; about a quarter small."""
    draw = random.Random(seed)
    names = [f"district-{number}" for number in range(districts)]
    inside = {
        name: [f"school-{number}" for number in range(schools) if number % districts == place]
        for place, name in enumerate(names)
    }
    kinds = [f"group-{number}" for number in range(groups)]
    counts: dict[tuple[str, str], int] = {}
    for name in names:
        for school in inside[name]:
            for kind in kinds:
                counts[school, kind] = draw.choice(
                    [draw.randint(0, 9), draw.randint(5, 60), draw.randint(10, 80)]
                )
            counts[school, "Total"] = sum(counts[school, kind] for kind in kinds)
        for kind in [*kinds, "Total"]:
            counts[name, kind] = sum(counts[school, kind] for school in inside[name])
    for kind in [*kinds, "Total"]:
        counts["la-001", kind] = sum(counts[name, kind] for name in names)
    structure = Structure.model_validate(
        {
            "population": "all",
            "period": "202324",
            "publisher": publisher,
            "measure": [{"id": "pupils", "column": "n"}],
            "dimension": [
                {
                    "id": "place",
                    "column": "place",
                    "split": [
                        {"total": "la-001", "parts": names},
                        *({"total": name, "parts": parts} for name, parts in inside.items()),
                    ],
                },
                {
                    "id": "group",
                    "column": "group",
                    "total": "Total",
                    "split": [{"total": "Total", "parts": kinds}],
                },
            ],
        }
    )
    rows = [{"place": place, "group": kind, "n": n} for (place, kind), n in counts.items()]
    return Table(pl.DataFrame(rows), structure, "schools")
