"""Whoever happens to doubt just the figures that did change works nothing out of the others."""

from __future__ import annotations

import pytest
from contradicting_tables import DAY, let_out, printed_texts

from stocktake.disclosure import Register, load_policies, verify_register


@pytest.fixture
def register(tmp_path) -> Register:
    return Register(tmp_path / "register")


def let_out_and_correct(
    register: Register,
    population: str,
    figures: dict[str, int],
    changes: dict[str, int],
    *,
    is_recalled: bool,
) -> dict[str, str]:
    """What is printed of a table that was out with other figures."""
    first = let_out(register, population, figures, publisher="place")
    if is_recalled:
        register.recall(first.record.id, "figures were wrong", "data-lead", DAY)
    return printed_texts(let_out(register, population, figures | changes, publisher="place"))


@pytest.mark.parametrize("is_recalled", [True, False])
def test_a_school_that_knows_its_own_change_has_no_other_one(
    is_recalled: bool, register: Register
) -> None:
    """School a knows that it went from 7 to 10. By 33 less 35, school e went from 13 to 8."""
    figures = {"a": 7, "b": 3, "c": 10, "d": 2, "e": 13}
    figure_texts = let_out_and_correct(
        register, "disadvantaged", figures, {"a": 10, "e": 8}, is_recalled=is_recalled
    )
    assert figure_texts["e"] == figure_texts["la"] == "c"
    verify_register(register, load_policies())


@pytest.mark.parametrize("is_recalled", [True, False])
def test_a_school_with_none_before_is_not_worked_out_from_the_total(
    is_recalled: bool, register: Register
) -> None:
    """School a knows that it went from 8 to 17. By 63 less 47, school c went from 0 to 7."""
    figures = {"a": 8, "b": 7, "c": 0, "d": 19, "e": 13}
    figure_texts = let_out_and_correct(
        register, "disadvantaged", figures, {"a": 17, "c": 7}, is_recalled=is_recalled
    )
    assert figure_texts["c"] == figure_texts["la"] == "c"


@pytest.mark.parametrize("is_recalled", [True, False])
@pytest.mark.parametrize("changes", [{"e": 48}, {"e": 93}])
def test_the_total_is_printed_where_what_follows_is_printed_too(
    changes: dict[str, int], is_recalled: bool, register: Register
) -> None:
    figures = {"a": 7, "b": 3, "c": 10, "d": 2, "e": 53}
    figure_texts = let_out_and_correct(
        register, "disadvantaged", figures, changes, is_recalled=is_recalled
    )
    assert figure_texts["e"] == str(changes["e"])
    assert figure_texts["la"] == str(sum((figures | changes).values()))


def test_what_is_left_of_all_pupils_is_not_worked_out_from_others_that_were_wrong(
    register: Register,
) -> None:
    """School d knows that it went from 43 to 44 others. By 206 less 196, school a has 66 of 73."""
    let_out(register, "all", {"a": 73, "b": 80, "c": 43, "d": 64, "e": 16}, publisher="place")
    other_pupils = {"a": 57, "b": 54, "c": 34, "d": 43, "e": 8}
    figure_texts = let_out_and_correct(
        register, "other", other_pupils, {"a": 66, "d": 44}, is_recalled=True
    )
    assert figure_texts["a"] == figure_texts["la"] == "c"
    disadvantaged = {"a": 7, "b": 26, "c": 9, "d": 20, "e": 8}
    last = let_out(register, "disadvantaged", disadvantaged, publisher="place")
    assert printed_texts(last)["a"] == "c"
    verify_register(register, load_policies())


def test_a_table_that_adds_nothing_is_not_refused_for_what_two_others_say(
    register: Register,
) -> None:
    """Whoever doubts school a of 42 and 37 has five more than one or more, at least six, of it."""
    figures = {"a": 8, "b": 31, "c": 3}
    let_out_and_correct(register, "disadvantaged", figures, {"b": 26}, is_recalled=False)
    other_table = let_out(register, "other", {"a": 28, "b": 27, "c": 67}, publisher="place")
    assert "c" not in printed_texts(other_table).values()
    [name] = other_table.record.not_promised
    assert name.endswith("of disadvantaged in a, 202324")
    assert any("whatever this table hides" in notice for notice in other_table.record.notices)
    verify_register(register, load_policies())
