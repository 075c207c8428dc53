"""Tables that contradict each other in what they print: what is left between them is a figure."""

from __future__ import annotations

import pytest
from contradicting_tables import DAY, let_out, let_out_by_sex, printed_texts

from stocktake.disclosure import CellId, Register, load_policies, verify_register
from stocktake.disclosure.refusal import refuse_contradicted
from stocktake.disclosure.uncovered import Shortfall
from stocktake.standards.errors import StocktakeError


@pytest.fixture
def register(tmp_path) -> Register:
    return Register(tmp_path / "register")


ALL_PUPILS = {"a": 39, "b": 130, "d": 22}
OTHER_PUPILS = {"a": 34, "b": 81, "d": 25}
"""Others are 25 of 22 in school d. 39 less 34 are five disadvantaged pupils in school a."""


@pytest.mark.parametrize(("first", "second"), [("all", "other"), ("other", "all")])
def test_a_small_difference_is_not_left_between_printed_figures(
    first: str, second: str, register: Register
) -> None:
    tables = {"all": ALL_PUPILS, "other": OTHER_PUPILS}
    assert "c" not in printed_texts(let_out(register, first, tables[first])).values()
    figures = printed_texts(let_out(register, second, tables[second]))
    assert figures["a"] == "c"
    assert list(figures.values()).count("c") > 1
    verify_register(register, load_policies())


@pytest.mark.parametrize(
    "other_pupils",
    [
        pytest.param({"a": 14, "b": 81, "d": 25}, id="25 left"),
        pytest.param({"a": 39, "b": 81, "d": 25}, id="none left"),
        pytest.param({"a": 44, "b": 81, "d": 25}, id="five too many, in print"),
        pytest.param({"a": 14, "b": 81, "d": 99}, id="and more others in all than pupils"),
    ],
)
def test_nothing_is_hidden_where_nothing_small_is_left(
    other_pupils: dict[str, int], register: Register
) -> None:
    let_out(register, "other", other_pupils)
    assert "c" not in printed_texts(let_out(register, "all", ALL_PUPILS)).values()


@pytest.mark.parametrize(
    ("other_pupils", "pupils"),
    [
        pytest.param({"a": 34, "b": 81, "d": 95}, {"a": 39, "b": 130, "d": 30}, id="total too"),
        pytest.param(
            {"a": 34, "b": 81, "d": 25, "e": 40, "f": 50, "g": 60},
            {"a": 39, "b": 130, "d": 22, "e": 38, "f": 90, "g": 80},
            id="two schools",
        ),
    ],
)
def test_a_small_difference_is_hidden_wherever_else_the_tables_contradict(
    other_pupils: dict[str, int], pupils: dict[str, int], register: Register
) -> None:
    let_out(register, "other", other_pupils)
    figures = printed_texts(let_out(register, "all", pupils))
    assert figures["a"] == "c"
    assert {"b": "130"}.items() <= figures.items()


def test_a_recalled_table_is_believed_where_it_may_be_true(register: Register) -> None:
    other_pupils = let_out(register, "other", OTHER_PUPILS)
    register.recall(other_pupils.record.id, "school d was wrong", "data-lead", DAY)
    pupils = let_out(register, "all", ALL_PUPILS)
    assert printed_texts(pupils)["a"] == "c"
    assert pupils.record.notices == ()
    corrected = let_out(register, "other", OTHER_PUPILS | {"d": 10})
    assert corrected.record.not_promised == ()
    assert corrected.record.corrects == (other_pupils.record.id,)
    verify_register(register, load_policies())


@pytest.mark.parametrize(
    ("pupils", "may_leave"),
    [
        pytest.param(46, False, id="13 less 5 would be 8"),
        pytest.param(31, True, id="13 less 20 are none, 38 less 20 are not small"),
        pytest.param(71, True, id="more in either part are not small"),
    ],
)
def test_a_total_that_was_put_right_gives_no_small_part_away(
    pupils: int, may_leave: bool, register: Register
) -> None:
    """Which part was wrong nobody said; whoever takes the other for right has the small one."""
    schools = {"a": (13, 38), "b": (60, 70), "d": (61, 61)}
    wrong = let_out_by_sex(register, schools)
    register.recall(wrong.record.id, "school a was wrong", "data-lead", DAY)
    try:
        figures = printed_texts(let_out(register, "all", {"a": pupils, "b": 130, "d": 122}))
    except StocktakeError:
        figures = {"a": "refused"}
    assert (figures["a"] == str(pupils)) == may_leave


@pytest.mark.parametrize("publisher", ["", "place"])
def test_several_tables_of_which_one_contradicts_the_others(
    publisher: str, register: Register
) -> None:
    """Others go out wrong, then all, then others as they are, then the disadvantaged."""
    let_out(register, "other", OTHER_PUPILS, publisher=publisher)
    let_out(register, "all", ALL_PUPILS, publisher=publisher)
    let_out(register, "other", OTHER_PUPILS | {"d": 15}, publisher=publisher)
    last = let_out(register, "disadvantaged", {"a": 5, "b": 49, "d": 7}, publisher=publisher)
    assert printed_texts(last)["a"] == printed_texts(last)["d"] == "c"
    assert all(record.not_promised == () for record in register.records())
    verify_register(register, load_policies())


def test_a_school_knows_that_its_own_figure_was_wrong_before_a_table_says_so(
    register: Register,
) -> None:
    """School a knows its 38 others of 35 pupils, and that the total of 54 pupils is wrong with it.

    Of the rest, 54 less 35, there would be 54 less 38 others: three disadvantaged pupils.
    """
    pupils = let_out(register, "all", {"a": 35, "b": 4, "d": 15}, publisher="place")
    assert printed_texts(pupils) == {"a": "c", "b": "c", "d": "c", "la": "54"}
    other_pupils = let_out(register, "other", {"a": 38, "b": 4, "d": 12}, publisher="place")
    assert printed_texts(other_pupils).items() >= {"b": "c", "d": "c", "la": "c"}.items()
    verify_register(register, load_policies())


def test_what_a_school_knows_hides_no_total_where_the_rest_is_large(register: Register) -> None:
    let_out(register, "all", {"a": 35, "b": 4, "d": 95}, publisher="place")
    other_pupils = let_out(register, "other", {"a": 38, "b": 4, "d": 32}, publisher="place")
    assert printed_texts(other_pupils)["la"] == "74"


def test_another_figure_of_the_same_count_next_to_what_is_left_of_it(register: Register) -> None:
    """All pupils of school a go from 39 to 34 without a recall; of these 30 are others."""
    let_out(register, "all", ALL_PUPILS)
    revised = let_out(register, "all", ALL_PUPILS | {"a": 34})
    assert revised.record.revised_count == 2
    assert printed_texts(let_out(register, "other", {"a": 30, "b": 81, "d": 12}))["a"] == "c"
    verify_register(register, load_policies())


def test_whoever_releases_is_told_what_contradicts_and_what_to_do(register: Register) -> None:
    first = let_out(register, "other", OTHER_PUPILS)
    # Large enough that nothing is hidden.
    [notice] = let_out(register, "all", ALL_PUPILS | {"a": 90}).record.notices
    assert notice == (
        f"{first.record.id} contradicts it in print, in the sum of n of all in d, 202324; of n of "
        "disadvantaged in la, 202324: correct this table, or recall that release if it was wrong; "
        "what is left between the two is hidden as if both were right"
    )


@pytest.mark.parametrize("is_recalled", [False, True])
def test_a_refusal_names_the_release_and_what_to_do(is_recalled: bool, register: Register) -> None:
    first = let_out(register, "other", OTHER_PUPILS)
    if is_recalled:
        register.recall(first.record.id, "school d was wrong", "data-lead", DAY)
    cell = CellId("n", "disadvantaged", "a", "202324")
    with pytest.raises(StocktakeError) as refusal:
        refuse_contradicted([Shortfall(cell, "place d")], register.releases())
    [fault] = refusal.value.faults
    release_id = first.record.id
    assert fault.problem == (
        f"would be uncovered by whoever believes {release_id}, which has other figures, and is "
        "place d"
    )
    advice = f"correct this table, or recall {release_id} if that was wrong; else "
    assert fault.fix == ("" if is_recalled else advice) + (
        "merge it with another, or leave out rows or a dimension"
    )
