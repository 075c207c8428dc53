"""Workbooks whose XML declares entities, in every part and spelling that may come."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Callable

from hostile_workbooks import (
    BOOK,
    DAMAGED,
    ENTITIES,
    MAIN,
    OFFICE,
    PACKAGE,
    TYPES,
    row,
    sheet,
    strings,
)

DECLARES_ENTITIES = "declares entities or a document type; expected a workbook; save it again"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>'
    "</styleSheet>"
)
STEP = 65_536
"""Bytes that the scan takes at a time."""


def links(
    sheet_name: str = "worksheets/sheet1.xml",
    strings_name: str = "sharedStrings.xml",
    styles_name: str = "styles.xml",
) -> str:
    names = {"worksheet": sheet_name, "sharedStrings": strings_name, "styles": styles_name}
    relationships = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{name}"/>'
        for number, (kind, name) in enumerate(names.items(), start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{relationships}</Relationships>'


ROWS = row(1, "A1") + '<row r="2"><c r="A2" s="1"><v>0.662</v></c></row>'
PARTS = {
    "[Content_Types].xml": TYPES,
    "xl/workbook.xml": BOOK,
    "xl/_rels/workbook.xml.rels": links(),
    "xl/worksheets/sheet1.xml": sheet(ROWS),
    "xl/sharedStrings.xml": strings("<si><t>a</t></si>"),
    "xl/styles.xml": STYLES,
}
"""A workbook with one of each part that is read."""


def book_of(parts: dict[str, str | bytes]) -> bytes:
    """The workbook with some parts replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**PARTS, **parts}.items():
            archive.writestr(name, content)
    return stream.getvalue()


def declaring(
    xml: str, encoding: str = "utf-8", *, declared_encoding: str = "", mark: bytes = b""
) -> bytes:
    """XML that declares entities before its first element."""
    declaration = (
        f'<?xml version="1.0" encoding="{declared_encoding}"?>' if declared_encoding else ""
    )
    return mark + (declaration + ENTITIES + xml).encode(encoding)


def declared_in_ascii(name: str, encoding: str) -> bytes:
    """XML whose declaration is in ASCII and the rest in the encoding that it names."""
    declaration = f'<?xml version="1.0" encoding="{name}"?>'.encode()
    return declaration + (ENTITIES + STYLES).encode(encoding)


def at_a_step(xml: str) -> str:
    """XML whose document type begins in one step of the scan and ends in the next."""
    return f"<!--{'a' * (STEP - 7 - 5)}-->{ENTITIES}{xml}"


def case(name: str, content: str | bytes, message: str) -> tuple[str, Callable[[], bytes], str]:
    return "xml.xlsx", lambda: book_of({name: content}), message


SPELLINGS: dict[str, tuple[bytes, str]] = {
    "UTF-8": (declaring(STYLES), DECLARES_ENTITIES),
    "UTF-8 with a mark": (declaring(STYLES, mark=codecs.BOM_UTF8), DECLARES_ENTITIES),
    "UTF-16 LE with a mark": (
        declaring(STYLES, "utf-16-le", mark=codecs.BOM_UTF16_LE),
        DECLARES_ENTITIES,
    ),
    "UTF-16 BE with a mark": (
        declaring(STYLES, "utf-16-be", mark=codecs.BOM_UTF16_BE),
        DECLARES_ENTITIES,
    ),
    "UTF-16 LE without a mark": (
        declaring(STYLES, "utf-16-le", declared_encoding="UTF-16"),
        DECLARES_ENTITIES,
    ),
    "UTF-16 BE without a mark": (
        declaring(STYLES, "utf-16-be", declared_encoding="UTF-16"),
        DECLARES_ENTITIES,
    ),
    "UTF-16 that says nothing": (declaring(STYLES, "utf-16-le"), DECLARES_ENTITIES),
    "UTF-16 that says UTF-8": (declaring(STYLES, "utf-16-le", declared_encoding="UTF-8"), DAMAGED),
    "UTF-8 that says UTF-16": (declaring(STYLES, declared_encoding="UTF-16"), DAMAGED),
    "UTF-32": (declaring(STYLES, "utf-32"), DAMAGED),
    "UTF-7": (
        declared_in_ascii("UTF-7", "utf-7"),
        "has XML in 'UTF-7'; expected UTF-8; save it again",
    ),
    "UTF-7 that says nothing": (
        (ENTITIES + STYLES).encode("utf-7").replace(b"<", b"+ADw-"),
        DAMAGED,
    ),
    "EBCDIC": (
        declared_in_ascii("cp037", "cp037"),
        "has XML in 'cp037'; expected UTF-8; save it again",
    ),
    "EBCDIC throughout": (declaring(STYLES, "cp037", declared_encoding="cp037"), DAMAGED),
    "Latin": (
        declaring(STYLES, "latin-1", declared_encoding="ISO-8859-1"),
        "has XML in 'ISO-8859-1'; expected UTF-8; save it again",
    ),
    "an encoding that does not exist": (
        declaring(STYLES, declared_encoding="x"),
        "has XML in 'x'; expected UTF-8; save it again",
    ),
}

# As UTF-16 these characters are the bytes of a table, and of shared texts, in a comment.
HIDDEN_TABLE = (
    f'<worksheet xmlns="{MAIN}" ><sheetData>{row(1, "A1")}'.encode() + b"</sheetData>"
).ljust(400)

HOSTILE_XML: dict[str, tuple[str, Callable[[], bytes], str]] = {
    **{
        f"entities in {spelling}": case("xl/styles.xml", content, message)
        for spelling, (content, message) in SPELLINGS.items()
    },
    **{
        f"entities in {name}": case(name, declaring(xml), DECLARES_ENTITIES)
        for name, xml in PARTS.items()
    },
    **{
        f"entities in {name} as UTF-16": case(name, declaring(xml, "utf-16"), DECLARES_ENTITIES)
        for name, xml in PARTS.items()
    },
    **{
        f"entities in {name} across two steps": case(
            name, at_a_step(PARTS[name]), DECLARES_ENTITIES
        )
        for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")
    },
    "entities in a sheet of another name": (
        "odd.xlsx",
        lambda: book_of(
            {
                "xl/_rels/workbook.xml.rels": links("../odd/Tabelle.bin"),
                "odd/Tabelle.bin": declaring(PARTS["xl/worksheets/sheet1.xml"]),
            }
        ),
        DECLARES_ENTITIES,
    ),
    "entities in texts of another name": (
        "odd.xlsx",
        lambda: book_of(
            {
                "xl/_rels/workbook.xml.rels": links(strings_name="/texts"),
                "texts": declaring(PARTS["xl/sharedStrings.xml"], "utf-16"),
            }
        ),
        DECLARES_ENTITIES,
    ),
    "entities in styles of another name": (
        "odd.xlsx",
        lambda: book_of(
            {
                "xl/_rels/workbook.xml.rels": links(styles_name="s.txt"),
                "xl/s.txt": declaring(STYLES),
            }
        ),
        DECLARES_ENTITIES,
    ),
    "entities before what looks like a table": (
        "comment.xlsx",
        lambda: book_of(
            {
                "xl/worksheets/sheet1.xml": "".join(
                    [ENTITIES, "<!--", HIDDEN_TABLE.decode("utf-16-le"), "-->", sheet(ROWS)]
                ).encode("utf-16")
            }
        ),
        DECLARES_ENTITIES,
    ),
    "entities before what looks like texts": (
        "comment.xlsx",
        lambda: book_of(
            {
                "xl/sharedStrings.xml": (
                    f'{ENTITIES}<sst xmlns="{MAIN}"><si><t>&j;</t></si><!--'.encode("utf-16")
                    + b"<sst a><si><t>a</t></si></sst>"
                )
            }
        ),
        DECLARES_ENTITIES,
    ),
    "a million styles": (
        "styles.xlsx",
        lambda: book_of(
            {"xl/styles.xml": STYLES.replace("<cellXfs>", "<cellXfs>" + "<xf/>" * 800_000)}
        ),
        "has more than 300,000 XML elements of an unusual shape; expected a smaller workbook; save "
        "the sheet as CSV UTF-8",
    ),
}
"""For each case: the file's name, its maker, and the words that refuse it."""
