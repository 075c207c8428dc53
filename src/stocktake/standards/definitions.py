"""Reads the definition files that a head of school improvement may change.

A definition is one TOML file named by its id and checked by a Pydantic model that allows no
unknown keys. The shipped files travel in the wheel; a place's own folder, laid out alike, replaces
whole files by id.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from stocktake.standards.errors import DefinitionError, Fault, nearest
from stocktake.standards.wording import value_fault


class Definition(BaseModel):
    """Base of every definition: frozen, and no key that its schema does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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
class Loaded(Generic[M]):
    """A definition and the file that it was read from.

    Parameters
    ----------
    id : str
        The file's name without its ending.
    value : pydantic model
        The checked definition.
    path : str
        Where it was read, relative to its folder of definitions.
    replaced : bool
        True where a place's own file stands in for the shipped one.
    """

    id: str
    value: M
    path: str
    replaced: bool = False


def parse_toml(text: str, where: str) -> dict[str, object]:
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
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(
            f"{where} is not valid TOML",
            [Fault(where, str(error), "TOML", "correct the syntax at that line and column")],
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


def model_faults(error: ValidationError, where: str, model: type[BaseModel]) -> list[Fault]:
    """Turn a Pydantic error into faults, with the nearest known key for an unknown one."""
    faults = []
    known = _known_keys(model)
    for item in error.errors(include_url=False):
        path = key_path(item["loc"])
        if item["type"] == "extra_forbidden":
            name = str(item["loc"][-1])
            faults.append(
                Fault(f"{where}: {path}", f"unknown key {name!r}", "", nearest(name, known))
            )
        else:
            faults.append(value_fault(f"{where}: {path}" if path else where, dict(item)))
    return faults


def load_folder(
    package: str,
    folder: str,
    model: type[M],
    *,
    own: Path | None = None,
    only: Sequence[str] | None = None,
) -> dict[str, Loaded[M]]:
    """Read every definition of one kind.

    Parameters
    ----------
    package : str
        The room that ships the files, such as ``"stocktake.statistics"``.
    folder : str
        Folder below the room's ``definitions``, such as ``"indicators"``; sub-folders count.
    model : type of pydantic model
        What each file must satisfy.
    own : path, optional
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
    found: dict[str, tuple[str, str, bool]] = {}
    root = files(package).joinpath("definitions", folder)
    for name, text in _toml_files(root, only):
        found[_stem(name)] = (name, text, False)
    if own is not None and (own / folder).is_dir():
        for path in sorted((own / folder).rglob("*.toml")):
            if only is None or path.stem in only:
                found[path.stem] = (str(path), path.read_text(encoding="utf-8"), True)
    loaded: dict[str, Loaded[M]] = {}
    faults: list[Fault] = []
    for identity in sorted(found):
        name, text, replaced = found[identity]
        try:
            value = model.model_validate(parse_toml(text, name))
        except ValidationError as error:
            faults.extend(model_faults(error, name, model))
        except DefinitionError as error:
            faults.extend(error.faults)
        else:
            loaded[identity] = Loaded(identity, value, name, replaced)
    if faults:
        raise DefinitionError(f"{len(faults)} fault(s) in the definitions of {folder}", faults)
    return loaded


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


def _known_keys(model: type[BaseModel]) -> list[str]:
    keys: set[str] = set()
    seen: set[type] = set()

    def visit(kind: object) -> None:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if kind in seen:
                return
            seen.add(kind)
            for name, field in kind.model_fields.items():
                keys.add(field.alias or name)
                visit(field.annotation)
            return
        for argument in getattr(kind, "__args__", ()):
            visit(argument)

    visit(model)
    return sorted(keys)
