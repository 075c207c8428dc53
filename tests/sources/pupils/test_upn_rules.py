"""The vectorised rules of a UPN and the plain reader of one say the same of every text."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.sources.pupils import check_tables
from stocktake.sources.pupils.rules.numbers import upn_letter
from stocktake.standards.errors import UsageError
from stocktake.standards.identifiers import UPN_LETTERS, parse_upn, upn_check_letter

FORM_RULES = {"R-010", "1510", "1540", "1550"}

_rests = st.tuples(
    st.text("0123456789", min_size=11, max_size=11), st.sampled_from("0123456789" + UPN_LETTERS)
).map("".join)
_numbers = _rests.map(lambda rest: upn_check_letter(rest) + rest)


@st.composite
def _near_numbers(draw: st.DrawFn) -> str:
    """A number with one character changed, left out or doubled."""
    number = draw(_numbers)
    at = draw(st.integers(0, 12))
    put = draw(st.sampled_from(["", "0", "7", "A", "I", "O", "S", "Z", "?", "é", "AB"]))
    return number[:at] + put + number[at + 1 :]


def rules_failed(upn: str) -> set[str]:
    rows = pl.DataFrame({"upn": [upn], "start_date": [date(2024, 1, 8)]})
    findings = check_tables({"young_carers": rows}).findings
    return set(findings["rule"].to_list())


@pytest.mark.slow
@given(st.one_of(_numbers, _near_numbers(), st.text(min_size=1, max_size=15).map(str.upper)))
def test_the_rules_refuse_what_the_reader_refuses(upn: str) -> None:
    try:
        accepted = parse_upn(upn).number == upn
    except UsageError:
        accepted = False
    assert (not FORM_RULES & rules_failed(upn)) == accepted


@pytest.mark.slow
@given(st.lists(_rests, min_size=1, max_size=30))
def test_the_check_letters_of_a_column_are_those_found_one_by_one(rests: list[str]) -> None:
    numbers = pl.DataFrame({"upn": [f"?{rest}" for rest in rests]})
    letters = numbers.select(upn_letter(pl.col("upn")))["upn"].to_list()
    assert letters == [upn_check_letter(rest) for rest in rests]


@pytest.mark.parametrize(
    ("upn", "rule"),
    [
        ("A801200005001", "1510"),  # the published example has B
        ("I801200005001", "R-010"),  # I is not used
        ("B80120000500", "R-010"),
        ("B8012000X5001", "1540"),
        ("B80120000500I", "1550"),
    ],
)
def test_each_fault_has_its_published_number(upn: str, rule: str) -> None:
    assert FORM_RULES & rules_failed(upn) == {rule}


def test_a_number_of_no_known_authority_is_a_query_and_one_of_an_abolished_one_is_not() -> None:
    def with_authority(la: str) -> str:
        rest = f"{la}400012001"
        return upn_check_letter(rest) + rest

    assert rules_failed(with_authority("555")) == {"1530"}
    assert rules_failed(with_authority("815")) == set()
    assert rules_failed(with_authority("001")) == set()
