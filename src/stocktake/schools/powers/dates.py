"""Computes the dates of a notice from verified rules; every other date says "check"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from stocktake.schools.powers.definition import PowerRules, TimeLimit
from stocktake.standards.months import add_months
from stocktake.standards.working_days import BankHolidays, add_working_days

CHECK_RULE = "The rule was not read in the statute: check it before you rely on a date."
CHECK_START = "It depends on the last day of the compliance period, which is not given."


@dataclass(frozen=True)
class NoticeDate:
    """One date of a notice.

    Parameters
    ----------
    last_day : date, optional
        The last day of the period; None where the answer is ``check``.
    reason : str
        Why it is to be checked; empty for a computed date.
    is_expected : bool
        True where bank holidays up to it may still be moved.
    """

    limit: TimeLimit
    power_id: str
    answer: Literal["computed", "check"]
    last_day: date | None
    reason: str
    is_expected: bool


def notice_dates(
    rules: PowerRules,
    served_on: date,
    holidays: BankHolidays,
    *,
    compliance_ends_on: date | None = None,
) -> list[NoticeDate]:
    """The dates that follow from a notice, by the rules in force when it was given.

    Parameters
    ----------
    rules : PowerRules
        ``rules_on(served_on)``.
    compliance_ends_on : date, optional
        The last day of the period that the notice states.

    Returns
    -------
    list of NoticeDate
        One for each time limit, in the order of the powers.

    Raises
    ------
    CalendarError
        Where a period leaves the listed bank holidays.

    Examples
    --------
    >>> from datetime import date
    >>> from stocktake.schools.powers import rules_on
    >>> from stocktake.standards import load_bank_holidays
    >>> served_on = date(2014, 3, 3)
    >>> notice_dates(rules_on(served_on), served_on, load_bank_holidays())[0].last_day
    datetime.date(2014, 3, 24)
    """
    starts = {"service": served_on, "compliance_end": compliance_ends_on}
    return [
        _date_of(limit, power.id, starts[limit.starts_with], holidays)
        for power in rules.power
        for limit in power.limit
    ]


def suggested_compliance_end(rules: PowerRules, served_on: date, holidays: BankHolidays) -> date:
    """The end of the compliance period that we suggest: a suggestion, no rule of law."""
    return add_working_days(served_on, rules.suggested_compliance_working_days, holidays)


def _date_of(
    limit: TimeLimit, power_id: str, start: date | None, holidays: BankHolidays
) -> NoticeDate:
    if not limit.verified:
        return NoticeDate(limit, power_id, "check", None, CHECK_RULE, is_expected=False)
    if start is None:
        return NoticeDate(limit, power_id, "check", None, CHECK_START, is_expected=False)
    if limit.working_days is not None:
        last_day = add_working_days(start, limit.working_days, holidays)
        is_expected = holidays.is_expected(last_day)
    else:
        last_day = add_months(start, limit.months or 0)
        is_expected = False
    return NoticeDate(limit, power_id, "computed", last_day, "", is_expected)
