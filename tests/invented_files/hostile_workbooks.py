"""Workbooks made to harm whoever opens them, and the words that refuse each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_ML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_ML}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEET_ML}.sharedStrings+xml"/>'
    "</Types>"
)
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Returns" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>"
)
ENTITIES = (
    '<!DOCTYPE sst [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)
DAMAGED = "is not a workbook, or a damaged one; expected an .xlsx file"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheet(rows: str, *, head: str = "", tail: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'


def cell(reference: str, value: str = "1") -> str:
    return f'<c r="{reference}"><v>{value}</v></c>'


def row(number: int, *references: str) -> str:
    return f'<row r="{number}">{"".join(map(cell, references))}</row>'


def strings(texts: str, prolog: str = "") -> str:
    return f'{prolog}<sst xmlns="{MAIN}">{texts}</sst>'


def book(rows: str = "", **parts: str) -> bytes:
    """A workbook of one sheet, with parts replaced by name."""
    contents = {
        "[Content_Types].xml": parts.get("types", TYPES),
        "xl/workbook.xml": parts.get("workbook", BOOK),
        "xl/_rels/workbook.xml.rels": LINKS,
        "xl/worksheets/sheet1.xml": parts.get("sheet", sheet(rows)),
        "xl/sharedStrings.xml": parts.get("strings", strings("<si><t>a</t></si>")),
    }
    if "more" in parts:
        contents[parts["more"]] = ""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def open_document(rows: str) -> bytes:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return stream.getvalue()


FAR = row(1, "A1") + row(1_048_576, "XFD1048576")
WIDE = f'<row r="1">{"<c><v>1</v></c>" * 256}</row>' + row(1_048_576, "A1048576")
MANY_MERGED = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(2, 1_000_002))
SHARED = "".join(
    f'<row r="{n}">' + "".join(f'<c r="{c}{n}" t="s"><v>0</v></c>' for c in "ABCDEFGHIJ") + "</row>"
    for n in range(1, 3_001)
)
PERCENT_CELL = (
    '<table:table-row><table:table-cell office:value-type="percentage" office:value="0.662">'
    "<text:p>66.2%</text:p></table:table-cell></table:table-row>"
)

HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "two cells at opposite corners": (
        "far.xlsx",
        lambda: book(FAR),
        "has 2 cells spread over 1,048,576 rows and 16,384 columns; expected cells side by side; "
        "delete what stands far away from the table",
    ),
    "an extent that is declared small": (
        "far.xlsx",
        lambda: book(sheet=sheet(FAR, head='<dimension ref="A1:B2"/>')),
        "has 2 cells spread over 1,048,576 rows and 16,384 columns; expected cells side by side; "
        "delete what stands far away from the table",
    ),
    "256 columns and a far row": (
        "wide.xlsx",
        lambda: book(WIDE),
        "has 257 cells spread over 1,048,576 rows and 256 columns; expected cells side by side; "
        "delete what stands far away from the table",
    ),
    "a bomb": (
        "bomb.xlsx",
        lambda: book(" " * (400 * 1024**2)),
        "unpacks to more than 32 MB; expected a smaller workbook; save it as CSV UTF-8",
    ),
    "a bomb of elements": (
        "rows.xlsx",
        lambda: book("<row/>" * 4_000_000),
        "has more than 300,000 XML elements of an unusual shape; expected a smaller workbook; save "
        "the sheet as CSV UTF-8",
    ),
    "deep nesting": (
        "deep.xlsx",
        lambda: book("<a>" * 100_000 + "</a>" * 100_000),
        "nests its parts deeper than any workbook; expected a workbook",
    ),
    "a billion laughs": (
        "laughs.xlsx",
        lambda: book(strings=strings("<si><t>&j;</t></si>", ENTITIES)),
        "declares entities or a document type; expected a workbook; save it again",
    ),
    "one endless text": (
        "text.xlsx",
        lambda: book(row(1, "A1"), strings=strings(f"<si><t>{'a' * 30_000_000}</t></si>")),
        "has a text of more than 32,767 characters",
    ),
    "two million texts": (
        "texts.xlsx",
        lambda: book(row(1, "A1"), strings=strings("<si><t>a</t></si>" * 1_900_000)),
        "has more than 500,000 texts; expected a smaller workbook; save it as CSV UTF-8",
    ),
    "one text shown by every cell": (
        "shared.xlsx",
        lambda: book(SHARED, strings=strings(f"<si><t>{'a' * 32_000}</t></si>")),
        "shows more text than a table has; expected a smaller workbook",
    ),
    "a million merged ranges": (
        "merged.xlsx",
        lambda: book(sheet=sheet(row(1, "A1"), tail=f"<mergeCells>{MANY_MERGED}</mergeCells>")),
        "has more than 1,000 merged ranges; expected a table; unmerge them",
    ),
    "an endless tag": (
        "tag.xlsx",
        lambda: book(f'<row r="1"><c r="A1" x="{"a" * 20_000_000}"/></row>'),
        "has a tag longer than any workbook; expected a workbook",
    ),
    "a number of a million digits": (
        "digits.xlsx",
        lambda: book(f'<row r="1">{cell("A1", "9" * 1_000_000)}</row>'),
        "has 1,000,000 characters in cell A1; expected at most 64",
    ),
    "another content type": (
        "letter.xlsx",
        lambda: book(types=TYPES.replace("sheet.main", "document.main")),
        "does not declare itself a workbook; expected an .xlsx file; save it again",
    ),
    "macros under another name": (
        "macros.xlsx",
        lambda: book(
            types=TYPES.replace(
                f"{SHEET_ML}.sheet.main+xml",
                "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
        ),
        "is named .xlsx but holds macros; save it as .xlsx",
    ),
    "a binary workbook": (
        "binary.xlsx",
        lambda: book(more="xl/workbook.bin"),
        "is a binary workbook (.xlsb); expected an .xlsx file; save it as Excel Workbook (.xlsx)",
    ),
    "two parts of one name": (
        "twice.xlsx",
        lambda: book(more="XL/Workbook.xml"),
        "holds two parts of one name; expected a workbook; save it again",
    ),
    "a workbook with a password": (
        "locked.xlsx",
        lambda: COMPOUND + "EncryptedPackage".encode("utf-16-le"),
        "is locked with a password; expected an open workbook; unlock it",
    ),
    "half a workbook": ("half.xlsx", lambda: book(row(1, "A1"))[:700], DAMAGED),
    "an older workbook under another name": (
        "old.xlsx",
        lambda: COMPOUND + bytes(2_000),
        "is named .xlsx but is an older workbook (.xls); save it as .xlsx",
    ),
    "a damaged older workbook": ("old.xls", lambda: COMPOUND + b"\xff" * 5_000, DAMAGED),
    "an open document with percentages": (
        "percent.ods",
        lambda: open_document(PERCENT_CELL),
        "has cells that show a percentage; expected a plain table; save it as .xlsx to see which "
        "cells",
    ),
}
