"""Only two rooms say that a figure may leave; everywhere else it can only be derived."""

from __future__ import annotations

import ast
from pathlib import Path

import stocktake.standards

PACKAGE = Path(stocktake.standards.__file__).parents[1]
GUARDED_NAMES = {"Released", "Basis"}
ALLOWED_ROOMS = {"statistics", "disclosure"}
ALLOWED_FILES = {"standards/released.py"}


def _made_in(source: str) -> list[int]:
    """The lines on which a Released or a Basis is made, under whatever name it was imported."""
    tree = ast.parse(source)
    names = set(GUARDED_NAMES)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {
                item.asname for item in node.names if item.name in GUARDED_NAMES and item.asname
            }
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            callee = node.func.value if isinstance(node.func, ast.Subscript) else node.func
            if isinstance(callee, ast.Attribute) and callee.attr in GUARDED_NAMES:
                lines.append(node.lineno)
            if isinstance(callee, ast.Name) and callee.id in names:
                lines.append(node.lineno)
    return lines


def test_the_search_sees_every_way_of_making_one() -> None:
    source = """
from stocktake.standards.released import Basis as Why, Released
import stocktake.standards.released as released
a = Released(1, ())
b = Released[int](1, ())
c = Why("published", "", "", "")
d = released.Basis("published", "", "", "")
e = a.derive(2)
"""
    assert _made_in(source) == [4, 5, 6, 7]


def test_released_is_made_only_in_statistics_and_disclosure() -> None:
    offences = []
    searched = 0
    web = PACKAGE.parent / "stocktake_web"
    for root in (PACKAGE, web):
        for path in sorted(root.rglob("*.py")):
            searched += 1
            inside = path.relative_to(root).as_posix()
            allowed = inside.split("/")[0] in ALLOWED_ROOMS or inside in ALLOWED_FILES
            if not (root == PACKAGE and allowed):
                text = path.read_text(encoding="utf-8")
                if not any(name in text for name in GUARDED_NAMES):
                    continue  # a call by another name needs an import by the first
                offences += [f"{inside}: line {line}" for line in _made_in(text)]
    assert searched > 15
    assert offences == []
