"""One-dimensional tables of schools, for tests of what binds cells to each other."""

from __future__ import annotations

from typing import Any

import polars as pl

from stocktake.disclosure import CellId, Structure, Table

COUNT = {"id": "pupils", "column": "n"}


def line_structure(items: list[str], **parts: Any) -> Structure:
    complete = parts.pop("complete", True)
    splits = [{"total": "la", "parts": items, "complete": complete}] if items else []
    return Structure.model_validate(
        {
            "population": "all",
            "measure": [COUNT],
            "dimension": [{"id": "place", "column": "place", "split": splits}],
            **parts,
        }
    )


def line(figures: dict[str, Any], name: str = "table", **parts: Any) -> Table:
    """Figures of an authority ``la`` and its schools; columns beside ``n`` as lists."""
    columns = {key: parts.pop(key) for key in [*parts] if key.endswith("_column")}
    frame = pl.DataFrame(
        {
            "place": list(figures),
            "n": list(figures.values()),
            **{key.removesuffix("_column"): values for key, values in columns.items()},
        },
        strict=False,
    )
    items = [place for place in figures if place != "la"]
    return Table(frame, line_structure(items, **parts), name)


def pupils(place: str, population: str = "all", measure: str = "pupils") -> CellId:
    return CellId(measure, population, place)
