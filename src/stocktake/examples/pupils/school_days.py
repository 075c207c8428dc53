"""When the invented schools are open: the calendar, and counts of days between dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.random_streams import Days, Ints, load_terms, stream_of

TERMS = ("autumn", "spring", "summer_first_half", "summer_second_half")
_TRAINING_DAYS = 5
_PATTERNS = 6
"""Sets of training days; a school follows one of them."""


@dataclass(frozen=True)
class OpenDays:
    """One pattern's open days in one academic year.

    Parameters
    ----------
    days : array of days
        In order.
    term : array of int
        Position in ``TERMS`` of each day.
    """

    days: Days
    term: Ints


@dataclass(frozen=True)
class Calendar:
    """The open days of every school.

    Parameters
    ----------
    pattern : array of int
        The pattern that each school follows.
    open_days : dict of (str, int) to OpenDays
        By academic year and pattern.
    closures : dict of str to (date, array of int)
        By academic year: a day on which some schools, by position, could not open.
    """

    pattern: Ints
    open_days: dict[tuple[str, int], OpenDays]
    closures: dict[str, tuple[date, Ints]]

    def of(self, time_period: str, school: int) -> OpenDays:
        """The open days of a school."""
        return self.open_days[time_period, int(self.pattern[school])]

    def table(self, places: Places, years: tuple[str, ...]) -> pl.DataFrame:
        """The table of the calendar: school and open day."""
        names = np.array(TERMS)
        parts = []
        for time_period in years:
            for school in range(len(places.urn)):
                open_days = self.of(time_period, school)
                parts.append(
                    pl.DataFrame(
                        {
                            "time_period": [time_period] * len(open_days.days),
                            "school_urn": [int(places.urn[school])] * len(open_days.days),
                            "date": open_days.days,
                            "sessions": [2] * len(open_days.days),
                            "term": names[open_days.term],
                        }
                    )
                )
        return pl.concat(parts)


def invent_calendar(seed: int, places: Places) -> Calendar:
    """Every school's open days: term dates less its own days of staff training.

    Examples
    --------
    >>> from stocktake.examples.pupils.places import invent_places
    >>> calendar = invent_calendar(1, invent_places(1))
    >>> len(calendar.of("202324", 0).days)
    190
    """
    chance = stream_of("calendar", seed)
    terms = load_terms().year
    open_days: dict[tuple[str, int], OpenDays] = {}
    for time_period, year in terms.items():
        blocks = [
            (number, first, last)
            for number, term in enumerate(TERMS)
            for first, last in getattr(year, term)
        ]
        holidays = np.array(year.holidays, dtype="datetime64[D]")
        days = [np.arange(first, last + _ONE, dtype="datetime64[D]") for _, first, last in blocks]
        all_days = np.concatenate(days)
        all_terms = np.concatenate(
            [np.full(len(day_list), block[0]) for day_list, block in zip(days, blocks, strict=True)]
        )
        school = np.is_busday(all_days) & ~np.isin(all_days, holidays)
        all_days, all_terms = all_days[school], all_terms[school]
        keep = year.unexpected_closure
        for pattern in range(_PATTERNS):
            # The first day of the year is one of them everywhere.
            trained = chance.choice(np.arange(5, len(all_days)), _training(all_days), replace=False)
            at_work = np.isin(np.arange(len(all_days)), trained)
            at_work[0] = True
            if keep is not None:
                at_work &= all_days != np.datetime64(keep)
            open_days[time_period, pattern] = OpenDays(all_days[~at_work], all_terms[~at_work])
    shut = {
        time_period: (year.unexpected_closure, np.sort(chance.choice(42, 9, replace=False)))
        for time_period, year in terms.items()
        if year.unexpected_closure is not None
    }
    return Calendar(np.arange(len(places.urn)) % _PATTERNS, open_days, shut)


_ONE = np.timedelta64(1, "D").astype(object)


def _training(days: Days) -> int:
    """Training days besides the first: as many as leave about 190 days, at most four."""
    return min(_TRAINING_DAYS - 1, max(1, len(days) - 191))


def open_between(open_days: OpenDays, start: Days, end: Days, term: int) -> Ints:
    """How many open days of a term lie between dates, both counted."""
    days = open_days.days[open_days.term == term]
    after = np.searchsorted(days, start, side="left")
    before = np.searchsorted(days, end, side="right")
    return np.asarray(np.maximum(before - after, 0))
