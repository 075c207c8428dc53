"""Which extra each room needs, what an extra declares, and what a room imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

BASE = ""
ROOMS = {
    "stocktake.standards": BASE,
    "stocktake.sources": BASE,
    "stocktake.statistics": BASE,
    "stocktake.benchmarks": BASE,
    "stocktake.targets": BASE,
    "stocktake.plan": BASE,
    "stocktake.programmes": BASE,
    "stocktake.schools": BASE,
    "stocktake.cli": BASE,
    "stocktake.disclosure": "pupils",
    "stocktake.pupils": "pupils",
    "stocktake.examples": "pupils",
    "stocktake.publish": "publish",
    "stocktake_web": "web",
}
"""The extra without which a room cannot do all that it does."""

BESIDES = {"spark": ("pyspark.sql", "narwhals")}
"""What an extra is for, where no room of ours imports it: it makes the frames that rooms take."""

EXTRAS = (BASE, *PROJECT["optional-dependencies"])


def direct_requirements(extra: str) -> list[Requirement]:
    """What the base and one extra declare, with the extras that this one includes."""
    lines = list(PROJECT["dependencies"])
    extras = [extra] if extra else []
    for name in extras:
        for line in PROJECT["optional-dependencies"][name]:
            requirement = Requirement(line)
            if requirement.name == PROJECT["name"]:
                extras += sorted(requirement.extras - set(extras))
            else:
                lines.append(line)
    return [Requirement(line) for line in lines]


def needed_by(requirement: Requirement) -> list[Requirement]:
    """What an installed distribution needs on this machine, with the extras asked of it."""
    lines = requires(requirement.name) or []
    return [
        need
        for need in map(Requirement, lines)
        if need.marker is None
        or any(need.marker.evaluate({"extra": extra}) for extra in ("", *requirement.extras))
    ]


def all_distributions(extra: str) -> set[str]:
    """The base, one extra and all that they need in turn, by canonical name."""
    waiting, visited_keys = direct_requirements(extra), set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        key = (name, frozenset(requirement.extras))
        if key not in visited_keys:
            visited_keys.add(key)
            waiting += needed_by(requirement)
    return {name for name, _ in visited_keys}


def locked_lines(names: set[str]) -> str:
    """The lock's own lines for some distributions, with their hashes."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", lock, re.MULTILINE | re.DOTALL)
    return "".join(
        entry for entry in entries if canonicalize_name(re.split(r"[=\[ ]", entry)[0]) in names
    )


def modules_of(room: str) -> Iterator[Path]:
    """Every file of a room."""
    yield from sorted((SRC / room.replace(".", "/")).rglob("*.py"))


@cache
def third_party_imports(room: str) -> dict[str, str]:
    """Every package of others that a room imports, also inside a function: name to one file."""
    packages = {}
    for path in modules_of(room):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                packages.setdefault(name.partition(".")[0], path.relative_to(SRC).as_posix())
    own_packages = {"stocktake", "stocktake_web"}
    return {
        name: file
        for name, file in packages.items()
        if name not in own_packages and name not in sys.stdlib_module_names
    }


@cache
def distribution_of(package: str) -> str:
    """The installed distribution that brings a package."""
    return canonicalize_name(_installed_packages()[package][0])


@cache
def _installed_packages() -> Mapping[str, list[str]]:
    """Every installed package with its distributions; all their records are read for it."""
    return packages_distributions()
