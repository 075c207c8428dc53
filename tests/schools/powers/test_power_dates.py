"""Dates of notices against hand-worked cases over moved bank holidays; else "check"."""

from datetime import date
from pathlib import Path

import pytest

from stocktake.schools.powers import (
    NoticeDate,
    load_power_rules,
    notice_dates,
    rules_on,
    suggested_compliance_end,
)
from stocktake.standards import CalendarError, DefinitionError, UsageError, load_bank_holidays

ENGLAND = load_bank_holidays()


def dates_of(served_on: date, compliance_ends_on: date | None = None) -> dict[str, NoticeDate]:
    rules = rules_on(served_on)
    rows = notice_dates(rules, served_on, ENGLAND, compliance_ends_on=compliance_ends_on)
    return {row.limit.id: row for row in rows}


@pytest.mark.parametrize(
    ("served_on", "last_day"),
    [
        # The published example.
        (date(2014, 3, 3), date(2014, 3, 24)),
        # Wednesday 16 May 2012: 17, 18, 21 to 25, 28 (bank holiday moved away from it), 29 to 31
        # May and 1 June are twelve; 4 and 5 June are off; 6, 7 and 8 June.
        (date(2012, 5, 16), date(2012, 6, 8)),
        # Friday 15 April 2011: 18 to 21 are four; Good Friday, Easter Monday; 26, 27, 28; the
        # wedding on 29; early May on 2; 3 to 6 are eleven; 9 to 12 May.
        (date(2011, 4, 15), date(2011, 5, 12)),
        # Friday 12 December 2014: 15 to 24 are eight; 29 to 31 eleven; 2, 5, 6, 7 January.
        (date(2014, 12, 12), date(2015, 1, 7)),
        # The last day of the earlier rules: 18 to 29 April are ten; 2 May is off; 3 to 6, 9.
        (date(2016, 4, 17), date(2016, 5, 9)),
    ],
)
def test_the_initial_period_before_april_2016(served_on: date, last_day: date) -> None:
    initial_period = dates_of(served_on)["initial-period"]
    assert (initial_period.answer, initial_period.last_day) == ("computed", last_day)
    assert dates_of(served_on)["representations"].last_day == last_day


def test_from_april_2016_there_is_no_statutory_period() -> None:
    rows = dates_of(date(2016, 4, 18), date(2016, 5, 20))
    assert "initial-period" not in rows
    assert rows["governors-usable"].last_day == date(2016, 7, 20)


@pytest.mark.parametrize(
    ("compliance_ends_on", "last_day"),
    [
        (date(2026, 12, 31), date(2027, 2, 28)),  # no 31 February
        (date(2027, 12, 31), date(2028, 2, 29)),
        (date(2027, 1, 15), date(2027, 3, 15)),
    ],
)
def test_two_months_for_additional_governors(compliance_ends_on: date, last_day: date) -> None:
    row = dates_of(date(2026, 12, 1), compliance_ends_on)["governors-usable"]
    assert (row.answer, row.last_day) == ("computed", last_day)


def test_what_nobody_read_in_the_statute_says_check_and_has_no_date() -> None:
    rows = dates_of(date(2026, 12, 1), date(2027, 1, 15))
    for identity in ("collaboration-usable", "budget-usable"):
        assert (rows[identity].answer, rows[identity].last_day) == ("check", None)
        assert "was not read in the statute" in rows[identity].reason


def test_without_the_end_of_the_compliance_period_there_is_no_date() -> None:
    row = dates_of(date(2026, 12, 1))["governors-usable"]
    assert (row.answer, row.last_day) == ("check", None)
    assert row.reason == "It depends on the last day of the compliance period, which is not given."


def test_the_suggested_period_counts_over_the_moved_holidays_of_2022() -> None:
    # Friday 20 May 2022: 23 to 27 are five; 30 May (moved away), 31, 1 June are eight; 2 and 3
    # June are off; 6 to 10 are thirteen; 13 and 14 June.
    served_on = date(2022, 5, 20)
    assert suggested_compliance_end(rules_on(served_on), served_on, ENGLAND) == date(2022, 6, 14)


def test_a_period_into_years_without_bank_holidays_is_refused() -> None:
    with pytest.raises(CalendarError, match="bank holidays are listed"):
        suggested_compliance_end(rules_on(date(2028, 12, 20)), date(2028, 12, 20), ENGLAND)


def test_a_day_before_the_rules_is_refused() -> None:
    with pytest.raises(UsageError, match="2007-04-01 or later"):
        rules_on(date(2007, 3, 31))


@pytest.mark.parametrize(
    ("day", "identity"),
    [
        (date(2007, 4, 1), "2007-to-2016"),
        (date(2016, 4, 17), "2007-to-2016"),
        (date(2016, 4, 18), "2016-to-2026"),
        (date(2026, 6, 28), "2016-to-2026"),
        (date(2026, 6, 29), "from-2026"),
        (date(2028, 1, 1), "from-2026"),
    ],
)
def test_the_rules_in_force_on_the_day_of_service(day: date, identity: str) -> None:
    assert rules_on(day) is load_power_rules()[identity].value


def test_rule_sets_that_leave_a_gap_are_refused(tmp_path: Path) -> None:
    shipped_file = Path(__file__).parents[3] / (
        "src/stocktake/schools/definitions/powers/from-2026.toml"
    )
    text = shipped_file.read_text(encoding="utf-8")
    (tmp_path / "powers").mkdir()
    own_file = tmp_path / "powers/from-2026.toml"
    own_file.write_text(text.replace("starts = 2026-06-29", "starts = 2026-07-01"), "utf-8")
    with pytest.raises(DefinitionError, match="expected the day after 2016-to-2026.toml ends"):
        load_power_rules(tmp_path)
    own_file.write_text(text.replace('id = "interim-board"', 'id = "collaboration"'), "utf-8")
    with pytest.raises(DefinitionError, match=r"line \d+: power\[3\]\.id: the id 'collaboration'"):
        load_power_rules(tmp_path)
