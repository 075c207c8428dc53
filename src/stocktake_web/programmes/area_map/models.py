"""What an area says of its programmes as a whole."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, ClassVar

from django.db import models

from stocktake.programmes import NeedRow, PlaceMap
from stocktake_web.records.models import Versioned

NO_MAP = PlaceMap().model_dump_json()


class MapSetting(Versioned):
    """Barriers, coverage rules, drivers, organisations, needs, and marks of schools.

    Parameters
    ----------
    place_map : str
        The library's ``PlaceMap`` as JSON.
    needs : str
        Rows of ``NeedRow`` as a JSON list.
    schools : str
        Ward and marks by the number of a school, as JSON; its name and phase are the register's.
    """

    unaudited: ClassVar[frozenset[str]] = frozenset({"place_map", "needs", "schools"})

    place_map = models.TextField(default=NO_MAP)
    needs = models.TextField(default="[]")
    schools = models.TextField(default="{}")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("area",), name="map_setting_once"),)

    def __str__(self) -> str:
        return "what the map of programmes holds"

    @cached_property
    def whole(self) -> PlaceMap:
        """Barriers, rules, drivers and organisations."""
        return PlaceMap.model_validate_json(self.place_map)

    @property
    def need_rows(self) -> tuple[NeedRow, ...]:
        """The needs of the table."""
        return tuple(NeedRow(**row) for row in json.loads(self.needs))

    @property
    def school_marks(self) -> dict[str, dict[str, Any]]:
        """Ward and marks by number."""
        marks: dict[str, dict[str, Any]] = json.loads(self.schools)
        return marks

    def described_values(self) -> dict[str, Any]:
        """How many of each it holds, and which organisations."""
        place_map = PlaceMap.model_validate_json(self.place_map)
        return {
            "organisations": "; ".join(item.name for item in place_map.organisation),
            "barriers": "; ".join(item.text for item in place_map.barrier),
            "coverage_rules": "; ".join(item.text for item in place_map.coverage),
            "drivers": "; ".join(item.title for item in place_map.driver),
            "need_count": len(self.need_rows),
            "school_count": len(self.school_marks),
        }
