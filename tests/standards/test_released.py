"""Released content always carries why it may leave, and keeps it through every calculation."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from stocktake.standards.released import Basis, Released, combine

FIRST = Basis("published", "lait/2026-04-08", "a" * 64, "row 1")
SECOND = Basis("disclosed", "disclosure/7", "b" * 64, "table 2")


@pytest.mark.parametrize("bases", [(), [FIRST], None, ("row 1",), (FIRST, "row 2")])
def test_nothing_is_released_without_a_basis(bases: Any) -> None:
    with pytest.raises(TypeError, match=r"bas[ei]s"):
        Released(55.0, bases)


def test_a_basis_is_published_or_disclosed_and_names_its_release() -> None:
    with pytest.raises(TypeError, match="a basis is published or disclosed, not 'overheard'"):
        Basis("overheard", "x", "", "")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a basis names its release"):
        Basis("published", "", "", "")


def test_what_is_derived_keeps_the_bases() -> None:
    figure = Released(55.0, (FIRST,))
    assert figure.derive("55%") == Released("55%", (FIRST,))


def test_what_is_combined_has_the_bases_of_all_parts_once_each() -> None:
    parts = [Released(63, (FIRST,)), Released(55, (SECOND, FIRST))]
    gap = combine(parts, lambda figures: figures[0] - figures[1])
    assert gap == Released(8, (FIRST, SECOND))


def test_nothing_unreleased_slips_in_among_the_parts() -> None:
    with pytest.raises(TypeError, match="only released parts"):
        combine([Released(63, (FIRST,)), 55], sum)  # type: ignore[list-item]
    with pytest.raises(TypeError, match="at least one basis"):
        combine([], sum)


def test_a_release_cannot_be_altered() -> None:
    figure = Released(55.0, (FIRST,))
    with pytest.raises(FrozenInstanceError):
        figure.content = 63.0  # type: ignore[misc]
