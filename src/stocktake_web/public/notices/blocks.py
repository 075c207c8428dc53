"""Divides a plain text into headings, lists and paragraphs. Pure; what is in it stays text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

HEADING, ITEM = "# ", "- "


@dataclass(frozen=True)
class Block:
    """A heading, a list of items, or a paragraph, by its lines."""

    kind: Literal["heading", "list", "paragraph"]
    lines: tuple[str, ...]


def blocks_of(text: str) -> Iterator[Block]:
    r"""The blocks of a text, which empty lines divide.

    Examples
    --------
    >>> [block.kind for block in blocks_of("# Write to us\n- by mail\n- by letter\n\nThanks.")]
    ['heading', 'list', 'paragraph']
    """
    for part in text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n"):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        # A heading needs no empty line after it.
        while lines and lines[0].startswith(HEADING):
            yield Block("heading", (lines.pop(0).removeprefix(HEADING).strip(),))
        if lines and all(line.startswith(ITEM) for line in lines):
            yield Block("list", tuple(line.removeprefix(ITEM).strip() for line in lines))
        elif lines:
            yield Block("paragraph", tuple(lines))
