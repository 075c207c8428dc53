"""Every programme of a place with its schools, deliveries and needs, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stocktake.programmes.place_map import PlaceMap
from stocktake.programmes.programme import Programme
from stocktake.programmes.tables import DeliveryRow, NeedRow, SchoolRow
from stocktake.programmes.themes import ThemeList


@dataclass(frozen=True)
class ProgrammeMap:
    """Every programme of a place, with its schools, what reached them, and what is needed.

    Parameters
    ----------
    programmes : tuple of Programme
        By id.
    schools : tuple of SchoolRow
        Empty where the plan has no list of them.
    deliveries : tuple of DeliveryRow
    needs : tuple of NeedRow
    place_map : PlaceMap
        Barriers, rules of coverage, drivers.
    organisations : mapping of str to str
        Names by id.
    themes : ThemeList
    """

    programmes: tuple[Programme, ...]
    themes: ThemeList
    schools: tuple[SchoolRow, ...] = ()
    deliveries: tuple[DeliveryRow, ...] = ()
    needs: tuple[NeedRow, ...] = ()
    place_map: PlaceMap = PlaceMap()
    organisations: Mapping[str, str] = field(default_factory=dict)

    def programme(self, programme_id: str) -> Programme:
        """The programme of an id that is known to be there."""
        return next(item for item in self.programmes if item.id == programme_id)

    def name_of(self, organisation: str) -> str:
        """An organisation's name; its id where nobody names it."""
        return self.organisations.get(organisation, organisation)
