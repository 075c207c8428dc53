"""Asks for predictions, reminds, and enters them."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake.schools import Addition, day_in
from stocktake.standards import InputError, period_label
from stocktake_web import services
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.schools.numbers import current_numbers, record_urn
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import footings
from stocktake_web.schools.predictions.ledger import ledger_of, value_words
from stocktake_web.schools.predictions.models import PredictionEntry, PredictionRequest
from stocktake_web.schools.predictions.phases import schools_with_year
from stocktake_web.services.predictions import measures_of, windows_of


@transaction.atomic
def ask_predictions(
    *, area: Area, actor: User | None, window: str, round_id: str, time_period: str
) -> list[PredictionRequest]:
    """Ask every school with pupils of the window's year; those asked before are left alone.

    Raises
    ------
    ValidationError
        There is no such round, or the day on which its predictions were due has passed.
    """
    Area.objects.select_for_update().get(pk=area.pk)
    definition = windows_of(area).get(window)
    rounds = {row.id: row for row in definition.round} if definition else {}
    if definition is None or round_id not in rounds:
        raise ValidationError("Select a round of collection")
    due = day_in(time_period, rounds[round_id].deadline)
    if due < services.today():
        raise ValidationError(
            f"The day by which the {round_id} round of {period_label(time_period)} was due has "
            "passed. Select a later round."
        )
    schools = schools_with_year(area, definition.nc_year)
    keys = {"window": window, "round": round_id, "time_period": time_period}
    requests = PredictionRequest.objects.filter(area=area, **keys)
    asked_urns = set(requests.values_list(record_urn(), flat=True))
    stances = footings(area, schools)
    return [
        change(
            PredictionRequest(area=area, school=school),
            actor=actor,
            values=keys
            | {
                "is_invited": stances[school.pk].is_invited,
                "due": due,
                "requested_at": services.now(),
            },
            verb="ask",
        )
        for school in schools
        if school.urn not in asked_urns
    ]


def remind(*, actor: User, request: PredictionRequest, expected_version: int) -> PredictionRequest:
    """Record that a school was reminded.

    Raises
    ------
    Conflict
        Somebody else changed the request since.
    """
    return change(
        request,
        actor=actor,
        values={"reminded_at": services.now()},
        expected_version=expected_version,
        verb="remind",
    )


@transaction.atomic
def enter_predictions(
    *, area: Area, actor: User | None, by_role: str, additions: Sequence[Addition]
) -> list[PredictionEntry]:
    """Enter predictions in the ledger, all or none; what is there stays byte for byte.

    Raises
    ------
    InputError
        All faults together: results that are out, a second prediction in one round that corrects
        nothing, a correction of what is not there or was corrected before.
    StoreError
        The ledger is damaged, and nothing is entered in it.
    """
    Area.objects.select_for_update().get(pk=area.pk)
    ledger = ledger_of(area)
    measures = measures_of(area)
    longer = ledger.add(
        additions,
        recorded_on=services.today(),
        windows=windows_of(area),
        measures=measures,
        newest=current_numbers(area),
    )
    urns = {str(item.prediction.school_urn) for item in additions}
    schools = {row.urn: row for row in School.objects.filter(area=area, urn__in=urns)}
    rows = []
    for entry in longer.entries[len(ledger.entries) :]:
        item = entry.prediction
        measure = measures[item.measure]
        words = f"{measure.title}, {period_label(item.time_period)}"
        description = f"{words}: {value_words(entry, measure.unit)}"
        values = {
            "number": entry.number,
            "text": entry.model_dump_json(),
            "description": description[:300],
            "by": actor,
            "by_role": by_role,
            "at": services.now(),
        }
        row = PredictionEntry(area=area, school=schools[str(item.school_urn)])
        verb = "correct" if entry.corrects else "predict"
        rows.append(change(row, actor=actor, values=values, verb=verb))
    return rows


def fault_messages(error: InputError) -> list[str]:
    """What is wrong with a return, as the errors of a form."""
    return [str(fault) for fault in error.faults] or [error.summary]
