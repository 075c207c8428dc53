"""A suggestion never suggests what was typed, nor what looks the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from stocktake.standards.definition_faults import model_faults
from stocktake.standards.definitions import Definition
from stocktake.standards.errors import nearest

UNSEEN = "type the name again: it holds a space or a character that does not show"


def test_the_nearest_other_name_is_suggested() -> None:
    assert nearest("members", ["members", "member"]) == "did you mean 'member'?"
    assert nearest("LA-890", ["LA-891", "la-890"]) == "did you mean 'la-890'?"


@pytest.mark.parametrize(
    "name", ["members ", " members", "mem\u00adbers", "members\u200b", "members\u00a0"]
)
def test_what_looks_the_same_is_no_suggestion(name: str) -> None:
    assert nearest(name, ["members", "member"]) == UNSEEN


def test_letters_in_another_form_look_the_same() -> None:
    assert nearest("Cafe\u0301", ["Caf\u00e9"]) == UNSEEN


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=5))
def test_what_was_typed_is_never_suggested(name: str, known_names: list[str]) -> None:
    assert nearest(name, [*known_names, name]) != f"did you mean {name!r}?"


class Inner(Definition):
    id: str = ""


class Sibling(Definition):
    members: int = 0


class Outer(Definition):
    inner: Inner = Inner()
    siblings: tuple[Sibling, ...] = ()


def test_a_key_in_the_wrong_table_is_told_its_own() -> None:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate({"inner": {"members": 3}, "siblings": [{"member": 3}], "id": "a"})
    faults = [str(fault) for fault in model_faults(caught.value, "a.toml", Outer)]
    assert faults == [
        "a.toml: inner.members: unknown key 'members'; it is a key of [siblings]",
        "a.toml: siblings[0].member: unknown key 'member'; did you mean 'members'?",
        "a.toml: id: unknown key 'id'; it is a key of [inner]",
    ]
