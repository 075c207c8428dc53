"""Reads the parts of numpydoc docstrings that the reference pages show."""

from __future__ import annotations

import inspect
import re

_SECTION = re.compile(r"^(?P<name>[A-Z][\w ]+)\n-+$", re.MULTILINE)
_ROLE = re.compile(r":\w+:`~?(?:[\w.]+\.)?(\w+)`")


def opening(thing: object) -> str:
    """Everything before the first section, paragraphs kept."""
    text = _text(thing)
    first = _SECTION.search(text)
    return (text[: first.start()] if first else text).strip()


def section(thing: object, name: str) -> str:
    """The body of one section; empty where there is none."""
    text = _text(thing)
    matches = list(_SECTION.finditer(text))
    for number, match in enumerate(matches):
        if match["name"] == name:
            end = matches[number + 1].start() if number + 1 < len(matches) else len(text)
            return text[match.end() : end].strip("\n")
    return ""


def parameters(thing: object) -> dict[str, str]:
    """What the section ``Parameters`` says of each name."""
    meanings: dict[str, list[str]] = {}
    current: list[str] = []
    for line in section(thing, "Parameters").splitlines():
        if line and not line.startswith(" "):
            names, _, _ = line.partition(":")
            current = []
            for name in names.split(","):
                meanings[name.strip()] = current
        elif line.strip():
            current.append(line.strip())
    return {name: " ".join(lines) for name, lines in meanings.items() if lines}


def _text(thing: object) -> str:
    return _ROLE.sub(r"`\1`", inspect.getdoc(thing) or "").replace("``", "`")
