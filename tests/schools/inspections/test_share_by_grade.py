"""The share of pupils in schools of each grade: counted by hand and by a plain twin."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from school_frames import links_of, register_of, schools_of_rows

from stocktake.schools.inspections import (
    GradeShare,
    join_shares,
    pupil_counts,
    share_by_grade,
    transition_change,
)
from stocktake.schools.inspections.grade_measures import (
    EVERY_AREA_EXPECTED,
    NO_CARD,
    NOT_EVERY_AREA,
    NOT_YET_RATED,
    UNCLEAR_CARD,
)
from stocktake.schools.register import SchoolRegister
from stocktake.sources.schools.inspections.columns import INSPECTIONS
from stocktake.standards.errors import UsageError

A, B, C, D, E = 900001, 900002, 900003, 900004, 900005
CENSUS, ON = date(2017, 1, 19), date(2017, 8, 31)
CARD_DAY = date(2026, 6, 30)


def inspections_of(*rows: dict[str, object]) -> pl.DataFrame:
    usual = {"regime": "graded", "area": "overall", "event": "full"}
    return pl.DataFrame([{**usual, **row} for row in rows], schema=INSPECTIONS)


def grade(urn: int, value: str | None, day: date | None, **cells: object) -> dict[str, object]:
    return {"school_urn": urn, "value": value, "inspection_date": day, **cells}


def pupils_of(**counts: int) -> pl.DataFrame:
    numbers = {"a": A, "b": B, "c": C, "d": D, "e": E}
    rows = [(numbers[name], "all", count) for name, count in counts.items()]
    return pl.DataFrame(rows, schema=["school_urn", "group", "pupil_count"], orient="row")


def school(urn: int, **cells: object) -> dict[str, object]:
    usual = {"la_code": "999", "phase": "Secondary", "type": "Community school"}
    return {"school_urn": urn, "type_group": "maintained", "as_of": CENSUS, **usual, **cells}


def shares(
    register: SchoolRegister, inspections: pl.DataFrame, pupils: pl.DataFrame, **options: object
) -> GradeShare:
    usual: dict[str, object] = {"on": ON, "counted_on": CENSUS, "by": ("la_code", "counted_phase")}
    return share_by_grade(register, inspections, pupils, **{**usual, **options})  # type: ignore[arg-type]


def percents(share: GradeShare) -> dict[str, float]:
    rows = share.rows.filter(pl.col("pupil_count") > 0)
    return {row["grade"]: round(row["pupils_percent"], 2) for row in rows.iter_rows(named=True)}


THREE = register_of(schools_of_rows(school(A), school(B), school(C)))


def test_a_school_without_a_grade_stays_in_the_denominator() -> None:
    grades = inspections_of(
        grade(A, "Good", date(2015, 3, 1)), grade(B, "Inadequate", date(2016, 3, 1))
    )
    share = shares(THREE, grades, pupils_of(a=500, b=300, c=200))
    assert percents(share) == {"Good": 50.0, "Inadequate": 30.0, NOT_YET_RATED: 20.0}
    of_rated = dict(share.rows.select("grade", "percent_of_rated").iter_rows())
    assert of_rated["Good"] == 62.5
    assert of_rated[NOT_YET_RATED] is None
    assert share.rows["grade"].to_list() == [
        "Outstanding",
        "Good",
        "Requires improvement",
        "Satisfactory",
        "Inadequate",
        NOT_YET_RATED,
    ], "every class has its row, in the order of the scale"


def test_the_latest_grade_counts_as_it_was_known_on_the_day() -> None:
    grades = inspections_of(
        grade(A, "Inadequate", date(2014, 3, 1)),
        grade(A, "Good", date(2017, 8, 1), published_date=date(2017, 9, 20)),
        grade(B, "Good", date(2017, 9, 1)),
    )
    pupils = pupils_of(a=500, b=500)
    register = register_of(schools_of_rows(school(A), school(B)))
    assert percents(shares(register, grades, pupils)) == {"Inadequate": 50.0, NOT_YET_RATED: 50.0}
    later = shares(register, grades, pupils, known_on=date(2017, 9, 30))
    assert percents(later) == {"Good": 50.0, NOT_YET_RATED: 50.0}, "made by then, published since"


def test_monitoring_short_visits_and_unjudged_rows_change_no_grade() -> None:
    grades = inspections_of(
        grade(A, "Good", date(2014, 3, 1)),
        grade(A, None, date(2016, 3, 1)),
        grade(A, "Inadequate", date(2016, 5, 1), event="monitoring"),
        grade(A, "Inadequate", date(2016, 6, 1), area="early_years"),
    )
    register = register_of(schools_of_rows(school(A)))
    assert percents(shares(register, grades, pupils_of(a=10))) == {"Good": 100.0}


def test_of_two_grades_on_one_day_that_of_the_framework_counts() -> None:
    grades = inspections_of(
        grade(A, "Requires improvement", date(2013, 12, 4)),
        grade(A, "Satisfactory", date(2013, 12, 4)),
        grade(B, "Good", date(2016, 12, 4)),
        grade(B, "Inadequate", date(2016, 12, 4)),
    )
    register = register_of(schools_of_rows(school(A), school(B)))
    counts = percents(shares(register, grades, pupils_of(a=10, b=10)))
    assert counts == {"Requires improvement": 50.0, "Inadequate": 50.0}


def test_an_inspection_of_an_unknown_day_is_older_than_every_other() -> None:
    grades = inspections_of(grade(A, "Good", None), grade(A, "Inadequate", date(2006, 1, 1)))
    register = register_of(schools_of_rows(school(A), school(B)))
    grades = pl.concat([grades, inspections_of(grade(B, "Good", None))])
    counts = percents(shares(register, grades, pupils_of(a=10, b=10)))
    assert counts == {"Inadequate": 50.0, "Good": 50.0}


def converted(kind: str) -> SchoolRegister:
    academy = school(B, type=kind, type_group="academy", open_date=date(2015, 9, 1))
    return register_of(
        schools_of_rows(school(A), academy), links_of((A, B, "Successor", date(2015, 9, 1)))
    )


@pytest.mark.parametrize(
    ("kind", "carry", "expected", "carried"),
    [
        ("Academy converter", "converters", "Good", 400),
        ("Academy converter", "none", NOT_YET_RATED, 0),
        ("Academy converter", "all", "Good", 400),
        ("Academy sponsor led", "converters", NOT_YET_RATED, 0),
        ("Academy sponsor led", "all", "Good", 400),
    ],
)
@pytest.mark.parametrize("listed_under", [A, B])
def test_a_grade_is_carried_to_a_converted_school_and_flagged(
    kind: str, carry: str, expected: str, carried: int, listed_under: int
) -> None:
    """Whichever number a file lists the earlier inspection under."""
    grades = inspections_of(grade(listed_under, "Good", date(2013, 3, 1)))
    share = shares(converted(kind), grades, pupils_of(b=400), carry=carry)
    assert percents(share) == {expected: 100.0}
    assert share.rows["carried_pupil_count"].sum() == carried


def test_its_own_inspection_ends_what_was_carried() -> None:
    grades = inspections_of(
        grade(A, "Good", date(2013, 3, 1)), grade(B, "Inadequate", date(2016, 3, 1))
    )
    share = shares(converted("Academy converter"), grades, pupils_of(b=400))
    assert percents(share) == {"Inadequate": 100.0}
    assert share.rows["carried_pupil_count"].sum() == 0


@pytest.mark.parametrize("kind", ["Successor - merged", "Successor - amalgamated"])
def test_merged_schools_carry_no_grade(kind: str) -> None:
    academy = school(C, type="Academy converter", type_group="academy")
    links = links_of((A, C, kind, None), (B, C, kind, None))
    register = register_of(schools_of_rows(school(A), school(B), academy), links)
    grades = inspections_of(grade(A, "Good", date(2013, 3, 1)))
    assert percents(shares(register, grades, pupils_of(c=400), carry="all")) == {
        NOT_YET_RATED: 100.0
    }


def test_two_plain_links_into_one_school_carry_no_grade() -> None:
    academy = school(C, type="Academy converter", type_group="academy")
    links = links_of((A, C, "Successor", None), (B, C, "Successor", None))
    register = register_of(schools_of_rows(school(A), school(B), academy), links)
    grades = inspections_of(grade(A, "Good", date(2013, 3, 1)))
    assert percents(shares(register, grades, pupils_of(c=400), carry="all")) == {
        NOT_YET_RATED: 100.0
    }


def test_a_school_that_changed_its_number_since_the_census() -> None:
    """The pupils were counted under the old number, the school was inspected under the new one."""
    links = links_of((A, B, "Successor", date(2017, 3, 31)))
    academy = school(B, type="Academy sponsor led", type_group="academy", as_of=date(2018, 8, 31))
    register = register_of(schools_of_rows(school(A), academy), links)
    grades = inspections_of(
        grade(A, "Inadequate", date(2015, 3, 1)), grade(B, "Good", date(2017, 7, 1))
    )
    assert percents(shares(register, grades, pupils_of(a=400))) == {"Good": 100.0}
    before = shares(register, grades, pupils_of(a=400), on=date(2017, 3, 31))
    assert percents(before) == {"Inadequate": 100.0}
    between = shares(register, grades, pupils_of(a=400), on=date(2017, 4, 1))
    assert percents(between) == {NOT_YET_RATED: 100.0}, "a sponsored academy is a new school"


def test_a_link_without_a_day_changes_no_number_that_has_pupils() -> None:
    links = links_of((A, B, "Successor", None))
    register = register_of(schools_of_rows(school(A)), links)
    grades = inspections_of(grade(A, "Good", date(2015, 3, 1)), grade(B, "Inadequate", ON))
    assert percents(shares(register, grades, pupils_of(a=400))) == {"Good": 100.0}


def test_two_numbers_with_pupils_on_one_day_are_two_schools() -> None:
    academy = school(B, type="Academy converter", type_group="academy", open_date=date(2015, 9, 1))
    links = links_of((A, B, "Successor", date(2015, 9, 1)))
    register = register_of(schools_of_rows(school(A), academy), links)
    grades = inspections_of(grade(A, "Good", date(2013, 3, 1)))
    share = shares(register, grades, pupils_of(a=300, b=100), carry="all")
    assert percents(share) == {"Good": 75.0, NOT_YET_RATED: 25.0}
    alone = shares(register, grades, pupils_of(a=300, b=100), carry="all", place=f"school-{B}")
    assert percents(alone) == {NOT_YET_RATED: 100.0}, "whatever place is asked for"


def test_independent_schools_and_colleges_do_not_count_and_unplaced_ones_are_told() -> None:
    register = register_of(
        schools_of_rows(
            school(A),
            school(B, type="Other independent school", type_group="independent"),
            school(C, type="Further education", type_group="college"),
        )
    )
    grades = inspections_of(grade(A, "Good", date(2013, 3, 1)))
    share = shares(register, grades, pupils_of(a=100, b=50, c=900, d=70))
    assert share.rows["pupil_count"].sum() == 100
    assert (share.unplaced_school_count, share.unplaced_pupil_count) == (1, 70)


def test_no_pupils_make_no_percentage() -> None:
    share = shares(THREE, inspections_of(grade(A, "Good", date(2013, 3, 1))), pupils_of(a=0))
    assert share.rows.is_empty()


def test_by_ward_and_group() -> None:
    register = register_of(
        schools_of_rows(school(A, ward="Harbour"), school(B, ward="Hill"), school(C, ward="Hill"))
    )
    grades = inspections_of(grade(A, "Good", date(2013, 3, 1)), grade(B, "Good", date(2013, 3, 1)))
    pupils = pl.concat(
        [
            pupils_of(a=100, b=100, c=300),
            pupils_of(a=60, b=10, c=90).with_columns(group=pl.lit("disadvantaged")),
        ]
    )
    share = shares(register, grades, pupils, by=("ward", "group"))
    good = share.rows.filter(pl.col("grade") == "Good")
    assert good.select("ward", "group", "pupils_percent").rows() == [
        ("Harbour", "all", 100.0),
        ("Harbour", "disadvantaged", 100.0),
        ("Hill", "all", 25.0),
        ("Hill", "disadvantaged", 10.0),
    ]


def test_there_is_no_share_between_the_regimes() -> None:
    for day in (date(2024, 9, 1), date(2025, 11, 9)):
        share = shares(THREE, inspections_of(), pupils_of(a=10), on=day)
        assert share.measure is None
        assert share.rows.is_empty()
        assert share.reason == (
            "overall grades ended on 31 August 2024, and report cards began on 10 November 2025"
        )
        with pytest.raises(UsageError, match="there is no share of pupils by grade"):
            transition_change(share)


def card(
    urn: int, values: dict[str, str | None], safeguarding: str | None
) -> list[dict[str, object]]:
    day = date(2026, 3, 3)
    return [
        grade(urn, value, day, area=area, regime="report_card", safeguarding=safeguarding)
        for area, value in values.items()
    ]


def test_report_cards_are_another_measure() -> None:
    register = register_of(schools_of_rows(*(school(urn) for urn in (A, B, C, D, E))))
    fine = {"inclusion": "Expected standard", "achievement": "Exceptional"}
    inspections = inspections_of(
        *card(A, fine, "met"),
        *card(B, fine, "not met"),
        *card(C, {**fine, "achievement": "Needs attention"}, "met"),
        *card(D, {**fine, "achievement": None}, "met"),
        grade(E, "Outstanding", date(2016, 1, 1)),
    )
    pupils = pupils_of(a=100, b=100, c=100, d=100, e=600)
    share = shares(register, inspections, pupils, on=CARD_DAY)
    assert share.measure == "report_card"
    assert percents(share) == {
        EVERY_AREA_EXPECTED: 10.0,
        NOT_EVERY_AREA: 20.0,
        UNCLEAR_CARD: 10.0,
        NO_CARD: 60.0,
    }, "an old grade says nothing of a report card"


def test_the_two_measures_are_never_joined() -> None:
    register = register_of(schools_of_rows(school(A)))
    inspections = inspections_of(grade(A, "Good", date(2016, 1, 1)))
    years = [
        shares(register, inspections, pupils_of(a=1), on=day)
        for day in (ON, date(2023, 8, 31), date(2025, 8, 31), CARD_DAY)
    ]
    assert join_shares(years[:3])["on"].unique().to_list() == [ON, date(2023, 8, 31)]
    with pytest.raises(UsageError, match="are different measures and are not joined"):
        join_shares(years)


def test_the_change_to_secondary_school_and_what_unrated_schools_leave_open() -> None:
    register = register_of(
        schools_of_rows(
            school(A, phase="Primary"), school(B, phase="Primary"), school(C), school(D)
        )
    )
    grades = inspections_of(
        grade(A, "Outstanding", date(2015, 1, 1)),
        grade(C, "Inadequate", date(2015, 1, 1)),
    )
    share = shares(register, grades, pupils_of(a=90, b=10, c=75, d=25))
    row = transition_change(share).row(0, named=True)
    assert row == {
        "la_code": "999",
        "primary_percent": 90.0,
        "secondary_percent": 0.0,
        "change_points": -90.0,
        "lowest_change_points": -100.0,
        "highest_change_points": -65.0,
    }


def test_a_place_without_secondary_schools_has_no_change() -> None:
    register = register_of(schools_of_rows(school(A, phase="Primary")))
    share = shares(register, inspections_of(grade(A, "Good", date(2015, 1, 1))), pupils_of(a=90))
    assert transition_change(share)["change_points"].to_list() == [None]


def test_disadvantaged_pupils_from_the_measures_of_the_census() -> None:
    rows = [
        (A, "census.pupils", 200.0, None),
        (A, "census.free_meals_ever_6", 33.3, 180),
        (B, "census.pupils", 50.0, None),
        (B, "census.free_meals_ever_6", None, None),
    ]
    names = ["school_urn", "measure", "value", "pupil_count"]
    figures = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        time_period=pl.lit("201617"), group=pl.lit("all")
    )
    assert sorted(pupil_counts(figures, "201617").rows()) == [
        (A, "all", 200),
        (A, "disadvantaged", 60),
        (A, "other", 140),
        (B, "all", 50),
    ]
    assert pupil_counts(figures, "201718").is_empty()


GRADES = st.sampled_from(["Outstanding", "Good", "Requires improvement", "Inadequate", None])
INSPECTED = st.lists(st.tuples(GRADES, st.dates(date(2006, 1, 1), date(2018, 8, 31))), max_size=3)
SCHOOL_ROWS = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from(["Primary", "Secondary"]), INSPECTED),
    min_size=1,
    max_size=8,
)


def was_given(grade: str, day: date) -> bool:
    """Whether the framework of a day had a grade: satisfactory became requires improvement."""
    return grade != "Requires improvement" or day >= date(2012, 9, 1)


@pytest.mark.slow
@given(SCHOOL_ROWS)
@example(
    [
        (
            1,
            "Primary",
            [("Outstanding", date(2006, 1, 1)), ("Requires improvement", date(2006, 1, 1))],
        )
    ]
)
def test_it_is_what_counting_school_by_school_gives(
    schools: list[tuple[int, str, list[tuple[str | None, date]]]],
) -> None:
    """The slow, plain twin."""
    order = ["Outstanding", "Good", "Requires improvement", "Satisfactory", "Inadequate"]
    expected: dict[tuple[str, str], int] = {}
    for count, phase, inspections in schools:
        known_grades = [
            (day, was_given(value, day), order.index(value), value)
            for value, day in inspections
            if value is not None and day <= ON
        ]
        value = max(known_grades)[3] if known_grades else NOT_YET_RATED
        key = (phase.lower(), value)
        expected[key] = expected.get(key, 0) + count
    numbered_schools = list(enumerate(schools, start=900001))
    register = register_of(
        schools_of_rows(*(school(urn, phase=phase) for urn, (_, phase, _) in numbered_schools))
    )
    grades = inspections_of(
        *(grade(urn, value, day) for urn, (_, _, rows) in numbered_schools for value, day in rows)
    )
    rows = [(urn, "all", count) for urn, (count, _, _) in numbered_schools]
    pupils = pl.DataFrame(rows, schema=["school_urn", "group", "pupil_count"], orient="row")
    counts = shares(register, grades, pupils, by=("counted_phase",)).rows
    found_counts = {
        row[:2]: row[2] for row in counts.select("counted_phase", "grade", "pupil_count").rows()
    }
    assert {key: count for key, count in found_counts.items() if count} == {
        key: count for key, count in expected.items() if count
    }
    totals = counts.group_by("counted_phase").agg(pl.col("pupils_percent").sum())
    assert totals["pupils_percent"].to_list() == pytest.approx([100.0] * totals.height)
