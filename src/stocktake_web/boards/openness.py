"""How far a thing may be seen: open, restricted or exempt. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from stocktake_web.formats import counted

R = TypeVar("R", bound=Any)

OPEN, RESTRICTED, EXEMPT = "open", "restricted", "exempt"

OPENNESS_CHOICES = ((OPEN, "Open"), (RESTRICTED, "Restricted"), (EXEMPT, "Exempt"))

OPENNESS_HINTS = {
    OPEN: "In the published minutes.",
    RESTRICTED: "For the body and those who serve it; left out when minutes are published.",
    EXEMPT: (
        "For voting members, the secretary and the head of service, and an action for who is to do "
        "it; left out when minutes are published."
    ),
}

PAPER_HINTS = OPENNESS_HINTS | {
    OPEN: "Anyone may download it, exactly as it is, once the minutes are published.",
    EXEMPT: "For voting members, the secretary and the head of service only.",
}

_ORDER = {OPEN: 0, RESTRICTED: 1, EXEMPT: 2}


def more_open(openness: str) -> tuple[str, ...]:
    """What is more open than something.

    Examples
    --------
    >>> more_open("exempt"), more_open("open")
    (('open', 'restricted'), ())
    """
    return tuple(word for word, order in _ORDER.items() if order < _ORDER[openness])


def closest(*levels: str) -> str:
    """The most closed of several: nothing is more open than what it belongs to.

    Examples
    --------
    >>> closest("open", "restricted"), closest("exempt", "open"), closest("open")
    ('restricted', 'exempt', 'open')
    """
    return max(levels, key=_ORDER.__getitem__)


def readable(rows: Iterable[R], exempt: bool) -> list[R]:
    """Those of an item's papers, decisions or actions that a reader may see.

    Parameters
    ----------
    exempt : bool
        Whether the reader may read what is exempt.
    """
    return [row for row in rows if exempt or EXEMPT not in (row.openness, row.item.openness)]


def conflict(openness: str, item_openness: str, name: str) -> str:
    """Why something cannot be as open as it is marked, and the choice; empty where it can.

    Examples
    --------
    >>> conflict("open", "restricted", "decision")
    'The item is restricted, so an open decision would not be published. Choose Restricted, or \
make the item open first'
    >>> conflict("restricted", "open", "decision")
    ''
    """
    if _ORDER[openness] >= _ORDER[item_openness]:
        return ""
    article = "an" if openness[0] in "aeiou" else "a"
    effect = "would not be published" if openness == OPEN else f"would still be {item_openness}"
    return (
        f"The item is {item_openness}, so {article} {openness} {name} {effect}. "
        f"Choose {item_openness.capitalize()}, or make the item {openness} first"
    )


def contents_conflict(openness: str, names: Sequence[str]) -> str:
    """Why an item is not closed over what is more open, and the choice.

    Parameters
    ----------
    openness : str
        What the item is to be.
    names : sequence of str
        What belongs to it and is more open, such as ``["decision", "paper", "paper"]``.

    Examples
    --------
    >>> contents_conflict("restricted", ["decision", "paper", "paper"])
    '1 decision and 2 papers of the item are more open than Restricted. Make them restricted with \
the item, or leave it as it is'
    """
    counts = [counted(count, name) for name, count in Counter(names).items()]
    contents = " and ".join(filter(None, [", ".join(counts[:-1]), counts[-1]]))
    verb = "is" if len(names) == 1 else "are"
    pronoun = "it" if len(names) == 1 else "them"
    return (
        f"{contents} of the item {verb} more open than {openness.capitalize()}. "
        f"Make {pronoun} {openness} with the item, or leave it as it is"
    )
