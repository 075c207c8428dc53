"""The numbers kept for invented places, so that none is ever taken for a real one."""

from __future__ import annotations

from functools import cache

from stocktake.standards.definitions import load_folder
from stocktake.standards.schema import PlaceFile, ReservedEntry

_PREFIXES = {
    "National": "country",
    "Regional": "region",
    "Local authority": "la",
    "School": "school",
    "MAT": "trust",
}


def is_reserved(place_id: str) -> bool:
    """Whether an id belongs to the numbers kept for invented places.

    Invented places are never ranked with real ones.

    Examples
    --------
    >>> is_reserved("la-001"), is_reserved("la-890"), is_reserved("school-900001")
    (True, False, True)
    """
    prefix, _, number = place_id.partition("-")
    return number.isdigit() and any(
        _PREFIXES.get(entry.level) == prefix and entry.first <= int(number) <= entry.last
        for entry in _reserved()
    )


@cache
def _reserved() -> tuple[ReservedEntry, ...]:
    loaded = load_folder("stocktake.standards", "places", PlaceFile, only=["reserved"])
    return loaded["reserved"].value.reserved
