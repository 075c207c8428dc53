"""Brings in a map or one of its files, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

from django.db import transaction

from stocktake.programmes import (
    DeliveryRow,
    NeedRow,
    ProgrammeMap,
    SchoolRow,
    parse_place_map,
    parse_programme,
    parse_table,
)
from stocktake.standards import DefinitionError, Fault
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.formats import counted
from stocktake_web.programmes.area_map.actions import set_needs, set_place_map, set_schools
from stocktake_web.programmes.area_map.queries import map_of
from stocktake_web.programmes.deliveries.models import Delivery
from stocktake_web.programmes.descriptions.actions import bring_in
from stocktake_web.programmes.descriptions.models import ProgrammeRecord
from stocktake_web.records.change import change
from stocktake_web.services.programme_maps import COUNTS

MAP_FILE = "programmes.toml"
IMPORT = "import"


@transaction.atomic
def import_file(area: Area, *, actor: User | None, name: str, text: str) -> str:
    """Bring in one file of the map by its name; what was done, as a sentence.

    Raises
    ------
    DefinitionError
        Every fault of it at once, with its line; then nothing is brought in.
    """
    answers = map_of(area)
    whole = answers.programme_map
    if name == MAP_FILE:
        set_place_map(area, actor, parse_place_map(name, text, whole, answers.targets))
        return "Barriers, coverage rules, drivers and organisations were replaced."
    if name.endswith(".toml"):
        programme = parse_programme(name, text, whole)
        is_known = any(item.id == programme.id for item in whole.programmes)
        bring_in(area, actor=actor, programme=programme)
        return f"{programme.title} was {'replaced' if is_known else 'added'}."
    rows = parse_table(name, text, whole)
    if name == "needs.csv":
        set_needs(area, actor, cast(Sequence[NeedRow], rows))
        return f"{len(rows):,} needs replace those of before."
    if name == "schools.csv":
        set_schools(area, actor, cast(Sequence[SchoolRow], rows))
        return f"Wards and marks of {len(rows):,} schools replace those of before."
    count = save_deliveries(area, actor=actor, rows=cast(Sequence[DeliveryRow], rows), name=name)
    return f"Added or changed: {counted(count, 'delivery', 'deliveries')}."


@transaction.atomic
def load_map(area: Area, *, actor: User | None, programme_map: ProgrammeMap) -> None:
    """Bring in a whole map as the library read it from its folder."""
    set_place_map(area, actor, programme_map.place_map)
    for programme in programme_map.programmes:
        bring_in(area, actor=actor, programme=programme)
    set_needs(area, actor, programme_map.needs)
    set_schools(area, actor, programme_map.schools)
    save_deliveries(area, actor=actor, rows=programme_map.deliveries, name="deliveries.csv")


def save_deliveries(
    area: Area, *, actor: User | None, rows: Iterable[DeliveryRow], name: str
) -> int:
    """Add or change deliveries; how many are not as they were.

    Raises
    ------
    DefinitionError
        A school is not one of the area's, by line.
    """
    programmes = {row.programme_id: row for row in ProgrammeRecord.objects.filter(area=area)}
    schools = {int(school.urn): school for school in School.objects.filter(area=area)}
    known_rows = {
        (row.programme_id, row.school_id, row.term): row
        for row in Delivery.objects.filter(area=area).select_related("programme", "school")
    }
    faults, count = [], 0
    for row in rows:
        school = schools.get(row.school_urn)
        if school is None:
            location = f"{name}: line {row.line}, school_urn"
            faults.append(Fault(location, f"{row.school_urn} is no school of {area.name}"))
            continue
        key = (programmes[row.programme].pk, school.pk, str(row.term))
        delivery = known_rows.get(key) or Delivery(
            area=area, programme=programmes[row.programme], school=school, term=str(row.term)
        )
        count += _save(delivery, row, actor)
    if faults:
        raise DefinitionError(f"{len(faults)} fault(s) in {name}", faults)
    return count


def _save(delivery: Delivery, row: DeliveryRow, actor: User | None) -> bool:
    """Save what a row says, where it is not what is kept already; whether it was saved."""
    names = ("state", *COUNTS, "contact_role")
    values = {name: getattr(row, name) for name in names}
    is_new = delivery._state.adding
    if not is_new and values == {name: getattr(delivery, name) for name in names}:
        return False
    version = None if is_new else delivery.version
    change(delivery, actor=actor, values=values, expected_version=version, verb=IMPORT)
    return True


def plain_name(name: str) -> str:
    """The name of a file without folders, as a map's files are called."""
    return Path(name.replace("\\", "/")).name
