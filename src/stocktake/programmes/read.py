"""Reads a map of programmes: ``programmes.toml`` and the folder ``programmes`` next to a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from stocktake.programmes.known_names import (
    MapNames,
    map_faults,
    programme_faults,
    raw_theme_faults,
)
from stocktake.programmes.names import shared_names
from stocktake.programmes.place_map import PlaceMap
from stocktake.programmes.programme import Programme
from stocktake.programmes.table_files import (
    TableReader,
    parse_deliveries,
    parse_needs,
    parse_schools,
)
from stocktake.programmes.tables import DeliveryRow, NeedRow, SchoolRow
from stocktake.programmes.themes import ThemeList, load_themes
from stocktake.standards.definition_faults import located_faults, model_faults
from stocktake.standards.definitions import Definition, parse_toml
from stocktake.standards.errors import DefinitionError, Fault
from stocktake.standards.toml_lines import key_lines, line_of

MAP_FILE = "programmes.toml"
FOLDER = "programmes"
M = TypeVar("M", bound=Definition)


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


@dataclass
class _Texts:
    """Files by name, what is wrong with them so far, and what those of a wrong shape hold."""

    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    misshapen: dict[str, dict[str, object]] = field(default_factory=dict)

    def read(self, path: Path) -> str | None:
        """A file's text; None where it is not there or is no text."""
        name = path.relative_to(self.root).as_posix()
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.faults.append(Fault(name, reason, "a file that can be read"))
            return None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.faults.append(
                Fault(f"{name}: line {line}", "is not UTF-8", "UTF-8", "save it as UTF-8")
            )
            return None
        self.texts[name] = text
        return text

    def parse(self, name: str, text: str, model: type[M], identity: str = "") -> M | None:
        """A checked file; None where it is wrong, with every fault noted."""
        try:
            raw = parse_toml(text, name)
            if identity and raw.setdefault("id", identity) != identity:
                problem = f"{raw['id']!r} is not the file's name"
                self.faults.append(Fault(f"{name}: id", problem, identity, "leave it out"))
            value = model.model_validate(raw)
        except DefinitionError as error:
            self.faults.extend(error.faults)
            return None
        except ValidationError as error:
            lines = key_lines(text)
            for fault in model_faults(error, name, model):
                path = fault.location.removeprefix(name).removeprefix(": ")
                location = f"{name}: line {line_of(path, lines)}: {path}"
                self.faults.append(replace(fault, location=location))
            self.misshapen[name] = raw
            return None
        self.faults.extend(located_faults(value.cross_faults(), name, text))
        return value


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
    files = _Texts(folder)
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
    files = _Texts(path.parent)
    text = files.read(path)
    if text is None:
        faults = files.faults or [Fault(str(path), "is not there", "a file")]
        raise DefinitionError("no such proposal", faults)
    proposal = files.parse(path.name, text, Programme, path.stem)
    if proposal is not None:
        names = MapNames(
            themes=tuple(programme_map.themes.titles),
            organisations=programme_map.organisations,
            programmes=(proposal.id, *(item.id for item in programme_map.programmes)),
            targets=None,
        )
        faults_found = list(programme_faults(proposal, names))
        other_programmes = [item for item in programme_map.programmes if item.id != proposal.id]
        faults_found += [fault for _, fault in shared_names([*other_programmes, proposal])]
        files.faults.extend(located_faults(faults_found, path.name, text))
    if files.faults or proposal is None:
        raise DefinitionError(f"{len(files.faults)} fault(s) in {path.name}", files.faults)
    return proposal


def _programme_files(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("*.toml"))


def _programmes(files: _Texts) -> dict[str, Programme]:
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
    files: _Texts, names: MapNames
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
