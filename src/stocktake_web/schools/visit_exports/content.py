"""What an export says: each record as headings with their text, redacted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from stocktake_web import services
from stocktake_web.accounts.memberships.queries import memberships
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.formats import counted, day
from stocktake_web.schools.visit_exports.redaction import PATTERNS, Redactor
from stocktake_web.schools.visits.models import FINAL_STATES, SECTIONS, Visit, VisitState
from stocktake_web.schools.visits.queries import visits


@dataclass(frozen=True)
class ExportedVisit:
    """A record as it leaves the house: parts are (heading, text)."""

    visited_on: date
    kind: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class VisitExport:
    """All records of a school that are approved or were loaded, redacted.

    Parameters
    ----------
    removals : tuple of str
        What was removed, in sentences.
    left_out_count : int
        Records that are not approved yet: whether they are disclosed is decided apart.
    """

    school: str
    place: str
    as_of: date
    records: tuple[ExportedVisit, ...]
    removals: tuple[str, ...]
    left_out_count: int

    @property
    def left_out(self) -> str:
        """What is not in it."""
        records = counted(self.left_out_count, "record", "records")
        return (
            f"{records} not approved yet, not included. Whether to disclose what is not approved "
            "is a decision of its own."
        )


def export_of(school: School, names: Iterable[str] = ()) -> VisitExport:
    """The export of a school's records; seven queries, however many there are."""
    redactor = Redactor(_roles_by_name(school.area), names)
    rows = visits(school.area).filter(rows_about([school]))
    final_rows = rows.filter(state__in=FINAL_STATES).prefetch_related(
        "actions", "replies", "points", "addenda"
    )
    records = tuple(
        ExportedVisit(
            row.visited_on,
            row.get_kind_display(),
            tuple((heading, redactor.redact(text)) for heading, text in _parts(row) if text),
        )
        for row in final_rows.order_by("visited_on", "pk")
    )
    return VisitExport(
        school=school.name,
        place=school.area.name,
        as_of=services.today(),
        records=records,
        removals=_sentences(redactor),
        left_out_count=rows.exclude(state__in=FINAL_STATES).count(),
    )


def _roles_by_name(area: Area) -> dict[str, str]:
    """What to say instead of each person who has, or had, a role here."""
    return {
        row.user.display_name: row.role_title
        for row in memberships(area)
        if row.user.display_name.strip()
    }


def _parts(row: Any) -> list[tuple[str, str]]:
    return [
        ("State", _state(row)),
        ("For the council", row.officers),
        *((heading, getattr(row, name)) for name, heading in SECTIONS.items()),
        (
            "Governors",
            f"{row.governors_invited} invited, {row.governors_present} present",
        ),
        *(
            ("Action", _action(action))
            for action in row.actions.all()
            if action.result != "withdrawn"
        ),
        *(
            ("Factual accuracy", f"{reply.get_outcome_display()}, {day(reply.at)}")
            for reply in row.replies.all()
        ),
        *(
            (
                f"Disputed: {point.section}",
                f"{point.reason} {point.get_decision_display()}. {point.decision_reason}".strip(),
            )
            for point in row.points.all()
        ),
        *((f"Added on {day(addendum.at)}", addendum.text) for addendum in row.addenda.all()),
    ]


def _state(row: Visit) -> str:
    if row.state == VisitState.OLD_NOTE:
        return "Old note, loaded; not checked by the head in this application"
    return f"Approved on {day(row.approved_at)}: {row.approved_by_role}"


def _action(action: Any) -> str:
    words = (
        f"{action.text} {action.owner_role}, by {day(action.due)}. Shown by: "
        f"{action.success_measure} {action.status}."
    )
    return f"{words} {action.result_text} {action.check_text}".strip()


def _sentences(redactor: Redactor) -> tuple[str, ...]:
    kinds = [
        ("name", "known name", "known names"),
        *((one, one, many) for *_, one, many in PATTERNS),
    ]
    return tuple(
        f"{counted(redactor.counts[kind], one, many)} removed"
        for kind, one, many in kinds
        if redactor.counts[kind]
    )
