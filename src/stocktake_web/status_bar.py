"""How many targets have each status, as a picture and as a sentence that says the same.

The picture is a bar cut into one piece for each status. A piece has a sign and its number, so that
nothing rests on its colour; the sentence next to it is what a screen reader reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stocktake.targets import STATUS_WORDS

WIDTH = 320
GAP = 2
WIDTH_OF_LABEL, WIDTH_OF_SIGN = 26, 14
"""What a piece needs for its sign and number, and for its sign; the sentence has them all."""


@dataclass(frozen=True)
class Swatch:
    """How a status is drawn: white on a dark colour, and a sign that no other has."""

    colour: str
    sign: str


SWATCHES = {
    "met": Swatch("#00623a", "✓"),
    "on_track": Swatch("#12436d", "↗"),
    "off_track": Swatch("#a33d00", "↘"),
    "not_met": Swatch("#801650", "✗"),
    "awaiting_figures": Swatch("#5b4b9a", "…"),
    "not_yet_due": Swatch("#1d6a63", "○"),
    "cannot_tell": Swatch("#505a5f", "?"),
    "withheld": Swatch("#262b2f", "–"),
}
"""The statuses in the order of the bar: the best first, what nobody can tell last."""
WORDS = STATUS_WORDS | {"withheld": "Local data, not published"}


@dataclass(frozen=True)
class Piece:
    """One status in the bar.

    Parameters
    ----------
    x, width : float
        Where it lies, in units of the drawing; ``middle`` is where its label stands.
    label : str
        Sign and number, as far as there is room for them.
    """

    status: str
    words: str
    count: int
    colour: str
    sign: str
    x: float
    width: float
    label: str

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class StatusBar:
    """The statuses of some targets."""

    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, counts: Mapping[Any, int]) -> StatusBar:
        """The bar of some counts, by status; what is no status is left out.

        Examples
        --------
        >>> StatusBar.of({"met": 1, "off_track": 3}).sentence
        'Of 4 targets: 1 met, 3 off track.'
        """
        present = [(status, counts.get(status, 0)) for status in SWATCHES]
        present = [(status, count) for status, count in present if count > 0]
        total = sum(count for _, count in present)
        room = WIDTH - GAP * (len(present) - 1)
        pieces, x = [], 0.0
        for status, count in present:
            width = round(room * count / total, 1)
            swatch = SWATCHES[status]
            label = f"{swatch.sign} {count}" if width >= WIDTH_OF_LABEL else swatch.sign
            label = label if width >= WIDTH_OF_SIGN else ""
            pieces.append(
                Piece(
                    status,
                    WORDS[status],
                    count,
                    swatch.colour,
                    swatch.sign,
                    round(x, 1),
                    width,
                    label,
                )
            )
            x += width + GAP
        return cls(tuple(pieces))

    @property
    def total(self) -> int:
        """How many targets there are."""
        return sum(piece.count for piece in self.pieces)

    @property
    def sentence(self) -> str:
        """The counts in words."""
        if not self.pieces:
            return "No target."
        parts = [f"{piece.count} {_in_sentence(piece.words)}" for piece in self.pieces]
        noun = "target" if self.total == 1 else "targets"
        return f"Of {self.total} {noun}: {', '.join(parts)}."


def _in_sentence(words: str) -> str:
    return words[:1].lower() + words[1:]
