"""Writes the files of a refusal: as its text says, its cells, or its maker."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from hostile_workbooks import HOSTILE

HEADER = (
    "indicator,date,place,value,schools_returned_count,schools_expected_count,cumulative,source,"
    "returned_by,returned_on"
)
PLAN = """
id = "x"
title = "X"
vision = "v"
place = { id = "la-330" }
period = { first = "202021", last = "202425" }
priority = [{ id = "p", title = "P", why = "w" }]

[[local_indicator]]
id = "visits"
words = "Visits"
unit = "count"
better = "higher"
returned_by = "Council"
how_often = "yearly"
members = 38

[[target]]
id = "t"
title = "T"
"""
"""A plan up to the keys of its target."""

TARGET = """kind = "level"
indicator = "ks2-rwm-expected"
comparison = "at_least"
level = 65
due = "202425"
"""

NESTED = 100_000
DIGITS = 1_000_000

MAKERS: dict[str, Callable[[], bytes]] = {
    "nested brackets": lambda: b"a = " + b"[" * NESTED + b"]" * NESTED,
    "a million digits": lambda: b"a = " + b"1" * DIGITS,
    "dotted keys": lambda: b"\n".join(b"a" + b".a" * 400 + b".b%d = 1" % n for n in range(1_000)),
    "UTF-16": lambda: "Short Desc,Years,LA Number,Values\n".encode("utf-16"),
    "a Word document by another name": lambda: b"%PDF-1.7 " + bytes(400),
    **{name: make for name, (_, make, _) in HOSTILE.items()},
}
"""What is too large, too deep or too broken to be written out in a list."""


def write_files(refusal: dict[str, Any], folder: Path) -> None:
    """Write what a refusal needs before its command runs."""
    if "target" in refusal or "row" in refusal:
        (folder / "plan.toml").write_text(PLAN + refusal.get("target", TARGET), encoding="utf-8")
    if "row" in refusal:
        (folder / "return.csv").write_text(f"{HEADER}\n{refusal['row']}\n", encoding="utf-8")
    for name, text in refusal.get("files", {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, maker in refusal.get("made", {}).items():
        (folder / name).write_bytes(MAKERS[maker]())
    if "sheet" in refusal:
        write_sheet(refusal["sheet"], folder / "return.xlsx")


def write_sheet(sheet: dict[str, Any], path: Path) -> None:
    """Write a return as somebody would type it: the form's header, and rows below."""
    book = openpyxl.Workbook()
    returns = book.active
    assert returns is not None
    returns.title = "Returns"
    for row in (HEADER.split(","), *sheet["rows"]):
        returns.append(row)
    for number in sheet.get("hidden_rows", ()):
        returns.row_dimensions[number].hidden = True
    book.save(path)


def on_one_line(text: str) -> str:
    """What the terminal said, without the line ends that its width made."""
    return re.sub(r"\s+", " ", text).strip()
