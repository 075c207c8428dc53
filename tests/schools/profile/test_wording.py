"""The sentences of a profile, each as a person reads it."""

from __future__ import annotations

import pytest

from stocktake.schools.measures import profile_layout
from stocktake.schools.profile import wording
from stocktake.schools.profile.table import COLUMNS
from stocktake.schools.profile.trend import measure_trend
from stocktake.schools.profile.year_figures import absent_figure, year_figure

MEASURES = profile_layout().measures


def row(value: float | None, measure: str = "ks4.progress_8", period: str = "202324", **more):
    names = [name for name in COLUMNS if name not in ("school_urn", "group")]
    return dict.fromkeys(names) | {"value": value, "time_period": period, "measure": measure} | more


def sentence(value: float | None, measure: str = "ks4.progress_8", **more) -> str:
    figure = year_figure(row(value, measure, **more), MEASURES[measure])
    return wording.figure_sentence(figure, MEASURES[measure])


INTERVAL = {"lower": -0.3, "upper": 0.1, "interval_basis": "computed", "cohort_count": 150,
            "cohort_period": "202324"}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "more", "words"),
    [
        (-0.1, {"national": 0.3, "national_basis": "published", **INTERVAL},
         "worse beyond chance than the national figure (0.30)."),
        (-0.1, {"national": -0.5, "national_basis": "published", **INTERVAL},
         "better beyond chance than the national figure (-0.50)."),
        (-0.1, {"national": 0.0, "national_basis": "computed", "national_count": 3470, **INTERVAL},
         "no different beyond chance from the national figure (0.00, computed from 3,470 "
         "schools)."),
        (-0.1, {"national": 0.0, "national_basis": "published"},
         "lower than the national figure (0.00)."),
        (0.0, {"national": 0.0, "national_basis": "published"},
         "the same as the national figure (0.00)."),
        (0.004, {"national": 0.0, "national_basis": "published"},
         "the same as the national figure (0.00)."),
        (-0.1, {"national": 0.3, "national_basis": "published", "local": 0.4,
                "local_basis": "computed", "local_count": 1, **INTERVAL},
         "worse beyond chance than the national figure (0.30) and the local authority's (0.40, "
         "computed from 1 school)."),
    ],
)  # fmt: skip
def test_a_comparison_says_how_it_stands_with_chance_counted(value, more, words) -> None:
    assert sentence(value, **more).endswith(words)


@pytest.mark.parametrize(
    ("value", "words"),
    [(5.0, "better beyond chance than"), (15.0, "worse beyond chance than")],
)
def test_where_lower_is_better_the_words_turn(value: float, words: str) -> None:
    more = {"lower": value - 1, "upper": value + 1, "interval_basis": "computed"}
    text = sentence(
        value, "absence.persistent_10", national=10.0, national_basis="published", **more
    )
    assert words in text


def test_a_figure_without_a_better_direction_is_never_good_or_bad() -> None:
    text = sentence(30.0, "census.eal", national=10.0, national_basis="published", percentile=90.0,
                    ranked_count=100, peers="special")  # fmt: skip
    assert text == (
        "Pupils whose first language is not English: 30.0% in 2023/24; higher than the national "
        "figure (10.0%). It is higher than 90 in 100 of the other special schools."
    )


@pytest.mark.parametrize(
    ("percentile", "words"),
    [
        (0.0, "does better than none of"),
        (0.2, "does better than under 1 in 100 of"),
        (34.4, "does better than 34 in 100 of"),
        (99.8, "does better than over 99 in 100 of"),
        (100.0, "does better than all of"),
    ],
)
def test_a_percentile_is_said_in_a_hundred(percentile: float, words: str) -> None:
    text = sentence(0.1, percentile=percentile, ranked_count=50, peers="mainstream secondary")
    assert text.endswith(f"It {words} the other state-funded mainstream secondary schools.")


def test_another_years_number_of_pupils_is_named() -> None:
    more = INTERVAL | {"cohort_period": "201819"}
    assert sentence(-0.1, **more) == (
        "Progress 8: -0.10 in 2023/24 (95% interval -0.30 to 0.10, computed with the number of "
        "pupils of 2018/19)."
    )


def test_a_year_for_which_nothing_was_published_says_why() -> None:
    measure = MEASURES["ks4.progress_8"]
    text = wording.figure_sentence(absent_figure("202425", measure), measure)
    assert text == (
        "Progress 8: cannot tell for 2024/25: none was published: these pupils took no tests at "
        "key stage 2 in 2020."
    )


def trend(values, variance=0.01, measure="ks4.progress_8", national=0.0):
    figures = [
        year_figure(
            row(value, measure, period, national=national, national_basis="published"),
            MEASURES[measure],
        )
        for value, period in zip(values, ("202122", "202223", "202324"), strict=True)
    ]
    return measure_trend(figures, [variance] * 3, MEASURES[measure])


@pytest.mark.parametrize(
    ("values", "variance", "measure", "direction", "words"),
    [
        ((-0.5, -0.4, 0.1), 0.01, "ks4.progress_8", "better",
         "It improved beyond chance against the national figure, by 0.60."),
        ((0.1, -0.4, -0.5), 0.01, "ks4.progress_8", "worse",
         "It got worse beyond chance against the national figure, by 0.60."),
        ((0.1, 0.0, 0.2), 0.01, "ks4.progress_8", "no_change",
         "It rose by 0.10 against the national figure, no more than chance would do."),
        ((0.1, 0.0, 0.1), 0.01, "ks4.progress_8", "no_change",
         "It did not change against the national figure."),
        ((10.0, 20.0, 30.0), 4.0, "absence.persistent_10", "worse",
         "It got worse beyond chance against the national figure, by 20.0 percentage points."),
        ((10.0, 20.0, 30.0), None, "census.eal", "cannot_tell",
         "It rose by 20.0 percentage points against the national figure; cannot tell whether "
         "beyond chance."),
    ],
)  # fmt: skip
def test_a_direction_is_said_in_both_signs(values, variance, measure, direction, words) -> None:
    result = trend(values, variance, measure)
    assert result.direction == direction
    assert result.sentence.endswith(words)
    assert result.average == pytest.approx(sum(values) / 3)
    assert "will" not in result.sentence


def test_a_change_of_the_whole_country_is_none_of_the_schools() -> None:
    measure = MEASURES["ks4.attainment_8"]
    figures = [
        year_figure(row(value, "ks4.attainment_8", period, national=national,
                        national_basis="published"), measure)
        for value, national, period in ((50.0, 50.0, "202223"), (40.0, 40.0, "202324"))
    ]  # fmt: skip
    result = measure_trend(figures, [1.0, 1.0], measure)
    assert (result.change, result.relative_change) == (-10.0, 0.0)
    assert result.direction == "no_change"


def test_one_year_has_no_direction() -> None:
    result = trend((0.1, None, None))
    assert (result.direction, result.year_count, result.average) == ("cannot_tell", 1, 0.1)
    assert result.sentence.startswith("Cannot tell the direction")


ABSENCE = {"lower": 9.0, "upper": 11.0, "interval_basis": "computed", "cohort_count": 900,
           "cohort_period": "202324", "national_basis": "published"}  # fmt: skip


@pytest.mark.parametrize(
    ("national", "words"),
    [
        (12.0, "better beyond chance than the national figure (12.0%)"),
        (8.0, "worse beyond chance than the national figure (8.0%)"),
        (11.0, "no different beyond chance from the national figure (11.0%)"),
        (10.0, "no different beyond chance from the national figure (10.0%)"),
        (None, "interval 9.0% to 11.0%, computed)."),
    ],
)
def test_less_absence_than_elsewhere_is_better(national: float | None, words: str) -> None:
    assert words in sentence(10.0, "absence.persistent_10", national=national, **ABSENCE)


def test_an_interval_that_was_printed_next_to_its_figure_makes_equal_figures_no_worse() -> None:
    interval = INTERVAL | {"lower": 0.01, "upper": 0.2, "interval_basis": "published"}
    text = sentence(0.0, national=0.0, national_basis="published", **interval)
    assert "no different beyond chance from the national figure" in text


@pytest.mark.parametrize(
    ("values", "direction", "words"),
    [
        ((30.0, 20.0, 10.0), "better", "It improved beyond chance against the national figure, by"),
        ((10.0, 20.0, 10.0), "no_change", "It did not change against the national figure."),
        ((10.0, None, None), "cannot_tell", "Cannot tell the direction: fewer than two"),
        ((None, None, None), "cannot_tell", "Cannot tell the direction: fewer than two"),
    ],
)
def test_less_absence_is_an_improvement(values, direction, words) -> None:
    result = trend(values, 4.0, "absence.persistent_10")
    assert result.direction == direction
    assert words in result.sentence
    assert "fell back" not in result.sentence


def test_schools_with_the_same_figure_are_not_counted_as_worse() -> None:
    """Most primary schools exclude nobody: 80 of 100 equal and 20 above makes 60."""
    more = {"percentile": 60.0, "ranked_count": 101, "peers": "mainstream primary"}
    text = sentence(0.0, "exclusions.permanent_rate", **more)
    assert text.endswith(
        "It does better than 60 in 100 of the other state-funded mainstream primary schools, of "
        "which each with the same figure counts as half."
    )
    assert "half" not in sentence(0.4, "exclusions.permanent_rate", **more)
