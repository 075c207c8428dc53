"""A figure is written with its unit as a sentence would have it."""

from __future__ import annotations

import pytest

from stocktake.standards.units import Unit, difference_unit, format_value


@pytest.mark.parametrize(
    ("value", "unit", "places", "text"),
    [
        (55, "percent", 0, "55%"),
        (22.45, "percent", 1, "22.5%"),
        (-0.96, "score", 2, "-0.96"),
        (-0.004, "score", 2, "0.00"),
        (15.51, "per_100", 2, "15.51 per 100"),
        (71.25, "per_10000", 1, "71.3 per 10,000"),
        (1234, "pounds", 0, "£1,234"),
        (-1234.5, "pounds", 2, "-£1,234.50"),
        (46000, "count", 0, "46,000"),
        (104, "scaled_score", 0, "104"),
        (1, "points", 0, "1 percentage point"),
        (-1, "points", 0, "-1 percentage point"),
        (1, "points", 1, "1.0 percentage points"),
        (3.63, "points", 2, "3.63 percentage points"),
        (1, "days", 0, "1 day"),
        (0.5, "ratio", 2, "0.50"),
        (1250, "count", -2, "1,300"),
        (None, "percent", 1, "no figure"),
    ],
)
def test_a_figure_is_written(value: float | None, unit: str, places: int, text: str) -> None:
    assert format_value(value, unit, places) == text


def test_percentages_differ_by_points_and_all_else_by_its_own_unit() -> None:
    assert difference_unit("percent") is Unit.POINTS
    for unit in set(Unit) - {Unit.PERCENT}:
        assert difference_unit(unit) is unit


def test_every_unit_has_words_of_its_own() -> None:
    assert len({unit.describe() for unit in Unit}) == len(Unit)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="'furlongs' is not a valid Unit"):
        format_value(1, "furlongs")
