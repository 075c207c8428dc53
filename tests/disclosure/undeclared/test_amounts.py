"""Sums of nobody knows how many, percentages that pose as sums, and groups of which all have it."""

from __future__ import annotations

import pytest
from schools import PLACES, dimension, structure

from stocktake.disclosure.undeclared import UnansweredError

FLAT = [dimension("place")]


def test_a_sum_needs_the_number_behind_it(let_out) -> None:
    table = {"place": PLACES, "h": [100.5, 20.0, 30.0, 40.0, 190.5], "k": [20, 12, 13, 14, 59]}
    hours = {"id": "hours", "column": "h", "unit": "sum"}
    with pytest.raises(UnansweredError) as refusal:
        let_out(table, structure(hours))
    (question,) = refusal.value.questions
    assert question.text == (
        "hours is a sum, and the structure does not say how many pupils or schools stand behind "
        "each figure"
    )
    assert let_out(table, structure(hours | {"contributors": "k"})).record.cells_count == 5


@pytest.mark.parametrize("unit", ["sum", "count"])
@pytest.mark.parametrize("name", ["passed-percent", "passedPercent", "% passed", "pct passed"])
def test_a_percentage_is_no_sum_and_no_count(let_out, name: str, unit: str) -> None:
    table = {"place": PLACES, "p": [97, 62, 99, 50, 80], "k": [100, 80, 60, 50, 290]}
    measure = {"id": name, "column": "p", "unit": unit}
    measure |= {"contributors": "k"} if unit == "sum" else {}
    with pytest.raises(UnansweredError, match="is named like a percentage, rate or mean"):
        let_out(table, structure(measure, dimensions=FLAT))


def test_a_percentage_by_any_name_is_known_by_its_figures(let_out) -> None:
    table = {
        "place": PLACES,
        "n": [200, 180, 160, 150, 690],
        "s": [100, 90, 40, 50, 280],
        "q": [50.0, 50.0, 25.0, 33.3, 40.6],
    }
    quotient = {"id": "q", "column": "q", "unit": "sum", "contributors": "n"}
    with pytest.raises(UnansweredError) as refusal:
        let_out(table, structure("n", "s", quotient, dimensions=FLAT))
    (question,) = refusal.value.questions
    assert question.text.startswith("q is declared as a sum and is s over n")


def test_every_question_is_asked_at_once(let_out) -> None:
    table = {"place": PLACES, "n": [100, 80, 60, 50, 290], "s": [97, 50, 60, 25, 232]}
    hours = {"id": "hours", "column": "h", "unit": "sum"}
    table["h"] = [100.5, 20.0, 30.0, 40.0, 190.5]
    with pytest.raises(UnansweredError) as refusal:
        let_out(table, structure("n", "s", hours) | {"period": "spring"})
    assert [question.id for question in refusal.value.questions] == [
        "contributors hours",
        "period spring",
        "nested s <= n",
    ]


def test_a_printed_group_of_which_all_have_the_attribute_is_noticed(let_out) -> None:
    sen = dimension("sen", "Total", Total=["None", "Support"])
    table = {"sen": ["None", "Support", "Total"], "n": [0, 24, 24]}
    disclosure = let_out(table, structure("n", dimensions=[sen], place="d"))
    assert disclosure.notices == (
        "n of all in d, 202324: sen Support: everybody of n of all in d, 202324",
    )


def test_a_hidden_group_is_not_noticed(let_out) -> None:
    """60 of 60 in school c: one of the two is hidden, and what is hidden is named nowhere."""
    table = {"place": PLACES, "n": [100, 80, 60, 50, 290], "s": [77, 50, 60, 25, 212]}
    disclosure = let_out(table, structure("n", "s", nested=[{"part": "s", "whole": "n"}]))
    assert "c,60,60" not in disclosure.csv
    assert disclosure.notices == ()
