"""A new school, a new group: splits that grow from one year to the next; sums of whole numbers."""

from __future__ import annotations

from itertools import permutations

import polars as pl
import pytest

from stocktake.disclosure import Structure, Table, build_problem
from stocktake.standards.errors import InputError

BEFORE = {"A": 40, "B": 31, "C": 22}
AFTER = {"A": 44, "B": 33, "C": 26, "D": 19}


def by_need(parts: list[str] | None, period: str = "") -> dict:
    need = {"id": "need", "column": "need", "total": "Total"}
    if parts:
        need["split"] = [{"total": "Total", "parts": parts}]
    dimensions = [need] if period else [need, {"id": "period", "column": "year"}]
    return {
        "population": "all",
        "place": "la-1",
        "period": period,
        "measure": [{"id": "n", "column": "n"}],
        "dimension": dimensions,
    }


def rows(**years: dict[str, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"need": need, "year": year.removeprefix("y"), "n": count}
            for year, counts in years.items()
            for need, count in (counts | {"Total": sum(counts.values())}).items()
        ]
    )


@pytest.mark.parametrize("is_declared", [True, False], ids=["declared", "inferred"])
def test_a_new_group_in_a_later_year_contradicts_nothing(let_out, is_declared: bool) -> None:
    first = by_need([*BEFORE] if is_declared else None, "202223")
    let_out(rows(y202223=BEFORE).drop("year"), first, "before")
    disclosure = let_out(
        rows(y202223=BEFORE, y202324=AFTER), by_need([*AFTER] if is_declared else None), "both"
    )
    assert disclosure.record.hidden_count == 0
    assert disclosure.record.revised_count == 0
    assert disclosure.record.attacked_with != ()


def test_a_small_new_group_is_protected_in_its_year(let_out) -> None:
    let_out(rows(y202223=BEFORE).drop("year"), by_need(None, "202223"), "before")
    after = AFTER | {"D": 4}
    disclosure = let_out(rows(y202223=BEFORE, y202324=after), by_need(None), "both")
    hidden_rows = disclosure.released.content.filter(n_symbol="c").select("need", "year").rows()
    assert ("D", "202324") in hidden_rows
    assert len(hidden_rows) > 1
    assert all(year == "202324" for _, year in hidden_rows)


def test_what_was_left_of_pooled_years_is_protected_when_a_group_is_new(let_out) -> None:
    """Three more of A in the second year than in the first alone."""
    let_out(rows(y202223=BEFORE).drop("year"), by_need([*BEFORE], "202223"), "before")
    pooled = {"A": 43, "B": 64, "C": 48, "D": 19}
    disclosure = let_out(
        rows(pooled=pooled).drop("year"), by_need([*pooled], "202223-202324"), "pooled"
    )
    assert "A,c" in disclosure.csv


def test_a_group_that_the_same_year_denies_is_a_contradiction() -> None:
    small = Table(rows(y=BEFORE).drop("year"), _structure(by_need([*BEFORE], "202223")), "one")
    same_year = BEFORE | {"D": 7}
    large = Table(
        rows(y=same_year).drop("year"), _structure(by_need([*same_year], "202223")), "two"
    )
    with pytest.raises(InputError):
        build_problem([small, large])


def test_whole_numbers_add_up_exactly() -> None:
    counts = {"A": 20_000_000, "B": 22_000_000}
    frame = rows(y=counts).drop("year")
    off = frame.with_columns(
        n=pl.when(pl.col("need") == "Total").then(pl.col("n") + 7).otherwise(pl.col("n"))
    )
    structure = _structure(by_need([*counts], "202223"))
    build_problem([Table(frame, structure, "right")])
    with pytest.raises(InputError, match="its parts add up to less than the total"):
        build_problem([Table(off, structure, "wrong")])


YEARS = {"21": (40, 30, 25), "22": (43, 60, 55), "23": (50, 44, 39), "24": (3, 41, 36)}
SPANS = {
    "202122-202324": ("21", "22", "23"),
    "202223-202425": ("22", "23", "24"),
    "202122": ("21",),
}


@pytest.mark.parametrize("order", [*permutations(SPANS)], ids=" then ".join)
def test_overlapping_averages_next_to_a_year_are_that_of_another_year(let_out, order) -> None:
    """2022 to 2024 less 2021 to 2023, and 2021: three pupils of school a in 2024."""
    tables = []
    for period in order:
        values = [sum(YEARS[year][at] for year in SPANS[period]) for at in range(3)]
        frame = pl.DataFrame({"place": ["a", "b", "c", "la"], "n": [*values, sum(values)]})
        split = [{"total": "la", "parts": ["a", "b", "c"]}]
        structure = {
            "population": "all",
            "period": period,
            "measure": [{"id": "n", "column": "n"}],
            "dimension": [{"id": "place", "column": "place", "split": split}],
        }
        tables.append(let_out(frame, structure, f"of-{period}").csv)
    assert "a,c" in tables[-1]
    assert "c" not in "".join(tables[:-1]).replace("place", "").replace("c,", "")


def _structure(content: dict) -> Structure:
    return Structure.model_validate(content)
