"""Writes programmes: added and changed by people, or brought in from their files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from stocktake.programmes import Programme
from stocktake_web.accounts.models import Area, User
from stocktake_web.programmes.area_map.actions import add_organisations
from stocktake_web.programmes.descriptions.models import ProgrammeRecord
from stocktake_web.records.change import change


@transaction.atomic
def save_programme(
    record: ProgrammeRecord,
    *,
    actor: User | None,
    values: Mapping[str, Any],
    organisations: Mapping[str, str],
    expected_version: int | None = None,
) -> ProgrammeRecord:
    """Add a programme or change it, with the organisations that are named for the first time."""
    add_organisations(record.area, actor, organisations)
    return change(record, actor=actor, values=values, expected_version=expected_version)


@transaction.atomic
def bring_in(
    area: Area, *, actor: User | None, programme: Programme, verb: str = "import"
) -> ProgrammeRecord:
    """Add a programme from its file, or replace the description of the one with its id."""
    rows = ProgrammeRecord.objects.select_for_update()
    record = rows.filter(area=area, programme_id=programme.id).first()
    record = record or ProgrammeRecord(area=area)
    return change(
        record,
        actor=actor,
        values={
            "programme_id": programme.id,
            "title": programme.title,
            "stage": programme.stage,
            "definition": programme.model_dump_json(),
        },
        expected_version=None if record._state.adding else record.version,
        verb=verb,
    )
