"""The register of concern: entries that are seen by the head, lapse, and may prompt a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.months import add_months
from stocktake.standards.working_days import BankHolidays, add_working_days

PACKAGE = "stocktake.schools"
FOLDER = "register_of_concern"
DEFAULT = "default"


class RegisterRules(Definition):
    """How many live entries prompt a meeting, and when an entry lapses.

    Parameters
    ----------
    safeguarding_route : str
        What the form says instead of recording an allegation about a person.
    """

    title: str
    starts: date
    entries_that_prompt: int = Field(ge=1)
    lapses_after_months: int = Field(ge=1)
    shown_to_head_within_working_days: int = Field(ge=1)
    safeguarding_route: str
    source: Source


@dataclass(frozen=True)
class ConcernEntry:
    """One entry of the register.

    Parameters
    ----------
    event : str
        What happened, by a reference that entries of the same event share; empty for an entry
        that is its own event. An event counts once, whoever reports it.
    source : str
        Where the concern comes from: a visit, a service, published figures.
    entry_date : date
        When it was entered.
    shown_to_head_on : date, optional
        When the head saw it.
    """

    id: str
    event: str
    source: str
    evidence: str
    entry_date: date
    author: str
    shown_to_head_on: date | None = None


@dataclass(frozen=True)
class MeetingPrompt:
    """Whether the register prompts a meeting. It never moves a stage.

    Parameters
    ----------
    live_entries : tuple of ConcernEntry
        The first entry of each live event, the earliest first.
    needed_count : int
        How many prompt a meeting.
    is_prompted : bool
    prompted_on : date, optional
        When the entry that made up the number, of those live now, was entered.
    last_meeting : date, optional
        The last meeting that looked at the register.
    """

    live_entries: tuple[ConcernEntry, ...]
    needed_count: int
    is_prompted: bool
    prompted_on: date | None
    last_meeting: date | None


def load_register_rules(own_folder: Path | None = None) -> RegisterRules:
    """The rules of the register; ``register_of_concern/default.toml`` of a place replaces them.

    Raises
    ------
    DefinitionError
        All the faults of the file together.

    Examples
    --------
    >>> load_register_rules().entries_that_prompt
    3
    """
    return _shipped() if own_folder is None else _load(own_folder)


def lapse_date(entry: ConcernEntry, rules: RegisterRules) -> date:
    """The day on which an entry no longer counts."""
    return add_months(entry.entry_date, rules.lapses_after_months)


def live_entries(
    entries: Iterable[ConcernEntry], rules: RegisterRules, on: date
) -> tuple[ConcernEntry, ...]:
    """The entries that count on a day: the first of each event, entered and not lapsed.

    An event counts once, and lapses by its first entry: to report it again keeps nothing alive.
    """
    first_entries: dict[str, ConcernEntry] = {}
    for entry in sorted(entries, key=lambda item: (item.entry_date, item.id)):
        if entry.entry_date <= on:
            first_entries.setdefault(_event_key(entry), entry)
    return tuple(entry for entry in first_entries.values() if on < lapse_date(entry, rules))


def meeting_prompt(
    entries: Iterable[ConcernEntry],
    rules: RegisterRules,
    on: date,
    *,
    last_meeting: date | None = None,
) -> MeetingPrompt:
    """Whether enough events are live that a meeting should look at the school.

    Parameters
    ----------
    last_meeting : date, optional
        A meeting has looked at what was entered by its day: the register prompts again only
        when a further event has been entered since, and enough are live.
    """
    counted_entries = live_entries(entries, rules, on)
    further_entries = [
        entry
        for entry in counted_entries
        if last_meeting is None or entry.entry_date > last_meeting
    ]
    prompted_on = None
    if further_entries and len(counted_entries) >= rules.entries_that_prompt:
        # The entry that made up the number: with the earlier ones, or the first further one.
        seen_count = len(counted_entries) - len(further_entries)
        deciding_row = max(rules.entries_that_prompt - seen_count, 1) - 1
        prompted_on = further_entries[deciding_row].entry_date
    return MeetingPrompt(
        live_entries=counted_entries,
        needed_count=rules.entries_that_prompt,
        is_prompted=prompted_on is not None,
        prompted_on=prompted_on,
        last_meeting=last_meeting,
    )


def show_to_head_by(entry: ConcernEntry, rules: RegisterRules, holidays: BankHolidays) -> date:
    """The last day on which the head sees an entry in time.

    Raises
    ------
    CalendarError
        Where it lies beyond the listed bank holidays.
    """
    return add_working_days(entry.entry_date, rules.shown_to_head_within_working_days, holidays)


def is_showing_late(
    entry: ConcernEntry, rules: RegisterRules, on: date, holidays: BankHolidays
) -> bool:
    """Whether the head saw an entry late, or has not seen it and the time is over."""
    return (entry.shown_to_head_on or on) > show_to_head_by(entry, rules, holidays)


def _event_key(entry: ConcernEntry) -> str:
    event = " ".join(entry.event.casefold().split())
    return f"event {event}" if event else f"entry {entry.id}"


@lru_cache(maxsize=1)
def _shipped() -> RegisterRules:
    return _load(None)


def _load(own_folder: Path | None) -> RegisterRules:
    definitions = load_folder(PACKAGE, FOLDER, RegisterRules, own_folder=own_folder, only=[DEFAULT])
    return definitions[DEFAULT].value
