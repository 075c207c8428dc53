"""Whether the rest may be used, and what the report says of it."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from invented_returns import upn_of

from stocktake.sources.pupils import check_tables
from stocktake.sources.pupils.layouts import load_limits
from stocktake.sources.pupils.rules import RULES


def carers(count: int, bad: int) -> pl.DataFrame:
    upns = [upn_of(serial) for serial in range(count - bad)] + ["?"] * bad
    start_dates = [date(2020, 1, 1 + number % 28) for number in range(count)]
    schema = {"upn": pl.String, "start_date": pl.Date, "end_date": pl.Date}
    rows = {"upn": upns, "start_date": start_dates, "end_date": [None] * count}
    return pl.DataFrame(rows, schema=schema)


@pytest.mark.parametrize(("bad", "usable"), [(0, True), (2, True), (3, False)])
def test_the_rest_may_be_used_up_to_two_per_cent(bad: int, usable: bool) -> None:
    report = check_tables({"young_carers": carers(100, bad)})
    assert report.set_aside_count("young_carers") == bad
    assert report.usable.usable is usable


def test_the_report_says_why_the_rest_may_not_be_used() -> None:
    report = check_tables({"young_carers": carers(100, 6)})
    assert report.usable.reasons == (
        "young_carers: 6 of 100 rows (6.0%) fail R-010 (a UPN has 13 characters: a letter other "
        "than I, O and S, then three digits); at most 2% may",
        "young_carers: 6 of 100 rows (6.0%) are set aside; at most 5% may be",
    )
    row = report.summary().filter(rule="R-010").row(0, named=True)
    assert row["where"] == "young_carers: rows 95, 96, 97, 98, 99 and 1 more"
    assert (row["rows_count"], row["percent"], row["columns"]) == (6, 6.0, "upn")


def test_reports_of_parts_add_up_to_that_of_the_whole() -> None:
    whole = carers(100, 4)
    apart = [check_tables({"young_carers": part}) for part in (whole.head(60), whole.tail(40))]
    together = apart[0] + apart[1]
    assert together.rows_count == {"young_carers": 100}
    assert together.usable.reasons == check_tables({"young_carers": whole}).usable.reasons


def test_a_query_sets_no_row_aside() -> None:
    rows = carers(3, 0).with_columns(upn=pl.lit(upn_of(1)))
    report = check_tables({"young_carers": rows})
    assert report.findings["rule"].unique().to_list() == ["R-031"]
    assert (report.set_aside_count(), report.usable.usable) == (0, True)


def test_no_rows_are_no_reason_against_use() -> None:
    assert check_tables({"young_carers": carers(0, 0)}).usable.usable


def test_limits_name_rules_that_exist() -> None:
    assert {limit.rule for limit in load_limits().limit} <= set(RULES)


def test_an_official_number_names_its_return() -> None:
    assert {rule.id for rule in RULES.values() if rule.official} == {
        *("1510", "1530", "1540", "1550", "4220")
    }
    assert all(rule.id.startswith("R-") for rule in RULES.values() if not rule.official)
