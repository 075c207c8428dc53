"""Every case beside the real files on which a reader once gave a wrong answer, with the right one.

Each has a small equivalent of our own among the tests of its room; here the files themselves are
read, so that none is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_process import CommandResult

Command = Callable[..., CommandResult]

REFUSAL_CODE = 3

# What is loaded, its exit code, and what its answer says in order.
EES = {
    "01-wildcard-column-name/data.csv": (0, ["4 series", "column '*' is not in snake case"]),
    "01-wildcard-column-name/caret/data.csv": (0, ["4 series", "column '^x$' is not in snake"]),
    "03-group-totals/data.csv": (0, ["5 series, 5 observations"]),
    "03-group-totals/no_total_group.csv": (0, ["4 series, 4 observations"]),
    "04-one-code-two-names/provider/data.csv": (0, ["4 observations", "has 2 names: OLD NAME"]),
    "04-one-code-two-names/region/absence.csv": (
        REFUSAL_CODE,
        ["E12000007 is London, and the row is named 'Inner London'", "expected E13000001"],
    ),
    "05-sentinel-99/absence.csv": (0, ["'-99' stands for no figure", "kept as missing (x)"]),
    "09-new-authority/absence.csv": (0, ["is no local authority of the register", "'la-945'"]),
    "13-band-of-few/absence.csv": (0, ["'0.5' is a fraction of what is counted"]),
}
LAIT = {
    "comma.parquet": ["'1,234' is read as 1234", "'1,234' is more than 100%"],
    "huge.parquet": ["'9.9e15' is larger than any figure can be", "kept as missing (x)"],
    "nan.parquet": ["'NaN' is read as missing (-)"],
    "neg.parquet": ["'-5' is less than 0%", "kept as missing (x)"],
    "over100.parquet": ["'250' is more than 100%", "kept as missing (x)"],
    "wrongname.parquet": ["'Blackpöl' is no name of Blackpool, LA Number 890"],
}
RETURNS = {
    "l_fall.csv": (None, 0, ["is cumulative and falls from 200000 (row 2) to 100"]),
    "l_fraction.csv": (None, 0, ["12.5 is no whole number, for a count"]),
    "l_future.csv": (None, REFUSAL_CODE, ["2032-09-20 is in the future"]),
    "l_giant.csv": (None, REFUSAL_CODE, ["1e300 is larger than any figure"]),
    "l_over.csv": ("over.toml", 0, ["390 is more than the 50 that the plan says there are"]),
    "02-percent-cell/12-percent-cell.xlsx": ("plan2.toml", 0, ["Met: 66.2% in 2024/25"]),
    "02-percent-cell/12b-percent-cell-one.xlsx": ("plan2.toml", 0, ["Met: 100.0% in 2024/25"]),
    "02-percent-cell/29-fraction.csv": ("plan2.toml", 0, ["0.662 looks like a share"]),
    "06-error-cells/19-formula.xlsx": ("plan.toml", REFUSAL_CODE, ["never worked out", "#DIV/0!"]),
    "06-error-cells/45-error-cell.xlsx": (
        "plan.toml",
        REFUSAL_CODE,
        ["#N/A is an error of the workbook"],
    ),
    "06-error-cells/46-verdict-changes.xlsx": (
        "plan.toml",
        REFUSAL_CODE,
        ["row 2, schools_expected_count: #N/A is an error of the workbook"],
    ),
    "07-nothing-returned/area-supp.csv": (
        "area.toml",
        0,
        ["Cannot tell: the returns of Lincolnshire (suppressed)", "cannot be added up."],
    ),
    "07-nothing-returned/area-nodenom.csv": (
        "area.toml",
        0,
        ["Cannot tell: the returns of Norfolk (no denominator)", "cannot be added up."],
    ),
    "08-future-return/33b.csv": ("plan.toml", REFUSAL_CODE, ["2035-04-16 is in the future"]),
    "08-future-return/33c.csv": ("plan.toml", REFUSAL_CODE, ["2062-04-16 is in the future"]),
    "12-shorthand/30-brackets.csv": ("plan.toml", REFUSAL_CODE, ["row 3, value: '<5' is neither"]),
}
OVER = """
id = "bradford"
title = "Invented plan"
vision = "Schools get better."
place = { id = "la-380" }
period = { first = "202122", last = "202223" }
[[local_indicator]]
id = "schools-improved-grade"
words = "Schools whose grade improved"
unit = "count"
better = "higher"
returned_by = "school improvement"
how_often = "yearly"
overdue_after_days = 30
[[priority]]
id = "schools"
title = "Schools"
why = "They matter."
[[target]]
id = "half"
title = "25 of 50 schools improve"
priority = "schools"
kind = "members_changing_state"
indicator = "local:schools-improved-grade"
level = 25
of = 50
due = "202122"
"""


@pytest.fixture(scope="session")
def cases(shared_data: Path) -> Path:
    folder = shared_data.parent / "cases"
    if not folder.is_dir():
        pytest.skip("the real published files are not here: the cases lie beside them")
    return folder


def output_of(result: CommandResult) -> str:
    """What was said, without where its lines break."""
    return re.sub(r"\s+", " ", result.out + result.err)


def assert_in_order(text: str, words: list[str]) -> None:
    at = 0
    for word in words:
        assert word in text[at:], text
        at = text.index(word, at)


def test_every_case_is_opened(cases: Path) -> None:
    readers = cases / "readers"
    data = {
        str(path.relative_to(readers))
        for path in readers.rglob("*.csv")
        if not path.name.endswith(".meta.csv") and path.parent.name != "disclose"
    }
    assert data == set(EES)
    assert {path.name for path in (cases / "lait").iterdir()} == set(LAIT)
    returns = cases / "returns"
    assert {
        str(path.relative_to(returns))
        for path in returns.rglob("*")
        if path.suffix in (".csv", ".xlsx")
    } == set(RETURNS)


@pytest.mark.parametrize("name", EES)
def test_a_file_of_the_department_is_read_or_refused_for_the_right_reason(
    stocktake: Command, cases: Path, name: str
) -> None:
    code, words = EES[name]
    result = stocktake("load", "ees", cases / "readers" / name, "--notes")
    assert result.code == code, output_of(result)
    assert_in_order(output_of(result), words)


def test_a_sentinel_is_refused_where_the_load_is_strict(stocktake: Command, cases: Path) -> None:
    result = stocktake("load", "ees", cases / "readers/05-sentinel-99/absence.csv", "--strict")
    assert result.code == REFUSAL_CODE


def test_fewer_places_than_bands_have_no_band(stocktake: Command, cases: Path) -> None:
    folder = cases / "readers" / "13-band-of-few"
    stocktake("load", "ees", folder / "absence.csv")
    result = stocktake(
        "compare", "absence-invented", "--place", "la-890", "--definitions", folder / "defs"
    )
    rows = [line.split() for line in result.out.splitlines() if line.startswith("20")]
    assert [row[2:6] for row in rows[:4]] == [
        ["1", "of", "2", "50"],
        ["1", "of", "2", "50"],
        ["1", "of", "2", "50"],
        ["1", "of", "1", "50"],
    ]
    assert "Noted of" not in result.out


def test_a_table_with_a_wildcard_for_a_name_is_released(stocktake: Command, cases: Path) -> None:
    folder = cases / "readers" / "01-wildcard-column-name"
    result = stocktake("attack", folder / "data.csv")
    assert "*" not in result.err or "ColumnNotFound" not in result.err
    assert result.code in (0, 1), output_of(result)
    result = stocktake(
        *("disclose", folder / "disclose/t.csv", "--structure", folder / "disclose/t.toml"),
        *("--register", "register", "--asked-by", "data-lead", "--out", "out"),
    )
    assert result.code in (0, 1), output_of(result)
    assert "neither a number" not in output_of(result)


@pytest.mark.slow
@pytest.mark.parametrize("name", LAIT)
def test_an_impossible_figure_of_lait_is_noted_and_never_ranked(
    stocktake: Command, cases: Path, shared_data: Path, name: str
) -> None:
    dictionary = shared_data / "lait" / "lait_data_dictionary.csv"
    load = ("load", "lait", cases / "lait" / name, "--dictionary", dictionary)
    result = stocktake(*load, "--notes")
    assert result.code == 0, output_of(result)
    assert_in_order(output_of(result), LAIT[name][:1])
    assert all(word in output_of(result) for word in LAIT[name])
    if "kept as missing (x)" in LAIT[name]:
        comparison = stocktake("compare", "lait:SecPermEx", "--place", "la-890")
        assert " of 1" not in comparison.out
        assert "Noted of" in comparison.out
        assert stocktake(*load, "--strict").code == REFUSAL_CODE


@pytest.mark.parametrize("name", RETURNS)
def test_a_return_is_read_or_refused_for_the_right_reason(
    stocktake: Command, cases: Path, tmp_path: Path, name: str
) -> None:
    plan_name, code, words = RETURNS[name]
    path = cases / "returns" / name
    plan: tuple[object, ...] = ()
    if plan_name == "over.toml":
        (tmp_path / plan_name).write_text(OVER, encoding="utf-8")
        plan = (tmp_path / plan_name,)
    elif plan_name:
        plan = (path.parent / plan_name,)
    result = stocktake("load", "local", path, "--notes", *(("--plan", *plan) if plan else ()))
    assert result.code == code, output_of(result)
    text = output_of(result)
    if plan and code == 0:
        definitions = path.parent / "defs"
        options = ("--definitions", definitions) if definitions.is_dir() else ()
        text += output_of(stocktake("judge", *plan, "--at", "202425", *options))
    assert_in_order(text, words)


def test_a_suggestion_is_never_what_was_typed(stocktake: Command, cases: Path) -> None:
    path = cases / "returns" / "07-nothing-returned" / "did-you-mean.toml"
    result = stocktake("check", path)
    assert result.code == 2
    assert output_of(result).endswith(
        "place.members: unknown key 'members'; it is a key of [body] and [local_indicator] "
    )
