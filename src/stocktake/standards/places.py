"""The register of places, read from its definition files and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from stocktake.standards.definitions import load_folder
from stocktake.standards.errors import DefinitionError, Fault, nearest
from stocktake.standards.gazetteer import PlaceRegister
from stocktake.standards.place import Code, Place, school_place, trust_place
from stocktake.standards.reserved import is_reserved
from stocktake.standards.schema import Level, PlaceEntry, PlaceFile

__all__ = [
    "Code",
    "Place",
    "PlaceRegister",
    "is_reserved",
    "place_register",
    "school_place",
    "trust_place",
]


def place_register(own: Path | None = None) -> PlaceRegister:
    """The register of places, read once.

    Parameters
    ----------
    own : path, optional
        A place's own definitions; ``own/places/<id>.toml`` adds a file or replaces a shipped one.

    Raises
    ------
    DefinitionError
        For places files with faults, an id used twice, or a reference to an unknown place.

    Examples
    --------
    >>> place_register().get("la-890").name
    'Blackpool'
    """
    return _shipped() if own is None else _read(own)


@cache
def _shipped() -> PlaceRegister:
    return _read(None)


def _read(own: Path | None) -> PlaceRegister:
    loaded = load_folder("stocktake.standards", "places", PlaceFile, own=own)
    return _register({name: item.value for name, item in loaded.items()})


def _register(files: dict[str, PlaceFile]) -> PlaceRegister:
    places: list[Place] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for name, file in files.items():
        for index, entry in enumerate(file.place):
            where = f"{name}.toml: place[{index}]"
            if entry.id in seen:
                faults.append(Fault(where, f"the id {entry.id!r} is used twice"))
            if file.level is None:
                faults.append(Fault(f"{name}.toml: level", "is missing", "a geographic level"))
                break
            faults += _source_faults(entry, file, where)
            seen.add(entry.id)
            places.append(_place(entry, file.level))
    for place in places:
        for other in _mentioned(place):
            if other not in seen:
                faults.append(
                    Fault(place.id, f"names the unknown place {other!r}", "", nearest(other, seen))
                )
    if faults:
        raise DefinitionError(f"{len(faults)} fault(s) in the register of places", faults)
    return PlaceRegister(tuple(places))


def _source_faults(entry: PlaceEntry, file: PlaceFile, where: str) -> list[Fault]:
    named = {code.source for code in entry.codes} | ({file.ons_source} if entry.ons else set())
    return [
        Fault(where, f"names the unknown source {source!r}", "", "add it under [sources]")
        for source in sorted(named - set(file.sources))
    ]


def _mentioned(place: Place) -> Iterator[str]:
    yield from (*place.predecessors, *place.successors, *place.members)
    if place.region:
        yield place.region


def _place(entry: PlaceEntry, level: Level) -> Place:
    codes = tuple(Code(c.code, c.starts, c.ends, c.verified) for c in entry.codes)
    return Place(
        id=entry.id,
        name=entry.name,
        level=level,
        old_la_code=entry.dfe,
        codes=(Code(entry.ons, verified=True),) if entry.ons else codes,
        region=entry.region,
        starts=entry.starts,
        ends=entry.ends,
        predecessors=entry.predecessors,
        successors=entry.successors,
        other_names=entry.other_names,
        members=entry.members,
        kind=entry.kind,
        invented=is_reserved(entry.id),
    )
