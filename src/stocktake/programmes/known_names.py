"""Checks that what a map names is known: themes, organisations, programmes, targets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from stocktake.programmes.absent_values import value_or_none
from stocktake.programmes.place_map import PlaceMap
from stocktake.programmes.programme import NOT_NEEDED, Programme
from stocktake.standards.definition_faults import CrossFault
from stocktake.standards.errors import nearest

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class MapNames:
    """The ids that are known; ``targets`` is None where nobody can say."""

    themes: Collection[str]
    organisations: Mapping[str, str]
    programmes: Collection[str]
    targets: Mapping[str, str] | None


def programme_faults(programme: Programme, names: MapNames) -> Iterator[CrossFault]:
    """What one programme names and nobody knows."""
    yield from unknown_names(("themes",), programme.themes, names.themes, "theme")
    for key, name in programme.organisations:
        yield from unknown_names((key,), [name], names.organisations, "organisation")
    coordinated = programme.coordinated_with
    yield from unknown_names(("coordinated_with",), coordinated, names.programmes, "programme")
    successor = value_or_none(programme.successor)
    if successor is not None:
        successors = (*names.programmes, *names.organisations, NOT_NEEDED)
        kind = "programme or organisation"
        yield from unknown_names(("successor",), [successor], successors, kind)
    if successor == programme.id:
        yield CrossFault(("successor",), "takes over from itself", "who goes on with it")


def raw_theme_faults(raw: Mapping[str, object], names: MapNames) -> Iterator[CrossFault]:
    """Unknown themes of a file whose shape is wrong too, so that all faults come at once."""
    themes = raw.get("themes")
    if isinstance(themes, list):
        words = [theme for theme in themes if isinstance(theme, str)]
        yield from unknown_names(("themes",), words, names.themes, "theme")


def map_faults(place_map: PlaceMap, names: MapNames) -> Iterator[CrossFault]:
    """What barriers, rules and drivers name and nobody knows."""
    for row, barrier in enumerate(place_map.barrier):
        yield from unknown_names(("barrier", row, "themes"), barrier.themes, names.themes, "theme")
    for key, items in (("coverage", place_map.coverage), ("driver", place_map.driver)):
        for row, item in enumerate(items):
            yield from unknown_names((key, row, "themes"), item.themes, names.themes, "theme")
            yield from unknown_names(
                (key, row, "programmes"), item.programmes, names.programmes, "programme"
            )
    for row, driver in enumerate(place_map.driver):
        if names.targets is not None:
            key_path = ("driver", row, "target")
            yield from unknown_names(key_path, [driver.target], names.targets, "target")


def unknown_names(
    key: Key, words: Iterable[str], known_words: Collection[str], kind: str
) -> Iterator[CrossFault]:
    """Words that are not known, each with the nearest that is."""
    for word in words:
        if word not in known_words:
            hint = nearest(word, known_words) or "describe it first"
            yield CrossFault(key, f"no {kind} {word!r}", "", hint)
