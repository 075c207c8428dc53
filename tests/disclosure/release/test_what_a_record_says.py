"""What anybody may read of a release: never how many figures are small."""

from __future__ import annotations

import json

import polars as pl

from stocktake.disclosure import Register, Structure, Table

PARTS = ["None", "Support", "Plan"]
STRUCTURE = Structure.model_validate(
    {
        "population": "all",
        "place": "la-001",
        "period": "202324",
        "measure": [{"id": "pupils", "column": "n"}],
        "dimension": [
            {
                "id": "need",
                "column": "need",
                "total": "Total",
                "split": [{"total": "Total", "parts": PARTS}],
            }
        ],
    }
)


def table(*figures: int) -> Table:
    return Table(
        pl.DataFrame({"need": [*PARTS, "Total"], "n": [*figures, sum(figures)]}), STRUCTURE
    )


def test_small_counts_and_their_cover_are_one_number(register: Register, let_out) -> None:
    """That all three parts of 24 are below ten would leave each of them four values."""
    all_small, one_small = table(9, 8, 7), table(15, 5, 4)
    records = []
    for name, figures in (("all-small", all_small), ("one-not", one_small)):
        structure = figures.structure.model_copy(update={"place": f"la-{name}"})
        disclosure = let_out(Table(figures.frame, structure), name)
        assert disclosure.csv.count(",c") == 3
        record = json.loads((register.folder / disclosure.record.id / "record.json").read_text())
        records.append({key: record[key] for key in ("hidden_total", "reasons", "cells_count")})
        assert not {"hidden_primary", "hidden_secondary_count"} & record.keys()
        assert "questions_count" not in record["proof"]
    assert records[0] == records[1]
