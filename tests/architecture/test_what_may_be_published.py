"""One file decides what leaves; what publishes takes only content that carries its basis."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import stocktake
from stocktake.publish.content import ChartWithTable
from stocktake.publish.target_card import Card
from stocktake.standards.released import Released

PACKAGE = Path(stocktake.__file__).parent
DECIDES = "disclosure/release.py"


def _sources(word: str) -> Iterator[tuple[str, ast.Module]]:
    """The files in which a word stands; parsing the others would find nothing of it."""
    for root in (PACKAGE, PACKAGE.parent / "stocktake_web"):
        for path in sorted(root.rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if word in text:
                yield path.relative_to(root).as_posix(), ast.parse(text)


def _disclosed_bases(tree: ast.Module) -> list[int]:
    """Lines on which a call is given the word ``disclosed`` as the kind of a basis."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            name = node.func.attr if isinstance(node.func, ast.Attribute) else name
            kinds = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "kind")]
            if name == "Basis" and any(
                not (isinstance(kind, ast.Constant) and kind.value == "published") for kind in kinds
            ):
                lines.append(node.lineno)
    return lines


def test_the_search_sees_a_basis_of_another_kind() -> None:
    source = """
a = Basis("published", "", "", "")
b = Basis("disclosed", "", "", "")
c = released.Basis(kind="disclosed", release="", sha256="", locator="")
d = Basis(kind, "", "", "")
"""
    assert _disclosed_bases(ast.parse(source)) == [3, 4, 5]


def test_one_file_makes_what_a_decision_of_ours_lets_out() -> None:
    names = {name for name, tree in _sources("Basis") if _disclosed_bases(tree)}
    assert names == {DECIDES}


def test_the_decision_is_asked_for_by_its_name_in_two_rooms_only() -> None:
    """A basis is given to a new table by ``release``, and to a kept one by its own record."""
    users = {
        name
        for name, tree in _sources("disclosed_basis")
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == "disclosed_basis"
    }
    assert users == {DECIDES, "statistics/release.py"}


def test_a_table_without_a_basis_is_no_released_one() -> None:
    with pytest.raises(TypeError, match="at least one basis"):
        Released("a table", ())


def test_a_card_for_the_public_holds_released_content_alone() -> None:
    """What a report draws for the public is declared as released, figure by figure."""
    annotations = Card.__annotations__
    assert annotations["shown"] == f"tuple[Released[{ChartWithTable.__name__}], ...]"


@pytest.mark.slow
def test_internal_tables_never_reach_what_publishes() -> None:
    """``publish`` and the web know no pupil table, no table inside, and no problem to solve."""
    inside = {"stocktake.disclosure", "stocktake.pupils"}
    imports = [
        f"{name}: {module}"
        for word in inside
        for name, tree in _sources(word)
        if name.startswith(("publish/", "public/", "explorer/", "api/"))
        for node in ast.walk(tree)
        for module in _imported(node)
        if any(module == room or module.startswith(f"{room}.") for room in inside)
    ]
    assert imports == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [item.name for item in node.names] if isinstance(node, ast.Import) else []
