"""A level that schools from the same start rarely reached is known as such when it is set."""

from __future__ import annotations

import pytest
from invented_results import P8, SCHOOL, figure_rows, improvement_of, many_starts

from stocktake.schools.improvement import is_level_rare


@pytest.mark.parametrize(
    ("level", "due_year", "expected"),
    [
        # Of 200 starts in 2015/16 and 200 in 2016/17, fifty gained 0.3 in a year.
        (-0.30, 2019, True),
        (-0.59, 2019, True),
        (-0.60, 2019, False),
        (-0.90, 2019, False),
        (-0.30, 2018, None),
        (-0.30, 2030, None),
    ],
)
def test_a_gain_that_few_made_is_rare(level: float, due_year: int, expected: bool | None) -> None:
    values = {"201617": -0.60, "201718": -0.60}
    data = improvement_of(figure_rows(SCHOOL, P8, values), many_starts())
    assert is_level_rare(data, SCHOOL, P8, level, due_year) is expected


def test_nothing_is_said_of_a_school_without_a_result() -> None:
    data = improvement_of(many_starts())
    assert is_level_rare(data, SCHOOL, P8, -0.3, 2019) is None
