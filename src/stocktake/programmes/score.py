"""A score that is the sum of parts which are always shown, with a span where a part is unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import Field

from stocktake.programmes.themes import DEFAULT, PACKAGE
from stocktake.standards.definitions import Definition, Source, load_folder

FOLDER = "programme_scores"


class OverlapWeights(Definition):
    """What each part weighs of how much two programmes do the same."""

    themes: float = Field(ge=0)
    schools: float = Field(ge=0)
    ages: float = Field(ge=0)
    groups: float = Field(ge=0)
    wards: float = Field(ge=0)


class GapWeights(Definition):
    """What each part weighs of how much is missing."""

    uncovered: float = Field(ge=0)
    size: float = Field(ge=0)
    lasting: float = Field(ge=0)


class ScoreWeights(Definition):
    """The weights of both scores."""

    title: str
    source: Source
    overlap: OverlapWeights
    gap: GapWeights


@dataclass(frozen=True)
class ScorePart:
    """One part: its share from 0 to 1, None where it is unknown, its weight, and why."""

    name: str
    share: float | None
    weight: float
    text: str


@dataclass(frozen=True)
class Score:
    """A score out of 100.

    Examples
    --------
    >>> score = Score((ScorePart("a", 0.5, 60, ""), ScorePart("b", None, 40, "")))
    >>> score.lowest, score.highest, score.label
    (30, 70, '30 to 70')
    """

    parts: tuple[ScorePart, ...]

    @property
    def lowest(self) -> int:
        """With every unknown part at zero."""
        return self._span[0]

    @property
    def highest(self) -> int:
        """With every unknown part in full."""
        return self._span[1]

    @property
    def label(self) -> str:
        """The score, or its span."""
        return (
            str(self.lowest) if self.lowest == self.highest else f"{self.lowest} to {self.highest}"
        )

    @cached_property
    def _span(self) -> tuple[int, int]:
        return score_span([(part.share, part.weight) for part in self.parts])


def score_span(parts: Sequence[tuple[float | None, float]]) -> tuple[int, int]:
    """The lowest and the highest score of shares and their weights, halves rounded up.

    Examples
    --------
    >>> score_span([(0.25, 50), (None, 50)])
    (13, 63)
    """
    weight = points = unknown = 0.0
    for share, part_weight in parts:
        weight += part_weight
        if share is None:
            unknown += part_weight
        else:
            points += share * part_weight
    if not weight:
        return 0, 0
    return int(100 * points / weight + 0.5), int(100 * (points + unknown) / weight + 0.5)


def weighted_score(shares: Mapping[str, tuple[float | None, str]], weights: Definition) -> Score:
    """The parts, each with the weight of its name."""
    return Score(
        tuple(
            ScorePart(name, share, float(getattr(weights, name)), text)
            for name, (share, text) in shares.items()
        )
    )


def load_score_weights(own_folder: Path | None = None) -> ScoreWeights:
    """The weights; ``programme_scores/default.toml`` of a place replaces them.

    Raises
    ------
    DefinitionError
        All the faults of the file together.
    """
    return _shipped() if own_folder is None else _load(own_folder)


@lru_cache(maxsize=1)
def _shipped() -> ScoreWeights:
    return _load(None)


def _load(own_folder: Path | None) -> ScoreWeights:
    definitions = load_folder(PACKAGE, FOLDER, ScoreWeights, own_folder=own_folder, only=[DEFAULT])
    return definitions[DEFAULT].value
