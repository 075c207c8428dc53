"""Whatever the names and cells of a CSV file are, it is read by them or refused with a reason."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import polars as pl
import pytest
from csv_files import PRODUCER, TODAY, answer
from hypothesis import given
from hypothesis import strategies as st

from stocktake.sources.column_keys import OWN_NAMES
from stocktake.sources.csv_entries import toml_value
from stocktake.sources.csv_mapping import PLACE_COLUMNS, parse_mapping
from stocktake.sources.csv_proposal import CsvProposal, propose_csv_mapping
from stocktake.sources.csv_reader import read_csv
from stocktake.sources.ees_file import LINE
from stocktake.sources.reading import Reading
from stocktake.standards.errors import InputError, StocktakeError

HOSTILE = (
    *("*", "^x$", "^.*$", "**", LINE, "place", "c1", "c2", "column 1", "items", "cell", "label"),
    *("time_period", "time_identifier", "geographic_level", "span_years", "URN", "Year", "kind"),
    *("{}", "a&b=c", "a?b", "é", "# no", '"', "'", "\\", "]", "[x]", "=", "\x1b[31m", "\x7f"),
    *("a\nb", "2021", "2021/22", "\u2028", "=cmd", "x" * 300, "P8", "%", "£", "Total", "1e5"),
    *sorted(OWN_NAMES),
    *PLACE_COLUMNS[:8],
)
CELLS = (
    *("5", "-5", "0", "5.5%", "£5", "1,204", "1e400", "-0", "٣", "½", "NaN", "inf", "c", "x", "z"),
    *(
        "~",
        "SUPP",
        "NE",
        "LOW",
        "-",
        "",
        " ",
        "Total",
        "2021",
        "202122",
        "890",
        "E06000009",
        "\x1b",
    ),
    *("119781", "=1+1", "a\nb", '"', "31/12/2021", "20211231", "1" * 400, "12.3 u", "Blackpool"),
)
names = st.sampled_from(HOSTILE) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12
)
cells = st.sampled_from(CELLS) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=8
)


def write_table(folder: str, rows: list[list[str]]) -> Path:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    path = Path(folder) / "made.csv"
    path.write_bytes(stream.getvalue().encode())
    return path


def load(path: Path, answers: dict[str, str] | None = None) -> tuple[CsvProposal, Reading]:
    proposal = propose_csv_mapping(path, producer=PRODUCER)
    mapping = path.with_suffix(".toml")
    mapping.write_bytes(answer(proposal.text, answers).encode())
    return proposal, read_csv(path, mapping, published=None, retrieved=TODAY)


def as_name(text: str) -> str:
    """What can be seen of a name, on one line."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable()).strip()


@pytest.mark.slow
@given(names.map(as_name).filter(bool), cells)
def test_a_column_of_figures_is_read_by_its_literal_name(name: str, other_column: str) -> None:
    """The column is made a figure by a person, whatever Stocktake would have made of it."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            ["LA number", "Kind of year", "Zeit", name],
            ["890", "Academic year", "202122", "5"],
        ]
        if name in rows[0][:3]:
            return
        path = write_table(folder, [*rows, ["891", "Academic year", "202122", "6"]])
        mapping = path.with_suffix(".toml")
        mapping.write_bytes(
            f"""id = "made"
title = "Made"
producer = {toml_value(other_column + "x")}
file = {{ name = "made.csv" }}
period = {{ column = "Zeit", kind_of_year_column = "Kind of year" }}
place = {{ level = "Local authority", columns = {{ old_la_code = "LA number" }} }}
columns = {{ figure = [{{ column = {toml_value(name)} }}] }}
""".encode()
        )
        reading = read_csv(path, mapping, published=None, retrieved=TODAY)
    assert reading.observations.select("series", "place", "value", "row").rows() == [
        (f"csv:made/{name}", "la-890", 5, 2),
        (f"csv:made/{name}", "la-891", 6, 3),
    ]


@pytest.mark.slow
@given(
    st.lists(names, min_size=1, max_size=5),
    st.lists(st.lists(cells, min_size=1, max_size=8), min_size=0, max_size=6),
)
def test_any_table_is_read_or_refused_with_a_reason(
    header: list[str], body: list[list[str]]
) -> None:
    key_columns = [
        ["LA code", "Year"],
        *(["890", f"20{10 + at}/{11 + at}"] for at in range(len(body))),
    ]
    rows = [[*start, *rest] for start, rest in zip(key_columns, [header, *body], strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        path = write_table(folder, rows)
        try:
            proposal, reading = load(path)
        except StocktakeError:
            return
    assert set(proposal.file.header) >= {"LA code", "Year"}
    assert (
        reading.observations.height
        == reading.observations.unique(
            ["series", "place", "time_period", "time_identifier", "span_years", "group"]
        ).height
    )
    assert set(reading.observations["series"]) == set(reading.series["series"])
    assert reading.observations.filter(
        pl.col("value").is_null(), pl.col("missing").is_null()
    ).is_empty()


@pytest.mark.slow
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused_with_a_reason(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.csv"
        path.write_bytes(content)
        try:
            proposal = propose_csv_mapping(path, producer=PRODUCER)
        except StocktakeError:
            return
    parse_mapping(answer(proposal.text), "made.toml")


@pytest.mark.slow
@given(st.lists(st.tuples(names, cells), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_a_proposal_is_always_toml_that_names_every_column_once(
    pairs: list[tuple[str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        header = ["LA code", "Rate of it", *(name for name, _ in pairs)]
        path = write_table(folder, [header, ["890", "5", *(cell for _, cell in pairs)]])
        try:
            proposal = propose_csv_mapping(path, producer=PRODUCER)
        except StocktakeError:
            return
    mapping = parse_mapping(answer(proposal.text), "made.toml")
    columns = [column for _, column in mapping.column_paths]
    assert sorted(columns) == sorted(proposal.file.header)
    assert "\x1b" not in proposal.text


def test_names_that_spell_another_series_are_refused(tmp_path: Path) -> None:
    header = ["LA code", "Year", "b", "a", "a?b=c"]
    rows = [["890", "2021/22", "Total", "5", "6"], ["890", "2021/22", "c", "7", "8"]]
    with pytest.raises(InputError) as caught:
        load(write_table(str(tmp_path), [header, *rows]))
    assert str(caught.value).splitlines() == [
        "made.csv cannot be read truthfully",
        "  made.csv: two columns or sets of items make one name: 'a?b=c'; expected names that are "
        "not spelt like two; rename a column or an item",
    ]
