"""Reads the definition files that a head of school improvement may change.

A definition is one TOML file named by its id and checked by a Pydantic model that allows no
unknown keys. The shipped files travel in the wheel; a place's own folder, laid out alike, replaces
whole files by id.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from stocktake.standards.errors import DefinitionError, Fault, nearest
from stocktake.standards.toml_limits import toml_problem
from stocktake.standards.wording import value_fault


class Definition(BaseModel):
    """Base of every definition: frozen, and no key that its schema does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    other_keys: ClassVar[tuple[str, ...]] = ()
    """Keys that are read as well as those of its fields."""


class Source(Definition):
    """Where a stated fact comes from.

    Parameters
    ----------
    title : str
        Publication or statute.
    link : str
        Address, or empty.
    section : str
        Section, table or page, or empty.
    year : int or None
        Year of the publication.
    verified : bool
        Whether somebody read the fact in the source itself.
    """

    title: str
    link: str = ""
    section: str = ""
    year: int | None = None
    verified: bool = False


M = TypeVar("M", bound=BaseModel)

TABLES_NAMED = 3
"""How many tables a message names to which a misplaced key may belong."""


@dataclass(frozen=True)
class LoadedDefinition(Generic[M]):
    """A definition and the file that it was read from.

    Parameters
    ----------
    id : str
        The file's name without its ending.
    value : pydantic model
        The checked definition.
    path : str
        Where it was read, relative to its folder of definitions.
    is_replacement : bool
        True where a place's own file stands in for the shipped one.
    """

    id: str
    value: M
    path: str
    is_replacement: bool = False


def parse_toml(text: str, location: str) -> dict[str, object]:
    """Parse TOML, naming line and column when the syntax is wrong.

    Raises
    ------
    DefinitionError
        With one fault ``where: line L, column C``.

    Examples
    --------
    >>> parse_toml("a = 1", "example.toml")
    {'a': 1}
    """
    if problem := toml_problem(text):
        raise DefinitionError(f"{location} cannot be read", [Fault(location, *problem)])
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(
            f"{location} is not valid TOML",
            [Fault(location, str(error), "TOML", "correct the syntax at that line and column")],
        ) from None


def key_path(location: Iterable[str | int]) -> str:
    """Write a Pydantic error location as a person would write a key.

    Examples
    --------
    >>> key_path(("target", 2, "indicator"))
    'target[2].indicator'
    """
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else (f".{part}" if path else str(part))
    return path


def model_faults(error: ValidationError, location: str, model: type[BaseModel]) -> list[Fault]:
    """Turn a Pydantic error into faults, with the nearest known key for an unknown one."""
    faults = []
    known_keys, tagged = _known_keys(model), _tagged_lists(model)
    for item in error.errors(include_url=False):
        path = key_path(_as_written(item["loc"], item["type"], tagged))
        if item["type"] == "extra_forbidden":
            name = str(item["loc"][-1])
            # A key that another table has is known, and no help here.
            other_keys = [key for key in known_keys if key != name]
            faults.append(
                Fault(
                    f"{location}: {path}",
                    f"unknown key {name!r}",
                    "",
                    _misplaced(name, known_keys) or nearest(name, other_keys),
                )
            )
        else:
            faults.append(value_fault(f"{location}: {path}" if path else location, dict(item)))
    return faults


def load_folder(
    package: str,
    folder: str,
    model: type[M],
    *,
    own_folder: Path | None = None,
    only: Sequence[str] | None = None,
) -> dict[str, LoadedDefinition[M]]:
    """Read every definition of one kind.

    Parameters
    ----------
    package : str
        The room that ships the files, such as ``"stocktake.statistics"``.
    folder : str
        Folder below the room's ``definitions``, such as ``"indicators"``; sub-folders count.
    model : type of pydantic model
        What each file must satisfy.
    own_folder : path, optional
        A place's own folder; ``own/<folder>/<id>.toml`` replaces the shipped file of that id.
    only : sequence of str, optional
        Read just these ids (a judgement needs ten indicators, not sixty).

    Returns
    -------
    dict of str to Loaded
        One entry per definition, by id, sorted.

    Raises
    ------
    DefinitionError
        All the faults of all the files together.
    """
    texts: dict[str, tuple[str, str, bool]] = {}
    root = files(package).joinpath("definitions", folder)
    for name, text in _toml_files(root, only):
        texts[_stem(name)] = (name, text, False)
    if own_folder is not None and (own_folder / folder).is_dir():
        for path in sorted((own_folder / folder).rglob("*.toml")):
            if only is None or path.stem in only:
                texts[path.stem] = (str(path), path.read_text(encoding="utf-8"), True)
    definitions: dict[str, LoadedDefinition[M]] = {}
    faults: list[Fault] = []
    for identity in sorted(texts):
        name, text, is_replacement = texts[identity]
        try:
            value = model.model_validate(parse_toml(text, name))
        except ValidationError as error:
            faults.extend(model_faults(error, name, model))
        except DefinitionError as error:
            faults.extend(error.faults)
        else:
            definitions[identity] = LoadedDefinition(identity, value, name, is_replacement)
    if faults:
        raise DefinitionError(f"{len(faults)} fault(s) in the definitions of {folder}", faults)
    return definitions


def _toml_files(root: object, only: Sequence[str] | None) -> list[tuple[str, str]]:
    from importlib.resources.abc import Traversable

    texts: list[tuple[str, str]] = []

    def walk(node: Traversable, prefix: str) -> None:
        for child in sorted(node.iterdir(), key=lambda entry: entry.name):
            name = f"{prefix}{child.name}"
            if child.is_dir():
                walk(child, f"{name}/")
            elif child.name.endswith(".toml") and (only is None or _stem(name) in only):
                texts.append((name, child.read_text(encoding="utf-8")))

    if isinstance(root, Traversable) and root.is_dir():
        walk(root, "")
    return texts


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].removesuffix(".toml")


def _as_written(
    location: Sequence[str | int], error_type: str, tagged: Mapping[str, str]
) -> tuple[str | int, ...]:
    """An error's location as the author wrote it: without the tag that chose one of a union."""
    path = [
        part
        for index, part in enumerate(location)
        if index < 2 or location[index - 2] not in tagged or isinstance(part, int)
    ]
    if error_type.startswith("union_tag") and len(path) > 1:
        path.append(tagged.get(str(path[-2]), ""))
    return tuple(path)


def _tagged_lists(model: type[BaseModel]) -> dict[str, str]:
    """The lists whose items are chosen by a tag, each with the key that holds the tag."""
    tagged: dict[str, str] = {}
    visited_models: set[type] = set()

    def visit(kind: object, name: str = "") -> None:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if kind not in visited_models:
                visited_models.add(kind)
                for field_name, field in kind.model_fields.items():
                    visit(field.annotation, field.alias or field_name)
            return
        for extra in getattr(kind, "__metadata__", ()):
            if getattr(extra, "discriminator", None):
                tagged[name] = str(extra.discriminator)
        arguments = getattr(kind, "__args__", ())
        for argument in arguments:
            visit(argument, name)

    visit(model)
    return tagged


def _known_keys(model: type[BaseModel]) -> dict[str, list[str]]:
    """Every key that the model and those within it know, with the tables that it stands in."""
    keys: dict[str, list[str]] = {}
    visited_models: set[type] = set()

    def visit(kind: object, table: str) -> None:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if kind in visited_models:
                return
            visited_models.add(kind)
            names = [field.alias or name for name, field in kind.model_fields.items()]
            for name in (*getattr(kind, "other_keys", ()), *names):
                keys.setdefault(name, []).append(table)
            for name, field in zip(names, kind.model_fields.values(), strict=True):
                visit(field.annotation, name)
            return
        for argument in getattr(kind, "__args__", ()):
            visit(argument, table)

    visit(model, "")
    return dict(sorted(keys.items()))


def _misplaced(name: str, known_keys: Mapping[str, Sequence[str]]) -> str:
    """Where a key belongs that is known, but not where it was written; empty for an unknown one."""
    tables = known_keys.get(name, ())
    if not tables:
        return ""
    if len(tables) > TABLES_NAMED:
        return "it is a key of other tables, not of this one"
    names = [f"[{table}]" if table else "the file itself" for table in dict.fromkeys(tables)]
    return f"it is a key of {' and '.join(names)}"
