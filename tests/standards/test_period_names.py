"""Which days a period's name means, in the spellings that people use."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.standards.period_names import Span, names_no_year, read_period_name


@pytest.mark.parametrize(
    ("names", "starts", "ends"),
    [
        (["202324", "2023/24", "2023-24", "2023-2024", "AY 2023/24"], "2023-09-01", "2024-08-31"),
        (
            [
                "202324-autumn",
                "Autumn term 2023/24",
                "2023_24 AUTUMN",
                "202324 term 1",
                "Autumn 2023",
            ],
            "2023-09-01",
            "2023-12-31",
        ),
        (["Spring 2024", "202324-spring", "Spring term 2023-24"], "2024-01-01", "2024-03-31"),
        (["202324-ht1", "2023/24 autumn 1", "half term 1, 2023/24"], "2023-09-01", "2023-10-31"),
        (["202324-half-term-6", "second half of summer 2023/24"], "2024-06-01", "2024-08-31"),
        (["202122-202324", "2021/22 to 2023/24", "202122/202324"], "2021-09-01", "2024-08-31"),
        (["2021 to 2023", "2021-23"], "2021-01-01", "2023-12-31"),
        (["FY 2023-24", "financial year 2023/24"], "2023-04-01", "2024-03-31"),
        (["2023-24 Q4"], "2024-01-01", "2024-03-31"),
        (["January 2024", "2024-01", "202324 january"], "2024-01-01", "2024-01-31"),
        (["202324-to-easter", "autumn and spring term 2023/24"], "2023-09-01", "2024-03-31"),
    ],
)
def test_spellings_of_one_period(names: list[str], starts: str, ends: str) -> None:
    span = Span(date.fromisoformat(starts), date.fromisoformat(ends))
    assert {name: read_period_name(name) for name in names} == dict.fromkeys(names, span)


@pytest.mark.parametrize(
    "name", ["", "all", "2024-01-18", "202325", "spring", "y7", "9999999", "20232"]
)
def test_names_of_no_period(name: str) -> None:
    assert read_period_name(name) is None


def test_terms_and_half_terms_follow_each_other() -> None:
    year = read_period_name("202324")
    for parts in (("autumn", "spring", "summer"), [f"ht{number}" for number in range(1, 7)]):
        spans = [read_period_name(f"202324-{part}") for part in parts]
        assert [spans[0].starts, spans[-1].ends] == [year.starts, year.ends]
        assert all(year.contains(span) for span in spans)
        for first, second in zip(spans, spans[1:], strict=False):
            assert (second.starts - first.ends).days == 1


def test_a_part_of_no_year_is_known_as_one() -> None:
    assert [names_no_year(name) for name in ("Spring", "half term 2", "Q3", "202324", "all")] == [
        True,
        True,
        True,
        False,
        False,
    ]


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_none(text: str) -> None:
    span = read_period_name(text)
    assert span is None or span.starts <= span.ends
