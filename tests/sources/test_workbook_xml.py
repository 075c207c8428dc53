"""The parser of a workbook is handed nothing that declares entities, whatever it is written in."""

from __future__ import annotations

import gc
import re

import pytest
from hostile_workbooks import row, sheet
from hostile_xml import ENTITIES, HIDDEN_TABLE, PARTS, ROWS, book_of, declaring, links

from stocktake.sources.workbook import open_workbook
from stocktake.sources.workbook.limits import BrokenError
from stocktake.sources.workbook.xml import read_elements
from stocktake.standards.errors import InputError

EXPECTED_CELLS = [["1"], ["66.20%"]]
SHEET = "xl/worksheets/sheet1.xml"


def read(parts: dict[str, str | bytes]) -> list[list[str]]:
    return open_workbook(book_of(parts), "book.xlsx").read("Returns").texts()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_of_workbooks_are_read(encoding: str) -> None:
    assert read({name: xml.encode(encoding) for name, xml in PARTS.items()}) == EXPECTED_CELLS


def test_parts_of_any_name_are_read() -> None:
    renamed_parts = {
        "xl/_rels/workbook.xml.rels": links("../odd/Tabelle.bin", "/texts", "s.txt"),
        "odd/Tabelle.bin": PARTS[SHEET],
        "texts": PARTS["xl/sharedStrings.xml"],
        "xl/s.txt": PARTS["xl/styles.xml"],
        SHEET: "no XML",
        "xl/sharedStrings.xml": "no XML",
        "xl/styles.xml": "no XML",
    }
    assert read(renamed_parts) == EXPECTED_CELLS


def test_what_shows_no_cell_is_never_parsed() -> None:
    names = ["xl/theme/theme1.xml", "xl/drawings/drawing1.xml", "xl/comments1.xml", "_rels/.rels"]
    names += ["docProps/core.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/calcChain.xml"]
    assert read({name: declaring("<a>&j;</a>") for name in names}) == EXPECTED_CELLS


HIDDEN_ROW = row(1, "A1") + row(2, "A2").replace("<row", '<row hidden="1"')


@pytest.mark.parametrize(
    "content",
    [
        sheet(HIDDEN_ROW)
        .replace("sheetData>", "sheetData >")
        .replace("<sheetData", f"<?a <sheetData>{row(1, 'A1')}</sheetData>?><sheetData"),
        f"<!--{HIDDEN_TABLE.decode('utf-16-le')}-->{sheet(HIDDEN_ROW)}".encode("utf-16"),
    ],
    ids=["in an instruction", "in a comment of UTF-16"],
)
def test_what_only_looks_like_the_rows_hides_none(content: str | bytes) -> None:
    with pytest.raises(InputError, match=re.escape("row 2: the row is hidden")):
        read({SHEET: content})


def test_the_parser_is_handed_nothing_that_was_not_looked_through() -> None:
    for content in (declaring("<a><b/></a>"), declaring("<a><b/></a>", "utf-16")):
        with pytest.raises(BrokenError, match="declares entities"):
            next(read_elements(content, "b"))
    with pytest.raises(BrokenError):  # after the first element it is an error of the XML itself
        list(read_elements(f"<a>{ENTITIES}<b/></a>".encode(), "b"))


@pytest.mark.parametrize(
    "number", ["-1", "9" * 5_000, "a", ""], ids=["negative", "long", "letter", "blank"]
)
def test_a_format_without_a_number_is_damage(number: str) -> None:
    styles = PARTS["xl/styles.xml"].replace('numFmtId="10"', f'numFmtId="{number}"')
    with pytest.raises(InputError, match="a damaged one"):
        read({"xl/styles.xml": styles})


def test_a_number_under_a_format_that_nobody_knows_is_refused() -> None:
    with pytest.raises(InputError, match="A2: has a format that is not known"):
        read({"xl/styles.xml": PARTS["xl/styles.xml"].replace('"10"', '"58"')})


@pytest.mark.parametrize("number", ["1e999", "nan", "1_000", "0x1", "--1", "1.2.3"])
def test_what_is_no_number_is_damage(number: str) -> None:
    with pytest.raises(InputError, match="a damaged one"):
        read({SHEET: sheet(ROWS.replace("0.662", number))})


@pytest.mark.parametrize(
    ("number", "text"),
    [("9e300", f"9{'0' * 302}.00%"), ("1e-300", "0.00%"), ("9" * 40, f"1{'0' * 42}.00%")],
    ids=["large", "small", "long"],
)
def test_a_number_of_any_length_is_shown(number: str, text: str) -> None:
    assert read({SHEET: sheet(ROWS.replace("0.662", number))}) == [["1"], [text]]


@pytest.mark.parametrize(
    "cell",
    [
        '<c t="s"><v>-1</v></c>',
        '<c t="s"><v>1</v></c>',
        '<c s="-1"><v>1</v></c>',
        '<c s="2"><v>1</v></c>',
        '<c t="x"><v>1</v></c>',
        '<c t="b"><v>x</v></c>',
        '<c t="d"><v>x</v></c>',
    ],
)
def test_a_cell_that_refers_to_nothing_is_damage(cell: str) -> None:
    with pytest.raises(InputError, match="a damaged one"):
        read({SHEET: sheet(f'<row r="1">{cell}</row>')})


@pytest.mark.parametrize(("word", "day"), [("0", "2025-03-31"), ("true", "2029-04-01")])
def test_days_are_counted_from_the_epoch_of_the_workbook(word: str, day: str) -> None:
    parts: dict[str, str | bytes] = {
        "xl/styles.xml": PARTS["xl/styles.xml"].replace('"10"', '"14"'),
        "xl/workbook.xml": PARTS["xl/workbook.xml"].replace(
            "<sheets>", f'<workbookPr date1904="{word}"/><sheets>'
        ),
        SHEET: sheet(ROWS.replace("0.662", "45747")),
    }
    assert read(parts) == [["1"], [day]]


def test_a_text_in_its_cell_is_read_with_its_runs() -> None:
    inline = "<is><r><t>Year </t></r><r><t>11</t></r><rPh><t>no</t></rPh></is>"
    content = sheet(f'<row r="1"><c r="A1" t="inlineStr">{inline}</c><c><v>5</v></c></row>')
    assert read({SHEET: content}) == [["Year 11", "5"]]


def test_the_collector_goes_on_after_a_workbook_that_is_read_or_refused() -> None:
    assert gc.isenabled()
    read({})
    assert gc.isenabled()
    with pytest.raises(InputError):
        read({SHEET: declaring("<a/>")})
    assert gc.isenabled()
