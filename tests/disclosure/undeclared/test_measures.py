"""Measures that nest and measures that add up: declared, known by definition, or asked about."""

from __future__ import annotations

import pytest
from schools import PLACES, bounds, by_school, dimension, is_open, structure

from stocktake.disclosure import CellId, Structure, Table, build_problem
from stocktake.disclosure.undeclared import UnansweredError

PASSES = {"place": PLACES, "n": [100, 80, 60, 50, 290], "s": [97, 50, 60, 25, 232]}
WIDE = {
    "place": PLACES,
    "b": [3, 30, 25, 28, 86],
    "g": [27, 29, 31, 22, 109],
    "n": [30, 59, 56, 50, 195],
}
NESTED = [{"part": "s", "whole": "n"}]
SUM = [{"total": "n", "parts": ["b", "g"]}]


def cell(measure: str, place: str = "a") -> CellId:
    return CellId(measure, "all", place, "202324")


def test_a_count_that_is_at_most_another_is_asked_about(let_out) -> None:
    with pytest.raises(UnansweredError) as refusal:
        let_out(PASSES, structure("n", "s"))
    (question,) = refusal.value.questions
    assert question.id == "nested s <= n"
    assert question.answers == (
        '[[nested]] part = "s", whole = "n"',
        '[[apart]] measures = ["s", "n"], with a reason, if neither counts some of the other',
    )
    assert not any(figure in str(refusal.value) for figure in ("97", "100", "60"))


def test_those_who_did_not_pass_are_protected(let_out) -> None:
    honest = structure("n", "s", nested=NESTED)
    disclosure = let_out(PASSES, honest)
    assert is_open(bounds([disclosure], [honest], cell("n less s")))


def test_everybody_who_passed_is_as_telling_as_a_percentage_of_100(let_out) -> None:
    honest = structure("n", "s", nested=NESTED)
    disclosure = let_out(PASSES, honest)
    low, high = bounds([disclosure], [honest], cell("n less s", "c"))
    assert low == 0
    assert high >= 10


def test_chance_is_an_answer_with_a_reason(let_out) -> None:
    answer = {"question": "nested s <= n", "reason": "two counts of different children"}
    disclosure = let_out(PASSES, structure("n", "s", chance=[answer]))
    assert disclosure.record.hidden_count == 0
    assert disclosure.structure.chance[0].reason == "two counts of different children"


def test_measures_of_different_things_are_kept_apart(let_out) -> None:
    apart = [{"measures": ["n", "s"], "reason": "pupils and adults"}]
    assert let_out(PASSES, structure("n", "s", apart=apart)).record.hidden_count == 0


def test_among_many_columns_some_pair_is_near_by_chance(let_out) -> None:
    """A difference of 5 in 20, of one pair among fifteen: no sign of anything."""
    table = {"place": ["x", "y"], "a": [20, 300], "b": [15, 90], "c": [52, 40]}
    table |= {"d": [140, 81], "e": [301, 22], "f": [77, 160]}
    disclosure = let_out(table, structure(*"abcdef", dimensions=[dimension("place")]))
    assert disclosure.record.hidden_count == 0


def test_one_row_is_enough_where_few_are_left(let_out) -> None:
    table = {"place": ["school-1"], "n": [100], "s": [97]}
    with pytest.raises(UnansweredError, match="nested s <= n"):
        let_out(table, structure("n", "s", dimensions=[dimension("place")]))


def test_measures_of_two_releases_are_asked_about(let_out) -> None:
    let_out({"place": PLACES, "n": PASSES["n"]}, structure("n"), "all")
    with pytest.raises(UnansweredError, match="nested s <= n"):
        let_out({"place": PLACES, "s": PASSES["s"]}, structure("s"), "passed")
    honest = structure("s", nested=NESTED)
    disclosure = let_out({"place": PLACES, "s": PASSES["s"]}, honest, "passed")
    assert len(disclosure.record.attacked_with) == 1
    assert "a,c" in disclosure.csv


def test_known_definitions_need_no_declaration(let_out) -> None:
    measures = [{"id": "Pupils", "column": "n"}, {"id": "passed", "column": "s"}]
    disclosure = let_out(PASSES, structure(*measures))
    assert disclosure.notices == ("passed is part of Pupils",)
    assert is_open(
        bounds([disclosure], [disclosure.structure.model_dump()], cell("Pupils less passed"))
    )


def test_what_is_nested_in_a_nested_measure_is_nested(let_out) -> None:
    """All 40, 4 and above 38, 5 and above 36: four are left, although each step leaves two."""
    table = {
        "place": PLACES,
        "n": [140, 80, 60, 50, 330],
        "four": [120, 60, 40, 30, 250],
        "five": [135, 40, 20, 15, 210],
    }
    table["five"][0], table["five"][4] = 119, 194
    pairs = [{"part": "four", "whole": "n"}, {"part": "five", "whole": "four"}]
    problem = build_problem(
        [
            Table(
                _frame(table),
                Structure.model_validate(structure("n", "four", "five", nested=pairs)),
            )
        ]
    )
    assert cell("n less five") in problem.position


def test_columns_that_add_up_are_asked_about_then_protected(let_out) -> None:
    with pytest.raises(UnansweredError) as refusal:
        let_out(WIDE, structure("n", "b", "g"))
    (question,) = refusal.value.questions
    assert question.text == "n is b + g in every row"
    assert question.answers[0] == '[[sum]] total = "n", parts = ["b", "g"]'
    honest = structure("n", "b", "g", sum=SUM)
    disclosure = let_out(WIDE, honest)
    assert is_open(bounds([disclosure], [honest], cell("b")))


def test_three_parts_and_sums_without_a_total(let_out) -> None:
    z = [12, 31, 24, 15, 82]
    w = [18, 28, 32, 35, 113]
    even = {"place": PLACES, "b": WIDE["b"], "g": WIDE["g"], "z": z, "w": w}
    with pytest.raises(UnansweredError, match=r"sum b \+ g = z \+ w"):
        let_out(even, structure("b", "g", "z", "w"))
    sums = [{"total": "b and g", "parts": pair} for pair in (["b", "g"], ["z", "w"])]
    honest = structure("b", "g", "z", "w", sum=sums)
    assert is_open(bounds([let_out(even, honest)], [honest], cell("b")))
    total = [x + y for x, y in zip(WIDE["n"], z, strict=True)]
    three = {"place": PLACES, "b": WIDE["b"], "g": WIDE["g"], "z": z, "t": total}
    with pytest.raises(UnansweredError, match=r"t is b \+ g \+ z in every row"):
        let_out(three, structure("b", "g", "z", "t"), "three")


def test_columns_of_three_releases_that_add_up(let_out) -> None:
    let_out({"place": PLACES, "b": WIDE["b"]}, structure("b"), "boys")
    let_out({"place": PLACES, "g": WIDE["g"]}, structure("g"), "girls")
    with pytest.raises(UnansweredError, match=r"sum n = b \+ g"):
        let_out({"place": PLACES, "n": WIDE["n"]}, structure("n"), "all")
    disclosure = let_out({"place": PLACES, "n": WIDE["n"]}, structure("n", sum=SUM), "all")
    assert len(disclosure.record.attacked_with) == 2
    assert "a,c" in disclosure.csv


@pytest.mark.parametrize(
    "table",
    [
        pytest.param({"n": [300, 280, 250, 280], "e": [12, 29, 31, 22]}, id="far apart"),
        pytest.param({"n": [30, 28, 25, 28], "e": [27, 29, 31, 22]}, id="now more, now fewer"),
        pytest.param({"n": [100, 80, 60, 50], "e": [70, 50, 40, 25]}, id="nested, many left"),
        pytest.param(
            {"n": [58, 59, 56, 50], "b": [31, 30, 25, 28], "g": [27, 29, 31, 22]},
            id="a sum of no small figure",
        ),
    ],
)
def test_innocent_columns_are_not_asked_about(let_out, table: dict) -> None:
    columns = {name: [*values, sum(values)] for name, values in table.items()}
    disclosure = let_out({"place": PLACES, **columns}, structure(*table))
    assert disclosure.record.hidden_count == 0


def test_an_equal_figure_or_two_is_chance(let_out) -> None:
    let_out({"place": ["x", "y"], "n": [45, 12]}, structure("n", dimensions=[dimension("place")]))
    table = {"place": ["x", "y"], "e": [45, 12]}
    disclosure = let_out(table, structure("e", dimensions=[dimension("place")]), "others")
    assert disclosure.record.attacked_with == ()


def test_a_single_count_is_left_alone(let_out) -> None:
    assert let_out(by_school(30, 28, 25, 28), structure("n")).notices == ()


def _frame(table: dict) -> object:
    import polars as pl

    return pl.DataFrame(table)
