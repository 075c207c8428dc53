"""A rate is said as a number that can be pictured, with the exact figure behind it."""

from __future__ import annotations

from typing import Any

import pytest

from stocktake_web.explorer import wording


class Entry:
    """An indicator of some unit."""

    decimal_places = 2
    better = "lower"

    def __init__(self, unit: str) -> None:
        self.unit = unit


@pytest.mark.parametrize(
    ("unit", "values", "expected"),
    [
        ("per_100", (0.2, 0.1), {0.2: "2 for every 1,000", 0.1: "1 for every 1,000"}),
        ("per_100", (0.2, None), {0.2: "2 for every 1,000"}),
        ("per_100", (0.2, 0.2), {0.2: "2 for every 1,000"}),
        ("per_100", (None, None), {}),
        ("percent", (0.2, 0.1), {}),
        ("score", (0.2,), {}),
        # No round group shows both apart: the own figure alone is pictured.
        ("per_10000", (300.0, 300.01), {300.0: "3 for every 100"}),
    ],
)
def test_rates_are_pictured_in_one_group(
    unit: str, values: tuple[float | None, ...], expected: dict[float, str]
) -> None:
    entry: Any = Entry(unit)
    assert wording.picture_rates(entry, *values) == expected


def test_a_comparator_is_said_in_the_same_group() -> None:
    entry: Any = Entry("per_100")
    pictures = wording.picture_rates(entry, 0.2, 0.1)
    assert wording.against(entry, 0.2, 0.1, "England", pictures) == (
        "above England, 1 for every 1,000 (0.10 per 100)"
    )
    assert wording.against(entry, 0.1, 0.1, "England", pictures) == (
        "the same as England (0.10 per 100)"
    )
    assert wording.against(entry, 0.2, 0.1, "England", {}) == (
        "0.10 per 100 above England (0.10 per 100)"
    )
