"""Tables of some schools and of the authority, released one after the other."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.disclosure import Disclosure, Register, Structure, release

DAY = date(2025, 1, 31)


def let_out(
    register: Register, population: str, figures: dict[str, int], *, publisher: str = ""
) -> Disclosure:
    """A population of some schools and of the authority, next to two others that make up all."""
    rows = figures | {"la": sum(figures.values())}
    structure = Structure.model_validate(
        {
            "population": population,
            "period": "202324",
            "publisher": publisher,
            "measure": [{"id": "n", "column": "n"}],
            "relation": [{"total": "all", "parts": ["disadvantaged", "other"]}],
            "dimension": [
                {
                    "id": "place",
                    "column": "place",
                    "split": [{"total": "la", "parts": list(figures)}],
                }
            ],
        }
    )
    frame = pl.DataFrame({"place": list(rows), "n": list(rows.values())})
    name = f"{population}-{len(register.records())}"
    return release(frame, structure, "stocktake_default", register, "data-lead", DAY, name=name)


def let_out_by_sex(register: Register, schools: dict[str, tuple[int, int]]) -> Disclosure:
    """Boys, girls and both, of some schools and of the authority."""
    boys, girls = (sum(counts[part] for counts in schools.values()) for part in (0, 1))
    rows = [
        (place, item, count)
        for place, (first, second) in (schools | {"la": (boys, girls)}).items()
        for item, count in (("Boys", first), ("Girls", second), ("Total", first + second))
    ]
    structure = Structure.model_validate(
        {
            "population": "all",
            "period": "202324",
            "measure": [{"id": "n", "column": "n"}],
            "dimension": [
                {
                    "id": "place",
                    "column": "place",
                    "split": [{"total": "la", "parts": list(schools)}],
                },
                {
                    "id": "item",
                    "column": "item",
                    "total": "Total",
                    "split": [{"total": "Total", "parts": ["Boys", "Girls"]}],
                },
            ],
        }
    )
    frame = pl.DataFrame(rows, schema=["place", "item", "n"], orient="row")
    return release(frame, structure, "stocktake_default", register, "data-lead", DAY, name="sexes")


def printed_texts(disclosure: Disclosure) -> dict[str, str]:
    return dict(line.split(",") for line in disclosure.csv.splitlines()[1:])
