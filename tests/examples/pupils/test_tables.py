"""The invented pupils' tables: valid numbers, whole references, nothing real, nothing twice."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.examples.pupils import Borough, invented_pupils
from stocktake.examples.pupils.borough import YEARS
from stocktake.examples.pupils.numbers import upn_numbers, upns
from stocktake.examples.pupils.years import january_census
from stocktake.standards.errors import UsageError
from stocktake.standards.identifiers import UPN_LETTERS, parse_laestab, parse_upn, upn_check_letter
from stocktake.standards.places import is_reserved

KEYED = (
    "pupils", "enrolments", "attendance_terms", "exclusions", "assessments", "entries",
    "predictions", "destinations", "home_education", "alternative_provision", "social_care",
    "young_carers",
)  # fmt: skip
AT_SCHOOL = (
    "calendar", "enrolments", "attendance_terms", "exclusions", "assessments", "entries",
    "predictions", "alternative_provision",
)  # fmt: skip


LAST = st.sampled_from([*"0123456789", *UPN_LETTERS])
REST = st.lists(st.tuples(st.integers(0, 10**11 - 1), LAST), min_size=1, max_size=20)


@given(REST)
def test_many_check_letters_at_once_are_those_one_by_one(rows: list[tuple[int, str]]) -> None:
    rest = [f"{number:011d}{last}" for number, last in rows]
    assert upns(np.array(rest)).tolist() == [upn_check_letter(digits) + digits for digits in rest]


def test_numbers_are_counted_within_school_and_year() -> None:
    one = np.ones(4, dtype=np.int64)
    temporary = np.array([False, False, True, False])
    issued = upn_numbers(one, 2000 + one, np.array([2018, 2018, 2018, 2019]), temporary)
    assert [upn[1:] for upn in issued.tolist()] == [
        "001200118001", "001200118002", "00120011800B", "001200119001",
    ]  # fmt: skip


@pytest.mark.slow
def test_every_pupil_number_is_valid_and_of_no_real_authority(borough: Borough) -> None:
    pupils = borough.tables["pupils"]
    numbers = {*pupils["upn"].to_list(), *pupils["former_upn"].drop_nulls().to_list()}
    parsed_upns = [parse_upn(number) for number in numbers]
    assert all(is_reserved(f"la-{upn.la}") for upn in parsed_upns)
    assert any(upn.temporary for upn in parsed_upns)
    assert pupils["former_upn"].drop_nulls().len() > 0
    assert not set(pupils["former_upn"].drop_nulls()) & set(pupils["upn"])


def test_no_school_or_postcode_is_real(borough: Borough) -> None:
    schools = borough.tables["schools"]
    assert all(is_reserved(f"school-{urn}") for urn in schools["school_urn"].to_list())
    assert {parse_laestab(laestab).la for laestab in schools["laestab"].to_list()} == {"001"}
    assert schools["school_urn"].is_unique().all()
    assert schools["laestab"].is_unique().all()
    codes = borough.tables["pupils"]["postcode"].unique().to_list()
    # No postcode area begins with Q.
    assert all(re.fullmatch(r"QE\d{1,2} \d[A-Z]{2}", code) for code in codes)


def test_the_borough_has_the_shape_of_the_letter(borough: Borough) -> None:
    phases = dict(borough.tables["schools"]["phase"].value_counts().iter_rows())
    assert phases == {
        "primary": 30, "all_through": 1, "secondary": 7, "special": 3, "pru": 1, "college": 2,
    }  # fmt: skip
    unit = borough.tables["schools"].filter(pl.col("phase") == "pru")
    assert unit["site_count"].item() == 3
    assert {"academy", "maintained"} <= set(borough.tables["schools"]["school_type"])
    for (_,), year in borough.tables["pupils"].group_by("time_period"):
        assert 18_500 < year.height < 20_500


@pytest.mark.parametrize("name", KEYED)
def test_every_row_is_of_a_pupil_who_is_there(borough: Borough, name: str) -> None:
    upn = borough.tables[name]["upn"]
    assert upn.null_count() == 0
    assert not set(upn) - set(borough.tables["pupils"]["upn"])


@pytest.mark.parametrize("name", AT_SCHOOL)
def test_every_row_is_at_a_school_that_is_there(borough: Borough, name: str) -> None:
    urn = borough.tables[name]["school_urn"].drop_nulls()
    assert not set(urn) - set(borough.tables["schools"]["school_urn"])


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("pupils", ("time_period", "upn")),
        ("calendar", ("school_urn", "date")),
        ("attendance_terms", ("time_period", "term", "upn", "school_urn")),
        ("assessments", ("time_period", "upn", "stage", "component")),
        ("destinations", ("upn", "month")),
        ("predictions", ("time_period", "upn", "subject")),
    ],
)
def test_nothing_is_there_twice(borough: Borough, name: str, key: tuple[str, ...]) -> None:
    frame = borough.tables[name]
    assert frame.select(key).unique().height == frame.height


def test_nobody_is_on_two_rolls_unless_dually(borough: Borough) -> None:
    spells = (
        borough.tables["enrolments"]
        .filter(pl.col("enrolment_status") != "S")
        .sort("upn", "entry_date")
        .with_columns(before=pl.col("leaving_date").shift().over("upn"),
                      again=pl.col("upn").cum_count().over("upn") > 1)
    )  # fmt: skip
    later = spells.filter("again")
    assert later["before"].null_count() == 0
    assert later.filter(pl.col("entry_date") <= pl.col("before")).is_empty()
    dual = borough.tables["enrolments"].filter(pl.col("enrolment_status") == "S")
    main = borough.tables["enrolments"].filter(pl.col("enrolment_status") == "M")
    beside = dual.join(main, on="upn").filter(
        pl.col("entry_date") >= pl.col("entry_date_right"),
        pl.col("entry_date") <= pl.col("leaving_date_right").fill_null(date(2099, 1, 1)),
    )
    assert dual.height > 50
    assert beside.select("upn", "entry_date").unique().height == dual.height


def test_spells_end_after_they_begin_and_leavers_have_a_reason(borough: Borough) -> None:
    spells = borough.tables["enrolments"]
    assert spells.filter(pl.col("leaving_date") < pl.col("entry_date")).is_empty()
    assert (spells["leaving_date"].is_null() == spells["leaving_reason"].is_null()).all()
    assert spells["leaving_date"].max() <= date(2025, 8, 31)
    for name in ("home_education", "alternative_provision", "social_care", "young_carers"):
        frame = borough.tables[name]
        assert frame.height > 100
        assert frame.filter(pl.col("end_date") < pl.col("start_date")).is_empty()


def test_siblings_share_an_address_and_twins_a_birthday(borough: Borough) -> None:
    pupils = borough.tables["pupils"].filter(pl.col("time_period") == "202324")
    home = pupils.group_by("address", "postcode", "surname").agg(pl.col("date_of_birth"))
    shared = home.filter(pl.col("date_of_birth").list.len() > 1)
    assert shared["date_of_birth"].list.len().sum() > 0.5 * pupils.height
    twins = shared.filter(
        pl.col("date_of_birth").list.n_unique() < pl.col("date_of_birth").list.len()
    )
    assert 0.005 < 2 * twins.height / pupils.height < 0.05


def test_children_are_in_the_year_group_of_their_age(borough: Borough) -> None:
    pupils = borough.tables["pupils"]
    start = pl.col("time_period").str.head(4).cast(pl.Int32)
    nc_year = pl.col("nc_year").replace("R", "0").cast(pl.Int32)
    birth_date = pl.col("date_of_birth")
    assert pupils.filter(
        (birth_date < pl.date(start - nc_year - 5, 9, 1))
        | (birth_date > pl.date(start - nc_year - 4, 8, 31))
    ).is_empty()


def test_there_were_no_tests_in_2020_and_2021(borough: Borough) -> None:
    results = borough.tables["assessments"].filter(
        pl.col("time_period").is_in(["201920", "202021"])
    )
    assert results.filter(pl.col("stage") != "RBA").is_empty()
    guesses = borough.tables["predictions"]["time_period"]
    assert not {"201920", "202021"} & set(guesses)
    ks4 = borough.tables["entries"].filter(pl.col("stage") == "KS4")
    assert set(ks4["time_period"]) == set(YEARS)


def test_no_attendance_was_collected_in_the_spring_of_2020(borough: Borough) -> None:
    terms = borough.tables["attendance_terms"].filter(pl.col("time_period") == "201920")
    assert set(terms["term"]) == {"autumn"}


def test_who_left_before_the_census_of_year_11_is_in_no_cohort(borough: Borough) -> None:
    """Every pupil with a result at key stage 4 was on a roll on the third Thursday of January."""
    entries = borough.tables["entries"].filter(
        pl.col("stage") == "KS4", pl.col("time_period") == "202324"
    )
    census = january_census(2023)
    enrolled_pupils = borough.tables["enrolments"].filter(
        pl.col("entry_date") <= census,
        pl.col("leaving_date").is_null() | (pl.col("leaving_date") >= census),
    )
    assert not set(entries["upn"]) - set(enrolled_pupils["upn"])


@pytest.mark.slow
def test_some_years_alone_know_nothing_of_later_ones() -> None:
    early = invented_pupils(1, years=("201819", "201920"))
    last = date(2020, 8, 31)
    assert set(early.tables["pupils"]["time_period"]) == {"201819", "201920"}
    assert early.tables["enrolments"]["entry_date"].max() <= last
    assert early.tables["enrolments"]["leaving_date"].max() <= last
    assert early.tables["exclusions"]["start_date"].max() <= last
    assert early.tables["destinations"]["month"].max() <= "2020-08"
    assert early.tables["entries"]["award_date"].max() <= last
    assert early.marked_years == ()


@pytest.mark.parametrize("years", [(), ("201617",), ("201819", "202021"), ("201920", "201819")])
def test_years_that_are_not_to_be_had_are_refused(years: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="has no such years"):
        invented_pupils(1, years=years)
