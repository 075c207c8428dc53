"""Errors of predictions: worked by hand, against slow twins, and the same in both directions."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.schools.predictions.metrics import (
    brier_score,
    grade_accuracy,
    value_accuracy,
)

PREDICTED = [7, 6, 5, 5, 4, 4, 3, 8, 6, 2]
ACTUAL = [6, 6, 4, 5, 4, 3, 3, 7, 5, 3]

GRADES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30)


def plain_accuracy(pairs: list[tuple[int, int]]) -> dict[str, float]:
    """The slow twin, with kappa from the whole table of grades."""
    errors = [p - a for p, a in pairs]
    n = len(errors)
    predicted, actual = Counter(p for p, _ in pairs), Counter(a for _, a in pairs)
    disagreement = sum((p - a) ** 2 for p, a in pairs) / n
    by_chance = sum(
        (i - j) ** 2 * predicted[i] * actual[j] / n**2 for i in range(10) for j in range(10)
    )
    return {
        "bias": sum(errors) / n,
        "mean_absolute_error": sum(map(abs, errors)) / n,
        "root_mean_square_error": disagreement**0.5,
        "exact_percent": 100 * errors.count(0) / n,
        "within_one_percent": 100 * sum(abs(e) <= 1 for e in errors) / n,
        "optimistic_percent": 100 * sum(e > 0 for e in errors) / n,
        "pessimistic_percent": 100 * sum(e < 0 for e in errors) / n,
        "weighted_kappa": 1 - disagreement / by_chance if by_chance else None,
    }


def frame_of(pairs: list[tuple[int, int]]) -> pl.DataFrame:
    """Pairs as a table."""
    return pl.DataFrame(pairs, schema=["predicted", "actual"], orient="row")


def test_the_ten_pupils_of_the_reference() -> None:
    row = grade_accuracy(pl.DataFrame({"predicted": PREDICTED, "actual": ACTUAL})).to_dicts()[0]
    assert row == pytest.approx(
        {
            "pupil_count": 10,
            "bias": 0.4,
            "mean_absolute_error": 0.6,
            "root_mean_square_error": 0.7746,
            "exact_percent": 40,
            "within_one_percent": 100,
            "optimistic_percent": 50,
            "pessimistic_percent": 10,
            "calibration_slope": 0.7333,
            "calibration_intercept": 0.9333,
            "weighted_kappa": 0.88,
        },
        abs=5e-5,
    )


@pytest.mark.slow
@given(GRADES)
def test_as_the_slow_twin_has_it(pairs: list[tuple[int, int]]) -> None:
    row = grade_accuracy(frame_of(pairs)).to_dicts()[0]
    for name, value in plain_accuracy(pairs).items():
        assert row[name] == pytest.approx(value, abs=1e-9), name


@pytest.mark.slow
@given(GRADES)
def test_counted_pairs_are_the_same_as_pupils(pairs: list[tuple[int, int]]) -> None:
    counts = Counter(pairs)
    weighted = frame_of(list(counts)).with_columns(pupil_count=pl.Series(list(counts.values())))
    assert grade_accuracy(weighted).to_dicts()[0] == pytest.approx(
        grade_accuracy(frame_of(pairs)).to_dicts()[0]
    )


@pytest.mark.slow
@given(GRADES)
def test_too_high_and_too_low_count_alike(pairs: list[tuple[int, int]]) -> None:
    row = grade_accuracy(frame_of(pairs)).to_dicts()[0]
    opposite = grade_accuracy(frame_of([(9 - p, 9 - a) for p, a in pairs])).to_dicts()[0]
    assert opposite["bias"] == pytest.approx(-row["bias"])
    assert opposite["optimistic_percent"] == pytest.approx(row["pessimistic_percent"])
    for name in ("mean_absolute_error", "exact_percent", "weighted_kappa"):
        assert opposite[name] == pytest.approx(row[name])


@pytest.mark.slow
@given(GRADES)
def test_groups_together_are_the_whole(pairs: list[tuple[int, int]]) -> None:
    frame = frame_of(pairs).with_columns(school=pl.int_range(pl.len()) % 3)
    parts, whole = grade_accuracy(frame, ["school"]), grade_accuracy(frame)
    assert parts["pupil_count"].sum() == whole["pupil_count"].item()
    mean = (parts["bias"] * parts["pupil_count"]).sum() / parts["pupil_count"].sum()
    assert mean == pytest.approx(whole["bias"].item())


def test_slope_is_that_of_a_least_squares_line() -> None:
    slope, intercept = np.polyfit(PREDICTED, ACTUAL, 1)
    row = grade_accuracy(pl.DataFrame({"predicted": PREDICTED, "actual": ACTUAL})).to_dicts()[0]
    assert row["calibration_slope"] == pytest.approx(slope)
    assert row["calibration_intercept"] == pytest.approx(intercept)


def test_equal_predictions_have_no_slope_and_no_pupils_no_row() -> None:
    row = grade_accuracy(pl.DataFrame({"predicted": [5, 5], "actual": [4, 6]})).to_dicts()[0]
    assert row["calibration_slope"] is None
    assert grade_accuracy(frame_of([(5, 4)]).clear()).height == 0


def test_values_count_by_their_pupils_unless_all_alike() -> None:
    frame = pl.DataFrame(
        {
            "predicted": [55.0, 60.0],
            "actual": [44.0, 61.0],
            "tolerance": 5.0,
            "pupil_count": [100, 300],
        }
    )
    weighted, alike = (value_accuracy(frame, weighted=w).to_dicts()[0] for w in (True, False))
    # Predicted 55 and 44 came: an error of +11, as the rules of the field have it.
    assert weighted["bias"] == (11 * 100 - 1 * 300) / 400
    assert alike["bias"] == 5
    assert (alike["optimistic_percent"], weighted["optimistic_percent"]) == (50, 25)
    assert weighted["within_tolerance_percent"] == 75


def test_brier_of_the_reference_and_of_a_counted_share() -> None:
    chances = [0.9, 0.8, 0.7, 0.6, 0.3, 0.2]
    pupils = pl.DataFrame(
        {"probability": chances, "reached_count": [1, 1, 0, 1, 0, 0], "pupil_count": 1}
    )
    row = brier_score(pupils).to_dicts()[0]
    assert (row["brier"], row["calibration"]) == pytest.approx((0.13833, 0.08333), abs=5e-6)
    share = pl.DataFrame({"probability": [0.6], "reached_count": [3], "pupil_count": [10]})
    assert brier_score(share).to_dicts()[0]["brier"] == pytest.approx(
        (3 * 0.4**2 + 7 * 0.6**2) / 10
    )
