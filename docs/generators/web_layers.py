"""The layers of the web application, read from the import rules and the code that they hold for."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from generators.journeys import APPLICATION, ROOT, SRC

CODE = SRC / APPLICATION
NO_FEATURES = frozenset(("management", "migrations", "templates", "data"))
ENDINGS = frozenset((".py", ".html", ".typ", ".toml"))


@dataclass(frozen=True)
class Part:
    """An app, or a module that several share.

    Parameters
    ----------
    features : dict of str to int
        The files of each of its features, tests and migrations left out; empty where the code does
        not lie by feature.
    """

    name: str
    purpose: str
    features: dict[str, int]

    @property
    def file_counts(self) -> str:
        """How many features, and how many files the smallest, the middle and the largest have."""
        counts = sorted(self.features.values())
        if not counts:
            return ""
        spread = f"{counts[0]} to {counts[-1]} files each, {median(counts):g} in the middle"
        return f"{len(counts)} features; {spread}"


def read_web_layers() -> list[list[Part]]:
    """The parts as the import rules order them, the highest first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c.get("containers") == [APPLICATION])
    return [[_read_part(name.strip()) for name in layer.split("|")] for layer in layers]


def upward_imports() -> list[str]:
    """Every import of a part that does not stand lower, as ``module imports part``."""
    level = {part.name: number for number, parts in enumerate(read_web_layers()) for part in parts}
    return [
        f"{path.relative_to(SRC).as_posix()} imports {name}"
        for path in sorted(CODE.rglob("*.py"))
        if (importer := path.relative_to(CODE).with_suffix("").parts[0]) in level
        for name in _imported_parts(path)
        if name in level and name != importer and level[name] <= level[importer]
    ]


def _imported_parts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            module = str(node.module or "")
            names = [f"{module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith(f"{APPLICATION}."))


def _read_part(name: str) -> Part:
    folder, file = CODE / name, CODE / f"{name}.py"
    source = folder / "__init__.py" if folder.is_dir() else file
    purpose = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    return Part(name, purpose.splitlines()[0], _features(folder))


def _features(folder: Path) -> dict[str, int]:
    if not (folder / "apps.py").exists():
        return {}
    return {
        feature.name: sum(_is_code(path) for path in feature.rglob("*"))
        for feature in sorted(folder.iterdir())
        if (feature / "__init__.py").exists() and feature.name not in NO_FEATURES
    }


def _is_code(path: Path) -> bool:
    return path.is_file() and path.suffix in ENDINGS and path.name != "__init__.py"
