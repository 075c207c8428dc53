"""Reads the definition files that a head of school improvement may change.

A definition is one TOML file named by its id and checked by a Pydantic model that allows no
unknown keys. The shipped files travel in the wheel; a place's own folder, laid out alike, replaces
whole files by id.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from stocktake.standards.definition_faults import CrossFault, located_faults, model_faults
from stocktake.standards.errors import DefinitionError, Fault
from stocktake.standards.toml_limits import toml_problem


class Definition(BaseModel):
    """Base of every definition: frozen, and no key that its schema does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    other_keys: ClassVar[tuple[str, ...]] = ()
    """Keys that are read as well as those of its fields."""

    def cross_faults(self) -> Sequence[CrossFault]:
        """What is wrong between keys that are each right; reported with file and line."""
        return ()


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
            if isinstance(value, Definition):
                faults.extend(located_faults(value.cross_faults(), name, text))
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
