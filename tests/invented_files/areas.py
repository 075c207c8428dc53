"""The areas of an invented LAIT file: real numbers and names, in the spellings of the tool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stocktake.standards.places import place_register

ENGLAND, LONDON, INNER, OUTER, NORTH_WEST = 970, 986, 987, 988, 981
REGIONS = {
    980: "North East",
    981: "North West",
    982: "Yorkshire and the Humber",
    983: "East Midlands",
    984: "West Midlands",
    985: "East of England",
    986: "London",
    987: "London (Inner)",
    988: "London (Outer)",
    989: "South East",
    990: "South West",
}
ABOLISHED = (835, 836, 837, 909, 928)
"""The tool keeps five authorities that no longer exist."""

REGION_OF_ROW = {982: "Yorkshire and The Humber", 987: "Inner London", 988: "Outer London"}
"""What the column Region says: not what the regions' own rows are called."""


@dataclass(frozen=True)
class Area:
    """An authority as the long file has it."""

    number: int
    name: str
    region: int
    starts: date | None
    ends: date | None

    def exists_on(self, day: date) -> bool:
        """Whether it was an authority on a day."""
        has_started = self.starts is None or self.starts <= day
        return has_started and (self.ends is None or day <= self.ends)


def authorities() -> list[Area]:
    """The 153 authorities of today and five since abolished, by name, as the tool sorts them."""
    register = place_register()
    areas = [
        Area(
            int(place.old_la_code),
            place.name,
            region_number(place.region),
            place.starts,
            place.ends,
        )
        for place in register.all()
        if place.level == "Local authority" and not place.is_invented
        if place.ends is None or int(place.old_la_code) in ABOLISHED
    ]
    return sorted(areas, key=lambda area: area.name)


def region_number(place_id: str) -> int:
    """The number of a region by its id."""
    return int(place_register().get(place_id).old_la_code)


def region_of_row(number: int) -> str:
    """What an authority's row says in the column Region."""
    return REGION_OF_ROW.get(number, REGIONS[number])
