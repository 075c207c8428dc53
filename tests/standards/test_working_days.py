"""Working days of England over the bank holidays as they were held, moved and added."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.standards import (
    CalendarError,
    DefinitionError,
    add_working_days,
    count_working_days,
    is_working_day,
    load_bank_holidays,
)

ENGLAND = load_bank_holidays()
LISTED_DAYS = st.dates(date(2011, 6, 1), date(2027, 6, 1))
HOLIDAY_ARRAY = np.array(sorted(ENGLAND.days), dtype="datetime64[D]")


@pytest.mark.parametrize(
    ("day", "is_off"),
    [
        (date(2011, 4, 29), True),  # royal wedding
        (date(2012, 5, 28), False),  # spring bank holiday moved away
        (date(2012, 6, 4), True),  # ... to here
        (date(2012, 6, 5), True),  # Diamond Jubilee
        (date(2020, 5, 4), False),  # early May moved away
        (date(2020, 5, 8), True),  # ... to the 75th anniversary of VE Day
        (date(2022, 5, 30), False),
        (date(2022, 6, 2), True),
        (date(2022, 6, 3), True),  # Platinum Jubilee
        (date(2022, 9, 19), True),  # state funeral
        (date(2023, 5, 8), True),  # coronation
        (date(2021, 12, 28), True),  # Boxing Day fell on a Sunday, Christmas Day on a Saturday
        (date(2026, 12, 28), True),  # Boxing Day falls on a Saturday
        (date(2018, 12, 31), False),
    ],
)
def test_bank_holidays_as_they_were_held(day: date, is_off: bool) -> None:
    assert is_working_day(day, ENGLAND) is not is_off


def test_every_listed_year_has_at_least_its_eight_holidays() -> None:
    years = range(ENGLAND.first_year, ENGLAND.last_year + 1)
    counts = {year: sum(day.year == year for day in ENGLAND.days) for year in years}
    assert (ENGLAND.first_year, ENGLAND.last_year) == (2010, 2028)
    more_than_eight = {2011: 9, 2012: 9, 2022: 10, 2023: 9}
    assert counts == {year: more_than_eight.get(year, 8) for year in years}


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        # The worked example of the pre-2016 warning notice: the fifteenth working day following.
        (date(2014, 3, 3), 15, date(2014, 3, 24)),
        # 2022: Thursday and Friday off, so the day after Wednesday is Monday.
        (date(2022, 6, 1), 1, date(2022, 6, 6)),
        # 2020: the Monday was a working day and the Friday was not.
        (date(2020, 5, 1), 5, date(2020, 5, 11)),
        # 2012: Wed 30, Thu 31 May, Fri 1 June, then two days off, Wed 6 June is the fourth.
        (date(2012, 5, 29), 4, date(2012, 6, 6)),
        # A served Saturday counts from the Monday.
        (date(2014, 3, 1), 1, date(2014, 3, 3)),
        # Over Christmas 2021: 24 December, then four days off.
        (date(2021, 12, 23), 2, date(2021, 12, 29)),
        (date(2021, 12, 29), -2, date(2021, 12, 23)),
        (date(2023, 5, 6), 0, date(2023, 5, 6)),
    ],
)
def test_hand_counted_spans(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count, ENGLAND) == end


@given(LISTED_DAYS, st.integers(-90, 90).filter(bool))
def test_agrees_with_an_independent_calendar(start: date, count: int) -> None:
    roll = "backward" if count > 0 else "forward"
    twin = np.busday_offset(start, count, roll=roll, holidays=HOLIDAY_ARRAY)
    assert add_working_days(start, count, ENGLAND) == twin.astype(object)


@given(LISTED_DAYS, st.integers(-400, 400))
def test_counting_agrees_with_an_independent_calendar(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    early, late = sorted((start, end))
    one_day = timedelta(days=1)
    twin = int(np.busday_count(early + one_day, late + one_day, holidays=HOLIDAY_ARRAY))
    assert count_working_days(start, end, ENGLAND) == (twin if start <= end else -twin)


@given(LISTED_DAYS, st.integers(1, 90))
def test_adding_and_counting_are_inverse(start: date, count: int) -> None:
    assert count_working_days(start, add_working_days(start, count, ENGLAND), ENGLAND) == count


@pytest.mark.parametrize("day", [date(2009, 12, 31), date(2029, 1, 1)])
def test_a_day_outside_the_list_is_refused(day: date) -> None:
    with pytest.raises(CalendarError, match="bank holidays are listed from 2010 to 2028"):
        is_working_day(day, ENGLAND)


@pytest.mark.parametrize(("start", "count"), [(date(2028, 12, 20), 15), (date(2010, 1, 5), -3)])
def test_a_count_that_leaves_the_list_is_refused(start: date, count: int) -> None:
    with pytest.raises(CalendarError) as error:
        add_working_days(start, count, ENGLAND)
    year = 2029 if count > 0 else 2009
    assert str(error.value).splitlines() == [
        "cannot tell: bank holidays are listed from 2010 to 2028",
        f"  bank_holidays/england.toml: has no list for {year}; expected a day from 2010 to 2028; "
        "add the year to a file of that name in your own folder of definitions",
    ]


def test_an_enormous_count_is_refused_at_once() -> None:
    with pytest.raises(CalendarError):
        add_working_days(date(2026, 1, 5), 10**12, ENGLAND)


def test_days_to_come_are_marked_as_expected() -> None:
    assert not ENGLAND.is_expected(date(2026, 8, 31))
    assert ENGLAND.is_expected(date(2026, 12, 25))
    assert ENGLAND.is_expected(date(2027, 3, 26))


def write_list(folder: Path, years: str) -> Path:
    (folder / "bank_holidays").mkdir()
    text = f'title = "Own"\ncompiled = 2026-12-01\n[source]\ntitle = "Own"\n{years}'
    (folder / "bank_holidays/england.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_place_adds_a_year_with_its_own_list(tmp_path: Path) -> None:
    days = 'days = [{ date = 2029-01-01, name = "New Year\'s Day" }]'
    own_list = load_bank_holidays(
        write_list(tmp_path, f"[[year]]\nyear = 2029\nverified = true\n{days}")
    )
    assert add_working_days(date(2029, 1, 1), 1, own_list) == date(2029, 1, 2)


def test_all_faults_of_a_list_are_reported_together(tmp_path: Path) -> None:
    days = (
        'days = [{ date = 2029-01-06, name = "Saturday" }, { date = 2029-01-01, name = "Before" }]'
    )
    other_year = 'days = [{ date = 2030-01-01, name = "Other year" }]'
    first = f"[[year]]\nyear = 2029\nverified = true\n{days}\n"
    text = f"{first}[[year]]\nyear = 2031\nverified = true\n{other_year}"
    with pytest.raises(DefinitionError) as error:
        load_bank_holidays(write_list(tmp_path, text))
    message = str(error.value)
    assert "2029-01-06 is a Saturday: give the weekday that is off instead" in message
    assert "2029-01-01 does not come after 2029-01-06" in message
    assert "2030-01-01 is not in 2031" in message
