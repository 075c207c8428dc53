"""Whom to learn from: worked by hand, with both signs, and what must not count."""

from __future__ import annotations

import math

import polars as pl
import pytest

from stocktake.schools.similar import add_leads, better_than_similar, two_year_means

YEARS = ("202223", "202324")


def figures(rows: dict[int, tuple[float | None, float | None]], variance: float | None = 4.0):
    return pl.DataFrame(
        [
            (urn, "ks4.attainment_8", "all", period, value, variance)
            for urn, values in rows.items()
            for period, value in zip(YEARS, values, strict=True)
        ],
        schema=["school_urn", "measure", "group", "time_period", "value", "variance"],
        orient="row",
    )


def pairs(own_urn: int, *partners: int) -> pl.DataFrame:
    return pl.DataFrame(
        {"school_urn": [own_urn] * len(partners), "similar_urn": list(partners)},
        schema={"school_urn": pl.Int64, "similar_urn": pl.Int64},
    )


def leads(table: pl.DataFrame, better: str = "higher") -> dict[int, dict]:
    means = two_year_means(table, "ks4.attainment_8", YEARS)
    rows = add_leads(pairs(1, 2, 3, 4), means, better)
    return {row["similar_urn"]: row for row in rows.to_dicts()}


def test_a_lead_is_counted_over_what_chance_does_to_two_means() -> None:
    rows = leads(figures({1: (40, 42), 2: (50, 52), 3: (41, 43), 4: (30, 32)}))
    # Means 41 and 51; each mean of two years of variance 4 has variance 2.
    assert rows[2]["lead"] == 10
    assert rows[2]["z"] == pytest.approx(10 / math.sqrt(2 + 2))
    assert rows[2]["similar_mean"] == pytest.approx((51 + 42 + 31) / 3)
    assert rows[2]["z_on_similar"] == pytest.approx((51 - 124 / 3) / math.sqrt(2 + 2 / 3))
    assert [urn for urn, row in rows.items() if row["is_learn_from"]] == [2]


def test_where_lower_is_better_the_signs_turn() -> None:
    rows = leads(figures({1: (40, 42), 2: (50, 52), 3: (41, 43), 4: (30, 32)}), better="lower")
    assert rows[2]["lead"] == -10
    assert [urn for urn, row in rows.items() if row["is_learn_from"]] == [4]


def test_better_than_a_weak_school_alone_is_nothing_to_learn_from() -> None:
    # All similar schools are far ahead of school 1, and none ahead of the others.
    rows = leads(figures({1: (20, 20), 2: (50, 50), 3: (50, 50), 4: (50, 50)}))
    assert all(row["z"] > 1.96 for row in rows.values())
    assert not any(row["is_learn_from"] for row in rows.values())


def test_one_year_is_not_two_and_unknown_chance_flags_nobody() -> None:
    rows = leads(figures({1: (40, 42), 2: (70, None), 3: (41, 43), 4: (30, 32)}))
    assert rows[2]["mean"] is None
    assert rows[2]["is_learn_from"] is False
    rows = leads(figures({1: (40, 42), 2: (70, 70), 3: (41, 43), 4: (30, 32)}, variance=None))
    assert rows[2]["lead"] == 29
    assert rows[2]["z"] is None
    assert rows[2]["is_learn_from"] is False


def test_two_different_years_are_needed() -> None:
    with pytest.raises(ValueError, match="two academic years"):
        two_year_means(figures({1: (1, 2)}), "ks4.attainment_8", ("202223", "202223"))


def test_every_school_against_its_own_list() -> None:
    means = two_year_means(
        figures({1: (60, 60), 2: (50, 52), 3: (41, 43), 4: (30, 32)}), "ks4.attainment_8", YEARS
    )
    row = better_than_similar(pairs(1, 2, 3, 4), means, "higher").row(0, named=True)
    assert row["similar_count"] == 3
    assert row["lead"] == pytest.approx(60 - 124 / 3)
    assert row["z"] == pytest.approx((60 - 124 / 3) / math.sqrt(2 + 2 / 3))


@pytest.mark.parametrize("better", ["higher", "lower"])
@pytest.mark.parametrize("figure", [0.0, 50.0])
def test_where_chance_does_nothing_nobody_is_to_be_learned_from(better: str, figure: float) -> None:
    """0 over 0 is no number, and a table counts it as greater than any limit."""
    rows = leads(figures({1: (0, 0), 2: (figure, figure), 3: (0, 0), 4: (0, 0)}, 0.0), better)
    assert not any(row["is_learn_from"] for row in rows.values())
    assert {row["z"] for row in rows.values()} == {None}
    means = two_year_means(figures({1: (0, 0), 2: (0, 0)}, 0.0), "ks4.attainment_8", YEARS)
    assert better_than_similar(pairs(1, 2), means, better)["z"].to_list() == [None]


def test_equal_schools_lead_nobody() -> None:
    for better in ("higher", "lower"):
        rows = leads(figures(dict.fromkeys((1, 2, 3, 4), (5, 5))), better)
        assert {(row["lead"], row["is_learn_from"]) for row in rows.values()} == {(0.0, False)}
