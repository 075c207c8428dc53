"""How far a thing may be seen: open, restricted or exempt. Pure."""

from __future__ import annotations

OPEN, RESTRICTED, EXEMPT = "open", "restricted", "exempt"

OPENNESS_CHOICES = ((OPEN, "Open"), (RESTRICTED, "Restricted"), (EXEMPT, "Exempt"))

OPENNESS_HINTS = {
    OPEN: "In the published minutes.",
    RESTRICTED: "For the body and those who serve it; left out when minutes are published.",
    EXEMPT: "For voting members and the secretary only; left out when minutes are published.",
}

_ORDER = {OPEN: 0, RESTRICTED: 1, EXEMPT: 2}


def closest(*given: str) -> str:
    """The most closed of several: nothing is more open than what it belongs to.

    Examples
    --------
    >>> closest("open", "restricted"), closest("exempt", "open"), closest("open")
    ('restricted', 'exempt', 'open')
    """
    return max(given, key=_ORDER.__getitem__)
