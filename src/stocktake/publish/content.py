"""The content model: every word and figure that a page shows, decided before it is drawn.

Report, pack, public account and exported site show the same content, so that none of them can say
anything else. Figures come with the text that shows them; nothing is computed or rounded where it
is drawn. The model is frozen and is written as JSON: a public edition stores it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.dataclasses import dataclass

from stocktake.publish.exhibits import (
    STRICT,
    Cell,
    Chart,
    ChartWithTable,
    Column,
    Line,
    Point,
    Role,
    Table,
)
from stocktake.standards.released import Released

__all__ = [
    "STRICT",
    "Card",
    "Cell",
    "Chart",
    "ChartWithTable",
    "Column",
    "Count",
    "Fact",
    "Item",
    "Line",
    "Point",
    "ReportContent",
    "Role",
    "Section",
    "Table",
    "Tag",
]

Tag = Literal[
    "met",
    "not_met",
    "on_track",
    "off_track",
    "cannot_tell",
    "not_yet_due",
    "awaiting_figures",
    "withheld",
    "note",
]


@dataclass(frozen=True, config=STRICT)
class Fact:
    """A label and its text."""

    label: str
    text: str


@dataclass(frozen=True, config=STRICT)
class Item:
    """A line of a list: what is so, a tag in words where it has one, and why it is listed."""

    text: str
    tag: str = ""
    kind: Tag = "note"
    why: str = ""


@dataclass(frozen=True, config=STRICT)
class Card:
    """One target, or one part of a target.

    Parameters
    ----------
    tag, kind, sentence : str
        The verdict in words, which icon goes with it, and what a person would say.
    promise, page : str
        What the plan promises, and where.
    local : bool
        Whether it uses local returns, which only the board sees until they are released.
    shown, board : tuple of Released, tuple of ChartWithTable
        Charts and tables of released figures, each with its bases; and those that
        only the board sees, of which a report for the public has none.
    no_verdict_reason : str
        Why there is no verdict; empty where there is one.
    """

    id: str
    title: str
    tag: str
    kind: Tag
    sentence: str
    promise: str
    page: str
    facts: tuple[Fact, ...] = ()
    comparability: str = ""
    readings: Table | None = None
    watch: tuple[Item, ...] = ()
    leading: tuple[Item, ...] = ()
    shown: tuple[Released[ChartWithTable], ...] = ()
    board: tuple[ChartWithTable, ...] = ()
    parts: tuple[Card, ...] = ()
    sources: tuple[str, ...] = ()
    no_verdict_reason: str = ""
    notes: tuple[str, ...] = ()
    local: bool = False

    @property
    def family(self) -> tuple[Card, ...]:
        """The card, then its parts and theirs."""
        return (self, *(card for part in self.parts for card in part.family))

    @property
    def figures(self) -> tuple[ChartWithTable, ...]:
        """Every chart and table of the card, in order."""
        return (*(release.content for release in self.shown), *self.board)

    @property
    def fact(self) -> dict[str, str]:
        """Facts by their labels."""
        return {fact.label: fact.text for fact in self.facts}


@dataclass(frozen=True, config=STRICT)
class Section:
    """A priority, or the targets that belong to none: a sentence first, then the cards."""

    id: str
    title: str
    sentence: str
    why: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, config=STRICT)
class Count:
    """How many targets have a status."""

    kind: Tag
    tag: str
    count: int


class ReportContent(BaseModel):
    """Everything that the three forms of a report show.

    Parameters
    ----------
    schema_version : int
        Of the JSON form. It grows where a reader of the version before could not read it.
    headline : str
        The overall result in a sentence.
    summary : Table
        One row per target; the first cell leads to its card.
    claims : Table or None
        The plan's own statements of fact, checked; None where they were not.
    gaps : tuple of str or None
        What the plan does not yet answer; None where that was not asked.
    audience : str
        Whom this copy is for, and what it leaves out.
    as_of : date
        The day of the judgement.
    """

    model_config = ConfigDict(**STRICT, frozen=True)

    schema_version: Literal[2] = 2
    title: str
    place: str
    plan: str
    headline: str
    counts: tuple[Count, ...]
    facts: tuple[Fact, ...]
    audience: str
    summary: Table
    sections: tuple[Section, ...]
    reading: tuple[Fact, ...]
    methods: tuple[str, ...]
    sources: Table
    licence: str
    as_of: date
    for_public: bool
    queries: tuple[Item, ...] = ()
    claims: Table | None = None
    gaps: tuple[str, ...] | None = None

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every target's card, in the plan's order within its section; parts are inside."""
        return tuple(card for section in self.sections for card in section.cards)

    @property
    def every_card(self) -> tuple[Card, ...]:
        """Every card, those of parts included."""
        return tuple(member for card in self.cards for member in card.family)
