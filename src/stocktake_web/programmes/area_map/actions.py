"""Writes what the area says of its programmes as a whole."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction

from stocktake.programmes import NeedRow, Organisation, PlaceMap, SchoolRow
from stocktake_web.accounts.models import Area, User
from stocktake_web.programmes.area_map.models import MapSetting
from stocktake_web.programmes.area_map.queries import map_setting
from stocktake_web.records.change import change


@transaction.atomic
def change_setting(area: Area, actor: User | None, values: Mapping[str, Any]) -> MapSetting:
    """Replace parts of what the map holds, whoever changed it last."""
    setting = map_setting(area, lock=True)
    version = None if setting._state.adding else setting.version
    return change(setting, actor=actor, values=values, expected_version=version)


def set_place_map(area: Area, actor: User | None, place_map: PlaceMap) -> MapSetting:
    """Replace barriers, rules and drivers; an organisation that was added here stays."""
    known_ids = {item.id for item in place_map.organisation}
    kept_organisations = [
        item for item in map_setting(area).whole.organisation if item.id not in known_ids
    ]
    whole = place_map.model_copy(
        update={"organisation": (*place_map.organisation, *kept_organisations)}
    )
    return change_setting(area, actor, {"place_map": whole.model_dump_json()})


def add_organisations(area: Area, actor: User | None, names: Mapping[str, str]) -> None:
    """Add organisations that pay or provide and are no partners of the plan, by id."""
    if not names:
        return
    whole = map_setting(area, lock=True).whole
    added_rows = tuple(Organisation(id=key, name=name) for key, name in names.items())
    whole = whole.model_copy(update={"organisation": (*whole.organisation, *added_rows)})
    change_setting(area, actor, {"place_map": whole.model_dump_json()})


def set_needs(area: Area, actor: User | None, needs: Sequence[NeedRow]) -> MapSetting:
    """Replace the needs."""
    return change_setting(area, actor, {"needs": json.dumps([asdict(need) for need in needs])})


def set_schools(area: Area, actor: User | None, schools: Sequence[SchoolRow]) -> MapSetting:
    """Replace ward and marks of schools."""
    marks = {
        str(school.school_urn): {"ward": school.ward, "marks": school.marks} for school in schools
    }
    return change_setting(area, actor, {"schools": json.dumps(marks)})
