"""The alert for a good school in decline, and how far two judges agree."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_record import SCHOOL, inspection

from stocktake.schools.concerns import (
    alert_sentence,
    decline_alerts,
    draw_sample,
    good_schools_on,
    load_alert_records,
    measure_agreement,
)
from stocktake.schools.concerns.alert import CHANCE_Z
from stocktake.schools.concerns.alert_backtest import alert_outcomes
from stocktake.schools.concerns.moderation import weighted_kappa, wilson_interval
from stocktake.schools.improvement.measures import improvement_measure
from stocktake.standards.errors import UsageError

P8 = improvement_measure("ks4.progress_8")
RWM = improvement_measure("ks2.rwm_expected")


def points(
    schools: dict[int, tuple[float, float]],
    *,
    pupils: int = 150,
    years: tuple[int, int] = (2016, 2018),
) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "school_urn": urn,
                "year": year,
                "segment": 0,
                "value": value,
                "relative": value,
                "pupil_count": pupils,
            }
            for urn, values in schools.items()
            for year, value in zip(years, values, strict=True)
        ]
    )


FIELD = {urn: (0.1 * urn, 0.1 * urn) for urn in range(1, 12)}
"""Eleven schools at 0.1 to 1.1: with one more below, the lowest quarter ends between them."""


def alert_of(first: float, latest: float, *, pupils: int = 150) -> dict[str, object]:
    good = pl.DataFrame({"school_urn": [SCHOOL]})
    table = decline_alerts(points({**FIELD, SCHOOL: (first, latest)}, pupils=pupils), P8, good)
    return table.row(0, named=True)


@pytest.mark.parametrize("pupils", [6, 19, 90, 150, 151, 217, 1200])
@pytest.mark.parametrize("first", [0.0, 0.05, -0.1])
def test_a_fall_of_exactly_what_chance_explains_raises_no_alert(pupils: int, first: float) -> None:
    assert P8.chance_sd is not None
    fall = CHANCE_Z * math.sqrt(2 * P8.chance_sd**2 / pupils)
    at_limit = alert_of(first, first - fall, pupils=pupils)
    assert at_limit["z"] == pytest.approx(-CHANCE_Z, abs=1e-12)
    assert at_limit["is_lowest_quarter"]
    assert not at_limit["is_alert"], "below -1.645, not at it"
    assert alert_of(first, first - fall - 1e-6, pupils=pupils)["is_alert"]


@pytest.mark.parametrize(
    ("first", "latest", "pupils", "is_alert"),
    [
        (0.3, -0.1, 150, True),
        (-0.1, -0.1, 150, False),
        (-0.5, -0.1, 150, False),
        (1.5, 1.0, 150, False),
        (0.3, -0.1, 12, False),
    ],
)
def test_the_alert_needs_a_fall_beyond_chance_into_the_lowest_quarter(
    first: float, latest: float, pupils: int, is_alert: bool
) -> None:
    row = alert_of(first, latest, pupils=pupils)
    assert row["is_alert"] is is_alert
    error = (P8.chance_sd or 0) * (2 / pupils) ** 0.5
    assert row["z"] == pytest.approx((latest - first) / error)


def test_only_good_schools_are_looked_at_and_two_years_are_needed() -> None:
    table = points({**FIELD, SCHOOL: (0.5, -0.5)})
    assert decline_alerts(table, P8, pl.DataFrame({"school_urn": [1]})).height == 1
    one_year = points({SCHOOL: (0.5, -0.5)}, years=(2017, 2018))
    assert decline_alerts(one_year, P8, pl.DataFrame({"school_urn": [SCHOOL]})).is_empty()
    assert decline_alerts(table.clear(), P8, pl.DataFrame({"school_urn": [SCHOOL]})).is_empty()


def test_none_of_ten_pupils_is_not_certain() -> None:
    table = points({SCHOOL: (10.0, 0.0), 2: (50.0, 50.0)}, pupils=10)
    row = decline_alerts(table, RWM, pl.DataFrame({"school_urn": [SCHOOL]})).row(0, named=True)
    assert -1.645 < row["z"] < 0
    assert not row["is_alert"]


def test_the_alert_is_said_with_its_record() -> None:
    row = alert_of(0.3, -0.1)
    assert alert_sentence(row, P8, "Example Academy") == (
        "Example Academy was good when last inspected. Its Progress 8 fell by 0.40 against the "
        "national result between 2015/16 and 2017/18, more than chance explains, and is in the "
        "lowest quarter of schools."
    )
    assert load_alert_records()["ks4"].sentence == (
        "Of secondary schools that were good in October 2018, with such a fall in Attainment 8, "
        "40% were later graded below good, against 17% of all; 17% of those that fell below good "
        "had shown it. Only inspected schools are counted, and inspectors had seen the same "
        "results."
    )


@pytest.mark.parametrize(
    ("table", "is_good"),
    [
        (inspection("graded", {"overall": "Good", "leadership": "Inadequate"}), True),
        (inspection("graded", {"overall": "Requires improvement"}), False),
        (inspection("no_overall", {"a": "Good", "b": "Outstanding"}), True),
        (inspection("no_overall", {"a": "Good", "b": "Requires improvement"}), False),
        (inspection("report_card", {"a": "Expected standard"}, safeguarding="met"), True),
        (inspection("report_card", {"a": "Expected standard"}, safeguarding="not met"), False),
        (inspection("report_card", {"a": "Needs attention"}, safeguarding="met"), False),
    ],
)
def test_good_is_what_each_regime_calls_good(table: pl.DataFrame, is_good: bool) -> None:
    assert good_schools_on(table, date(2026, 11, 30)).height == int(is_good)
    assert good_schools_on(table, date(2024, 2, 28)).is_empty()


def test_the_record_of_the_alert_counts_as_a_person_would() -> None:
    schools = {**FIELD, 900001: (0.3, -0.4), 900002: (0.2, -0.3), 900003: (0.9, 0.9)}
    before = [
        inspection("graded", {"overall": "Good"}, school_urn=urn, day=date(2017, 1, 1))
        for urn in (900001, 900002, 900003)
    ]
    later = [
        inspection("graded", {"overall": grade}, school_urn=urn, day=date(2020, 1, 1))
        for urn, grade in (
            (900001, "Inadequate"),
            (900002, "Good"),
            (900003, "Requires improvement"),
        )
    ]
    last = inspection("graded", {"overall": "Good"}, school_urn=900001, day=date(2022, 1, 1))
    records = alert_outcomes(
        points(schools),
        P8,
        pl.concat([*before, *later, last]),
        good_on=date(2018, 10, 31),
        inspected_by=date(2022, 12, 31),
    )
    by_title = {record.title: record for record in records}
    assert (by_title["all"].signals_count, by_title["all"].below_count) == (3, 2)
    alert = by_title["the alert"]
    assert (alert.signals_count, alert.below_count, alert.fallen_count) == (2, 1, 2)
    assert (alert.below_percent, alert.caught_percent) == (50.0, 50.0)


CATEGORIES = pl.DataFrame(
    {
        "school_urn": list(range(900001, 900041)),
        "category": ["A"] * 25 + ["B"] * 10 + ["C"] * 4 + ["D"],
    }
)


def test_a_draw_is_repeated_by_its_seed_in_any_order() -> None:
    first = draw_sample(CATEGORIES, 10, seed=3)
    assert first.equals(draw_sample(CATEGORIES.reverse(), 10, seed=3))
    assert not first.equals(draw_sample(CATEGORIES, 10, seed=4))
    assert first["category"].value_counts().sort("category")["count"].to_list() == [6, 2, 1, 1]


def test_a_category_can_be_drawn_whole() -> None:
    sample = draw_sample(CATEGORIES, 5, seed=3, always=["C"])
    assert sample.filter(pl.col("category") == "C").height == 4


def test_a_small_table_is_drawn_whole_and_nonsense_refused() -> None:
    assert draw_sample(CATEGORIES.head(3), 10, seed=1).height == 3
    with pytest.raises(UsageError, match="sample size: 0; expected at least 1"):
        draw_sample(CATEGORIES, 0, seed=1)
    twice = pl.concat([CATEGORIES, CATEGORIES.head(1)])
    with pytest.raises(UsageError, match="school 900001: stands twice"):
        draw_sample(twice, 5, seed=1)


@pytest.mark.slow
@given(st.integers(1, 60), st.integers(0, 1000))
def test_a_sample_has_its_size_and_every_category(size: int, seed: int) -> None:
    sample = draw_sample(CATEGORIES, size, seed=seed)
    assert sample.height == min(max(size, 4), 40)
    assert sample["category"].n_unique() == 4


def pairs(first: str, second: str) -> pl.DataFrame:
    return pl.DataFrame(
        {"school_urn": list(range(len(first))), "first": list(first), "second": list(second)}
    )


def test_agreement_of_a_textbook_table() -> None:
    """Cohen's two categories: 20 and 15 agree, 5 and 10 do not; kappa is 0.4."""
    table = pairs("A" * 25 + "B" * 25, "A" * 20 + "B" * 5 + "A" * 10 + "B" * 15)
    agreement = measure_agreement(table, ["A", "B"])
    assert agreement.same_share == pytest.approx(0.7)
    assert agreement.kappa == pytest.approx(0.4)
    assert agreement.sentence == (
        "Of 50 schools judged twice, 70% were put into the same category (between 56% and 81%), "
        "100% at most one apart. Allowing for chance, agreement is 0.40 (between 0.15 and 0.65) on "
        "a scale where 1 is complete and 0 is chance."
    )


def test_complete_agreement_and_one_category() -> None:
    assert measure_agreement(pairs("AABBCCDDAB", "AABBCCDDAB"), list("ABCD")).kappa == 1.0
    one = measure_agreement(pairs("A" * 10, "A" * 10), list("ABCD"))
    assert one.kappa is None
    assert one.sentence.endswith(
        "Both judges used one category, so that chance cannot be allowed for."
    )


def plain_kappa(first: list[int], second: list[int], count: int, power: int) -> float:
    """The slow twin: mean disagreement over the mean disagreement of all pairs."""
    disagreement = sum(abs(a - b) ** power for a, b in zip(first, second, strict=True)) / len(first)
    by_chance = sum(abs(a - b) ** power for a in first for b in second) / len(first) ** 2
    del count
    return 1 - disagreement / by_chance


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=10, max_size=40))
def test_kappa_is_that_of_the_plain_twin(judgements: list[tuple[int, int]]) -> None:
    first, second = (list(side) for side in zip(*judgements, strict=True))
    if len(set(first)) == 1 and set(first) == set(second):
        return
    for weights, power in (("linear", 1), ("quadratic", 2)):
        kappa, _ = weighted_kappa(np.array(first), np.array(second), 4, weights)  # type: ignore[arg-type]
        assert kappa == pytest.approx(plain_kappa(first, second, 4, power))


def test_the_standard_error_is_that_of_many_draws() -> None:
    rng = np.random.default_rng(1)
    table = np.array([[0.2, 0.05, 0.0], [0.05, 0.3, 0.05], [0.0, 0.1, 0.25]]).ravel()
    kappas, errors = [], []
    for _ in range(400):
        cells = rng.choice(9, size=200, p=table)
        kappa, error = weighted_kappa(cells // 3, cells % 3, 3, "linear")
        kappas.append(kappa)
        errors.append(error)
    assert np.std(np.array(kappas, dtype=float)) == pytest.approx(
        np.mean(np.array(errors, dtype=float)), rel=0.1
    )


def test_wilson_at_the_ends() -> None:
    assert wilson_interval(0.0, 10)[0] == 0.0
    assert wilson_interval(1.0, 10)[1] == pytest.approx(1.0)
    assert wilson_interval(0.5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pairs("AB", "AB"), "pairs: 2 schools were judged twice; expected at least 10"),
        (pairs("A" * 10, "E" * 10), "second: 'E' is no category; expected one of A, B"),
    ],
)
def test_too_little_or_unknown_is_refused(table: pl.DataFrame, message: str) -> None:
    with pytest.raises(UsageError) as error:
        measure_agreement(table, ["A", "B"])
    assert str(error.value) == f"agreement cannot be measured\n  {message}"
