"""School days by a place's own term dates; without them no day is told."""

from datetime import date
from pathlib import Path

import pytest

from stocktake.standards import (
    CalendarError,
    DefinitionError,
    add_school_days,
    count_school_days,
    is_school_day,
    load_bank_holidays,
    load_school_terms,
)

ENGLAND = load_bank_holidays()
YEAR = """
place = "{place}"
school_year = "202223"
closures = [2022-09-05]
[source]
title = "Term dates of an invented council"
[[term]]
name = "Autumn, first half"
starts = 2022-09-05
ends = 2022-10-21
[[term]]
name = "Autumn, second half"
starts = 2022-10-31
ends = 2022-12-16
"""


def write_terms(folder: Path, **texts: str) -> Path:
    (folder / "school_terms").mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / "school_terms" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    return write_terms(tmp_path, council=YEAR.format(place="la-001"))


def test_a_closed_day_a_bank_holiday_and_half_term_are_no_school_days(own_folder: Path) -> None:
    terms = load_school_terms(["la-001"], own_folder)
    assert terms is not None
    assert not is_school_day(date(2022, 9, 5), terms, ENGLAND)  # training day
    assert not is_school_day(date(2022, 9, 19), terms, ENGLAND)  # state funeral, in term
    assert not is_school_day(date(2022, 10, 26), terms, ENGLAND)  # half term
    assert not is_school_day(date(2022, 9, 10), terms, ENGLAND)  # Saturday
    assert is_school_day(date(2022, 9, 6), terms, ENGLAND)


def test_ten_school_days_over_half_term_counted_by_hand(own_folder: Path) -> None:
    terms = load_school_terms(["la-001"], own_folder)
    # From Friday 14 October: 17 to 21 October are five, half term none, 31 October to 4 November.
    assert add_school_days(date(2022, 10, 14), 10, terms, ENGLAND) == date(2022, 11, 4)
    assert count_school_days(date(2022, 10, 14), date(2022, 11, 4), terms, ENGLAND) == 10
    # A bank holiday within: from Friday 16 September, Monday 19 does not count.
    assert add_school_days(date(2022, 9, 16), 1, terms, ENGLAND) == date(2022, 9, 20)


def test_a_school_with_its_own_dates_keeps_them(tmp_path: Path) -> None:
    school = YEAR.format(place="school-999001").replace("2022-10-21", "2022-10-14")
    folder = write_terms(tmp_path, council=YEAR.format(place="la-001"), school=school)
    terms = load_school_terms(["school-999001", "la-001"], folder)
    assert terms is not None
    assert terms.place == "school-999001"
    assert not is_school_day(date(2022, 10, 17), terms, ENGLAND)


def test_without_term_dates_the_answer_is_cannot_tell(own_folder: Path) -> None:
    terms = load_school_terms(["la-002"], own_folder)
    assert terms is None
    with pytest.raises(CalendarError, match="cannot tell: no term dates are held"):
        add_school_days(date(2022, 10, 14), 10, terms, ENGLAND)
    assert load_school_terms(["la-890"]) is None


def test_a_count_into_a_year_without_dates_is_refused(own_folder: Path) -> None:
    terms = load_school_terms(["la-001"], own_folder)
    with pytest.raises(CalendarError) as error:
        add_school_days(date(2022, 12, 16), 1, terms, ENGLAND)
    assert str(error.value).splitlines() == [
        "cannot tell: no term dates are held for 2023/24",
        "  school_terms/ of la-001: has 2022/23, not 2023/24; "
        "add a file with the term dates of that year",
    ]


def test_faults_are_reported_together(tmp_path: Path) -> None:
    text = YEAR.format(place="la-001").replace("2022-10-31", "2022-10-20")
    folder = write_terms(
        tmp_path, bad=text.replace("closures = [2022-09-05]", "closures = [2024-01-08]")
    )
    with pytest.raises(DefinitionError) as error:
        load_school_terms(["la-001"], folder)
    message = str(error.value)
    assert "2024-01-08 is not in the school year 202223" in message
    assert "Autumn, second half starts on 2022-10-20, before Autumn, first half ends" in message


def test_dates_given_twice_are_refused(tmp_path: Path) -> None:
    text = YEAR.format(place="la-001")
    with pytest.raises(DefinitionError, match="la-001 has dates for 202223 in another file too"):
        load_school_terms(["la-001"], write_terms(tmp_path, one=text, two=text))
