"""The rules of the register: until when an entry is shown, how long it counts, when a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from stocktake.schools import ConcernEntry as LibraryEntry
from stocktake.schools import MeetingPrompt, lapse_date, live_entries, meeting_prompt
from stocktake_web.accounts.models import Area
from stocktake_web.services.school_escalation import register_rules
from stocktake_web.services.working_days import working_day_after

DAYS_OF_A_MONTH = 31


def share_by(area: Area, entered_on: date) -> date | None:
    """By which day the head sees an entry; None where the list of bank holidays ends before."""
    limit = register_rules(area).shown_to_head_within_working_days
    return working_day_after(area, entered_on, limit)


def lapse_day(area: Area, entered_on: date) -> date:
    """The first day on which an entry counts no more."""
    return lapse_date(library_entry(0, 0, entered_on), register_rules(area))


def first_live_day(area: Area, today: date) -> date:
    """A day before which no entry is live on a day: to narrow a query, never to decide."""
    months = register_rules(area).lapses_after_months
    return today - timedelta(days=months * DAYS_OF_A_MONTH)


def library_entry(pk: int, event_key: int, entered_on: date) -> LibraryEntry:
    """What the library counts by: which event, entered when."""
    return LibraryEntry(str(pk), str(event_key), "", "", entered_on, "")


def prompt_of(
    area: Area, rows: Iterable[LibraryEntry], on: date, last_meeting: date | None
) -> MeetingPrompt:
    """Whether the entries about a school prompt a review meeting."""
    return meeting_prompt(rows, register_rules(area), on, last_meeting=last_meeting)


def live_rows(area: Area, rows: Iterable[LibraryEntry], on: date) -> tuple[LibraryEntry, ...]:
    """The first entry of each event that counts."""
    return live_entries(rows, register_rules(area), on)
