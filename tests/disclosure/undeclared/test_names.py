"""The same thing under another name: spelling, synonyms, equal figures, and populations."""

from __future__ import annotations

import pytest
from schools import PLACES, bounds, by_school, dimension, is_open, structure

from stocktake.disclosure import CellId, Register
from stocktake.disclosure.undeclared import UnansweredError

FIRST = by_school(3, 30, 25, 28)
BY_PAIR_TABLE = {"place": ["a+b", "c", "d", "la-1"], "n": [33, 25, 28, 86]}
BY_PAIR = dimension("place", **{"la-1": ["a+b", "c", "d"]})
NEED = dimension("need", "Total", Total=["None", "Support"])
NEEDS = ["None", "Support", "Total"]


def measure(name: str) -> dict:
    return {"id": name, "column": "n"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("n", "N"),
        ("pupil_count", "Pupil Count"),
        ("pupil-count", "PUPILCOUNT"),
        ("pupils", "Number of pupils"),
    ],
)
def test_spelling_makes_no_other_measure(let_out, first: str, second: str) -> None:
    one = let_out(FIRST, structure(measure(first)), "first")
    two = let_out(BY_PAIR_TABLE, structure(measure(second), dimensions=[BY_PAIR]), "second")
    assert two.record.attacked_with == (one.record.id,)
    assert "a+b,c\nc,c" in two.csv
    assert two.structure.measure[0].id == second


def test_spelling_makes_no_other_place_population_or_year(let_out) -> None:
    one = let_out(FIRST, structure("n"), "first")
    table = {"place": ["A+B", "C", "D", "LA-1"], "n": BY_PAIR_TABLE["n"]}
    places = dimension("place", **{"LA-1": ["A+B", "C", "D"]})
    spelling = structure("n", dimensions=[places]) | {
        "population": "All pupils",
        "period": "2023/24",
    }
    two = let_out(table, spelling, "second")
    assert two.record.attacked_with == (one.record.id,)
    assert two.csv == "place,n\nA+B,c\nC,c\nD,28\nLA-1,86\n"
    assert two.notices == (
        f"{one.record.id} writes the same names in another way, and is compared",
    )


def test_codes_and_names_of_an_authority_are_one_place(let_out) -> None:
    by_need = structure("n", dimensions=[NEED])
    let_out({"need": NEEDS, "n": [60, 3, 63]}, by_need | {"place": "la-890"}, "first")
    for number, name in enumerate(("Blackpool", "E06000009", "890")):
        disclosure = let_out(
            {"need": ["None"], "n": [60]}, by_need | {"place": name}, f"again-{number}"
        )
        assert disclosure.csv == "need,n\nNone,c\n"


def test_boys_and_girls_by_another_code(let_out) -> None:
    sex = dimension("sex", "T", T=["B", "G"])
    gender = dimension("gender", "All", All=["Male", "Female"])
    place = {"place": "school-1"}
    synonyms = {"kind": "item", "names": ["B", "Boys"]}, {"kind": "item", "names": ["G", "Girls"]}
    let_out({"sex": ["B", "G", "T"], "n": [3, 30, 33]}, structure("n", dimensions=[sex], **place))
    table = {"gender": ["Male", "Female", "All"], "n": [3, 30, 33]}
    shape = structure("n", dimensions=[gender], synonym=synonyms, **place)
    disclosure = let_out(table, shape, "again")
    assert disclosure.record.hidden_before_count == 2


def test_two_spellings_in_one_table_are_refused(let_out) -> None:
    table = {"place": ["a", "A ", "b"], "n": [30, 28, 25]}
    with pytest.raises(
        UnansweredError, match="the table holds 'A ' and 'a', two names of one place"
    ):
        let_out(table, structure("n", dimensions=[dimension("place")]))


def test_equal_figures_under_another_id_are_asked_about(let_out, register: Register) -> None:
    let_out(FIRST, structure("n"), "first")
    with pytest.raises(UnansweredError) as refusal:
        let_out(BY_PAIR_TABLE, structure(measure("children"), dimensions=[BY_PAIR]), "second")
    (question,) = refusal.value.questions
    assert question.id == "same measure n ~ children"
    assert "86" not in str(refusal.value)
    synonym = {"kind": "measure", "names": ["n", "children"]}
    shape = structure(measure("children"), dimensions=[BY_PAIR], synonym=[synonym])
    disclosure = let_out(BY_PAIR_TABLE, shape, "second")
    assert "a+b,c\nc,c" in disclosure.csv
    assert len(register.records()) == 2


def test_one_equal_total_is_enough_where_something_is_hidden(let_out) -> None:
    """Only the authority's total is shared, and 33 less 30 would be the hidden 3."""
    let_out(FIRST, structure("n"), "first")
    pairs = dimension("place", **{"la-1": ["a+b", "c+d"]})
    table = {"place": ["a+b", "c+d", "la-1"], "n": [33, 53, 86]}
    with pytest.raises(UnansweredError, match="same measure n ~ children"):
        let_out(table, structure(measure("children"), dimensions=[pairs]), "second")


def test_a_synonym_once_declared_holds_for_later_tables(let_out) -> None:
    synonym = {"kind": "measure", "names": ["n", "children"]}
    let_out(FIRST, structure("n", synonym=[synonym]), "first")
    disclosure = let_out(
        BY_PAIR_TABLE, structure(measure("Children"), dimensions=[BY_PAIR]), "second"
    )
    assert len(disclosure.record.attacked_with) == 1


def test_equal_figures_of_another_dimension_are_asked_about(let_out) -> None:
    place = {"place": "school-1"}
    let_out(
        {"need": NEEDS, "n": [160, 145, 305]}, structure("n", dimensions=[NEED], **place), "first"
    )
    band = dimension("band", "All", All=["x", "y"])
    with pytest.raises(UnansweredError, match="same dimension need ~ band"):
        let_out(
            {"band": ["x", "y", "All"], "n": [160, 145, 305]},
            structure("n", dimensions=[band], **place),
            "second",
        )


def test_a_record_says_with_which_releases_it_was_not_compared(let_out, register: Register) -> None:
    first = let_out(FIRST, structure("n"), "first")
    second = let_out(by_school(130, 128, 225, 328), structure(measure("e")), "second")
    reason = "it holds other measures, and none that adds up with, or is part of, one of these"
    assert second.record.not_compared == {first.record.id: reason}
    assert register.get(second.record.id).not_compared == {first.record.id: reason}
    assert first.record.not_compared == {}


POPULATION = {"place": "school-1", "population": "without-leavers"}


def test_populations_that_differ_by_a_few_must_be_answered(let_out) -> None:
    table, place = {"need": NEEDS, "n": [60, 11, 71]}, {"place": "school-1"}
    first = let_out(table, structure("n", dimensions=[NEED], **place), "all")
    later = {"need": NEEDS, "n": [60, 10, 70]}
    with pytest.raises(UnansweredError) as refusal:
        let_out(later, structure("n", dimensions=[NEED], **POPULATION), "later")
    (question,) = refusal.value.questions
    assert question.id == "population without-leavers ~ all"
    assert question.answers[0] == (
        '[[relation]] total = "all", parts = ["without-leavers"], complete = false'
    )
    relation = [{"total": "all", "parts": ["without-leavers"], "complete": False}]
    answers = structure("n", dimensions=[NEED], relation=relation, **POPULATION)
    disclosure = let_out(later, answers, "later")
    leavers = CellId("n", "all less without-leavers", "school-1", "202324")
    assert is_open(bounds([first, disclosure], [first.structure.model_dump(), answers], leavers))
    chance = [{"question": "population without-leavers ~ all", "reason": "two schools' registers"}]
    shape = POPULATION | {"chance": chance}
    assert let_out(later, structure("n", dimensions=[NEED], **shape), "other").csv


@pytest.mark.parametrize(
    ("figures", "raises_question"),
    [((30, 28, 25, 28), True), ((32, 27, 24, 27), False), ((3, 14, 12, 11), False)],
    ids=["one of them a few less", "now more, now fewer", "far fewer"],
)
def test_when_populations_are_asked_about(
    let_out, figures: tuple[int, ...], raises_question: bool
) -> None:
    let_out(by_school(31, 28, 25, 28), structure("n"), "all")
    second = structure("n") | {"population": "others"}
    if raises_question:
        with pytest.raises(UnansweredError, match="population others ~ all"):
            let_out(by_school(*figures), second, "others")
    else:
        assert let_out(by_school(*figures), second, "others").record.id


def test_a_population_that_is_two_others_is_asked_about(let_out) -> None:
    let_out(by_school(44, 30, 40, 28), structure("n") | {"population": "boys"}, "boys")
    let_out(by_school(3, 29, 31, 42), structure("n") | {"population": "girls"}, "girls")
    with pytest.raises(UnansweredError, match=r"relation all = boys \+ girls"):
        let_out(by_school(47, 59, 71, 70), structure("n"), "all")


def test_other_years_places_and_measures_are_innocent(let_out) -> None:
    let_out(by_school(30, 28, 25, 28), structure("n"), "first")
    let_out(by_school(31, 28, 26, 29), structure("n") | {"period": "202425"}, "next-year")
    let_out(
        {"place": ["x", "y"], "n": [30, 28]}, structure("n", dimensions=[dimension("place")]), "x"
    )
    let_out({"place": PLACES, "e": [130, 18, 125, 98, 371]}, structure("e"), "others")
