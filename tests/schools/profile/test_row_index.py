"""A school's rows in a long table."""

from __future__ import annotations

import polars as pl

from stocktake.schools.profile.row_index import RowIndex

TABLE = pl.DataFrame(
    {
        "school_urn": [3, 1, 3, 2],
        "measure": pl.Series(["a", "a", "b", "a"], dtype=pl.Categorical),
        "value": [30, 10, 31, 20],
    }
)


def test_rows_of_some_schools_and_measures() -> None:
    rows = RowIndex.of(TABLE).rows([3, 1], ["a"])
    assert rows["value"].to_list() == [10, 30]
    assert rows.schema["measure"] == pl.String


def test_of_no_school_and_of_an_unknown_one_there_are_no_rows() -> None:
    index = RowIndex.of(TABLE)
    assert index.rows([], ["a"]).is_empty()
    assert index.rows([9], ["a"]).is_empty()
