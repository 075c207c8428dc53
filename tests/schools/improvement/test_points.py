"""Which results may be compared, and with which national result."""

from __future__ import annotations

import polars as pl
import pytest
from invented_results import A8, ENGLAND, P8, RWM, figure_rows, figures_of, nation

from stocktake.schools.improvement.measures import improvement_measure, load_measures, year_of
from stocktake.schools.improvement.national import national_results
from stocktake.schools.improvement.points import comparable_points


def test_missing_results_and_years_without_results_have_no_point() -> None:
    values = {"201617": -0.2, "201718": None, "201819": -0.1, "201920": 0.5, "202122": 0.4}
    figures = figures_of(figure_rows(900001, P8, values, symbol="c"))
    points = comparable_points(
        figures, national_results(figures, P8, place_figures=ENGLAND), improvement_measure(P8)
    )
    assert points["time_period"].to_list() == ["201617", "201819"]


def test_results_before_and_after_the_pandemic_are_of_two_segments() -> None:
    figures = figures_of(figure_rows(900001, P8, {"201819": -0.2, "202223": -0.1}))
    points = comparable_points(
        figures, national_results(figures, P8, place_figures=ENGLAND), improvement_measure(P8)
    )
    assert points["segment"].n_unique() == 2


def test_other_groups_are_no_results_of_the_school() -> None:
    figures = figures_of(figure_rows(900001, P8, {"201819": -0.2})).with_columns(
        group=pl.lit("disadvantaged")
    )
    national = national_results(figures, P8, place_figures=ENGLAND)
    assert comparable_points(figures, national, improvement_measure(P8)).is_empty()


def test_a_cohort_of_five_is_too_small_and_six_is_not() -> None:
    figures = figures_of(
        figure_rows(900001, P8, {"201819": -0.2}, pupils=5),
        figure_rows(900002, P8, {"201819": -0.2}, pupils=6),
    )
    national = national_results(figures, P8, place_figures=ENGLAND)
    points = comparable_points(figures, national, improvement_measure(P8))
    assert points["school_urn"].to_list() == [900002]


def test_the_nearest_number_of_pupils_stands_in_of_any_measure_of_the_stage() -> None:
    figures = figures_of(
        figure_rows(900001, P8, {"201516": -0.2, "201718": -0.1}, pupils=None),
        figure_rows(900001, A8, {"201516": 40.0}, pupils=90),
        figure_rows(900001, A8, {"201718": 40.0}, pupils=110),
        figure_rows(900001, RWM, {"201718": 40.0}, pupils=20),
    )
    national = national_results(figures, P8, place_figures=ENGLAND)
    points = comparable_points(figures, national, improvement_measure(P8))
    assert points["pupil_count"].to_list() == [90, 110]


def test_a_published_national_result_goes_before_a_computed_one() -> None:
    figures = figures_of(figure_rows(900001, P8, {"201819": -0.4}))
    row = national_results(figures, P8, place_figures=ENGLAND).filter(
        pl.col("time_period") == "201819"
    )
    assert row.row(0) == ("201819", 0.0, "published", None)


def test_a_computed_national_result_is_weighted_by_pupils_and_leaves_out_independent_schools() -> (
    None
):
    figures = figures_of(
        figure_rows(900001, P8, {"201819": -0.4}, pupils=100),
        figure_rows(900002, P8, {"201819": 0.2}, pupils=200),
        figure_rows(900003, P8, {"201819": 2.0}, pupils=300),
    )
    schools = pl.DataFrame(
        {
            "school_urn": [900001, 900002, 900003],
            "type_group": ["academy", "academy", "independent"],
        }
    )
    row = national_results(figures, P8, schools=schools).row(0, named=True)
    assert row["national"] == pytest.approx((-0.4 * 100 + 0.2 * 200) / 300)
    assert (row["national_basis"], row["schools_count"]) == ("computed", 2)


def test_the_mean_of_a_selection_is_no_national_result() -> None:
    parts = [
        figure_rows(900000 + at, A8, {"202324": 40.0, **({"202425": 45.0} if at < 7 else {})})
        for at in range(10)
    ]
    figures = figures_of(*parts)
    assert national_results(figures, A8)["time_period"].to_list() == ["202324"]


def test_all_years_have_one_basis() -> None:
    """A mean of schools next to a published figure would look like a change."""
    figures = figures_of(figure_rows(900001, A8, {"202223": 40.0, "202324": 41.0}))
    partly_published = nation({A8: {"202324": 46.0}})
    results = national_results(figures, A8, place_figures=partly_published)
    assert set(results["national_basis"]) == {"computed"}
    wholly_published = nation({A8: {"202223": 46.3, "202324": 46.0}})
    results = national_results(figures, A8, place_figures=wholly_published)
    assert set(results["national_basis"]) == {"published"}


def test_what_another_room_computed_is_not_taken_for_published() -> None:
    figures = figures_of(figure_rows(900001, A8, {"202324": 41.0}))
    table = nation({A8: {"202324": 46.0}}).with_columns(basis=pl.lit("computed"))
    assert national_results(figures, A8, place_figures=table)["national"].to_list() == [41.0]


def test_every_measure_says_where_it_comes_from_and_its_breaks_are_in_order() -> None:
    measures = load_measures()
    assert set(measures) == {P8, A8, RWM, "ks4.english_maths_9_4"}
    for measure in measures.values():
        assert measure.source.title
        years = [year_of(item.first) for item in measure.series_break]
        assert years == sorted(years)
        assert measure.absent_in(2021) is not None
        assert measure.absent_in(2019) is None
