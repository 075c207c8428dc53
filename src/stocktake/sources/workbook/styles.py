"""The number formats of a workbook's cell styles, by the number of the style."""

from __future__ import annotations

from xml.etree.ElementTree import Element  # noqa: S405 - the type only

from stocktake.sources.workbook.archive import Archive
from stocktake.sources.workbook.limits import LARGEST_SMALL_PART, BrokenError
from stocktake.sources.workbook.package import Package
from stocktake.sources.workbook.xml import Budget, read_tree

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)',
    45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Formats that a workbook names by number only.

Source: ECMA-376, part 1, 18.8.30; those with a currency depend on the language (as in openpyxl).
"""

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_UNKNOWN = "[unknown]"
_LONGEST_NUMBER = 9


def cell_formats(archive: Archive, package: Package, budget: Budget) -> list[str]:
    """The codes of the formats of ``cellXfs``, in order; of a workbook without styles, one.

    Raises
    ------
    BrokenError
        The styles are damaged or beyond a limit.
    """
    if not package.styles_part:
        return [BUILT_IN[0]]
    root = read_tree(archive.read(package.styles_part, LARGEST_SMALL_PART), budget)
    code_by_number = {
        _number(element): element.get("formatCode", "")
        for element in root.iterfind(f"{NAMESPACE}numFmts/{NAMESPACE}numFmt")
    }
    styles = root.iterfind(f"{NAMESPACE}cellXfs/{NAMESPACE}xf")
    numbers = [_number(element) for element in styles]
    return [code_by_number.get(number, BUILT_IN.get(number, _UNKNOWN)) for number in numbers]


def _number(element: Element) -> int:
    text = element.get("numFmtId", "0")
    if not (text.isascii() and text.isdigit()) or len(text) > _LONGEST_NUMBER:
        raise BrokenError
    return int(text)
