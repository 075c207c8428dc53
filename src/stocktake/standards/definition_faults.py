"""Says what is wrong with a definition: each fault with file, key and, where it helps, line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from stocktake.standards.errors import Fault, nearest
from stocktake.standards.toml_lines import key_lines, line_of
from stocktake.standards.wording import value_fault

TABLES_NAMED = 3
"""How many tables a message names to which a misplaced key may belong."""


@dataclass(frozen=True)
class CrossFault:
    """What is wrong between the keys of a definition.

    Parameters
    ----------
    key : tuple of str and int
        The key to look at first: ``("stage", 2, "step", 0, "to")``.
    problem, expected, fix : str
        As in ``Fault``.
    """

    key: tuple[str | int, ...]
    problem: str
    expected: str = ""
    fix: str = ""


def repeated_ids(key: tuple[str | int, ...], ids: Sequence[str]) -> Iterator[CrossFault]:
    """A fault for each id of a list that stands further up in it already.

    Parameters
    ----------
    key : tuple of str and int
        The way to the list.
    """
    for row, identity in enumerate(ids):
        if identity in ids[:row]:
            yield CrossFault((*key, row, "id"), f"the id {identity!r} is given twice")


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


def located_faults(cross_faults: Sequence[CrossFault], name: str, text: str) -> list[Fault]:
    """The faults between a definition's keys, each with the line of its key."""
    lines = key_lines(text)
    faults = []
    for fault in cross_faults:
        path = key_path(fault.key)
        location = f"{name}: line {line_of(path, lines)}: {path}"
        faults.append(Fault(location, fault.problem, fault.expected, fault.fix))
    return faults


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
