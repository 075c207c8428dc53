"""A name from a file is data: no column or item of it is ever taken for a pattern or for ours."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stocktake.disclosure import (
    Measure,
    Register,
    Structure,
    attack,
    build_problem,
    release,
)
from stocktake.disclosure.structure import Dimension, Split
from stocktake.sources.column_keys import OWN_NAMES, column_key
from stocktake.sources.ees import read_ees
from stocktake.sources.ees_file import LINE
from stocktake.sources.ees_lines import attackable
from stocktake.sources.lait import read_lait
from stocktake.sources.lait_dictionary import COLUMNS as DICTIONARY_COLUMNS
from stocktake.sources.structured import read_structured
from stocktake.standards.errors import InputError
from stocktake.standards.places import place_register

PLACES = [
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name"),
    *("region_code", "region_name", "old_la_code", "new_la_code", "la_name"),
]
ENGLAND = ["202223", "Academic year", "National", "E92000001", "England", "", "", "", "", ""]
HOSTILE = (
    "*",
    "^x$",
    "^.*$",
    "^$",
    "**",
    "a*",
    LINE,
    "line",
    "series suffix",
    "items in words",
    "key",
    "column '*'",
    "column 11",
    "{}",
    "a&b=c",
    "a?b",
    "é",
    "own level",
    *sorted(OWN_NAMES),
)

names = st.sampled_from(HOSTILE) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1
).map(str.strip).filter(bool)
items = names.filter(lambda text: not set(text) & set("&=?"))


def lines(*rows: list[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def write(folder: Path, data: str, meta: str) -> Path:
    path = folder / "made.csv"
    path.write_text(data, encoding="utf-8")
    (folder / "made.meta.csv").write_text(meta, encoding="utf-8")
    return path


def data_set(folder: Path, filter_name: str, indicator: str, group: str, item: str) -> Path:
    """One filter with a grouping column, and one indicator, of whatever names."""
    head = ["col_name", "col_type", "label", "filter_grouping_column"]
    meta = lines(
        head, [filter_name, "Filter", "Kind", group], [indicator, "Indicator", "Pupils", ""]
    )
    rows = [["All", "Total", "45"], ["Some", item, "40"], ["Others", "Rest of them", "c"]]
    data = lines([*PLACES, group, filter_name, indicator], *([*ENGLAND, *cells] for cells in rows))
    return write(folder, data, meta)


@pytest.mark.slow
@given(st.lists(names, min_size=3, max_size=3, unique=True), items)
def test_columns_and_items_of_a_data_set_are_read_by_their_literal_names(
    columns: list[str], item: str
) -> None:
    filter_name, indicator, group = columns
    with tempfile.TemporaryDirectory() as folder:
        path = data_set(Path(folder), filter_name, indicator, group, item)
        reading = read_ees(path, published=None, retrieved=date(2026, 1, 1))
        attackable(path, register=place_register())
    figures = dict(reading.observations.select("series", "value").rows())
    start = f"ees:made/{indicator}"
    assert figures[start] == 45
    if item not in ("Total", "Rest of them"):
        assert figures[f"{start}?{filter_name}={item}"] == 40
        assert figures[f"{start}?{filter_name}=Rest of them"] is None


@pytest.mark.slow
@given(st.lists(names, min_size=2, max_size=2, unique=True), items)
def test_a_table_to_release_or_attack_is_read_by_its_literal_names(
    columns: list[str], item: str
) -> None:
    dimension, measure = columns
    if item in ("Total", "Support") or f"{measure}_symbol" == dimension:
        return
    # A count that is named like a percentage is asked about, and nothing leaves: see its own tests.
    assume("%" not in measure)
    parts = ("Support", item)
    structure = Structure(
        population="all",
        place="school-900001",
        period="202324",
        measure=(Measure(id="m", column=measure),),
        dimension=(
            Dimension(
                id="need",
                column=dimension,
                total="Total",
                split=(Split(total="Total", parts=parts),),
            ),
        ),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_text(
            lines([dimension, measure], ["Support", "31"], [item, "60"], ["Total", "91"]),
            encoding="utf-8",
        )
        table = read_structured(path, structure)
        attack(build_problem([table]))
        published_table = release(
            table.frame,
            structure,
            "stocktake_default",
            Register(Path(folder) / "register"),
            "data-lead",
            date(2026, 1, 1),
            name="t",
        )
    header, *rows = csv.reader(io.StringIO(published_table.csv))
    assert header == [dimension, measure]
    assert sorted(rows) == sorted([["Support", "31"], [item, "60"], ["Total", "91"]])


@pytest.mark.slow
@given(names)
def test_columns_of_lait_that_nobody_knows_are_named_and_not_read(name: str) -> None:
    heads = ["Short Desc", "Years", "LA Number", "Values"]
    if name in (*heads, "Data item", "LA and Regions", "Region"):
        return
    with tempfile.TemporaryDirectory() as folder:
        dictionary, long = Path(folder) / "d.csv", Path(folder) / "long.parquet"
        dictionary.write_text(
            lines(
                list(DICTIONARY_COLUMNS),
                ["Topic", "Title", name, "High", "%", "", "", "", "0", "Academic Year", "NA"],
            ),
            encoding="utf-8",
        )
        pl.DataFrame(
            [(name, "2025", 890.0, "55", "7")], schema=[*heads, name], orient="row"
        ).write_parquet(long)
        reading = read_lait(long, dictionary, published=None, retrieved=date(2026, 1, 1))
    assert reading.observations.select("series", "value").rows() == [(f"lait:{name}", 55)]
    assert any(repr(name) in str(note) for note in reading.notes)


@given(st.lists(names, min_size=2, max_size=20, unique=True))
def test_no_two_names_share_a_key_and_no_key_is_a_pattern(columns: list[str]) -> None:
    keys = [column_key(name) for name in columns]
    assert len(set(keys)) == len(keys)
    frame = pl.DataFrame({key: [number] for number, key in enumerate(keys)})
    assert [frame.select(pl.col(key)).row(0) for key in keys] == [
        (number,) for number in range(len(keys))
    ]


def simple(folder: Path, header: list[str], *rows: list[str]) -> Path:
    meta = lines(["col_name", "col_type", "label"], ["pupils", "Indicator", "Pupils"])
    return write(folder, lines([*PLACES, *header], *([*ENGLAND, *row] for row in rows)), meta)


def test_a_comma_at_the_end_of_every_line_makes_no_column(tmp_path: Path) -> None:
    path = simple(tmp_path, ["pupils", "", ""], ["45", "", ""])
    reading = read_ees(path, published=None, retrieved=date(2026, 1, 1))
    assert reading.observations.select("series", "value").rows() == [("ees:made/pupils", 45)]


def test_a_column_without_a_name_that_holds_something_is_refused(tmp_path: Path) -> None:
    path = simple(tmp_path, ["pupils", ""], ["45", "7"])
    with pytest.raises(InputError) as caught:
        read_ees(path, published=None, retrieved=date(2026, 1, 1))
    assert str(caught.value).splitlines() == [
        "cannot read made.csv",
        "  made.csv: line 1: column 12 has no name and holds text (first in line 2); expected a "
        "name for each column; give the column a name, or remove it",
    ]


def test_items_that_spell_the_name_of_another_series_are_refused(tmp_path: Path) -> None:
    meta = lines(
        ["col_name", "col_type", "label"],
        ["a", "Filter", "A"],
        ["b", "Filter", "B"],
        ["pupils", "Indicator", "Pupils"],
    )
    rows = [["x&b=y", "Total", "1"], ["x", "y", "2"]]
    data = lines([*PLACES, "a", "b", "pupils"], *([*ENGLAND, *row] for row in rows))
    with pytest.raises(InputError) as caught:
        read_ees(write(tmp_path, data, meta), published=None, retrieved=date(2026, 1, 1))
    assert str(caught.value).splitlines()[1] == (
        "  made.csv: two sets of filter items make one name: '?a=x&b=y'; expected items that are "
        "not spelt like two; rename an item"
    )
