"""Rows that share a place, a period and all filters: which of them can be told apart."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.sources.ees_file import LINE
from stocktake.sources.ees_meta import EesFilter, EesIndicator
from stocktake.sources.ees_repeats import Repeats, find_repeats

PUPILS = EesIndicator("pupils", "Pupils", None, None, None)
RATE = EesIndicator("rate", "Rate", None, "%", None)
SEX = EesFilter("sex", "Sex")


def repeats(*rows: tuple[str, str, str]) -> Repeats:
    """What is found in rows of (sex, pupils, rate), the first on line 2."""
    table = pl.DataFrame(
        {
            LINE: range(2, 2 + len(rows)),
            "place": ["england"] * len(rows),
            "time_period": ["201617"] * len(rows),
            "time_identifier": ["Academic year"] * len(rows),
            "sex": [row[0] for row in rows],
            "pupils": [row[1] for row in rows],
            "rate": [row[2] for row in rows],
        }
    )
    return find_repeats(table, indicators=[PUPILS, RATE], filters=[SEX])


def test_rows_that_differ_in_a_filter_are_no_repeats() -> None:
    assert repeats(("Total", "9", "1"), ("Male", "9", "1")) == Repeats((), (), ())


def test_the_same_row_again_is_left_out() -> None:
    assert repeats(("Male", "9", "1"), ("Male", "9", "1")) == Repeats((3,), (), ())


def test_the_total_is_the_row_that_the_others_add_up_to() -> None:
    result = repeats(("Total", "400", "9"), ("Total", "1000", "5"), ("Total", "590", "2"))
    assert result == Repeats((), (2, 4), ())


def test_parts_may_leave_out_a_few_pupils_but_not_many() -> None:
    few = repeats(("Total", "1000", "5"), ("Total", "500", "9"), ("Total", "420", "2"))
    many = repeats(("Total", "1000", "5"), ("Total", "500", "9"), ("Total", "300", "2"))
    assert few == Repeats((), (3, 4), ())
    assert many == Repeats((), (), ((2, 3, 4),))


@pytest.mark.parametrize("label", ["Male", "Female"])
def test_parts_are_looked_for_under_the_label_total_only(label: str) -> None:
    rows = [(label, "1000", "5"), (label, "400", "9"), (label, "600", "2")]
    assert repeats(*rows) == Repeats((), (), ((2, 3, 4),))


def test_of_two_rows_nobody_can_tell_which_is_the_total() -> None:
    assert repeats(("Total", "1000", "5"), ("Total", "990", "5")) == Repeats((), (), ((2, 3),))


def test_suppressed_rows_do_not_pass_for_parts() -> None:
    rows = [("Total", "c", "1"), ("Total", "c", "2"), ("Total", "c", "3")]
    assert repeats(*rows) == Repeats((), (), ((2, 3, 4),))


@given(
    parts=st.lists(st.integers(20, 10_000), min_size=2, max_size=5, unique=True),
    place=st.integers(0, 5),
)
def test_a_planted_total_is_found_wherever_it_stands(parts: list[int], place: int) -> None:
    rows = [("Total", str(part), str(number)) for number, part in enumerate(parts)]
    place = min(place, len(rows))
    rows.insert(place, ("Total", str(sum(parts)), "50"))
    result = repeats(*rows)
    assert not result.unclear
    assert place + 2 not in result.parts
    assert len(result.parts) == len(parts)
