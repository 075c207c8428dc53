"""What a workbook's own lists say: its kind, its sheets, its epoch, its styles."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from xml.etree.ElementTree import Element  # noqa: S405 - the type only

from stocktake.sources.workbook.archive import Archive
from stocktake.sources.workbook.limits import LARGEST_SMALL_PART, BrokenError
from stocktake.sources.workbook.xml import Budget, read_tree

CONTENT_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
_WORKSHEET = "/worksheet"
_STRICT = "http://purl.oclc.org/ooxml/"
_VISIBLE = "visible"


@dataclass(frozen=True)
class SheetEntry:
    """A sheet as the workbook lists it.

    Parameters
    ----------
    part : str
        Name of its part in the archive.
    is_hidden : bool
    is_worksheet : bool
        False for a chart or a dialogue that has a tab of its own.
    """

    name: str
    part: str
    is_hidden: bool
    is_worksheet: bool


@dataclass(frozen=True)
class Package:
    """The lists of a workbook.

    Parameters
    ----------
    workbook_part, strings_part, styles_part : str
        Names of parts; empty where the workbook has none.
    has_macros : bool
    counts_from_1904 : bool
        The epoch of its dates.
    sheets : tuple of SheetEntry
    """

    workbook_part: str
    strings_part: str
    styles_part: str
    has_macros: bool
    counts_from_1904: bool
    sheets: tuple[SheetEntry, ...]


def read_package(archive: Archive, budget: Budget) -> Package:
    """Read the lists of a workbook.

    Raises
    ------
    BrokenError
        It is no workbook, or one of another kind.
    """
    if CONTENT_TYPES not in archive:
        raise BrokenError
    types = {
        element.get("PartName", "").lstrip("/"): element.get("ContentType", "")
        for element in _tree(archive, CONTENT_TYPES, budget)
        if element.get("PartName")
    }
    defaults = {element.get("ContentType", "") for element in _tree(archive, CONTENT_TYPES, budget)}
    if _BINARY in types.values() or "xl/workbook.bin" in archive:
        raise BrokenError(
            "is a binary workbook (.xlsb)", "an .xlsx file", "save it as Excel Workbook (.xlsx)"
        )
    main = next((part for part, kind in types.items() if kind in (_MAIN, _MACROS)), "")
    if not main and {_MAIN, _MACROS} & defaults:
        main = "xl/workbook.xml"
    if not main or main not in archive:
        raise BrokenError("does not declare itself a workbook", "an .xlsx file", "save it again")
    has_macros = types.get(main) == _MACROS or _MACROS in defaults
    tree = _tree(archive, main, budget)
    if _STRICT in tree.tag:
        raise BrokenError(
            "is a Strict Open XML workbook", "an .xlsx file", "save it as Excel Workbook (.xlsx)"
        )
    links = _relationships(archive, main, budget)
    sheets = []
    for element in tree.iter():
        if _local(element.tag) != "sheet":
            continue
        link = next((v for k, v in element.attrib.items() if _local(k) == "id"), "")
        kind, part = links.get(link, ("", ""))
        if part not in archive:
            raise BrokenError
        is_hidden = element.get("state", _VISIBLE) != _VISIBLE
        is_worksheet = kind.endswith(_WORKSHEET)
        sheets.append(SheetEntry(element.get("name", ""), part, is_hidden, is_worksheet))
    if not sheets or len({sheet.name for sheet in sheets}) != len(sheets):
        raise BrokenError
    by_kind = {kind.rpartition("/")[2]: part for kind, part in links.values()}
    parts = [by_kind.get(kind, "") for kind in ("sharedStrings", "styles")]
    if any(part and part not in archive for part in parts):
        raise BrokenError
    epoch = _counts_from_1904(tree)
    return Package(main, parts[0], parts[1], has_macros, epoch, tuple(sheets))


def _counts_from_1904(workbook: Element) -> bool:
    for element in workbook:
        if _local(element.tag) == "workbookPr":
            word = element.get("date1904", "0")
            if word not in ("0", "1", "false", "true"):
                raise BrokenError
            return word in ("1", "true")
    return False


def relationships_of(part: str) -> str:
    """The part that lists what a part refers to.

    Examples
    --------
    >>> relationships_of("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relationships(archive: Archive, part: str, budget: Budget) -> dict[str, tuple[str, str]]:
    links = {}
    folder = posixpath.dirname(part)
    for element in _tree(archive, relationships_of(part), budget):
        target = element.get("Target", "")
        if element.get("TargetMode") == "External" or not target:
            continue
        name = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        links[element.get("Id", "")] = (element.get("Type", ""), posixpath.normpath(name))
    return links


def _tree(archive: Archive, name: str, budget: Budget) -> Element:
    return read_tree(archive.read(name, LARGEST_SMALL_PART), budget)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
