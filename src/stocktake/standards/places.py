"""The register of places, read from its definition files and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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


def place_register(own_folder: Path | None = None) -> PlaceRegister:
    """The register of places, read once.

    Parameters
    ----------
    own_folder : path, optional
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
    return _shipped() if own_folder is None else _read(own_folder)


@cache
def _shipped() -> PlaceRegister:
    return _read(None)


def _read(own_folder: Path | None) -> PlaceRegister:
    definitions = load_folder("stocktake.standards", "places", PlaceFile, own_folder=own_folder)
    return _register({name: item.value for name, item in definitions.items()})


def _register(files: dict[str, PlaceFile]) -> PlaceRegister:
    places: list[Place] = []
    faults: list[Fault] = []
    known_ids: set[str] = set()
    for name, file in files.items():
        for index, entry in enumerate(file.place):
            location = f"{name}.toml: place[{index}]"
            if entry.id in known_ids:
                faults.append(Fault(location, f"the id {entry.id!r} is used twice"))
            if file.level is None:
                faults.append(Fault(f"{name}.toml: level", "is missing", "a geographic level"))
                break
            faults += _source_faults(entry, file, location)
            known_ids.add(entry.id)
            places.append(_place(entry, file.level))
    places = [_reorganised(place, files) for place in places]
    faults += _reorganisation_faults(files, known_ids)
    for place in places:
        for mentioned_id in _mentioned(place):
            if mentioned_id not in known_ids:
                faults.append(
                    Fault(
                        place.id,
                        f"names the unknown place {mentioned_id!r}",
                        "",
                        nearest(mentioned_id, known_ids),
                    )
                )
    if faults:
        raise DefinitionError(f"{len(faults)} fault(s) in the register of places", faults)
    return PlaceRegister(tuple(places))


def _reorganised(place: Place, files: dict[str, PlaceFile]) -> Place:
    """A place with the end that has been decided for it, where that is verified."""
    for file in files.values():
        for entry in file.reorganisation:
            if entry.place == place.id and entry.verified:
                return replace(place, ends=entry.ends, successors=entry.successors)
    return place


def _reorganisation_faults(files: dict[str, PlaceFile], known_ids: set[str]) -> list[Fault]:
    faults = []
    for name, file in files.items():
        for index, entry in enumerate(file.reorganisation):
            location = f"{name}.toml: reorganisation[{index}]"
            if entry.place not in known_ids:
                hint = nearest(entry.place, known_ids)
                faults.append(Fault(location, f"names the unknown place {entry.place!r}", "", hint))
            if entry.source not in file.sources:
                problem = f"names the unknown source {entry.source!r}"
                faults.append(Fault(location, problem, "", "add it under [sources]"))
    return faults


def _source_faults(entry: PlaceEntry, file: PlaceFile, location: str) -> list[Fault]:
    source_ids = {code.source for code in entry.codes} | ({file.ons_source} if entry.ons else set())
    return [
        Fault(location, f"names the unknown source {source!r}", "", "add it under [sources]")
        for source in sorted(source_ids - set(file.sources))
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
        is_invented=is_reserved(entry.id),
    )
