"""The rooms and the journeys through them, read from the code that they are made of."""

from __future__ import annotations

import ast
import inspect
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from generators.docstrings import opening
from generators.web import set_up

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docs" / "journeys.toml"
SRC = ROOT / "src"
APPLICATION = "stocktake_web"


class JourneyError(Exception):
    """A step names what is not there."""


@dataclass(frozen=True)
class Step:
    """What one function does to what travels."""

    room: str
    module: str
    name: str
    does: str
    returns: str


@dataclass(frozen=True)
class Journey:
    """What happens between a file and its reader; a step may have several ways."""

    id: str
    title: str
    start: str
    steps: tuple[tuple[Step, ...], ...]
    end: str


@dataclass(frozen=True)
class Room:
    """One folder of the library, or the web application."""

    name: str
    does: str
    imports: tuple[str, ...]


def read_journeys(file: Path = FILE) -> list[Journey]:
    """Every journey, with its steps resolved.

    Raises
    ------
    JourneyError
        A step names a module, class or function that is not there.
    """
    set_up()
    journeys = []
    for entry in tomllib.loads(file.read_text(encoding="utf-8"))["journey"]:
        steps = []
        for number, calls in enumerate(entry.pop("steps"), 1):
            location = f"docs/{file.name}: journey '{entry['id']}', step {number}"
            steps.append(tuple(_resolve(call, location) for call in calls))
        journeys.append(Journey(steps=tuple(steps), **entry))
    return journeys


def _resolve(call: str, location: str) -> Step:
    module, _, name = call.partition(":")
    try:
        target = import_module(module)
        for part in name.split("."):
            target = getattr(target, part)
    except (ImportError, AttributeError) as error:
        raise JourneyError(
            f"{location}: there is no {call}; name the function that takes this step today"
        ) from error
    package, _, rest = module.partition(".")
    # Of the web application, app and feature; of the library, the room.
    parts = rest.split(".")
    room = "/".join(parts[:-1]) or package if package == APPLICATION else parts[0]
    returns = _class_name(target) if inspect.isclass(target) else _return_type(target)
    action = " ".join(opening(target).partition("\n\n")[0].split())
    return Step(room, module, name, action, returns)


def _class_name(thing: type) -> str:
    """What a step makes that is a class: itself, but a view makes nothing that travels on."""
    return "" if thing.__name__.endswith("View") else thing.__name__


def _return_type(function: object) -> str:
    annotation = inspect.signature(function).return_annotation  # type: ignore[arg-type]
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
    # The variable of a generic function names nothing.
    return text.replace("pl.", "") if len(text) > 1 else ""


def read_layers() -> list[list[str]]:
    """The rooms as the import rules order them, the highest first; equals share a row."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [[APPLICATION], *([name.strip() for name in layer.split("|")] for layer in layers)]


@cache
def read_rooms() -> dict[str, Room]:
    """Every room by name, from the highest to the lowest; all code is read for it, once."""
    return {name: _read_room(name) for layer in read_layers() for name in layer}


def _read_room(name: str) -> Room:
    folder = SRC / name if name == APPLICATION else SRC / "stocktake" / name
    first = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    if not first:
        raise JourneyError(f"the room {name} does not say what it does; write it in __init__.py")
    imports = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("stocktake."):
                imports.add(str(node.module).split(".")[1])
    order = [room for layer in read_layers() for room in layer]
    rest = sorted(imports & set(order) - {name}, key=order.index)
    return Room(name, first.splitlines()[0], tuple(rest))
