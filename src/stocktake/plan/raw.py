"""Checks that a plan's text allows before its shape is right, so that all faults come at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stocktake.standards.errors import Fault, nearest

IDENTIFIED = (
    "claim",
    "query",
    "body",
    "partner",
    "risk",
    "local_indicator",
    "comparator_set",
    "strength",
    "under_way",
)


def repeated_ids(raw: dict[str, Any], location: str) -> Iterator[Fault]:
    """Ids that stand twice among things of one kind, parts of targets included.

    Examples
    --------
    >>> [str(fault) for fault in repeated_ids({"risk": [{"id": "a"}, {"id": "a"}]}, "plan.toml")]
    ["plan.toml: risk[1].id: 'a' is written twice; expected each id once"]
    """
    keys: set[tuple[str, str]] = set()
    for kind, identity, path in _identified(raw):
        if (kind, identity) in keys:
            yield Fault(f"{location}: {path}.id", f"{identity!r} is written twice", "each id once")
        keys.add((kind, identity))


def unknown_indicators(raw: dict[str, Any], location: str) -> Iterator[Fault]:
    """Indicators that targets name and nobody defines; for a plan whose shape is wrong too."""
    from stocktake.statistics.indicators import load_indicators

    local = [f"local:{table.get('id')}" for table in _tables(raw.get("local_indicator"))]
    names = [*load_indicators(), *local]
    for path, target in _targets(raw.get("target"), "target"):
        uses = [(path, target)]
        for key in ("proxy", "watch", "leading", "reading"):
            uses += [
                (f"{path}.{key}[{index}]", row)
                for index, row in enumerate(_tables(target.get(key)))
            ]
        for place, table in uses:
            name = table.get("indicator")
            series = isinstance(name, str) and ":" in name and not name.startswith("local:")
            if isinstance(name, str) and name not in names and not series:
                fault = f"no indicator {name!r}"
                yield Fault(f"{location}: {place}.indicator", fault, "", nearest(name, names))


def _identified(raw: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for path, target in _targets(raw.get("target"), "target"):
        yield from _id_rows("target", target, path)
    for kind in IDENTIFIED:
        for index, item in enumerate(_tables(raw.get(kind))):
            yield from _id_rows(kind, item, f"{kind}[{index}]")
    for kind in ("priority", "strand"):
        for index, item in enumerate(_tables(raw.get(kind))):
            yield from _id_rows(kind, item, f"{kind}[{index}]")
            for inner in ("action", "activity", "position"):
                for number, row in enumerate(_tables(item.get(inner))):
                    yield from _id_rows(inner, row, f"{kind}[{index}].{inner}[{number}]")


def _id_rows(kind: str, item: dict[str, Any], path: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(item.get("id"), str):
        yield kind, item["id"], path


def _targets(value: object, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for index, target in enumerate(_tables(value)):
        yield f"{path}[{index}]", target
        yield from _targets(target.get("part"), f"{path}[{index}].part")


def _tables(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
