"""The words with which a plan compares, and their exact boundaries."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from stocktake.benchmarks.rank import to_comparable

Comparison = Literal["at_least", "above", "at_most", "below"]
Within = Literal["top_half", "top_third", "top_quarter", "top_sextile"]

COMPARE: dict[Comparison, Callable[[float, float], bool]] = {
    "at_least": lambda value, level: to_comparable(value) >= to_comparable(level),
    "above": lambda value, level: to_comparable(value) > to_comparable(level),
    "at_most": lambda value, level: to_comparable(value) <= to_comparable(level),
    "below": lambda value, level: to_comparable(value) < to_comparable(level),
}
"""The four comparison words: ``at_least`` and ``at_most`` include the level."""

PROMISE_WORDS: dict[Comparison, str] = {
    "at_least": "the {} or more promised",
    "above": "the promise of more than {}",
    "at_most": "the {} or less promised",
    "below": "the promise of less than {}",
}

TO_BE: dict[Comparison, str] = {
    "at_least": "at least level with",
    "above": "above",
    "at_most": "no higher than",
    "below": "below",
}

COMPARISON_WORDS: dict[Comparison, str] = {
    "at_least": "at least",
    "above": "above",
    "at_most": "at most",
    "below": "below",
}

UPWARD: tuple[Comparison, ...] = ("at_least", "above")
"""The comparison words that a higher figure satisfies."""

STRICT: tuple[Comparison, ...] = ("above", "below")
"""The comparison words that exclude the level itself."""

SHARES: dict[Within, Fraction] = {
    "top_half": Fraction(1, 2),
    "top_third": Fraction(1, 3),
    "top_quarter": Fraction(1, 4),
    "top_sextile": Fraction(1, 6),
}
"""Inside the line is rank <= n x share: 75th of 151 is in the top half, 76th is not."""

SHARE_WORDS: dict[Within, str] = {
    "top_half": "top half",
    "top_third": "top third",
    "top_quarter": "top quarter",
    "top_sextile": "top sixth",
}


def number_words(value: float) -> str:
    """A number as a short description has it.

    Examples
    --------
    >>> number_words(46000.0), number_words(66.66)
    ('46,000', '66.7')
    """
    return f"{value:,.1f}".removesuffix(".0")


def sign(value: float | Fraction) -> int:
    """1, 0 or -1."""
    return (value > 0) - (value < 0)
