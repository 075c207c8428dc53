"""A school is accused only beyond tolerance and chance, in both directions alike."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.schools.predictions import judge_schools, prediction_measures, verdict_sentence
from stocktake.schools.predictions.judgement import holm

COLUMNS = ["school_urn", "time_period", "error"]


def errors_of(rows: list[tuple[int, str, float]], *, spread: float = 0.15) -> pl.DataFrame:
    """Errors of mean grades, each with the same chance."""
    return pl.DataFrame(rows, schema=COLUMNS, orient="row").with_columns(
        measure=pl.lit("ks4-grades"),
        group=pl.lit("all"),
        is_last=pl.lit(value=True),
        sampling_sd=pl.lit(spread),
        pupil_count=pl.lit(150),
    )


def area(biases: list[float], years: int = 3) -> pl.DataFrame:
    """Schools with the same error each year."""
    return errors_of(
        [(100001 + s, f"20{20 + y}{21 + y}", b) for s, b in enumerate(biases) for y in range(years)]
    )


def verdicts(frame: pl.DataFrame) -> list[str]:
    """Verdicts in the order of schools."""
    return [row.verdict for row in judge_schools(frame)]


def test_too_high_too_low_and_right() -> None:
    frame = area([0.9, -0.9, 0.0, 0.05, 0.35])
    assert verdicts(frame) == ["optimistic", "pessimistic", "accurate", "accurate", "cannot tell"]


def test_one_year_is_never_enough() -> None:
    row = judge_schools(area([2.0], years=1))[0]
    assert (row.verdict, row.reason) == ("cannot tell", "1 cohort so far; 2 are needed")
    assert row.years_to_settle == 1


def test_many_schools_judged_together_need_more() -> None:
    one = judge_schools(area([0.55], years=2))[0]
    many = judge_schools(area([0.55, *[0.0] * 60], years=2))[0]
    assert one.adjusted_p < many.adjusted_p


def test_a_lone_error_in_an_area_is_shrunken_more_than_errors_of_all() -> None:
    lone = judge_schools(area([0.8, *[0.0] * 9]))[0]
    shared = judge_schools(area([0.8] * 10))[0]
    assert abs(lone.shrunken_bias) < abs(shared.shrunken_bias) <= 0.8 + 1e-9


def test_subjects_of_one_year_are_pooled_and_their_chance_is_not_averaged_away() -> None:
    single = area([0.9])
    doubled = pl.concat([single, single])
    assert judge_schools(single) == judge_schools(doubled)


def test_earlier_rounds_and_other_groups_do_not_count() -> None:
    frame = area([0.0])
    rest = frame.with_columns(error=pl.lit(5.0))
    extra = pl.concat(
        [
            frame,
            rest.with_columns(is_last=pl.lit(value=False)),
            rest.with_columns(group=pl.lit("boys")),
        ]
    )
    assert judge_schools(extra) == judge_schools(frame)


@given(
    st.lists(st.floats(-2, 2), min_size=1, max_size=8),
    st.integers(1, 5),
    st.integers(0, 1_000),
)
def test_turning_every_sign_turns_every_verdict(biases: list[float], years: int, seed: int) -> None:
    chance = random.Random(seed)
    frame = area(biases, years).with_columns(
        error=pl.col("error")
        + pl.Series([chance.gauss(0, 0.2) for _ in range(len(biases) * years)])
    )
    opposite_words = {"optimistic": "pessimistic", "pessimistic": "optimistic"}
    opposite = frame.with_columns(error=-pl.col("error"))
    assert verdicts(opposite) == [opposite_words.get(word, word) for word in verdicts(frame)]


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_is_never_smaller_keeps_order_and_matches_its_definition(values: list[float]) -> None:
    adjusted = holm(values)
    order = sorted(values)
    for value, result in zip(values, adjusted, strict=True):
        plain = max(
            (min(1.0, (len(values) - k) * p) for k, p in enumerate(order) if p <= value),
            default=0.0,
        )
        assert result >= value
        assert result == pytest.approx(plain)


def test_sentences_fit_to_send() -> None:
    measure = prediction_measures()["ks4-grades"]
    high, low, right, unclear = (
        verdict_sentence(row, measure, "Northgate")
        for row in judge_schools(area([0.9, -0.9, 0.0, 0.35]))
    )
    assert high == (
        "Northgate, GCSE grades: predictions for 2020/21, 2021/22 and 2022/23 were 0.90 grades too "
        "high on average, more than the 0.33 grades that count as accurate and than chance could "
        "explain (up to 0.17 grades). They are optimistic; please say why."
    )
    assert "0.90 grades too low on average" in low
    assert low.endswith("They are pessimistic; please say why.")
    assert right.endswith("were right on average, within the 0.33 grades allowed.")
    assert "we cannot tell whether that is more than chance" in unclear


def test_what_is_beyond_the_tolerance_may_still_be_chance_among_many() -> None:
    rows = judge_schools(area([0.6, *[0.0] * 60], years=2))
    assert rows[0].verdict == "cannot tell"
    assert rows[0].reason == (
        "it is beyond the tolerance, but chance among all the schools judged could do that"
    )
    assert rows[0].years_to_settle is None
