"""Terms, half terms, years and spans of years: known by the calendar, without a declaration."""

from __future__ import annotations

import pytest
from schools import BY_SCHOOL, bounds, by_school, dimension, is_open, structure

from stocktake.disclosure import CellId, Structure, Table, attack, build_problem
from stocktake.disclosure.undeclared import UnansweredError

AUTUMN, YEAR = (40, 30, 25, 28), (43, 60, 55, 58)


def suspensions(period: str, **more) -> dict:
    return structure({"id": "susp", "column": "n", **more}) | {"period": period}


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("202324-autumn", "202324"),
        ("Autumn term 2023/24", "202324"),
        ("202324_ht1", "2023/24"),
        ("202324-autumn-2", "202324-autumn"),
        ("2023-24 Q3", "FY 2023-24"),
        ("202324-spring", "2024"),
        ("January 2024", "202324"),
    ],
)
@pytest.mark.parametrize("is_reverse", [False, True], ids=["part first", "whole first"])
def test_what_is_left_of_a_year_is_protected(
    let_out, part: str, whole: str, is_reverse: bool
) -> None:
    releases = [(by_school(*AUTUMN), part), (by_school(*YEAR), whole)]
    if is_reverse:
        releases.reverse()
    disclosures = [
        let_out(table, suspensions(period), f"table-{number}")
        for number, (table, period) in enumerate(releases)
    ]
    rest = "the other months"
    period = {
        "id": "period",
        "column": "period",
        "split": [{"total": whole, "parts": [part, rest]}],
    }
    honest = [disclosure.structure.model_dump() for disclosure in disclosures]
    lines = Structure.model_validate(
        structure("susp", dimensions=[BY_SCHOOL, period]) | {"period": ""}
    )
    import polars as pl

    blank = Table(pl.DataFrame({"place": [], "period": [], "susp": []}), lines)
    tables = [_table(disclosure, one) for disclosure, one in zip(disclosures, honest, strict=True)]
    problem = build_problem([*tables, blank])
    cell = CellId("susp", "all", "a", rest)
    (interval,) = attack(problem, {cell})
    assert is_open((interval.low, interval.high))


def test_three_years_and_their_span(let_out) -> None:
    figures = {
        "202122": (40, 30, 25, 28),
        "202223": (43, 60, 55, 58),
        "202122-202223": (83, 90, 80, 86),
    }
    figures |= {"202122-202324": (86, 120, 110, 116)}
    disclosures = [
        let_out(by_school(*values), suspensions(period), f"table-{number}")
        for number, (period, values) in enumerate(figures.items())
    ]
    assert disclosures[2].record.hidden_count == 0
    assert "a,c" in disclosures[3].csv


def test_terms_that_make_the_year_leave_nothing(let_out) -> None:
    let_out(by_school(*AUTUMN), suspensions("202324-autumn"), "autumn")
    let_out(by_school(30, 20, 25, 28), suspensions("202324-spring"), "spring")
    # 3 in the summer, which is printed nowhere.
    year = let_out(by_school(73, 80, 75, 88), suspensions("202324"), "year")
    assert "a,c" in year.csv
    problem = build_problem([_table(year, year.structure.model_dump())])
    assert is_open(
        bounds([year], [year.structure.model_dump()], CellId("susp", "all", "a", "202324"))
    )
    assert problem.marked_cells


def test_periods_of_one_table(let_out) -> None:
    """Terms and year as rows of a table: what is left for the summer is hidden."""
    rows = [
        (period, place, n)
        for period, figures in (("202324-autumn", AUTUMN), ("202324", YEAR))
        for place, n in zip(by_school(*figures)["place"], by_school(*figures)["n"], strict=True)
    ]
    table = {
        "period": [r[0] for r in rows],
        "place": [r[1] for r in rows],
        "n": [r[2] for r in rows],
    }
    shape = structure("n", dimensions=[BY_SCHOOL, dimension("period")]) | {"period": ""}
    disclosure = let_out(table, shape)
    hidden_rows = [line for line in disclosure.csv.splitlines() if line.endswith(",c")]
    assert len(hidden_rows) == 2


def test_pupils_on_a_day_are_no_sum_over_time(let_out) -> None:
    """In one school fewer than in the autumn: nobody subtracts, and nothing is hidden."""
    let_out(by_school(400, 300, 250, 280), suspensions("202324-autumn"), "autumn")
    disclosure = let_out(by_school(402, 303, 249, 284), suspensions("202324"), "year")
    assert disclosure.record.hidden_count == 0


def test_a_structure_can_say_that_a_count_is_of_a_day(let_out) -> None:
    let_out(by_school(400, 300, 250, 280), suspensions("202324-autumn", on_a_day=True), "autumn")
    disclosure = let_out(
        by_school(402, 303, 252, 284), suspensions("202324", on_a_day=True), "year"
    )
    assert disclosure.record.hidden_count == 0


def test_a_term_of_no_year_is_asked_about(let_out) -> None:
    with pytest.raises(UnansweredError) as refusal:
        let_out(by_school(*AUTUMN), suspensions("Spring"))
    (question,) = refusal.value.questions
    assert question.id == "period Spring"
    assert question.answers == ('name the year as well, such as "202324-Spring"',)


def _table(disclosure, shape: dict) -> Table:
    import io

    import polars as pl

    frame = pl.read_csv(io.StringIO(disclosure.csv), infer_schema=False)
    return Table(frame, Structure.model_validate(shape), disclosure.record.id)
