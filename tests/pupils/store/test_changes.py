"""Loads, numbers that change, retention and erasure, compared with plain tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_returns import TABLES, A, B, C, upn_of

from stocktake.pupils.store import PupilStore, StoreKeys
from stocktake.pupils.store.links import first_numbers
from stocktake.standards.errors import StoreError, UsageError

pytestmark = pytest.mark.slow

Tables = Callable[..., list[tuple[str, pl.DataFrame]]]
NEXT_DAY = date(2024, 9, 20)
D, E = upn_of(4), upn_of(5)


def pupils_of(year: str, *rows: tuple[str, str]) -> str:
    header = TABLES["pupils"].strip().splitlines()[0]
    lines = [
        f"{year},{upn},{former},Zz,Qu,,2010-01-01,F,WBRI,ENG,,,,8,N,,N,N," for upn, former in rows
    ]
    return "\n".join([header, *lines, ""])


def test_what_was_loaded_is_what_is_scanned(store: PupilStore, tables: Tables) -> None:
    assert dict(store.status().select("table", "rows_count").group_by("table").sum().rows()) == {
        "schools": 2,
        "calendar": 2,
        "pupils": 3,
        "identifiers": 3,
        "enrolments": 4,
        "marks": 4,
        "exclusions": 1,
        "young_carers": 1,
    }
    names = {upn: store.pseudonym(upn) for upn in (A, B, C)}
    assert len(set(names.values())) == 3
    for table, rows in tables():
        stored_rows = store.scan(table).collect()
        if "upn" in rows.columns:
            pseudonymised_rows = rows.with_columns(pupil=pl.col("upn").replace_strict(names))
            plain = pseudonymised_rows.select(stored_rows.columns)
            if table == "pupils":
                plain = plain.with_columns(pl.col("date_of_birth").dt.month_start())
        else:
            plain = rows.select(stored_rows.columns)
        order = stored_rows.columns
        assert stored_rows.sort(order).equals(plain.sort(order)), table


def test_identifiers_join_attributes_by_pseudonym(store: PupilStore) -> None:
    joined_rows = store.identifiers().join(store.scan("pupils"), on=["pupil", "time_period"])
    rows = joined_rows.select("upn", "sex", "nc_year").sort("upn").collect().rows()
    assert rows == sorted([(A, "F", "8"), (B, "M", "8"), (C, "M", "9")])


def test_a_year_is_replaced_and_other_years_stay(store: PupilStore, tables: Tables) -> None:
    report = store.load(
        tables(pupils=pupils_of("202425", (A, ""), (D, "")))[2:3], loaded_on=NEXT_DAY
    )
    assert [(p.table, p.time_period, p.rows_count, p.before_count) for p in report.parts] == [
        ("identifiers", "202425", 2, 0),
        ("pupils", "202425", 2, 0),
    ]
    assert store.scan("pupils").collect().height == 5
    assert store.scan("pupils", ["202425"]).collect().height == 2
    assert store.scan("pupils", ["2023/24", "202425"]).collect().height == 5


def test_spells_are_scanned_by_the_years_that_they_touch(store: PupilStore) -> None:
    entries = store.scan("enrolments", ["202425"]).collect()
    # The second pupil left the first school in December 2023.
    assert entries.height == 3
    assert store.scan("enrolments", ["202021"]).collect().is_empty()


def test_no_data_is_not_nought(store: PupilStore) -> None:
    for table, years, problem in (
        ("predictions", None, "holds no predictions; load them first"),
        (
            "pupils",
            ["201819"],
            "holds no pupils of 201819; expected one of 202324; load them first",
        ),
    ):
        with pytest.raises(StoreError) as caught:
            store.scan(table, years)
        assert str(caught.value) == f"the pupil store refuses\n  {store.folder}: {problem}"
    with pytest.raises(UsageError, match="no pupil table is called 'pupil'"):
        store.scan("pupil")


def test_an_empty_store_says_so(tmp_path: Path, keys: StoreKeys) -> None:
    empty = PupilStore(tmp_path / "none", keys=keys)
    assert empty.status().is_empty()
    assert not empty.folder.exists()
    with pytest.raises(StoreError, match="holds nothing; load it with: stocktake pupils load"):
        empty.scan("pupils")


def test_a_few_stray_rows_do_not_replace_a_year(store: PupilStore, tables: Tables) -> None:
    stray = tables(pupils=pupils_of("202324", (A, "")))[2:3]
    with pytest.raises(StoreError) as caught:
        store.load(stray, loaded_on=NEXT_DAY)
    assert str(caught.value) == (
        "nothing was loaded\n"
        "  identifiers 202324: would fall from 3 rows to 1; expected a file that holds all the "
        "rows of the years that it names; take the stray rows out, or say that it may shrink\n"
        "  pupils 202324: would fall from 3 rows to 1; expected a file that holds all the rows of "
        "the years that it names; take the stray rows out, or say that it may shrink"
    )
    assert store.scan("pupils").collect().height == 3
    store.load(stray, loaded_on=NEXT_DAY, may_shrink=True)
    assert store.scan("pupils").collect().height == 1


def test_a_load_that_fails_half_way_has_not_happened(store: PupilStore, tables: Tables) -> None:
    before = sorted(path for path in store.folder.rglob("*.parquet"))

    def fail_half_way() -> object:
        yield from tables(pupils=pupils_of("202425", (A, "")))
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="the disk is full"):
        store.load(fail_half_way(), loaded_on=NEXT_DAY)  # type: ignore[arg-type]
    assert sorted(path for path in store.folder.rglob("*.parquet")) == before


def test_pupils_come_before_the_tables_that_name_them(store: PupilStore, tables: Tables) -> None:
    with pytest.raises(UsageError, match="pupils must be loaded before the tables that name pup"):
        store.load(reversed(tables()), loaded_on=NEXT_DAY)


def test_a_new_number_has_the_pseudonym_of_the_one_before_it(
    store: PupilStore, tables: Tables
) -> None:
    before = store.pseudonym(A)
    store.load(tables(pupils=pupils_of("202425", (D, A)))[2:3], loaded_on=NEXT_DAY)
    assert store.pseudonym(D) == store.pseudonym(A) == before
    years = store.scan("pupils").filter(pl.col("pupil") == before).collect()["time_period"]
    assert sorted(years) == ["202324", "202425"]


@pytest.mark.slow
def test_a_link_learnt_late_leads_every_table_back(store: PupilStore, tables: Tables) -> None:
    """The pupil was loaded under both numbers before anybody said that they were one."""
    carers = f"upn,start_date,end_date\n{C},2022-05-03,\n{D},2024-09-02,\n"
    new_tables = tables(pupils=pupils_of("202425", (D, "")), young_carers=carers)
    store.load([new_tables[2]], loaded_on=NEXT_DAY)
    apart = store.pseudonym(D)
    assert apart != store.pseudonym(A)
    store.load(tables(pupils=pupils_of("202526", (D, A)))[2:3], loaded_on=date(2025, 9, 20))
    assert store.pseudonym(D) == store.pseudonym(A) != apart
    rows = store.scan("pupils").filter(pl.col("pupil") == store.pseudonym(A)).collect()
    assert sorted(rows["time_period"]) == ["202324", "202425", "202526"]
    for table in set(store.status()["table"]) - {"schools", "calendar", "identifiers"}:
        assert apart not in store.scan(table).collect()["pupil"].to_list()
    assert apart not in store.identifiers().collect()["pupil"].to_list()


@given(st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF")), max_size=8))
def test_a_first_number_is_found_from_every_later_one(links: list[tuple[str, str]]) -> None:
    frame = pl.DataFrame(links, schema={"upn": pl.String, "former_upn": pl.String}, orient="row")
    first = first_numbers(frame)
    former = {upn: before for upn, before in sorted(links) if upn != before}
    for upn in former:
        # Walking back as far as one can never changes the answer.
        assert first.get(former[upn], former[upn]) == first[upn]


@pytest.mark.slow
def test_retention_keeps_what_lasts_into_the_first_year_that_stays(
    store: PupilStore, tables: Tables
) -> None:
    store.load(tables(pupils=pupils_of("202425", (A, ""), (D, "")))[2:3], loaded_on=NEXT_DAY)
    removal = store.retain(before="202425")
    assert removal.rows_count == {
        "calendar": 2,
        "pupils": 3,
        "identifiers": 3,
        "marks": 4,
        "exclusions": 1,
        "enrolments": 1,
    }
    assert store.scan("pupils").collect()["time_period"].to_list() == ["202425"] * 2
    assert store.scan("enrolments").collect()["leaving_date"].to_list() == [None] * 3
    assert store.scan("schools").collect().height == 2
    assert not store.retain(before="202425").has_rows


@pytest.mark.slow
def test_erasure_takes_every_row_of_one_pupil_and_no_other(
    store: PupilStore, tables: Tables
) -> None:
    store.load(tables(pupils=pupils_of("202425", (E, B), (A, "")))[2:3], loaded_on=NEXT_DAY)
    pupil = store.pseudonym(B)
    with_pupils = sorted(set(store.status()["table"]) - {"schools", "calendar", "identifiers"})
    other_rows = {
        table: store.scan(table).filter(pl.col("pupil") != pupil).collect() for table in with_pupils
    }
    paths = set(store.folder.rglob("*.parquet"))
    removal = store.erase(E)  # the later number: rows under the earlier go too
    assert removal.rows_count == {"pupils": 2, "identifiers": 2, "enrolments": 2, "exclusions": 1}
    for table, rows in other_rows.items():
        if rows.height:
            assert store.scan(table).collect().equals(rows), table
        else:
            assert table not in set(store.status()["table"])
    assert {B, E} & set(store.identifiers().collect()["upn"]) == set()
    # Files that did not hold the pupil were not touched, those that did are gone.
    left = set(store.folder.rglob("*.parquet"))
    assert {p for p in paths & left if "marks" in p.parts}
    assert not {p for p in paths & left if "exclusions" in p.parts}
    assert not store.erase(B).has_rows
