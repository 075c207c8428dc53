"""What makes a published figure impossible or doubtful: a definition that may be changed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pydantic import Field, field_validator

from stocktake.standards.definitions import Definition, Source, load_folder


class PlausibilityPolicy(Definition):
    """Limits and words by which figures are judged when a file is read.

    Parameters
    ----------
    sentinels, sentinels_of_rates : tuple of float
        Numbers that stand for no figure: of anything, and of percentages, rates and scores.
    largest : float
    percent_limit : float
        The highest percentage of a whole.
    may_exceed_100, may_exceed_100_series : tuple of str
        Words of titles, as regular expressions, and series whose percentages may be above 100.
    changes : tuple of str
        Words of series that may be negative, and above 100.
    places_above_100 : int
        How many places above 100 show that a series allows it.
    times_any_other_place, times_its_own_series : float
    source : tuple of Source
    """

    sentinels: tuple[float, ...]
    sentinels_of_rates: tuple[float, ...]
    largest: float = Field(gt=0)
    percent_limit: float = Field(ge=100)
    may_exceed_100: tuple[str, ...]
    may_exceed_100_series: tuple[str, ...] = ()
    changes: tuple[str, ...]
    places_above_100: int = Field(ge=1)
    times_any_other_place: float = Field(gt=1)
    times_its_own_series: float = Field(gt=1)
    source: tuple[Source, ...] = ()

    @field_validator("may_exceed_100", "changes")
    @classmethod
    def _are_patterns(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        for word in words:
            try:
                re.compile(word)
            except re.error as error:
                raise ValueError(f"{word!r} is no regular expression: {error}") from None
        return words


@cache
def plausibility_policy(own_folder: Path | None = None) -> PlausibilityPolicy:
    """The policy: the shipped one, or a place's own ``plausibility/default.toml``.

    Examples
    --------
    >>> plausibility_policy().percent_limit
    100.5
    """
    definitions = load_folder(
        "stocktake.sources", "plausibility", PlausibilityPolicy, own_folder=own_folder
    )
    return definitions["default"].value


def any_of(words: tuple[str, ...]) -> str:
    """One pattern for any of some words, whatever their case."""
    return f"(?i){'|'.join(words)}"
