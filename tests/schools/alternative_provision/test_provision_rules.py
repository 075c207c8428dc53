"""The sixth school day over a half term and a bank holiday, and registration."""

from datetime import date
from pathlib import Path

import pytest

from stocktake.schools.alternative_provision import (
    ProviderCounts,
    load_provision_rules,
    place_due_day,
    registration_answer,
    school_days_late,
)
from stocktake.standards import CalendarError, SchoolTerms, load_bank_holidays, load_school_terms

RULES = load_provision_rules()
ENGLAND = load_bank_holidays()
TERMS = """
place = "la-001"
school_year = "202122"
[source]
title = "Invented"
[[term]]
name = "Summer, first half"
starts = 2022-04-19
ends = 2022-05-27
[[term]]
name = "Summer, second half"
starts = 2022-06-06
ends = 2022-07-22
"""


@pytest.fixture
def terms(tmp_path: Path) -> SchoolTerms | None:
    (tmp_path / "school_terms").mkdir()
    (tmp_path / "school_terms/council.toml").write_text(TERMS, encoding="utf-8")
    return load_school_terms(["la-001"], tmp_path)


@pytest.mark.parametrize(
    ("first_day", "due_day"),
    [
        (date(2022, 5, 9), date(2022, 5, 16)),  # Monday: the sixth is the next Monday
        (date(2022, 4, 27), date(2022, 5, 5)),  # 27, 28, 29; 2 May is off; 3, 4, 5
        (date(2022, 5, 25), date(2022, 6, 8)),  # 25, 26, 27; half term; 6, 7, 8 June
        (date(2022, 5, 14), date(2022, 5, 23)),  # a Saturday does not count
    ],
)
def test_the_sixth_school_day(first_day: date, due_day: date, terms: SchoolTerms | None) -> None:
    assert place_due_day(RULES, first_day, terms, ENGLAND) == due_day


def test_days_past_the_sixth(terms: SchoolTerms | None) -> None:
    due_day = date(2022, 5, 26)
    assert school_days_late(due_day, due_day, terms, ENGLAND) == 0
    assert school_days_late(due_day, date(2022, 5, 20), terms, ENGLAND) == 0
    assert school_days_late(due_day, date(2022, 6, 7), terms, ENGLAND) == 3


def test_without_term_dates_no_day_is_told() -> None:
    with pytest.raises(CalendarError, match="no term dates are held"):
        place_due_day(RULES, date(2022, 5, 9), None, ENGLAND)


@pytest.mark.parametrize(
    ("counts", "answer"),
    [
        (ProviderCounts(4), "probably_not"),
        (ProviderCounts(5), "probably"),
        (ProviderCounts(1, 1), "probably"),
        (ProviderCounts(0), "probably_not"),
    ],
)
def test_registration_of_providers(counts: ProviderCounts, answer: str) -> None:
    assert registration_answer(RULES, counts) == answer
    assert not RULES.registration_source.verified
