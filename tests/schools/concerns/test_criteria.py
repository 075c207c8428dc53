"""Criteria are met, not met, or nobody can tell; and a missing figure is never not met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_record import (
    A8,
    AS_OF,
    GRADE_5,
    P8,
    SCHOOL,
    england,
    inspection,
    record,
    register,
    rows,
    table,
)

from stocktake.schools.concerns import evaluate_criteria, load_criteria, outcome_columns
from stocktake.schools.concerns.coasting import hold_coasting
from stocktake.schools.concerns.criteria import CoastingCriterion, FigureCriterion
from stocktake.schools.concerns.figures import hold_figures, last_ended_year
from stocktake.schools.concerns.wording import evidence_words

SOURCE = {"title": "invented"}
DAY = date(2019, 12, 1)


def criterion(**changes: object) -> FigureCriterion:
    fields: dict[str, object] = {
        "title": "Progress 8",
        "stage": "ks4",
        "starts": date(2016, 1, 1),
        "measure": P8,
        "unit": "score",
        "decimal_places": 2,
        "basis": "relative",
        "side": "below",
        "amber": -0.25,
        "red": -0.5,
        "beyond_chance": True,
        "chance_sd": 1.3,
        "source": SOURCE,
    }
    return FigureCriterion.model_validate({**fields, **changes})


def outcome(
    values: dict[str, float | None],
    item: FigureCriterion,
    *,
    pupils: int | None = 150,
    symbol: str | None = None,
    nation: dict[str, float] | None = None,
) -> dict[str, Any]:
    figures = table(rows(SCHOOL, item.measure, values, pupils=pupils, symbol=symbol))
    national = england(item.measure, nation or dict.fromkeys(("201617", "201718", "201819"), 0.0))
    return hold_figures(
        "x", item, register(SCHOOL), figures, as_of=DAY, place_figures=national
    ).row(0, named=True)


@pytest.mark.parametrize(
    ("value", "pupils", "expected"),
    [
        (-0.50, 400, "red"),
        (-0.49, 400, "amber"),
        (-0.25, 400, "amber"),
        (-0.24, 400, "not_met"),
        (0.60, 400, "not_met"),
        # 1.3 / sqrt(18) x 1.645 = 0.504: with 18 pupils -0.5 is not beyond chance, with 19 it is.
        (-0.50, 18, "not_met"),
        (-0.50, 19, "red"),
    ],
)
def test_a_threshold_is_of_concern_and_chance_is_not(
    value: float, pupils: int, expected: str
) -> None:
    row = outcome({"201819": value}, criterion(), pupils=pupils)
    assert (row["level"] or row["outcome"]) == expected


def test_the_other_side_is_mirrored() -> None:
    item = criterion(side="above", amber=0.25, red=0.5)
    assert outcome({"201819": 0.5}, item)["level"] == "red"
    assert outcome({"201819": -0.5}, item)["outcome"] == "not_met"


@pytest.mark.parametrize(
    ("values", "pupils", "symbol", "reason"),
    [
        ({}, 150, None, "no_figure"),
        ({"201617": -0.6}, 150, None, "too_old"),
        ({"201819": None}, 150, "c", "c"),
        ({"201819": None}, 150, "x", "missing"),
        ({"201819": -0.6}, 8, None, "small_cohort"),
        ({"201819": -0.6}, None, None, "chance_unknown"),
    ],
)
def test_what_is_missing_is_cannot_tell_with_its_reason(
    values: dict[str, float | None], pupils: int | None, symbol: str | None, reason: str
) -> None:
    row = outcome(values, criterion(), pupils=pupils, symbol=symbol)
    assert (row["outcome"], row["level"], row["reason"]) == ("cannot_tell", None, reason)


def test_the_mean_of_years_needs_all_of_them_in_a_row() -> None:
    item = criterion(years=2, beyond_chance=False, chance_sd=None)
    mean_of_two = outcome({"201718": -0.4, "201819": -0.8}, item)
    assert mean_of_two["value"] == pytest.approx(-0.6)
    assert (mean_of_two["first_period"], mean_of_two["last_period"]) == ("201718", "201819")
    assert outcome({"201617": -0.4, "201819": -0.8}, item)["reason"] == "years_missing"


def test_the_chance_of_a_mean_is_smaller_than_that_of_a_year() -> None:
    one, two = criterion(), criterion(years=2)
    values: dict[str, float | None] = {"201718": -0.5, "201819": -0.5}
    assert outcome(values, one, pupils=12)["outcome"] == "not_met"
    assert outcome(values, two, pupils=12)["level"] == "red"


def test_a_change_is_against_the_nation() -> None:
    item = criterion(basis="change", years=2, amber=-0.3, red=None)
    nation = {"201617": 0.0, "201819": -0.4}
    fell_with_the_nation = outcome({"201617": 0.0, "201819": -0.4}, item, nation=nation)
    assert fell_with_the_nation["value"] == pytest.approx(0.0)
    assert fell_with_the_nation["outcome"] == "not_met"
    assert outcome({"201617": 0.0, "201819": -0.9}, item, nation=nation)["level"] == "amber"


def test_a_gap_is_between_groups_of_one_school() -> None:
    item = criterion(basis="gap", group="disadvantaged", versus="all", red=None, amber=-0.5,
                     beyond_chance=False, chance_sd=None)  # fmt: skip
    figures = table(
        rows(SCHOOL, P8, {"201819": -0.9}, group="disadvantaged", pupils=40),
        rows(SCHOOL, P8, {"201819": -0.3}),
    )
    row = hold_figures("x", item, register(SCHOOL), figures, as_of=DAY).row(0, named=True)
    assert row["value"] == pytest.approx(-0.6)
    assert row["level"] == "amber"


@pytest.mark.parametrize(
    ("measure", "values", "worst"),
    [(A8, (30.0, 40.0, 50.0, 60.0), 0), ("absence.persistent_10", (5.0, 10.0, 15.0, 20.0), 3)],
)
def test_a_position_counts_from_the_worse_end(
    measure: str, values: tuple[float, ...], worst: int
) -> None:
    item = criterion(measure=measure, basis="position", side="above", amber=75.0, red=90.0,
                     beyond_chance=False, chance_sd=None)  # fmt: skip
    figures = table(
        *(rows(SCHOOL + at, measure, {"201819": value}) for at, value in enumerate(values))
    )
    schools = register(*(SCHOOL + at for at in range(len(values))))
    table_of_outcomes = hold_figures("x", item, schools, figures, as_of=DAY).sort("value")
    assert table_of_outcomes["school_urn"][-1] == SCHOOL + worst
    assert table_of_outcomes["value"].to_list() == [12.5, 37.5, 62.5, 87.5]


def test_a_ratio_is_of_the_national_figure() -> None:
    item = criterion(measure="exclusions.suspension_rate", basis="ratio", side="above", amber=1.5,
                     red=3.0, beyond_chance=False, chance_sd=None)  # fmt: skip
    row = outcome({"201819": 30.0}, item, nation={"201819": 10.0})
    assert (row["value"], row["level"]) == (3.0, "red")
    no_ratio = outcome({"201819": 30.0}, item, nation={"201819": 0.0})
    assert no_ratio["outcome"] == "cannot_tell"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"amber": -0.5, "red": -0.25}, "red lies further out than amber"),
        ({"amber": None, "red": None}, "amber or red is needed"),
        ({"versus": "other"}, "versus belongs to the basis gap"),
        ({"basis": "value"}, "beyond_chance belongs to the bases relative and change"),
        (
            {
                "measure": "census.eal",
                "basis": "position",
                "side": "above",
                "amber": 80.0,
                "red": 90.0,
                "beyond_chance": False,
            },
            "neither more nor less is worse",
        ),
        (
            {"basis": "position", "amber": 80.0, "red": 70.0, "beyond_chance": False},
            "its side is above",
        ),
        ({"threshold": 3}, "Extra inputs are not permitted"),
    ],
)
def test_a_criterion_that_makes_no_sense_is_refused(
    changes: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        criterion(**changes)


def plain_outcome(value: float | None, pupils: int, item: FigureCriterion) -> str:
    """The slow twin of one criterion of one year."""
    if value is None:
        return "cannot_tell"
    if pupils < item.smallest_cohort:
        return "cannot_tell"
    z = value / (1.3 / pupils**0.5)
    if z > -1.645 + 1e-12:
        return "not_met"
    if item.red is not None and value <= item.red:
        return "red"
    return "amber" if item.amber is not None and value <= item.amber else "not_met"


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.integers(-200, 200).map(lambda number: number / 100)),
            st.integers(6, 300),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_all_schools_at_once_are_each_school_alone(
    schools: list[tuple[float | None, int]],
) -> None:
    item = criterion()
    figures = table(
        *(
            rows(SCHOOL + at, P8, {"201819": value}, pupils=pupils)
            for at, (value, pupils) in enumerate(schools)
        )
    )
    result = hold_figures(
        "x",
        item,
        register(*(SCHOOL + at for at in range(len(schools)))),
        figures,
        as_of=DAY,
        place_figures=england(P8, {"201819": 0.0}),
    ).sort("school_urn")
    words = result.select(pl.coalesce("level", "outcome")).to_series().to_list()
    assert words == [plain_outcome(value, pupils, item) for value, pupils in schools]


def test_the_last_ended_year_turns_in_september() -> None:
    assert last_ended_year(date(2026, 8, 31)) == 2025
    assert last_ended_year(date(2026, 9, 1)) == 2026


def coasting(progress: float | None, attainment: float | None) -> dict[str, Any]:
    item = load_criteria()["coasting"]
    assert isinstance(item, CoastingCriterion)
    years = ("201718", "201819")
    figures = table(
        rows(SCHOOL, P8, dict.fromkeys(years, progress), symbol="c"),
        rows(SCHOOL, A8, dict.fromkeys(years, attainment), symbol="c"),
    )
    nation = pl.concat(
        [england(P8, dict.fromkeys(years, 0.0)), england(A8, dict.fromkeys(years, 46.0))]
    )
    return hold_coasting(
        "coasting", item, register(SCHOOL), figures, as_of=DAY, place_figures=nation
    ).row(0, named=True)


@pytest.mark.parametrize(
    ("progress", "attainment", "expected"),
    [
        (-0.6, 48.0, "red"),
        (-0.3, 45.0, "amber"),
        (-0.6, 44.9, "not_met"),
        (0.2, 48.0, "not_met"),
        (None, 48.0, "cannot_tell"),
        (-0.6, None, "cannot_tell"),
        (None, 40.0, "not_met"),
        (0.2, None, "not_met"),
    ],
)
def test_coasting_is_low_progress_under_good_attainment(
    progress: float | None, attainment: float | None, expected: str
) -> None:
    row = coasting(progress, attainment)
    assert (row["level"] or row["outcome"]) == expected
    assert (row["reason"] is not None) == (expected == "cannot_tell")


@pytest.mark.parametrize(
    ("table_of_inspections", "name", "expected"),
    [
        (inspection("graded", {"overall": "Inadequate"}), "graded", "red"),
        (inspection("graded", {"overall": "Requires improvement"}), "graded", "amber"),
        (inspection("graded", {"overall": "Good"}), "graded", "not_met"),
        (
            inspection("no_overall", {"leadership": "Good", "teaching": "Inadequate"}),
            "graded-areas",
            "red",
        ),
        (
            inspection(
                "report_card", {"inclusion": "Needs attention", "achievement": "Exceptional"}
            ),
            "report-card",
            "amber",
        ),
        (
            inspection("report_card", {"inclusion": "Expected standard"}, safeguarding="not met"),
            "report-card",
            "red",
        ),
    ],
)
def test_an_inspection_is_judged_by_its_own_regime_alone(
    table_of_inspections: pl.DataFrame, name: str, expected: str
) -> None:
    outcomes = evaluate_criteria(record(table(), SCHOOL, inspections=table_of_inspections))
    kinds = outcomes.filter(pl.col("criterion").is_in(["graded", "graded-areas", "report-card"]))
    assert kinds["criterion"].to_list() == [name]
    row = kinds.row(0, named=True)
    assert (row["level"] or row["outcome"]) == expected


def test_a_school_never_inspected_is_cannot_tell_once() -> None:
    outcomes = evaluate_criteria(record(table(), SCHOOL))
    row = outcomes.filter(pl.col("criterion") == "graded").row(0, named=True)
    assert (row["outcome"], row["reason"]) == ("cannot_tell", "not_inspected")
    assert outcomes.filter(pl.col("criterion") == "report-card").is_empty()


def test_the_latest_inspection_counts_and_a_monitoring_visit_does_not() -> None:
    inspections = pl.concat(
        [
            inspection("graded", {"overall": "Good"}, day=date(2019, 3, 1)),
            inspection("graded", {"overall": "Inadequate"}, day=date(2023, 3, 1)),
            inspection("graded", {"overall": None}, day=date(2024, 3, 1), event="monitoring"),
        ]
    )
    outcomes = evaluate_criteria(record(table(), SCHOOL, inspections=inspections))
    row = outcomes.filter(pl.col("criterion") == "graded").row(0, named=True)
    assert (row["level"], row["text"]) == ("red", "overall: Inadequate")


def answers(answer: str, day: date) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "school_urn": [SCHOOL],
            "criterion": ["governance"],
            "answer": [answer],
            "answered": [day],
        }
    )


@pytest.mark.parametrize(
    ("table_of_answers", "expected"),
    [
        (None, "not_entered"),
        (answers("amber", date(2026, 11, 1)), "amber"),
        (answers("no", date(2026, 11, 1)), "not_met"),
        (answers("amber", date(2025, 11, 1)), "answer_expired"),
        (answers("amber", date(2026, 12, 2)), "not_entered"),
    ],
)
def test_what_officers_enter_is_good_for_a_while(
    table_of_answers: pl.DataFrame | None, expected: str
) -> None:
    outcomes = evaluate_criteria(record(table(), SCHOOL, answers=table_of_answers))
    row = outcomes.filter(pl.col("criterion") == "governance").row(0, named=True)
    assert (row["reason"] or row["level"] or row["outcome"]) == expected


def test_results_are_not_asked_of_special_schools_nor_anything_of_independent_ones() -> None:
    data = record(table(rows(SCHOOL, P8, {"202324": -2.0})), SCHOOL)
    special = replace(data, schools=register(SCHOOL, phase="Not applicable", kind="special"))
    assert "progress-8" not in set(evaluate_criteria(special)["criterion"])
    independent = replace(data, schools=register(SCHOOL, kind="independent"))
    assert evaluate_criteria(independent).is_empty()


def test_a_rate_is_compared_within_its_phase() -> None:
    rate = "exclusions.suspension_rate"
    figures = table(
        rows(SCHOOL, rate, {"202425": 4.0}),
        rows(SCHOOL + 1, rate, {"202425": 1.0}),
        rows(SCHOOL + 2, rate, {"202425": 40.0}),
    )
    schools = pl.concat(
        [register(SCHOOL, SCHOOL + 1, phase="Primary"), register(SCHOOL + 2, phase="Secondary")]
    )
    data = replace(record(figures, SCHOOL), schools=schools)
    outcomes = evaluate_criteria(data).filter(pl.col("criterion") == "suspensions")
    values = dict(outcomes.select("school_urn", "value").iter_rows())
    assert values[SCHOOL] == pytest.approx(4 / 2.5)
    assert values[SCHOOL + 2] == pytest.approx(1.0)


def test_figures_of_an_earlier_number_count_for_the_newest() -> None:
    identities = pl.DataFrame({"school_urn": [899999, SCHOOL], "identity_urn": [SCHOOL, SCHOOL]})
    figures = table(
        rows(899999, GRADE_5, {"202324": 20.0}), rows(SCHOOL, GRADE_5, {"202425": 20.0})
    )
    nation = england(GRADE_5, {"202324": 46.0, "202425": 46.0})
    data = replace(record(figures, SCHOOL, place_figures=nation), identities=identities)
    row = (
        evaluate_criteria(data).filter(pl.col("criterion") == "english-maths-5").row(0, named=True)
    )
    assert (row["level"], row["value"]) == ("red", pytest.approx(-26.0))


def test_the_wide_table_has_a_column_for_each_criterion() -> None:
    outcomes = evaluate_criteria(record(table(), SCHOOL, SCHOOL + 1))
    wide = outcome_columns(outcomes)
    assert wide["school_urn"].to_list() == [SCHOOL, SCHOOL + 1]
    assert set(wide.columns[1:]) == set(outcomes["criterion"])
    assert set(wide.row(0)[1:]) == {"cannot_tell"}


def test_every_shipped_criterion_has_a_source_and_is_in_use() -> None:
    for item in load_criteria().values():
        assert item.source.title
        assert item.is_in_use(AS_OF)
        assert not item.is_in_use(date(2020, 1, 1))


ABSENCE = {
    "measure": "absence.persistent_10", "unit": "percent", "decimal_places": 1, "side": "above",
    "beyond_chance": False, "chance_sd": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "values", "level", "words"),
    [
        ("relative", {"201819": 25.0}, "red", "12.0 percentage points above the national result"),
        ("relative", {"201819": 13.0}, None, "at the national result"),
        ("relative", {"201819": 1.0}, None, "12.0 percentage points below the national result"),
        ("change", {"201718": 13.0, "201819": 25.0}, "red", "up 12.0 percentage points against"),
        ("change", {"201718": 25.0, "201819": 13.0}, None, "down 12.0 percentage points against"),
        ("change", {"201718": 13.0, "201819": 13.0}, None, "no change against the national"),
        ("change_percent", {"201718": 20.0, "201819": 20.0}, None, "no change"),
        ("change_percent", {"201718": 0.0, "201819": 20.0}, None, "Cannot tell: not all the years"),
    ],
)
def test_more_absence_is_of_concern_and_less_is_not(
    basis: str, values: dict[str, float | None], level: str | None, words: str
) -> None:
    item = criterion(**ABSENCE, basis=basis, amber=5.0, red=10.0, years=1)
    nation = dict.fromkeys(("201617", "201718", "201819"), 13.0)
    row = outcome(values, item, nation=nation)
    assert row["level"] == level
    assert evidence_words(row, item).startswith(words)


@pytest.mark.parametrize(("value", "position"), [(9.0, 87.5), (1.0, 12.5), (5.0, 50.0)])
def test_the_worst_absence_is_the_highest_and_equal_schools_share_the_middle(
    value: float, position: float
) -> None:
    urns = (SCHOOL, SCHOOL + 1, SCHOOL + 2, SCHOOL + 3)
    values = [value, 5.0, 5.0, 5.0]
    item = criterion(**ABSENCE, basis="position", amber=75.0, red=90.0)
    figures = table(
        [
            part
            for urn, figure in zip(urns, values, strict=True)
            for part in rows(urn, item.measure, {"201819": figure}, pupils=150)
        ]
    )
    outcomes = hold_figures("x", item, register(*urns), figures, as_of=DAY)
    assert outcomes.filter(pl.col("school_urn") == SCHOOL)["value"].item() == position
    no_figure = outcome({}, item)
    assert (no_figure["outcome"], no_figure["reason"]) == ("cannot_tell", "no_figure")
