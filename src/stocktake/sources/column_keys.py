"""What a column of a user's file is called inside a table, so that its name is never a pattern.

Polars takes ``*`` and names like ``^x$`` for patterns wherever it takes a name, and a reader adds
columns of its own. So a table holds a column under a key: its name where that is a plain word that
no reader uses, and its name in quotation marks behind the word ``column`` otherwise.
"""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*")

OWN_NAMES = frozenset(
    {
        "cell",
        "code",
        "column",
        "figure",
        "first",
        "group",
        "known",
        "len",
        "lines",
        "literal",
        "missing",
        "name",
        "period",
        "place",
        "row",
        "rows",
        "text",
        "value",
    }
)
"""Names of the columns that readers and checks add to a table."""


def column_key(name: str) -> str:
    """What a column is called inside a table; no two names share a key, and none is a pattern.

    Examples
    --------
    >>> column_key("pupil_count"), column_key("*"), column_key("place")
    ('pupil_count', "column '*'", "column 'place'")
    """
    return name if _PLAIN.fullmatch(name) and name not in OWN_NAMES else f"column {name!r}"
