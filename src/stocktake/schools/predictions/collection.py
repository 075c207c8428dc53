"""Who has returned predictions and who has not, as of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import polars as pl

from stocktake.schools.predictions.ledger import Ledger, round_of
from stocktake.schools.predictions.schema import (
    CollectionRound,
    CollectionWindow,
    collection_windows,
    day_in,
    prediction_measures,
)
from stocktake.standards.errors import UsageError, nearest

ReturnStatus = Literal["returned", "returned late", "partly returned", "awaited", "not returned"]

COLLECTION: dict[str, pl.DataType] = {
    "school_urn": pl.Int64(),
    "name": pl.String(),
    "is_invited_only": pl.Boolean(),
    "status": pl.String(),
    "counts_against_school": pl.Boolean(),
    "first_returned_on": pl.Date(),
    "missing_measures": pl.List(pl.String()),
    "reminder_due": pl.Boolean(),
}
"""One row per school of whom the window's measures can be expected.

``is_invited_only`` schools (academies, free schools) are invited: a council may not direct them,
and that they do not return is not held against them.
"""


@dataclass(frozen=True)
class ExpectedSchool:
    """A school with pupils of the window's year.

    Parameters
    ----------
    school_urn : int
    name : str
    is_invited_only : bool
        An academy or free school.
    """

    school_urn: int
    name: str
    is_invited_only: bool


@dataclass(frozen=True)
class CollectionStatus:
    """One round of collection, as of a day.

    Parameters
    ----------
    title : str
    round : str
    time_period : str
        Academic year of the results.
    opens, deadline : date
    reminders : tuple of date
    as_of : date
    schools : polars.DataFrame
        Columns of ``COLLECTION``.
    """

    title: str
    round: str
    time_period: str
    opens: date
    deadline: date
    reminders: tuple[date, ...]
    as_of: date
    schools: pl.DataFrame

    @property
    def is_open(self) -> bool:
        """Whether returns are being taken and are not late."""
        return self.opens <= self.as_of <= self.deadline

    @property
    def missing_schools(self) -> pl.DataFrame:
        """Schools from which something is still to come."""
        return self.schools.filter(
            pl.col("status").is_in(["awaited", "not returned", "partly returned"])
        )

    def sentence(self) -> str:
        """How many have returned, in words."""
        returns = self.schools.filter(pl.col("status").is_in(["returned", "returned late"]))
        maintained = self.schools.filter(~pl.col("is_invited_only"))
        required_count = returns.filter(~pl.col("is_invited_only")).height
        invited = self.schools.height - maintained.height
        parts = [f"{required_count} of {_count(maintained.height, 'maintained school')} returned"]
        if invited:
            parts.append(
                f"{returns.height - required_count} of {_count(invited, 'academy')} that "
                f"{'was' if invited == 1 else 'were'} invited did so too"
            )
        return f"{self.title}, {self.round} round: {'; '.join(parts)}."


def collection_status(
    ledger: Ledger,
    schools: Sequence[ExpectedSchool],
    *,
    window: str,
    round_id: str,
    time_period: str,
    as_of: date,
    newest: Mapping[int, int] | None = None,
    own_folder: Path | None = None,
) -> CollectionStatus:
    """Say who has returned what a round asks for.

    Parameters
    ----------
    ledger : Ledger
        Entries recorded after ``as_of`` do not count.
    schools : sequence of ExpectedSchool
    window : str
        Id of a window: ``year-11``.
    round_id : str
        ``autumn`` or ``spring``.
    time_period : str
        Academic year of the results.
    as_of : date
    newest : mapping of int to int, optional
        The newest number of a school by an earlier one: what was returned under either counts.
    own_folder : path, optional
        A place's own folder of definitions.

    Raises
    ------
    UsageError
        No such window or round.
    """
    windows = collection_windows(own_folder)
    if window not in windows:
        hint = nearest(window, windows) or f"expected one of {', '.join(windows)}"
        raise UsageError(f"no window of predictions is called {window!r}; {hint}")
    definition = windows[window]
    collection_round = next((item for item in definition.round if item.id == round_id), None)
    if collection_round is None:
        ids = ", ".join(item.id for item in definition.round)
        raise UsageError(f"{window} has no round {round_id!r}; expected one of {ids}")
    opens = day_in(time_period, collection_round.opens)
    deadline = day_in(time_period, collection_round.deadline)
    reminders = _reminders(collection_round, deadline)
    numbers = newest or {}
    returns_by_item = _return_days(
        ledger.as_known_on(as_of), windows, definition, round_id, time_period
    )
    days: dict[int, dict[str, date]] = {}
    for (urn, name), day in returns_by_item.items():
        days.setdefault(numbers.get(urn, urn), {}).setdefault(name, day)
    expected_items = _expected_items(definition, own_folder)
    is_reminder_due = any(day <= as_of <= deadline for day in reminders) or as_of > deadline
    rows = []
    for school in schools:
        returns = days.get(numbers.get(school.school_urn, school.school_urn), {})
        missing = [item for item in expected_items if item not in returns]
        status = _status(returns, missing, expected_items, deadline, as_of)
        is_missing = status in ("awaited", "partly returned", "not returned")
        rows.append(
            {
                "school_urn": school.school_urn,
                "name": school.name,
                "is_invited_only": school.is_invited_only,
                "status": status,
                "counts_against_school": as_of > deadline
                and is_missing
                and not school.is_invited_only,
                "first_returned_on": min(returns.values(), default=None),
                "missing_measures": missing,
                "reminder_due": is_missing and is_reminder_due and as_of >= opens,
            }
        )
    table = pl.DataFrame(rows, schema=COLLECTION).sort("name", "school_urn")
    return CollectionStatus(
        definition.title, round_id, time_period, opens, deadline, reminders, as_of, table
    )


def _reminders(collection_round: CollectionRound, deadline: date) -> tuple[date, ...]:
    return tuple(sorted(deadline - timedelta(days=days) for days in collection_round.reminder_days))


def _expected_items(window: CollectionWindow, own_folder: Path | None) -> list[str]:
    """What a whole return has: measures, and grades of the window's subjects."""
    measures = prediction_measures(own_folder)
    items = []
    for name in window.measures:
        subjects = window.subjects if measures[name].unit == "grades" else ()
        items += [f"{name}: {subject}" for subject in subjects] or [name]
    return items


def _return_days(
    ledger: Ledger,
    windows: Mapping[str, CollectionWindow],
    window: CollectionWindow,
    round_id: str,
    time_period: str,
) -> dict[tuple[int, str], date]:
    """By school and thing, when it was first returned in the round, for all pupils."""
    days: dict[tuple[int, str], date] = {}
    for entry in ledger.entries:
        item = entry.prediction
        if (
            item.time_period == time_period
            and item.group == "all"
            and item.measure in window.measures
            and round_of(item, windows) == round_id
        ):
            name = f"{item.measure}: {item.subject}" if item.subject else item.measure
            days.setdefault((item.school_urn, name), entry.recorded_on)
    return days


def _status(
    returns: Mapping[str, date],
    missing: Sequence[str],
    expected_items: Sequence[str],
    deadline: date,
    as_of: date,
) -> ReturnStatus:
    if not missing:
        is_late = any(returns[name] > deadline for name in expected_items)
        return "returned late" if is_late else "returned"
    if len(missing) < len(expected_items):
        return "partly returned"
    return "not returned" if as_of > deadline else "awaited"


def _count(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
