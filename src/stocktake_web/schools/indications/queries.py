"""Reads early indications and the notes that rest on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from stocktake.schools import SchoolIndication, term_of
from stocktake.standards import academic_year_of, period_label
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.schools.indications.models import SupportNote
from stocktake_web.schools.objectives.models import ObjectiveTerm
from stocktake_web.services.school_indications import stored_indications


@dataclass(frozen=True)
class NoteView:
    """A note, and whether a later one of its term took its place."""

    note: SupportNote
    period: str
    is_replaced: bool


@dataclass(frozen=True)
class IndicationLine:
    """A school with what is indicated for it, and the note of this term.

    Parameters
    ----------
    indications : tuple of SchoolIndication
        Those that their back-test allows to show.
    """

    school: School
    indications: tuple[SchoolIndication, ...]
    note: SupportNote | None


@dataclass(frozen=True)
class TermSum:
    """What the notes in force of a term add in all."""

    period: str
    term: str
    school_count: int
    officer_days: Decimal
    pounds: int


def shown_indications(school: School) -> tuple[SchoolIndication, ...]:
    """The indications of a school that may be shown today."""
    stored = stored_indications(school.area, int(school.urn))
    return tuple(row for row in stored.indications if row.indication) if stored else ()


def note_views(area: Area, school: School) -> list[NoteView]:
    """The notes about one school, the latest first."""
    notes = list(_notes(area).filter(rows_about([school])))
    current_pks = {note.pk for note in _in_force(notes)}
    return [
        NoteView(note, period_label(note.academic_year), note.pk not in current_pks)
        for note in notes
    ]


def indication_lines(area: Area) -> tuple[list[IndicationLine], TermSum]:
    """The open schools of which something is indicated or noted, by name; two queries."""
    year, term = this_term()
    notes = {
        note.school_urn: note
        for note in _in_force(_notes(area).filter(academic_year=year, term=term))
    }
    lines = []
    for school in open_schools(area).select_related("area"):
        indications = shown_indications(school)
        if indications or school.urn in notes:
            lines.append(IndicationLine(school, indications, notes.get(school.urn)))
    total = TermSum(
        period_label(year),
        ObjectiveTerm(term).label,
        len(notes),
        sum((note.officer_days for note in notes.values()), Decimal(0)),
        sum(note.pounds for note in notes.values()),
    )
    return lines, total


def this_term() -> tuple[str, str]:
    """The academic year and the term of today."""
    today = services.today()
    return academic_year_of(today), term_of(today)


def _notes(area: Area) -> QuerySet[SupportNote]:
    return SupportNote.objects.filter(area=area).select_related("area", "school")


def _in_force(notes: Iterable[SupportNote]) -> list[SupportNote]:
    """The latest note of each school and term."""
    latest: dict[tuple[str, str, str], SupportNote] = {}
    for note in sorted(notes, key=lambda note: note.pk):
        latest[note.school_urn, note.academic_year, note.term] = note
    return list(latest.values())
