"""Who counts, what is missed, and when it is much: the worked examples and the rules of cohort."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stocktake.pupils.absence import absence_rates, absence_thresholds, enrolment_absence
from stocktake.standards.errors import DefinitionError, InputError, UsageError

YEAR = "202324"
BIRTH_DATES = {
    3: date(2019, 9, 1),
    4: date(2019, 8, 31),
    5: date(2018, 8, 31),
    14: date(2008, 9, 1),
    15: date(2008, 8, 31),
    16: date(2007, 8, 31),
}


def total(
    pupil: str, missed: int, possible: int, *, term: str = "autumn", **more: Any
) -> dict[str, Any]:
    return {
        "pupil": pupil,
        "school_urn": 1,
        "term": term,
        "sess_possible": possible,
        "sess_authorised": missed,
        "sess_unauthorised": 0,
        **more,
    }


def judge_absence(totals: list[dict[str, Any]], *, age: int = 14, **options: Any) -> pl.DataFrame:
    frame = pl.DataFrame(totals)
    pupils = frame.select("pupil").unique().with_columns(date_of_birth=pl.lit(BIRTH_DATES[age]))
    absence = enrolment_absence(frame, year=YEAR, pupils=pupils, **options)
    return absence.sort("pupil", "school_urn")


@pytest.mark.parametrize(
    ("missed", "possible", "percent", "persistent"),
    [
        (23, 352, 6.53, False),
        (36, 352, 10.23, True),
        (35, 350, 10.0, True),
        (38, 390, 9.74, False),
        (39, 390, 10.0, True),
    ],
)
def test_a_tenth_of_the_pupils_own_sessions_is_persistent(
    missed: int, possible: int, percent: float, persistent: bool
) -> None:
    rows = judge_absence([total("a", missed, possible)])
    assert rows["persistent"].to_list() == [persistent]
    assert round(absence_rates(rows)["sess_overall_percent"][0], 2) == percent


def test_half_of_the_sessions_is_severe_and_a_session_less_is_not() -> None:
    rows = judge_absence([total("a", 175, 350), total("b", 174, 350)])
    assert rows["severe"].to_list() == [True, False]


@pytest.mark.parametrize(
    ("year", "span", "enough"),
    [
        ("201314", "year", 56),
        ("201314", "five_half_terms", 46),
        ("201314", "autumn_spring", 38),
        ("201314", "autumn", 22),
        ("200809", "five_half_terms", 64),
        ("200809", "autumn_spring", 52),
        ("200809", "autumn", 28),
    ],
)
def test_older_thresholds_count_sessions_whatever_was_possible(
    year: str, span: Any, enough: int
) -> None:
    rules = absence_thresholds(year)
    totals = [total("a", enough, 400), total("b", enough - 1, 60 + enough)]
    rows = judge_absence(totals, thresholds=rules, span=span)
    assert rows["persistent"].to_list() == [True, False]


def test_at_15_the_full_year_of_2010_to_2015_was_judged_on_five_half_terms() -> None:
    rules = absence_thresholds("201314")
    totals = [total("a", 46, 330)]
    assert judge_absence(totals, age=15, thresholds=rules)["persistent"].to_list() == [True]
    assert judge_absence(totals, age=14, thresholds=rules)["persistent"].to_list() == [False]


def test_a_full_year_before_2010_cannot_be_judged_and_it_says_so() -> None:
    with pytest.raises(DefinitionError) as caught:
        judge_absence([total("a", 70, 400)], thresholds=absence_thresholds("200809"))
    assert str(caught.value) == (
        "no threshold of persistent absence for the span year in the years 200506 to 200910; "
        "expected one of autumn, autumn_spring, five_half_terms"
    )


def test_recalculating_a_year_on_the_new_rule_changes_who_counts() -> None:
    # The published rate of 2014/15 rose from 3.7 to 11.0 per cent by the rule alone.
    totals = [total("a", 40, 380)]
    old_rule, new_rule = absence_thresholds("201415"), absence_thresholds("201516")
    assert judge_absence(totals, thresholds=old_rule)["persistent"].to_list() == [False]
    assert judge_absence(totals, thresholds=new_rule)["persistent"].to_list() == [True]


@pytest.mark.parametrize(("age", "group"), [(3, []), (4, ["4"]), (5, ["5_to_15"]), (16, [])])
def test_statistics_count_ages_5_to_15_with_age_4_apart(age: int, group: list[str]) -> None:
    rows = judge_absence([total("a", 36, 352)], age=age)
    assert rows["age_group"].to_list() == group
    if group == ["4"]:
        assert rows.select("persistent", "severe").row(0) == (None, None)


def test_age_4_has_overall_absence_and_nothing_else() -> None:
    rates = absence_rates(judge_absence([total("a", 36, 360)], age=4), age_group="4")
    assert rates.columns == ["enrolments", "sess_possible", "sess_overall", "sess_overall_percent"]
    assert rates.row(0) == (1, 360, 36, 10.0)


def test_15_year_olds_are_not_followed_into_the_second_half_of_summer() -> None:
    totals = [total("a", 10, 300), total("a", 50, 50, term="summer_second_half")]
    at_15, at_14 = judge_absence(totals, age=15), judge_absence(totals, age=14)
    assert at_15.select("sess_overall", "sess_possible").row(0) == (10, 300)
    assert at_14.select("sess_overall", "sess_possible").row(0) == (60, 350)


def test_an_enrolment_that_began_in_the_second_half_of_summer_is_left_out() -> None:
    late = [total("a", 50, 50, term="summer_second_half"), total("b", 0, 0)]
    assert judge_absence(late).is_empty()


def test_boarders_are_left_out_at_the_school_where_they_board_only() -> None:
    totals = [total("a", 36, 352), total("a", 3, 30, school_urn=2)]
    spells = pl.DataFrame(
        {"pupil": ["a", "a"], "school_urn": [1, 2], "boarder": [True, None]},
    )
    assert judge_absence(totals, enrolments=spells)["school_urn"].to_list() == [2]


def test_the_unit_is_the_enrolment_and_not_the_pupil() -> None:
    totals = [total("a", 30, 100), total("a", 0, 300, school_urn=2)]
    assert judge_absence(totals)["persistent"].to_list() == [True, False]


@pytest.mark.parametrize(
    ("authorised", "unauthorised", "reasons", "overall"),
    [(15, 35, 42, 50), (30, 10, 50, 50), (30, 10, None, 40), (30, 10, 40, 40)],
)
def test_reasons_are_believed_where_they_exceed_the_totals(
    authorised: int, unauthorised: int, reasons: int | None, overall: int
) -> None:
    row = total("a", authorised, 300, sess_reasons=reasons) | {
        "sess_unauthorised": unauthorised,
    }
    frame = pl.DataFrame([row], schema_overrides={"sess_reasons": pl.Int64})
    pupils = pl.DataFrame({"pupil": ["a"], "date_of_birth": [BIRTH_DATES[14]]})
    rows = enrolment_absence(frame, year=YEAR, pupils=pupils)
    assert rows["sess_overall"].to_list() == [overall]


def test_a_span_looks_at_its_terms_only() -> None:
    totals = [
        total("a", 1, 140),
        total("a", 2, 120, term="spring"),
        total("a", 4, 60, term="summer_first_half"),
        total("a", 8, 70, term="summer_second_half"),
    ]
    spans: list[Any] = ["autumn", "autumn_spring", "five_half_terms", "year"]
    missed = [judge_absence(totals, span=span)["sess_overall"][0] for span in spans]
    assert missed == [1, 3, 7, 15]


def test_only_the_years_rows_are_read_where_the_tables_hold_several() -> None:
    frame = pl.DataFrame([total("a", 9, 90, time_period=year) for year in ("202223", YEAR)])
    pupils = pl.DataFrame(
        {
            "pupil": ["a"] * 2,
            "time_period": ["202223", YEAR],
            "date_of_birth": [BIRTH_DATES[14]] * 2,
        }
    )
    rows = enrolment_absence(frame, year=YEAR, pupils=pupils)
    assert rows.select("sess_possible", "sess_overall").rows() == [(90, 9)]


def test_an_area_is_sum_over_sum_and_never_the_mean_of_its_schools() -> None:
    rows = judge_absence([total("a", 50, 100), total("b", 0, 300, school_urn=2)])
    schools = absence_rates(rows, by=["school_urn"]).sort("school_urn")
    assert schools["sess_overall_percent"].to_list() == [50.0, 0.0]
    assert absence_rates(rows)["sess_overall_percent"].to_list() == [12.5]


def test_a_rate_of_nothing_is_null_and_never_nought() -> None:
    rates = absence_rates(judge_absence([total("a", 1, 10)]).clear()).row(0, named=True)
    assert rates["enrolments"] == 0
    assert rates["sess_overall_percent"] is None
    assert rates["enrolments_pa_percent"] is None


def test_a_misspelt_column_and_a_span_that_is_none_are_refused_by_name() -> None:
    misspelt = pl.DataFrame([total("a", 1, 10)]).rename({"sess_authorised": "sess_autorised"})
    pupils = pl.DataFrame({"pupil": ["a"], "date_of_birth": [BIRTH_DATES[14]]})
    with pytest.raises(InputError) as caught:
        enrolment_absence(misspelt, year=YEAR, pupils=pupils)
    assert str(caught.value) == (
        "the table attendance_terms lacks what is measured\n"
        "  attendance_terms: no column 'sess_authorised'; did you mean 'sess_autorised'?"
    )
    with pytest.raises(UsageError, match="unknown span 'autum'; did you mean 'autumn'"):
        judge_absence([total("a", 1, 10)], span="autum")
    with pytest.raises(UsageError, match="unknown age group '5-15'; expected 5_to_15 or 4"):
        absence_rates(judge_absence([total("a", 1, 10)]), age_group="5-15")


def test_a_places_own_threshold_replaces_the_shipped_one(tmp_path: Path) -> None:
    own_file = tmp_path / "absence" / "severe.toml"
    own_file.parent.mkdir()
    own_file.write_text(
        'title = "Severe absence"\n[[version]]\nshare = {numerator = 3, denominator = 4}\n'
        'source = {title = "Ours"}\n',
        encoding="utf-8",
    )
    rules = absence_thresholds(YEAR, own_folder=tmp_path)
    rows = judge_absence([total("a", 70, 100), total("b", 75, 100)], thresholds=rules)
    assert rows["severe"].to_list() == [False, True]


def test_faults_in_a_threshold_file_are_named_with_their_keys(tmp_path: Path) -> None:
    own_file = tmp_path / "absence" / "severe.toml"
    own_file.parent.mkdir()
    own_file.write_text(
        'title = "Severe absence"\n[[version]]\nfrom_year = "201516"\nsource = {title = "Ours"}\n',
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError) as caught:
        absence_thresholds(YEAR, own_folder=tmp_path)
    assert "version[0]: " in str(caught.value)
    assert "give either a share or sessions" in str(caught.value)


def test_a_year_that_no_version_holds_is_refused() -> None:
    with pytest.raises(DefinitionError) as caught:
        absence_thresholds("200405")
    assert str(caught.value) == (
        "absence in 200405 cannot be judged\n"
        "  persistent.toml: no version for 200405; expected a version that holds the year; add one"
    )
