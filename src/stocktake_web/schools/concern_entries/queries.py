"""Reads the register of concern: which entries count, and which still wait to be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from stocktake.schools import ConcernEntry as LibraryEntry
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.schools.numbers import record_urn, rows_about
from stocktake_web.schools.concern_entries.models import (
    ConcernAnswer,
    ConcernEntry,
    SafeguardingReferral,
)
from stocktake_web.schools.concern_entries.rules import (
    first_live_day,
    lapse_day,
    library_entry,
    live_rows,
    share_by,
)


@dataclass(frozen=True)
class EntryView:
    """An entry as of today.

    Parameters
    ----------
    share_by : date or None
        By which day the head sees it; None where bank holidays are not listed so far.
    answer : ConcernAnswer or None
        The head's latest.
    """

    entry: ConcernEntry
    share_by: date | None
    lapses_on: date
    state: str
    answer: ConcernAnswer | None

    @property
    def is_live(self) -> bool:
        """Whether it counts."""
        return self.state == "live"

    @property
    def is_late(self) -> bool:
        """Whether the head should have seen it by now."""
        return bool(
            self.is_live
            and self.entry.shared_at is None
            and self.share_by
            and self.share_by < services.today()
        )


def entries(area: Area) -> QuerySet[ConcernEntry]:
    """Every entry of an area, the latest first, with school, author and answers."""
    return (
        ConcernEntry.objects.filter(area=area)
        .select_related("area", "school", "by", "same_event")
        .prefetch_related("answers")
    )


def entry(area: Area, pk: int) -> ConcernEntry:
    """One entry."""
    return entries(area).get(pk=pk)


def recent_entries(area: Area) -> QuerySet[ConcernEntry]:
    """Entries that may be live today."""
    return entries(area).filter(
        entered_on__gte=first_live_day(area, services.today()), withdrawn_at__isnull=True
    )


def view_of(row: ConcernEntry) -> EntryView:
    """An entry with its days."""
    lapses_on = lapse_day(row.area, row.first_entered_on)
    state = "lapsed" if services.today() >= lapses_on else "live"
    if row.withdrawn_at:
        state = "withdrawn"
    answers = list(row.answers.all())
    return EntryView(
        row, share_by(row.area, row.entered_on), lapses_on, state, answers[-1] if answers else None
    )


def readable_entries(user: Person, area: Area, rows: Iterable[ConcernEntry]) -> list[ConcernEntry]:
    """Those that a person may open: an entry that was not shown is closed to the school."""
    return [row for row in rows if has_permission(user, area, "schools.see_concern", row)]


def entry_views_of(user: Person, school: School) -> list[EntryView]:
    """The entries about a school that a person may open, the latest first."""
    rows = entries(school.area).filter(rows_about([school]))
    return [view_of(row) for row in readable_entries(user, school.area, rows)]


def entries_that_may_count(area: Area) -> dict[str, list[LibraryEntry]]:
    """By school, what the library counts: entries with their events; one query.

    An event counts once and lapses by its first entry, so that a first entry is read with those
    that repeat it.
    """
    rows = ConcernEntry.objects.filter(
        area=area,
        entered_on__gte=first_live_day(area, services.today()),
        withdrawn_at__isnull=True,
    )
    by_school: dict[str, list[LibraryEntry]] = defaultdict(list)
    for school, pk, first, entered_on, first_entered_on in rows.values_list(
        record_urn(), "pk", "same_event_id", "entered_on", "same_event__entered_on"
    ):
        by_school[school].append(library_entry(pk, first or pk, first_entered_on or entered_on))
    return dict(by_school)


def live_event_counts(area: Area) -> dict[str, int]:
    """How many events count today, by school."""
    today = services.today()
    return {
        school: len(live_rows(area, rows, today))
        for school, rows in entries_that_may_count(area).items()
    }


def referrals_of(school: School) -> QuerySet[SafeguardingReferral]:
    """That something about a school was referred, and when."""
    return SafeguardingReferral.objects.filter(rows_about([school]), area=school.area)
