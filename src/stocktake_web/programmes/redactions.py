"""Whose history of programmes is closed to a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.audit import ObjectRef
from stocktake_web.programmes.area_map.models import MapSetting
from stocktake_web.programmes.deliveries.models import Delivery
from stocktake_web.programmes.descriptions.models import ProgrammeRecord

SEE = "programmes.see"
OF_PROGRAMME: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (ProgrammeRecord, ()),
    (Delivery, ("programme", "school")),
)
"""Rows that are read by whoever may see their programme, with what is read with each."""


def closed_references(user: Person, area: Area, refs: Iterable[ObjectRef]) -> set[ObjectRef]:
    """Those of which the person may not see the things themselves."""
    refs = set(refs)
    closed_refs = set()
    if not has_permission(user, area, SEE):
        closed_refs |= {ref for ref in refs if ref.type == MapSetting._meta.label_lower}
    for model, path in OF_PROGRAMME:
        by_id = {ref.id: ref for ref in refs if ref.type == model._meta.label_lower}
        ids = [id for id in by_id if id.isdecimal()]
        if not by_id:
            continue
        rows = model._default_manager.filter(area=area, pk__in=ids).select_related(*path)
        closed_refs |= set(by_id.values()) - {
            by_id[str(row.pk)]
            for row in rows
            if has_permission(user, area, "programmes.see_programme", row)
        }
    return closed_refs
