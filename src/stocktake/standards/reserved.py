"""The numbers kept for invented places, so that none is ever taken for a real one."""

from __future__ import annotations

from functools import cache, lru_cache

from stocktake.standards.definitions import load_folder
from stocktake.standards.schema import PlaceFile, ReservedEntry

_PREFIXES = {
    "National": "country",
    "Regional": "region",
    "Local authority": "la",
    "School": "school",
    "MAT": "trust",
}


@lru_cache(maxsize=4096)
def is_reserved(place_id: str) -> bool:
    """Whether an id belongs to the numbers kept for invented places.

    Invented places are never ranked with real ones.

    Examples
    --------
    >>> is_reserved("la-001"), is_reserved("la-890"), is_reserved("school-900001")
    (True, False, True)
    """
    prefix, _, number = place_id.partition("-")
    if not number.isdigit():
        return False
    return any(entry.first <= int(number) <= entry.last for entry in _reserved().get(prefix, ()))


@cache
def _reserved() -> dict[str, list[ReservedEntry]]:
    """Ranges of numbers, by how the ids of their places begin."""
    definitions = load_folder("stocktake.standards", "places", PlaceFile, only=["reserved"])
    entries_by_prefix: dict[str, list[ReservedEntry]] = {}
    for entry in definitions["reserved"].value.reserved:
        if entry.level in _PREFIXES:
            entries_by_prefix.setdefault(_PREFIXES[entry.level], []).append(entry)
    return entries_by_prefix
