"""Reads a map of programmes: ``programmes.toml`` and the folder ``programmes`` next to a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from stocktake.programmes.definition_texts import DefinitionTexts
from stocktake.programmes.known_names import (
    MapNames,
    map_faults,
    programme_faults,
    raw_theme_faults,
)
from stocktake.programmes.names import shared_names
from stocktake.programmes.place_map import PlaceMap
from stocktake.programmes.programme import Programme
from stocktake.programmes.programme_map import ProgrammeMap
from stocktake.programmes.table_files import (
    TableReader,
    parse_deliveries,
    parse_needs,
    parse_schools,
)
from stocktake.programmes.tables import DeliveryRow, NeedRow, SchoolRow
from stocktake.programmes.themes import load_themes
from stocktake.standards.definition_faults import CrossFault, located_faults
from stocktake.standards.errors import DefinitionError, Fault

MAP_FILE = "programmes.toml"
FOLDER = "programmes"
TABLES = ("schools.csv", "deliveries.csv", "needs.csv")


def read_programme_map(
    folder: Path,
    *,
    organisations: Mapping[str, str],
    targets: Mapping[str, str] | None = None,
    own_folder: Path | None = None,
) -> ProgrammeMap:
    """Read the map of programmes that lies next to a plan.

    Parameters
    ----------
    folder : Path
        Of the plan. ``programmes/<id>.toml`` describes a programme each, ``programmes.toml`` says
        barriers, coverage rules and drivers; ``schools.csv``, ``programmes/deliveries.csv`` and
        ``programmes/needs.csv`` may be there.
    organisations : mapping of str to str
        Names by id of the plan's partners and bodies.
    targets : mapping of str to str, optional
        Titles by id of the plan's targets; drivers are not checked where it is left out.
    own_folder : Path, optional
        A place's own definitions, such as its themes.

    Raises
    ------
    DefinitionError
        No programme is described there; or every fault of every file at once, with its line.
    """
    themes = load_themes(own_folder)
    files = DefinitionTexts(folder)
    text = files.read(folder / MAP_FILE)
    place_map = files.parse(MAP_FILE, text, PlaceMap) if text is not None else PlaceMap()
    programmes = _programmes(files)
    ids = {path.stem for path in _programme_files(folder)}
    known_map = place_map or PlaceMap()
    names = MapNames(
        themes=tuple(themes.titles),
        organisations={**organisations, **{o.id: o.name for o in known_map.organisation}},
        programmes=tuple(sorted(ids)),
        targets=targets,
    )
    for name, programme in programmes.items():
        faults = programme_faults(programme, names)
        files.faults.extend(located_faults(tuple(faults), name, files.texts[name]))
    for name, raw in files.misshapen.items():
        faults = raw_theme_faults(raw, names)
        files.faults.extend(located_faults(tuple(faults), name, files.texts[name]))
    for number, fault in shared_names(tuple(programmes.values())):
        name = tuple(programmes)[number]
        files.faults.extend(located_faults([fault], name, files.texts[name]))
    if text is not None and place_map is not None:
        faults = map_faults(place_map, names)
        files.faults.extend(located_faults(tuple(faults), MAP_FILE, text))
    schools, deliveries, needs = _tables(files, names)
    if not ids and not files.faults:
        files.faults.append(
            Fault(
                f"{FOLDER}/",
                "holds no programme",
                "a file for each, such as programmes/reading-mentors.toml",
                "describe one, or try the example: stocktake programmes map blackpool",
            )
        )
    if files.faults:
        raise DefinitionError(
            f"{len(files.faults)} fault(s) in the map of programmes", files.faults
        )
    return ProgrammeMap(
        programmes=tuple(programmes.values()),
        themes=themes,
        schools=schools,
        deliveries=deliveries,
        needs=needs,
        place_map=known_map,
        organisations=names.organisations,
    )


def read_proposal(path: Path, programme_map: ProgrammeMap) -> Programme:
    """Read a programme that is proposed: a file like those of the map, anywhere.

    Raises
    ------
    DefinitionError
        It is not there, or every fault of it at once.
    """
    files = DefinitionTexts(path.parent)
    text = files.read(path)
    if text is None:
        faults = files.faults or [Fault(str(path), "is not there", "a file")]
        raise DefinitionError("no such proposal", faults)
    return parse_programme(path.name, text, programme_map, files.faults)


def parse_programme(
    name: str, text: str, programme_map: ProgrammeMap, faults: Sequence[Fault] = ()
) -> Programme:
    """Read one programme of a map from its text; one of the map with the same id is replaced.

    Parameters
    ----------
    name : str
        Of the file, such as ``reading-mentors.toml``; without its ending it is the id.
    faults : sequence of Fault, optional
        Those that were found before.

    Raises
    ------
    DefinitionError
        Every fault of it at once, with its line.
    """
    files = DefinitionTexts(Path(), faults=list(faults))
    programme = files.parse(name, text, Programme, Path(name).stem)
    if programme is not None:
        cross_faults = programme_faults_in(programme, programme_map)
        files.faults.extend(located_faults(cross_faults, name, text))
    for raw in files.misshapen.values():
        names = names_of(programme_map)
        files.faults.extend(located_faults(tuple(raw_theme_faults(raw, names)), name, text))
    if files.faults or programme is None:
        raise DefinitionError(f"{len(files.faults)} fault(s) in {name}", files.faults)
    return programme


def programme_faults_in(programme: Programme, programme_map: ProgrammeMap) -> list[CrossFault]:
    """What one programme names and the map does not know, and names that another has."""
    other_programmes = [item for item in programme_map.programmes if item.id != programme.id]
    faults = list(programme_faults(programme, names_of(programme_map, programme.id)))
    return faults + [fault for _, fault in shared_names([*other_programmes, programme])]


def parse_place_map(
    name: str, text: str, programme_map: ProgrammeMap, targets: Mapping[str, str] | None
) -> PlaceMap:
    """Read barriers, coverage rules, drivers and organisations from the text of their file.

    Raises
    ------
    DefinitionError
        Every fault of it at once, with its line.
    """
    files = DefinitionTexts(Path())
    place_map = files.parse(name, text, PlaceMap)
    if place_map is not None:
        names = replace(names_of(programme_map), targets=targets)
        files.faults.extend(located_faults(tuple(map_faults(place_map, names)), name, text))
    if files.faults or place_map is None:
        raise DefinitionError(f"{len(files.faults)} fault(s) in {name}", files.faults)
    return place_map


def parse_table(
    name: str, text: str, programme_map: ProgrammeMap
) -> tuple[SchoolRow, ...] | tuple[DeliveryRow, ...] | tuple[NeedRow, ...]:
    """Read ``schools.csv``, ``deliveries.csv`` or ``needs.csv`` of a map from its text.

    Raises
    ------
    DefinitionError
        It is none of the three, or every fault of it at once, with its line.
    """
    reader = TableReader(name, text)
    names = names_of(programme_map)
    rows: tuple[SchoolRow, ...] | tuple[DeliveryRow, ...] | tuple[NeedRow, ...] = ()
    if name == "schools.csv":
        rows = parse_schools(reader)
    elif name == "deliveries.csv":
        urns = {school.school_urn for school in programme_map.schools}
        rows = parse_deliveries(reader, names.programmes, urns)
    elif name == "needs.csv":
        rows = parse_needs(reader, names.themes)
    else:
        reader.faults.append(Fault(name, "is no table of a map", ", ".join(TABLES)))
    if reader.faults:
        raise DefinitionError(f"{len(reader.faults)} fault(s) in {name}", reader.faults)
    return rows


def names_of(programme_map: ProgrammeMap, *more_ids: str) -> MapNames:
    """What a map knows; targets are not checked."""
    return MapNames(
        themes=tuple(programme_map.themes.titles),
        organisations=programme_map.organisations,
        programmes=(*more_ids, *(item.id for item in programme_map.programmes)),
        targets=None,
    )


def _programme_files(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("*.toml"))


def _programmes(files: DefinitionTexts) -> dict[str, Programme]:
    programmes = {}
    for path in _programme_files(files.root):
        text = files.read(path)
        if text is not None:
            name = path.relative_to(files.root).as_posix()
            programme = files.parse(name, text, Programme, path.stem)
            if programme is not None:
                programmes[name] = programme
    return programmes


def _tables(
    files: DefinitionTexts, names: MapNames
) -> tuple[tuple[SchoolRow, ...], tuple[DeliveryRow, ...], tuple[NeedRow, ...]]:
    def reader(name: str) -> TableReader | None:
        text = files.read(files.root / name)
        return None if text is None else TableReader(name, text, files.faults)

    school_reader = reader("schools.csv")
    schools = parse_schools(school_reader) if school_reader else ()
    urns = {school.school_urn for school in schools}
    delivery_reader = reader(f"{FOLDER}/deliveries.csv")
    deliveries = (
        parse_deliveries(delivery_reader, names.programmes, urns) if delivery_reader else ()
    )
    need_reader = reader(f"{FOLDER}/needs.csv")
    return schools, deliveries, parse_needs(need_reader, names.themes) if need_reader else ()
