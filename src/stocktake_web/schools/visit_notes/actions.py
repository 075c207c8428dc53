"""Loads old notes."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake.schools import NotedAction, VisitNote
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import footings
from stocktake_web.schools.visit_actions.models import VisitAction
from stocktake_web.schools.visits.actions import NO_VISIT
from stocktake_web.schools.visits.models import Visit, VisitState


@transaction.atomic
def load_notes(
    *, area: Area, actor: User | None, advisers: dict[str, User], notes: Sequence[VisitNote]
) -> list[Visit]:
    """Load notes as locked records that officers alone see.

    Raises
    ------
    ValidationError
        All faults together: a school without footing, a visit that is recorded already, a value
        that a record refuses. Nothing is loaded then.
    """
    schools = {row.urn: row for row in School.objects.filter(area=area)}
    if problems := _problems(area, schools, notes):
        raise ValidationError(problems)
    visits: list[Visit] = []
    for note in notes:
        try:
            visits.append(_load(area, actor, schools[note.school_urn], advisers, note))
        except ValidationError as error:
            problems += [f"Row {note.row}: {message}" for message in error.messages]
    if problems:
        raise ValidationError(problems)
    return visits


def _problems(area: Area, schools: dict[str, School], notes: Sequence[VisitNote]) -> list[str]:
    stances = footings(area, schools.values())
    recorded = set(
        Visit.objects.filter(area=area)
        .exclude(state=VisitState.DISCARDED)
        .values_list("school__urn", "visited_on", "kind")
    )
    problems = []
    for note in notes:
        stance = stances[schools[note.school_urn].pk]
        if not stance.records_visits:
            problems.append(f"Row {note.row}, school_urn: {stance.reason} {NO_VISIT}")
        if (note.school_urn, note.visited_on, note.kind) in recorded:
            problems.append(
                f"Row {note.row}: the visit is recorded already; delete the row from the sheet"
            )
    return problems


def _load(
    area: Area, actor: User | None, school: School, advisers: dict[str, User], note: VisitNote
) -> Visit:
    values = {
        "kind": note.kind,
        "visited_on": note.visited_on,
        "officers": note.officers,
        "owner_user": advisers.get(note.adviser_email),
        "governors_invited": note.governors_invited,
        "governors_present": note.governors_present,
        "state": VisitState.OLD_NOTE,
        **note.texts,
    }
    visit = change(Visit(area=area, school=school), actor=actor, values=values, verb="load")
    for action in note.actions:
        _load_action(actor, visit, action)
    return visit


def _load_action(actor: User | None, visit: Visit, action: NotedAction) -> None:
    values = {
        "text": action.text,
        "owner_role": action.owner,
        "due": action.due,
        "success_measure": action.success_measure,
        "result": action.result,
        "result_text": action.result_text,
    }
    row = VisitAction(area=visit.area, school=visit.school, visit=visit)
    change(row, actor=actor, values=values, verb="load")
