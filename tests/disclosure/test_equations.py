"""What binds cells: hierarchies, populations, complements; and tables that cannot be right."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest
from line_tables import COUNT, line, line_structure, pupils
from tables_by_hand import SDC_COLUMNS, SDC_ROWS, two_way

from stocktake.disclosure import (
    Structure,
    Table,
    attack,
    build_problem,
    load_policy,
    parse_structure,
    primary_cells,
    protect,
)
from stocktake.standards.errors import DefinitionError, InputError, UsageError

TEN = load_policy("stocktake_default")
RELATION = {"total": "all", "parts": ["disadvantaged", "others"]}


def test_the_same_cell_of_two_tables_is_one_cell() -> None:
    problem = build_problem([line({"la": 60, "a": 20, "b": 40}), line({"la": 60, "c": 60})])
    assert [cell.id.place for cell in problem.cells] == ["la", "a", "b", "c"]
    assert [len(equation.parts) for equation in problem.equations] == [2, 1]


def test_hidden_here_and_printed_there_is_known() -> None:
    tables = [line({"la": "60", "a": "c", "b": "c"}), line({"la": "60", "a": "20", "b": "40"})]
    intervals = attack(build_problem(tables))
    assert [(item.cell.place, item.low, item.method) for item in intervals] == [
        ("a", 20.0, "known"),
        ("b", 40.0, "known"),
    ]


def test_a_level_that_nobody_printed_still_binds() -> None:
    """Districts have no rows; the authority less one district's schools leaves the other."""
    structure = Structure.model_validate(
        {
            "population": "all",
            "measure": [COUNT],
            "dimension": [
                {
                    "id": "place",
                    "column": "place",
                    "split": [
                        {"total": "la", "parts": ["north", "south"]},
                        {"total": "north", "parts": ["a", "b"]},
                        {"total": "south", "parts": ["c", "d"]},
                    ],
                }
            ],
        }
    )
    frame = pl.DataFrame({"place": ["la", "a", "b", "c", "d"], "n": ["100", "20", "30", "44", "c"]})
    intervals = attack(build_problem([Table(frame, structure)]))
    assert [(item.cell.place, item.low, item.high) for item in intervals] == [("d", 6, 6)]


def test_two_ways_to_divide_one_place() -> None:
    """Wards and schools of one district: what is hidden in both is bounded by both."""
    structure = Structure.model_validate(
        {
            "population": "all",
            "measure": [COUNT],
            "dimension": [
                {
                    "id": "place",
                    "column": "place",
                    "split": [
                        {"total": "la", "parts": ["ward-1", "ward-2"]},
                        {"total": "la", "parts": ["school-1", "school-2"]},
                    ],
                }
            ],
        }
    )
    places = ["la", "ward-1", "ward-2", "school-1", "school-2"]
    frame = pl.DataFrame({"place": places, "n": ["c", "c", "40", "30", "25"]})
    intervals = attack(build_problem([Table(frame, structure)]))
    assert [(item.cell.place, item.low, item.exact) for item in intervals] == [
        ("la", 55, True),
        ("ward-1", 15, True),
    ]


def test_populations_that_make_up_all_are_subtracted() -> None:
    everybody = line({"la": "90", "a": "30", "b": "60"}, relation=[RELATION])
    poor = line({"la": "40", "a": "c", "b": "c"}, population="disadvantaged")
    rest = line({"la": "50", "a": "21", "b": "29"}, population="others")
    intervals = attack(build_problem([everybody, poor, rest]))
    assert [(item.cell.population, item.low, item.high) for item in intervals] == [
        ("disadvantaged", 9, 9),
        ("disadvantaged", 31, 31),
    ]


def test_who_is_left_when_a_subset_is_taken_away_is_a_cell() -> None:
    """Thirty pupils, 27 of them disadvantaged: the three others are a group that nobody printed."""
    subset = {"total": "all", "parts": ["disadvantaged"], "complete": False}
    tables = [
        line({"la": 190, "a": 30, "b": 160}, relation=[subset]),
        line({"la": 100, "a": 27, "b": 73}, population="disadvantaged"),
    ]
    problem = build_problem(tables)
    assert [str(item.cell) for item in primary_cells(problem, TEN)] == [
        "pupils of all less disadvantaged in a"
    ]
    protection = protect(problem, TEN)
    left = [pupils("a", "all less disadvantaged")]
    bounds = attack(problem, {*protection.hidden_cells, *left})
    three = next(item for item in bounds if item.cell == left[0])
    assert three.low == 0
    assert three.high >= 10


def test_parts_that_leave_some_out_leave_a_remainder() -> None:
    problem = build_problem([line({"la": 90, "a": 30, "b": 55}, complete=False)])
    assert [str(item.cell) for item in primary_cells(problem, TEN)] == [
        "pupils of all in la less a and b"
    ]
    assert len(protect(problem, TEN).secondary) == 1


def test_what_is_not_applicable_is_no_hidden_count() -> None:
    problem = build_problem([line({"la": "90", "a": "c", "b": "z", "d": "x"})])
    intervals = attack(problem)
    assert [(item.cell.place, item.low, item.high) for item in intervals] == [("a", 0, 90)]


def test_what_rounds_to_nought_is_not_nought() -> None:
    measure = [{**COUNT, "rounded_to": 10}]
    problem = build_problem([line({"la": "20", "a": "low", "b": "20"}, measure=measure)])
    cell = problem.cells[problem.position[pupils("a")]]
    assert (cell.state, cell.lower, cell.upper) == ("unknown", 1, 10)


def test_rows_that_are_absent_can_be_noughts() -> None:
    frame = pl.DataFrame({"place": ["la", "a"], "n": ["30", "c"]})
    assert attack(build_problem([Table(frame, line_structure(["a", "b"], absent="zero"))]))[0].exact
    open_end = attack(build_problem([Table(frame, line_structure(["a", "b"]))]))
    assert [(item.low, item.high) for item in open_end] == [(0, 30)]


WRONG: list[tuple[Any, str]] = [
    (
        line({"la": 60, "a": 20, "b": 30}, "pupils.csv"),
        "the tables contradict themselves\n  pupils of all in la: its parts add up to less than "
        "the total; declare the split incomplete if some are left out",
    ),
    (
        line({"la": 60, "a": 20, "b": 50}, "pupils.csv"),
        "the tables contradict themselves\n  pupils of all in la: its parts add up to more than "
        "the total; expected parts that add up",
    ),
    (
        Table(pl.DataFrame({"plaice": ["la"], "n": [3]}), line_structure(["a"]), "pupils.csv"),
        "the tables cannot be laid side by side\n  pupils.csv: no column 'place', which its "
        "structure names for the dimension place; did you mean 'plaice'?",
    ),
    (
        Table(pl.DataFrame({"place": ["la", "aa"], "n": [3, 3]}), line_structure(["a"]), "p.csv"),
        "the tables cannot be laid side by side\n  p.csv: place holds 'aa', which the structure's "
        "place lacks; did you mean 'a'?",
    ),
    (
        Table(pl.DataFrame({"place": ["la", "la"], "n": [3, 3]}), line_structure(["a"]), "p.csv"),
        "the tables cannot be laid side by side\n  p.csv: row 2: pupils of all in la is there "
        "twice, first in row 1",
    ),
    (
        Table(pl.DataFrame({"place": ["la", None], "n": [3, 3]}), line_structure(["a"]), "p.csv"),
        "the tables cannot be laid side by side\n  p.csv: row 2: no item in place; expected an "
        "item",
    ),
    (
        line({"la": "60", "a": "sixty"}, "p.csv"),
        "the tables cannot be laid side by side\n  p.csv: row 2: n is neither a number nor a known "
        "symbol; expected a figure, or a symbol such as c",
    ),
    (
        line({"la": 60, "a": None}, "p.csv"),
        "the tables cannot be laid side by side\n  p.csv: row 2: n has neither a figure nor a "
        "symbol; expected c where it is confidential, z, x or low otherwise",
    ),
    (
        line({"la": 60, "a": -3}, "p.csv"),
        "the tables cannot be laid side by side\n  p.csv: row 2: n is impossible for a count; "
        "expected a whole number of zero or more",
    ),
]


@pytest.mark.parametrize(("table", "message"), WRONG)
def test_a_table_that_cannot_be_right(table: Table, message: str) -> None:
    with pytest.raises(InputError) as caught:
        build_problem([table])
    assert str(caught.value) == message


def test_two_tables_that_give_one_cell_two_figures() -> None:
    with pytest.raises(InputError) as caught:
        build_problem([line({"la": 60, "a": 60}), line({"la": 61, "a": 61}, "later.csv")])
    assert str(caught.value).splitlines()[1] == (
        "  later.csv: row 1: pupils of all in la has another figure in an earlier table; expected "
        "the same cell to be the same figure"
    )


def test_structures_that_contradict_each_other() -> None:
    second_table = two_way(SDC_ROWS, SDC_COLUMNS)
    sums = second_table.structure.model_dump()
    sums["measure"][0]["unit"] = "sum"
    sums["dimension"][0]["total"] = ""
    with pytest.raises(InputError) as caught:
        build_problem([second_table, Table(second_table.frame, Structure.model_validate(sums))])
    assert [fault.problem for fault in caught.value.faults][:2] == [
        "two structures give the dimension row different totals",
        "two structures give the measure pupils different units",
    ]


def test_no_table_is_no_problem() -> None:
    with pytest.raises(UsageError, match="there is no table to look at"):
        build_problem([])


def test_a_structure_reads_alike_from_toml_and_json() -> None:
    structure = line_structure(["a", "b"])
    assert parse_structure(structure.model_dump_json(), "s.json") == structure


def test_a_structure_says_all_that_is_wrong_with_it() -> None:
    text = json.dumps(
        {
            "population": "all",
            "place": "la",
            "publisher": "school",
            "measure": [
                {"id": "n", "column": "n"},
                {"id": "share", "unit": "percent", "column": "p", "numerator": "m"},
            ],
            "dimension": [
                {
                    "id": "place",
                    "column": "place",
                    "split": [{"total": "a", "parts": ["b"]}, {"total": "b", "parts": ["a"]}],
                }
            ],
        }
    )
    with pytest.raises(DefinitionError) as caught:
        parse_structure(text, "s.json")
    assert str(caught.value) == (
        "s.json is no structure of a table\n  s.json: percent 'share' needs a numerator and "
        "denominator among the measures; place is a dimension and stated for the whole table; the "
        "publisher 'school' is no dimension; place: 'a' is a part of itself; place: 'b' is a part "
        "of itself"
    )


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(DefinitionError, match="did you mean 'population'"):
        parse_structure('popualtion = "all"\nmeasure = []', "s.toml")


def test_broken_json_is_placed() -> None:
    with pytest.raises(DefinitionError, match="s.json: line 1, column 2"):
        parse_structure("{", "s.json")
