"""What a school is told of its rate of improvement: exact sentences, and every refusal."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from invented_results import A8, AS_OF, P8, RWM, SCHOOL, figure_rows, improvement_of, many_starts

from stocktake.schools.improvement import (
    ImprovementStatement,
    StatedLevel,
    WithoutLateJoiners,
    best_measure,
    needs_sign_off,
    read_due_day,
    state_improvement,
)
from stocktake.schools.improvement.measures import ImprovementMeasure, improvement_measure
from stocktake.standards.errors import UsageError

BY_2019 = date(2019, 8, 31)


def state(
    values: dict[str, float | None],
    level: float,
    *,
    measure: str = P8,
    by: date = BY_2019,
    as_of: date = AS_OF,
    pupils: int | None = 120,
) -> ImprovementStatement:
    data = improvement_of(
        figure_rows(SCHOOL, measure, values, pupils=pupils), many_starts(), as_of=as_of
    )
    return state_improvement(data, SCHOOL, StatedLevel(measure, level, by))


def test_a_sufficient_rate_is_said_first() -> None:
    statement = state({"201516": -0.70, "201617": -0.40, "201718": -0.20}, -0.50)
    assert statement.verdict == "sufficient"
    assert statement.is_reached
    assert statement.change_achieved == pytest.approx(0.5)
    assert statement.sentence == (
        "The rate of improvement of Example Academy is sufficient: the level has been reached. "
        "Progress 8 went from 0.70 below the national result in 2015/16 to 0.20 below it in "
        "2017/18, a gain of 0.50. The level asked for by the results of 2018/19 is 0.50 below the "
        "national result (-0.50 if that stays as it is): the latest result is there. "
        "The chance of holding the level is 79%."
    )


def test_the_chance_is_that_of_the_hand_worked_example() -> None:
    """0.6 x -0.6 + (0.3 - 0.1 x 0.5) x -0.6 = -0.51; spread sqrt(0.06); level -0.30."""
    forecast = state({"201617": -0.60, "201718": -0.60}, -0.30).forecast
    assert forecast is not None
    assert forecast.expected == pytest.approx(-0.51)
    assert forecast.probability == pytest.approx(1 - 0.80434, abs=1e-4)
    assert forecast.periods == ("201617", "201718")
    assert forecast.upper - forecast.lower == pytest.approx(2 * 1.28155 * 0.06**0.5, abs=1e-4)


def test_a_rate_that_is_not_sufficient_names_how_many_ever_did_it() -> None:
    statement = state({"201617": -0.60, "201718": -0.60}, -0.30)
    assert statement.verdict == "not_sufficient"
    assert statement.history is not None
    # Starts at -0.60: 200 in 2015/16, of which 50 gained; 150 in 2016/17, of which none did;
    # the school's own start in 2016/17 is one of them.
    assert (statement.history.starts_count, statement.history.reached_count) == (351, 50)
    assert statement.history.held_count == 25
    assert statement.history.held_starts_count == 200
    assert statement.level_is_rare
    assert statement.sentence == (
        "The rate of improvement of Example Academy is not sufficient. Progress 8 was 0.60 below "
        "the national result in 2016/17 and the same in 2017/18. The level asked for by the "
        "results of 2018/19 is 0.30 below the national result (-0.30 if that stays as it is): a "
        "further 0.30 is needed. Schools that started between 0.75 below and 0.50 below the "
        "national result made this gain in a year in 14% of 351 cases, and still held it a year "
        "later in 13%. Fewer than one in five from this start ever reached such a level. The "
        "chance of reaching the level is 20%."
    )


def test_what_cannot_be_told_says_what_would_settle_it_and_by_when() -> None:
    statement = state({"201516": -0.6, "201617": -0.5}, -0.40, by=BY_2019, as_of=date(2017, 11, 15))
    assert statement.verdict == "cannot_tell"
    assert statement.reason == "between"
    settles = statement.settles
    assert settles is not None
    assert settles.time_period == "201718"
    assert settles.expected_from == date(2018, 10, 1)
    assert not settles.is_due
    assert settles.sufficient_from is not None
    assert settles.not_sufficient_to is not None
    assert settles.sufficient_from > settles.not_sufficient_to
    assert settles.text == (
        "The results of 2017/18 are expected in October 2018: with Progress 8 0.06 below the "
        "national result or better the rate is sufficient, with 0.66 below the national result or "
        "worse it is not."
    )
    assert statement.sentence.endswith(settles.text)


@pytest.mark.parametrize(("shift", "verdict"), [(0.01, "sufficient"), (-0.01, "cannot_tell")])
def test_the_turning_point_turns_the_verdict(shift: float, verdict: str) -> None:
    before = state({"201516": -0.6, "201617": -0.5}, -0.40, as_of=date(2017, 11, 15))
    assert before.settles is not None
    turning = before.settles.sufficient_from
    assert turning is not None
    # Two results, as the forecast that was asked has them: the earliest is left out.
    after = state({"201617": -0.5, "201718": turning + shift}, -0.40)
    three = state({"201516": -0.6, "201617": -0.5, "201718": turning + shift}, -0.40)
    assert verdict in (after.verdict, three.verdict)
    assert three.verdict == verdict


def test_the_results_that_decide_are_named() -> None:
    statement = state({"201617": -0.6, "201718": -0.45}, -0.40)
    assert statement.verdict == "cannot_tell"
    assert statement.settles is not None
    assert statement.settles.text == (
        "The results of 2018/19 are expected in October 2019: they decide whether the level is "
        "reached."
    )


def test_results_that_were_expected_are_to_be_loaded() -> None:
    statement = state({"201617": -0.6, "201718": -0.45}, -0.40, as_of=date(2019, 8, 1))
    assert statement.settles is not None
    assert not statement.settles.is_due
    data = improvement_of(
        figure_rows(SCHOOL, A8, {"202324": 40.0, "202425": 41.0}), as_of=date(2026, 11, 30)
    )
    late = state_improvement(data, SCHOOL, StatedLevel(A8, 42.0, date(2027, 8, 31)))
    assert late.settles is not None
    assert late.settles.is_due
    assert late.settles.text.startswith(
        "The results of 2025/26 were expected in October 2026 and are not loaded"
    )


@pytest.mark.parametrize(
    ("as_of", "is_due"),
    [(date(2026, 10, 1), False), (date(2026, 10, 31), False), (date(2026, 11, 1), True)],
)
def test_results_are_late_only_once_their_month_has_passed(as_of: date, is_due: bool) -> None:
    data = improvement_of(figure_rows(SCHOOL, A8, {"202324": 40.0, "202425": 41.0}), as_of=as_of)
    settles = state_improvement(data, SCHOOL, StatedLevel(A8, 42.0, date(2027, 8, 31))).settles
    assert settles is not None
    assert (settles.is_due, "not loaded" in settles.text) == (is_due, is_due)


def test_what_would_settle_it_lies_after_a_break() -> None:
    before_break = {"201617": -0.6, "201718": -0.5}
    settles = state(before_break, -0.4, by=date(2023, 8, 31)).settles
    assert settles is not None
    assert settles.time_period in {"202223", "202122", "202021", "201920"}
    assert settles.time_period > "201819"


@pytest.mark.parametrize(
    ("values", "level", "words"),
    [
        (
            {"201617": -0.304, "201718": -0.296},
            -0.1,
            "was 0.30 below the national result in 2016/17 and the same in 2017/18.",
        ),
        ({"201617": -0.6, "201718": -0.2}, -0.197, "by the results of 2018/19 is 0.20 below the "
         "national result (-0.20 if that stays as it is): just above the latest result."),
    ],
)  # fmt: skip
def test_a_sentence_does_not_say_that_a_figure_went_from_itself_to_itself(
    values: dict[str, float | None], level: float, words: str
) -> None:
    assert words in state(values, level).sentence


def test_one_result_shows_no_rate() -> None:
    statement = state({"201718": -0.6}, -0.3)
    assert (statement.verdict, statement.reason) == ("cannot_tell", "one_point")
    assert statement.change_achieved is None
    assert "One result alone shows no rate of improvement; two are needed." in statement.sentence


def test_a_school_without_results_is_told_so() -> None:
    data = improvement_of(figure_rows(SCHOOL, P8, {"201718": None}, symbol="c"), many_starts())
    statement = state_improvement(data, SCHOOL, StatedLevel(P8, -0.3, BY_2019))
    assert (statement.verdict, statement.reason) == ("cannot_tell", "no_results")
    assert statement.points == ()
    assert (
        "The school has no published result in Progress 8; results of fewer than 6 pupils are "
        "never published." in statement.sentence
    )


def test_a_missing_result_is_no_zero() -> None:
    statement = state({"201516": -0.6, "201617": None, "201718": -0.5}, -0.4)
    assert [point.time_period for point in statement.points] == ["201516", "201718"]
    assert statement.reason == "no_forecast"
    assert (
        "No forecast of 2018/19 from the years that are known has been tested against results."
        in statement.sentence
    )


def test_a_cohort_of_three_has_no_result_here() -> None:
    statement = state({"201617": -0.6, "201718": -0.2}, -0.4, pupils=3)
    assert statement.reason == "no_results"
    assert statement.points == ()
    assert "three" not in statement.sentence


def test_an_unknown_number_of_pupils_leaves_chance_unknown() -> None:
    statement = state({"201617": -0.6, "201718": -0.2}, -0.1, pupils=None)
    assert (statement.verdict, statement.reason) == ("cannot_tell", "cohort_unknown")


def test_a_number_of_pupils_of_another_year_is_named() -> None:
    data = improvement_of(
        figure_rows(SCHOOL, P8, {"201617": -0.6}, pupils=140),
        figure_rows(SCHOOL, P8, {"201718": -0.2}, pupils=None),
        many_starts(),
    )
    statement = state_improvement(data, SCHOOL, StatedLevel(P8, -0.1, BY_2019))
    assert statement.points[-1].pupil_count == 140
    assert statement.points[-1].count_period == "201617"
    assert "The number of pupils is that of 2016/17." in statement.notes


def test_no_statement_crosses_the_pandemic() -> None:
    data = improvement_of(
        figure_rows(SCHOOL, P8, {"201819": -0.6, "202122": -0.5, "202223": -0.4, "202324": -0.3}),
        as_of=date(2024, 11, 30),
    )
    statement = state_improvement(data, SCHOOL, StatedLevel(P8, -0.2, date(2027, 8, 31)))
    assert [point.time_period for point in statement.points] == ["202223", "202324"]
    assert statement.reason == "break_ahead"
    assert (
        "The results of 2026/27 cannot be compared with those that are known." in statement.sentence
    )


def test_without_progress_the_ladder_names_its_rung_and_why() -> None:
    data = improvement_of(
        figure_rows(SCHOOL, P8, {"202223": -0.6, "202324": -0.5}),
        figure_rows(SCHOOL, A8, {"202223": 38.0, "202324": 39.0, "202425": 40.0}),
        as_of=date(2025, 11, 30),
    )
    assert best_measure(data, SCHOOL, 2026) == A8
    statement = state_improvement(data, SCHOOL, StatedLevel(A8, 41.0, date(2026, 8, 31)))
    assert (statement.rung.id, statement.rung.position) == ("attainment", 2)
    assert not statement.rung.adjusts_for_intake
    assert statement.rung.passed_rungs == (
        (
            "Progress 8",
            "its latest result is of 2023/24; these pupils sat no tests at the end of key stage "
            "2, so that no progress can be measured",
        ),
    )


def test_with_progress_the_highest_rung_is_used() -> None:
    data = improvement_of(figure_rows(SCHOOL, P8, {"201617": -0.6, "201718": -0.5}))
    assert best_measure(data, SCHOOL, 2019) == P8


def test_primary_progress_is_switched_off_until_results_come() -> None:
    data = improvement_of(figure_rows(SCHOOL, RWM, {"201617": 50.0, "201718": 55.0}, pupils=30))
    assert best_measure(data, SCHOOL, 2019) == RWM
    statement = state_improvement(data, SCHOOL, StatedLevel(RWM, 60.0, BY_2019))
    assert statement.rung.passed_rungs == (
        (
            "Progress from key stage 1 to key stage 2",
            "last published for 2022/23; results of 2025/26 are not in use yet",
        ),
    )
    # Nobody joins a primary school in years 10 and 11.
    assert statement.late_joiners_text == ""


def test_late_joiners_are_not_available_unless_given() -> None:
    statement = state({"201617": -0.6, "201718": -0.5}, -0.3)
    assert statement.without_late_joiners is None
    assert statement.late_joiners_text == (
        "Results without pupils who joined in years 10 and 11 are not available."
    )
    figure = WithoutLateJoiners(
        time_period="201718", value=-0.4, relative=-0.4, pupil_count=130, source="school census"
    )
    data = improvement_of(figure_rows(SCHOOL, P8, {"201617": -0.6, "201718": -0.5}))
    level = StatedLevel(P8, -0.3, BY_2019)
    given_statement = state_improvement(data, SCHOOL, level, without_late_joiners=figure)
    assert given_statement.without_late_joiners == figure
    assert given_statement.late_joiners_text == (
        "Without pupils who joined in years 10 and 11, Progress 8 was -0.40 in 2017/18 "
        "(130 pupils), 0.40 below the national result of all pupils (school census)."
    )


def test_a_school_is_followed_through_its_number() -> None:
    identities = pl.DataFrame({"school_urn": [SCHOOL, 900002], "identity_urn": [900002, 900002]})
    data = improvement_of(
        figure_rows(SCHOOL, P8, {"201617": -0.6}),
        figure_rows(900002, P8, {"201718": -0.5}),
        identities=identities,
    )
    level = StatedLevel(P8, -0.3, BY_2019)
    by_old, by_new = (state_improvement(data, urn, level) for urn in (SCHOOL, 900002))
    assert by_old == by_new
    assert by_old.school_urn == 900002
    assert [point.school_urn for point in by_old.points] == [SCHOOL, 900002]
    assert (
        "The school changed its number; its results are followed through the change."
        in by_old.notes
    )


def test_a_number_that_changes_within_the_year_counts_once() -> None:
    identities = pl.DataFrame({"school_urn": [SCHOOL, 900002], "identity_urn": [900002, 900002]})
    data = improvement_of(
        figure_rows(SCHOOL, P8, {"201617": -0.6, "201718": -0.9}),
        figure_rows(900002, P8, {"201718": -0.5}),
        identities=identities,
    )
    statement = state_improvement(data, SCHOOL, StatedLevel(P8, -0.3, BY_2019))
    assert [point.value for point in statement.points] == [-0.6, -0.5]


def test_a_merged_school_begins_again() -> None:
    from stocktake.schools.register import school_identities

    links = pl.DataFrame(
        {
            "school_urn": [SCHOOL, 900002],
            "linked_urn": [900003, 900003],
            "link_type": ["Successor - merged", "Successor - merged"],
            "date": [date(2017, 9, 1)] * 2,
        }
    )
    rows = (
        figure_rows(SCHOOL, P8, {"201516": -0.2, "201617": -0.3}),
        figure_rows(900002, P8, {"201516": -0.9, "201617": -0.8}),
        figure_rows(900003, P8, {"201718": -0.5}),
    )
    figures = improvement_of(*rows).figures
    data = improvement_of(*rows, identities=school_identities(links, figures=figures))
    statement = state_improvement(data, 900003, StatedLevel(P8, -0.3, BY_2019))
    assert statement.reason == "one_point"


def test_a_provisional_result_is_named_and_gives_way_to_the_final_one() -> None:
    data = improvement_of(
        figure_rows(SCHOOL, P8, {"201617": -0.6, "201718": -0.1}, stage="provisional"),
        figure_rows(SCHOOL, P8, {"201617": -0.5}, stage="final"),
    )
    statement = state_improvement(data, SCHOOL, StatedLevel(P8, 0.0, BY_2019))
    assert [point.value for point in statement.points] == [-0.5, -0.1]
    assert "Results of 2017/18 are provisional and may change." in statement.notes


def test_a_relative_level_is_the_same_question() -> None:
    data = improvement_of(
        figure_rows(SCHOOL, A8, {"202324": 40.0, "202425": 41.0}), as_of=date(2025, 11, 30)
    )
    by = date(2026, 8, 31)
    absolute = state_improvement(data, SCHOOL, StatedLevel(A8, 43.0, by))
    relative = state_improvement(data, SCHOOL, StatedLevel(A8, -3.0, by, "relative"))
    assert absolute.level.relative == relative.level.relative == -3.0
    assert absolute.forecast == relative.forecast


@pytest.mark.parametrize(
    ("level", "by", "message"),
    [
        (
            -0.70,
            BY_2019,
            "level: 0.70 below the national result is no improvement: the school was 0.60 below "
            "the national result in 2016/17 already; expected a level above the latest result, "
            "0.50 below the national result",
        ),
        (
            -0.30,
            date(2018, 11, 30),
            "by: 30 November 2018 has passed; expected a day after 1 December 2018; to see "
            "whether a past level was reached, look at the school's profile",
        ),
        (
            -0.30,
            date(2019, 7, 31),
            "by: no results come between those of 2017/18, which are known, and 31 July 2019; "
            "expected a day from 31 August 2019 on, or 2018/19",
        ),
        (9.0, BY_2019, "level: 9.00 cannot be scored; expected -5.00 to 5.00"),
        (float("nan"), BY_2019, "level: is no number; expected a level from -5.00 to 5.00"),
    ],
)
def test_a_question_without_an_answer_is_refused(level: float, by: date, message: str) -> None:
    with pytest.raises(UsageError) as error:
        state({"201617": -0.60, "201718": -0.50}, level, by=by)
    assert str(error.value) == f"this level cannot be judged\n  {message}"


def test_all_that_is_wrong_is_said_together() -> None:
    with pytest.raises(UsageError) as error:
        state({"201617": -0.60, "201718": -0.50}, -0.7, by=date(2018, 1, 1))
    assert len(error.value.faults) == 2


def test_a_recovery_is_an_improvement() -> None:
    """A school that fell may be asked to come back to where it was."""
    statement = state({"201617": -0.30, "201718": -0.60}, -0.35)
    assert statement.change_achieved == pytest.approx(-0.3)
    assert statement.change_needed == pytest.approx(0.25)
    assert "a loss of 0.30" in statement.sentence


def test_an_unknown_measure_is_refused_with_those_there_are() -> None:
    data = improvement_of(figure_rows(SCHOOL, P8, {"201617": -0.6, "201718": -0.5}))
    with pytest.raises(UsageError, match="did you mean 'ks4.progress_8'"):
        state_improvement(data, SCHOOL, StatedLevel("ks4.progress8", 0.0, BY_2019))


@pytest.mark.parametrize("text", ["2026/28", "26/27", "2026-13-01", "soon", "202628", ""])
def test_a_day_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="expected 2027-08-31, or 2026/27 for its results"):
        read_due_day(text)


def test_the_results_that_count_are_the_last_known_by_the_day() -> None:
    days = (date(2027, 7, 31), date(2027, 8, 1), date(2028, 1, 1))
    assert [StatedLevel(P8, 0.0, day).due_year for day in days] == [2026, 2027, 2027]


def test_cannot_tell_is_not_repeated_without_sign_off() -> None:
    assert needs_sign_off("cannot_tell", "cannot_tell")
    assert not needs_sign_off("sufficient", "cannot_tell")
    assert not needs_sign_off("cannot_tell", "not_sufficient")


def test_the_statement_is_a_document_with_a_schema() -> None:
    statement = state({"201617": -0.6, "201718": -0.5}, -0.3)
    assert ImprovementStatement.model_validate_json(statement.dumps()) == statement
    schema = ImprovementStatement.model_json_schema()
    assert set(schema["required"]) >= {"verdict", "sentence", "rung", "history", "settles"}
    with pytest.raises(ValueError, match="frozen"):
        statement.verdict = "sufficient"  # type: ignore[misc]


def test_a_school_that_fell_may_be_asked_to_regain_part_of_its_loss() -> None:
    statement = state({"201516": -0.20, "201617": -0.40, "201718": -0.70}, -0.50)
    assert "a loss of 0.50" in statement.sentence
    assert "a further 0.20 is needed" in statement.sentence


def test_a_level_that_is_there_already_is_held_and_not_reached_once_more() -> None:
    statement = state({"201516": -0.20, "201617": 0.10, "201718": 0.15}, 0.10)
    assert statement.verdict == "cannot_tell"
    assert "the latest result is there. The chance of holding the level is" in statement.sentence
    assert "they decide whether the level is held." in statement.sentence
    assert "reached" not in statement.sentence


def test_no_rate_of_improvement_is_stated_of_what_should_fall() -> None:
    """Levels, histories and chances are all of reaching a result or more."""
    fields = improvement_measure(P8).model_dump() | {"measure": "absence.persistent_10"}
    with pytest.raises(ValueError, match="of which a higher figure is better"):
        ImprovementMeasure.model_validate(fields)
