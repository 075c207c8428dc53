"""Why a figure is not there: one symbol for each reason, whatever the source wrote."""

from __future__ import annotations

import math
import re
from enum import StrEnum


class Missing(StrEnum):
    """The reasons for which a cell holds no figure, as the open data standard marks them.

    ``UNRELIABLE`` may stand next to a figure; every other symbol stands instead of one.
    ``NO_REASON`` is our own mark for a source that leaves out the figure without saying why.
    """

    NOT_APPLICABLE = "z"
    NOT_AVAILABLE = "x"
    CONFIDENTIAL = "c"
    LOW = "low"
    LOW_SENSITIVE = "k"
    UNRELIABLE = "u"
    NO_REASON = "-"


_WORDS = {
    Missing.NOT_APPLICABLE: "not applicable",
    Missing.NOT_AVAILABLE: "not available",
    Missing.CONFIDENTIAL: "suppressed to protect confidentiality",
    Missing.LOW: "rounds to zero but is not zero",
    Missing.LOW_SENSITIVE: "rounds to zero but is not zero (sensitive subject)",
    Missing.UNRELIABLE: "of low reliability",
    Missing.NO_REASON: "no figure, and no reason given",
}

# What older publications and the performance tables wrote for the same reasons.
_LEGACY = {
    "": Missing.NO_REASON,
    "-": Missing.NO_REASON,
    ".": Missing.NOT_APPLICABLE,
    "..": Missing.NOT_AVAILABLE,
    ":": Missing.NOT_AVAILABLE,
    "~": Missing.LOW,
    "*": Missing.CONFIDENTIAL,
    "na": Missing.NOT_APPLICABLE,
    "n/a": Missing.NOT_APPLICABLE,
    "nan": Missing.NO_REASON,
    "null": Missing.NO_REASON,
    "supp": Missing.CONFIDENTIAL,
    "sp": Missing.LOW,
    "ne": Missing.NOT_APPLICABLE,
    "new": Missing.NOT_APPLICABLE,
    "np": Missing.NOT_AVAILABLE,
    "lowcov": Missing.UNRELIABLE,
    "re": Missing.UNRELIABLE,
}
_SYMBOLS = _LEGACY | {symbol.value: symbol for symbol in Missing}
_NUMBER = re.compile(r"[+-]?(?:\d+(?:,\d{3})*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?%?")


def describe(symbol: str) -> str:
    """Say what a missing-value symbol means.

    Parameters
    ----------
    symbol : str
        One of the values of :class:`Missing`.

    Raises
    ------
    ValueError
        For anything else.

    Examples
    --------
    >>> describe("c")
    'suppressed to protect confidentiality'
    """
    return _WORDS[Missing(symbol)]


def read_cell(text: str | None) -> tuple[float | None, str | None]:
    """Read one cell of a published table as a figure, a reason for its absence, or both.

    Parameters
    ----------
    text : str or None
        The cell as the file has it: a number, perhaps with thousands separators or a per cent
        sign, or a symbol. ``66.2%`` is read as 66.2.

    Returns
    -------
    value : float or None
        None where there is no figure; never 0 in place of one.
    symbol : str or None
        A value of :class:`Missing`, or None next to an ordinary figure. ``u`` may stand next to a
        figure (``12.3 u``), which is then kept.

    Raises
    ------
    ValueError
        For text that is neither; the reader knows the row and column and says so.

    Notes
    -----
    Legacy marks are read as: ``.`` NA NE NEW not applicable, ``..`` ``:`` NP not available,
    ``*`` SUPP confidential, ``~`` SP rounds to zero, LOWCOV RE of low reliability. NE (no pupils
    entered) is not zero; NA also covers figures "not available for the year", which the mark
    does not tell apart.

    Source: explore education statistics, open data standard (2026), symbols; performance tables
    2018/19, abbreviations.

    Examples
    --------
    >>> read_cell("66.2%"), read_cell("SUPP"), read_cell("-"), read_cell("12.3u")
    ((66.2, None), (None, 'c'), (None, '-'), (12.3, 'u'))
    """
    stripped_text = "" if text is None else text.strip()
    symbol = _SYMBOLS.get(stripped_text.lower())
    if symbol is not None:
        return None, symbol.value
    if _NUMBER.fullmatch(stripped_text):
        return _number(stripped_text), None
    if stripped_text[-1:] in "uU" and _NUMBER.fullmatch(stripped_text[:-1].rstrip()):
        return _number(stripped_text[:-1].rstrip()), Missing.UNRELIABLE.value
    raise ValueError(f"{stripped_text!r} is neither a number nor a known symbol")


def _number(digits: str) -> float:
    value = float(digits.rstrip("%").replace(",", ""))
    if not math.isfinite(value):
        raise ValueError(f"{digits!r} is too large to be a figure")
    return value
