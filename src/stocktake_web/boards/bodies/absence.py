"""The rule of continuous absence: shown to the secretary, never acted upon. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stocktake.standards import add_months


@dataclass(frozen=True)
class MeetingAttendance:
    """One meeting of a body for one seat: whether its person came, and the body's consent."""

    meeting_date: date
    is_present: bool
    has_consent: bool | None = None


@dataclass(frozen=True)
class AbsenceWarning:
    """An unbroken absence without consent.

    Parameters
    ----------
    first_missed : date
        The first meeting missed without consent: the period runs from it.
    falls_on : date
        When the period is full.
    is_full : bool
        Whether it is.
    """

    first_missed: date
    falls_on: date
    is_full: bool


def absence_warning(
    meetings: Iterable[MeetingAttendance], *, on: date, months: int
) -> AbsenceWarning | None:
    """Since when a seat's person has been absent without consent, and when the period is full.

    Governors of maintained schools are disqualified by six months' failure to attend without the
    governing body's consent, counted from the first meeting missed; for councillors the period
    runs from the last attendance, and academies' articles differ. A body sets its own period.

    Parameters
    ----------
    meetings : iterable of MeetingAttendance
    on : date
    months : int
        0 for a body without the rule.

    Returns
    -------
    AbsenceWarning or None
        None while the latest meeting was attended, or missed with consent: what is consented to
        ends the period. An apology alone does not.

    Examples
    --------
    >>> missed = [
    ...     MeetingAttendance(date(2026, 3, 31), False),
    ...     MeetingAttendance(date(2026, 5, 12), False),
    ... ]
    >>> absence_warning(missed, on=date(2026, 9, 29), months=6).falls_on
    datetime.date(2026, 9, 30)
    >>> consented = MeetingAttendance(date(2026, 6, 1), False, True)
    >>> absence_warning([*missed, consented], on=date(2026, 9, 29), months=6) is None
    True
    """
    first: date | None = None
    for meeting in sorted(meetings, key=lambda meeting: meeting.meeting_date):
        if meeting.meeting_date > on:
            break
        if meeting.is_present or meeting.has_consent:
            first = None
        elif first is None:
            first = meeting.meeting_date
    if first is None or not months:
        return None
    falls_on = add_months(first, months)
    return AbsenceWarning(first, falls_on, on >= falls_on)
