"""Finds the line of a key in a TOML file, so that a fault can name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*([A-Za-z0-9_."'-]+)\s*=""")
_STRINGS_AND_COMMENTS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+",
    re.DOTALL,
)
_NO_SYNTAX = str.maketrans("[]{}=", "_____")
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}


def key_lines(text: str) -> Mapping[str, int]:
    r"""The line of every table and key of a valid TOML text, by its path as faults write it.

    Examples
    --------
    >>> lines = key_lines('title = "A"\n[[stage]]\nid = "B"\n[[stage.step]]\nto = "C"')
    >>> lines["stage[0]"], lines["stage[0].id"], lines["stage[0].step[0].to"]
    (2, 3, 5)
    """
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, statement in _statements(text):
        if header := _HEADER.match(statement):
            table = _table_path(header[2], header[1] == "[[", counts)
            lines.setdefault(table, number)
        elif key := _KEY.match(statement):
            name = key[1].replace('"', "").replace("'", "")
            lines.setdefault(f"{table}.{name}" if table else name, number)
    return lines


def line_of(path: str, lines: Mapping[str, int]) -> int:
    """The line of a key, or of the nearest table that holds it; 1 where none is known.

    Examples
    --------
    >>> line_of("stage[1].days", {"stage[1]": 7})
    7
    """
    while path and path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return lines.get(path, 1)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header and each key with its first line; lines within a value are left out."""
    depth = 0
    for number, line in enumerate(
        _STRINGS_AND_COMMENTS.sub(_without_syntax, text).split("\n"), start=1
    ):
        if depth == 0:
            yield number, line
        if depth or not _HEADER.match(line):
            depth += sum(_BRACKETS.get(letter, 0) for letter in line)


def _without_syntax(match: re.Match[str]) -> str:
    """A string or comment without what could be taken for a bracket, a header or a key."""
    if match[0].startswith("#") or "\n" in match[0]:
        return "\n" * match[0].count("\n")
    return match[0].translate(_NO_SYNTAX)


def _table_path(name: str, is_list: bool, counts: dict[str, int]) -> str:
    """A header's path with the number of each list's item: ``stage.step`` is stage[0].step[0]."""
    parts = [part.strip().strip("\"'") for part in name.split(".")]
    path = ""
    for part in parts[:-1]:
        path = f"{path}.{part}" if path else part
        if path in counts:
            path = f"{path}[{counts[path]}]"
    path = f"{path}.{parts[-1]}" if path else parts[-1]
    if is_list:
        counts[path] = counts.get(path, -1) + 1
        path = f"{path}[{counts[path]}]"
    return path
