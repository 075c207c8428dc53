"""Dimensions with a total and no split, and rows that stand outside every split."""

from __future__ import annotations

import pytest
from schools import BY_SCHOOL, PLACES, bounds, by_school, dimension, is_open, structure

from stocktake.disclosure import CellId
from stocktake.disclosure.undeclared import UnansweredError
from stocktake.standards.errors import DefinitionError, InputError

IN_LA = {"place": "la-1"}
BOYS = CellId("n", "all", "la-1", "202324", (("sex", "B"),))
SEX = {"sex": ["B", "G", "T"], "n": [3, 30, 33]}


def test_a_total_that_the_rows_make_up_is_a_sum(let_out) -> None:
    disclosure = let_out(SEX, structure("n", dimensions=[dimension("sex", "T")], **IN_LA))
    assert disclosure.csv == "sex,n\nB,c\nG,c\nT,33\n"
    assert disclosure.notices == ("sex: T is taken to be B and G",)
    split = disclosure.structure.dimension[0].split[0]
    assert (split.total, split.parts, split.complete) == ("T", ("B", "G"), True)


def test_an_item_that_is_the_sum_of_the_others_is_their_total(let_out) -> None:
    """Neither a total nor a split is declared, for sex or for places."""
    assert (
        "B,c\nG,c\nT,33" in let_out(SEX, structure("n", dimensions=[dimension("sex")], **IN_LA)).csv
    )
    disclosure = let_out(
        by_school(3, 30, 25, 28), structure("n", dimensions=[dimension("place")]), "p"
    )
    a = CellId("n", "all", "a", "202324")
    assert is_open(bounds([disclosure], [structure("n")], a))


def test_a_sum_is_seen_in_every_way_of_a_table(let_out) -> None:
    counts = {"N": (20, 15), "S": (3, 11)}
    rows = [
        (need, sex, n) for need, pair in counts.items() for sex, n in zip("BG", pair, strict=True)
    ]
    rows += [(need, "T", sum(pair)) for need, pair in counts.items()]
    rows += [("All", sex, sum(n for _, s, n in rows[:6] if s == sex)) for sex in "BGT"]
    table = {"need": [r[0] for r in rows], "sex": [r[1] for r in rows], "n": [r[2] for r in rows]}
    plain = [dimension("need", "All"), dimension("sex", "T")]
    honest = [dimension("need", "All", All=["N", "S"]), dimension("sex", "T", T=["B", "G"])]
    disclosure = let_out(table, structure("n", dimensions=plain, **IN_LA))
    cell = CellId("n", "all", "la-1", "202324", (("need", "S"), ("sex", "B")))
    assert is_open(bounds([disclosure], [structure("n", dimensions=honest, **IN_LA)], cell))


def test_one_item_and_its_total_leave_a_remainder(let_out) -> None:
    table = {"place": ["school-3"] * 2, "sen": ["NotPlan", "Total"], "n": [64, 67]}
    dimensions = [dimension("place"), dimension("sen", "Total")]
    disclosure = let_out(table, structure("n", dimensions=dimensions))
    assert disclosure.csv == "place,sen,n\nschool-3,NotPlan,c\nschool-3,Total,67\n"
    assert disclosure.notices == ("sen: Total is taken to be NotPlan and a remainder",)


def test_a_total_above_a_declared_split_leaves_a_remainder_too(let_out) -> None:
    """Plan and Support make SEN; nobody says that the rest of Total has none."""
    table = {"sen": ["SEN", "Plan", "Support", "Total"], "n": [30, 12, 18, 34]}
    sen = dimension("sen", "Total", SEN=["Plan", "Support"])
    disclosure = let_out(table, structure("n", dimensions=[sen], **IN_LA))
    whole = dimension("sen", "Total", SEN=["Plan", "Support"], Total=["SEN", "None"])
    rest = CellId("n", "all", "la-1", "202324", (("sen", "None"),))
    assert is_open(bounds([disclosure], [structure("n", dimensions=[whole], **IN_LA)], rest))


def test_an_item_that_no_split_names_is_refused(let_out) -> None:
    table = {"sen": ["None", "Plan", "Support", "SEN"], "n": [4, 12, 18, 30]}
    sen = dimension("sen", "Total", SEN=["Plan", "Support"])
    with pytest.raises(InputError, match="sen holds 'None', which the structure's sen lacks"):
        let_out(table, structure("n", dimensions=[sen], **IN_LA))


def test_what_cannot_be_seen_to_add_up_is_asked_about(let_out) -> None:
    table = {"group": ["FSM", "EAL", "T"], "n": [31, 30, 43]}
    group = dimension("group", "T")
    with pytest.raises(UnansweredError) as refusal:
        let_out(table, structure("n", dimensions=[group], **IN_LA))
    assert str(refusal.value).splitlines() == [
        "the table raises questions that its structure does not answer; nothing is released",
        "  total group: the dimension group has the total 'T', and its other items (EAL, FSM) "
        "cannot be seen to add up to it; anybody can subtract; "
        'split = [{ total = "T", parts = ["EAL", "FSM"], complete = false }] with the items that '
        "do not overlap or adds_up = false with a reason in the dimension group",
    ]
    silent = group | {"adds_up": False, "reason": "pupils are in several groups"}
    assert let_out(table, structure("n", dimensions=[silent], **IN_LA)).record.hidden_count == 0


def test_that_nothing_adds_up_needs_a_reason_and_no_split() -> None:
    from stocktake.disclosure import parse_structure

    text = """
    population = "all"
    measure = [{ id = "n", column = "n" }]
    [[dimension]]
    id = "sex"
    column = "sex"
    total = "T"
    adds_up = false
    split = [{ total = "T", parts = ["B", "G"] }]
    """
    with pytest.raises(DefinitionError) as refusal:
        parse_structure(text, "sex.toml")
    assert "sex: adds_up = false needs a reason; sex: has a split, and adds_up" in str(
        refusal.value
    )


def test_a_split_that_an_earlier_release_declares_is_known(let_out) -> None:
    whole = dimension("sex", "T", T=["B", "G"])
    let_out(SEX, structure("n", dimensions=[whole], **IN_LA), "first")
    later = {"sex": ["B", "G"], "m": [12, 14]}
    disclosure = let_out(
        later, structure("m", dimensions=[dimension("sex", "T")], **IN_LA), "second"
    )
    assert disclosure.structure.dimension[0].split[0].parts == ("B", "G")


@pytest.mark.parametrize("first", ["items", "total"])
def test_items_and_their_total_in_two_tables_without_a_word(let_out, first: str) -> None:
    items = (
        {"sex": ["B", "G"], "n": [3, 30]},
        structure("n", dimensions=[dimension("sex")], **IN_LA),
    )
    total = ({"place": ["la-1"], "n": [33]}, structure("n", dimensions=[dimension("place")]))
    order = [items, total] if first == "items" else [total, items]
    disclosures = [let_out(*pair, f"table-{number}") for number, pair in enumerate(order)]
    sexes = structure("n", dimensions=[dimension("sex", "T", T=["B", "G"])], **IN_LA)
    honest = [sexes, order[1][1]] if first == "items" else [order[0][1], sexes]
    assert is_open(bounds(disclosures, honest, BOYS))


@pytest.mark.parametrize("is_reverse", [False, True], ids=["schools first", "authority first"])
def test_schools_and_their_authority_in_two_tables(let_out, is_reverse: bool) -> None:
    flat = structure("n", dimensions=[dimension("place")])
    schools = ({"place": PLACES[:4], "n": [3, 30, 25, 28]}, flat)
    authority = ({"place": ["la-1"], "n": [86]}, flat)
    order = [authority, schools] if is_reverse else [schools, authority]
    disclosures = [let_out(*pair, f"table-{number}") for number, pair in enumerate(order)]
    a = CellId("n", "all", "a", "202324")
    assert is_open(bounds(disclosures, [structure("n")] * 2, a))


def test_places_without_their_total_are_innocent(let_out) -> None:
    disclosure = let_out(
        {"place": PLACES[:3], "n": [30, 28, 25]}, structure("n", dimensions=[dimension("place")])
    )
    assert disclosure.record.hidden_count == 0
    assert disclosure.notices == ()
    assert BY_SCHOOL["split"]
