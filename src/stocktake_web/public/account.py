"""The public account as it is published: what the plan promised, and what happened.

It is kept as text under a digest, and shown from that text alone. Nothing in it is computed again.
"""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal[
    "met", "not_met", "on_track", "off_track", "cannot_tell", "not_yet_due", "withheld", "note"
]
KEPT = frozenset({"met", "on_track"})
MISSED = frozenset({"not_met", "off_track"})
UNTOLD = frozenset({"cannot_tell", "withheld"})
DECIDED_FIRST = ("Supported", "Contradicted", "Cannot tell", "Not checked")
"""What the check of a statement may give, in the order in which a page has it."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fact(_Part):
    """A label and what stands beside it."""

    label: str
    text: str


class Column(_Part):
    """The heading of a column, and whether figures stand in it."""

    heading: str
    figures: bool = False


class Table(_Part):
    """A table as text; the first cell of a row is its header."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


class Note(_Part):
    """A line of a list: what is so, a tag in words, and why it is listed."""

    text: str
    tag: str = ""
    kind: Kind = "note"
    why: str = ""


class Figure(_Part):
    """A table and, where there is one, the chart that shows the same: a file of the publication."""

    table: Table
    image: str = ""
    title: str = ""
    subtitle: str = ""


class Card(_Part):
    """A target, or a part of one, with its verdict."""

    id: str
    title: str
    tag: str
    kind: Kind
    sentence: str
    promise: str
    page: str
    facts: tuple[Fact, ...] = ()
    comparability: str = ""
    readings: Table | None = None
    watch: tuple[Note, ...] = ()
    leading: tuple[Note, ...] = ()
    figures: tuple[Figure, ...] = ()
    parts: tuple[Card, ...] = ()
    sources: tuple[str, ...] = ()
    untold: str = ""
    notes: tuple[str, ...] = ()

    @property
    def fact(self) -> dict[str, str]:
        """Facts by their labels."""
        return {fact.label: fact.text for fact in self.facts}


class Activity(_Part):
    """An activity of the programme. Its owner is a role or an organisation, never a person."""

    id: str
    words: str
    owner: str
    starts: str
    due: str
    partners: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    status: str = ""
    status_code: str = ""
    because: str = ""

    @property
    def late(self) -> bool:
        """Whether its day has passed and it is not done."""
        return self.status_code == "late"


class Change(_Part):
    """How the plan was changed since the account before."""

    id: str
    scope: str
    title: str
    words: str
    sentence: str


class Moved(_Part):
    """A verdict that was another in the account before."""

    target: str
    title: str
    before: str
    after: str


class Priority(_Part):
    """A priority: a sentence first."""

    id: str
    title: str
    sentence: str
    why: str = ""
    what: str = ""
    position: tuple[str, ...] = ()
    promised: tuple[str, ...] = ()
    targets: tuple[Card, ...] = ()
    activities: tuple[Activity, ...] = ()
    changes: tuple[Change, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def missed(self) -> tuple[Card, ...]:
        """Targets that are not met or off track."""
        return tuple(card for card in self.targets if card.kind in MISSED)

    @property
    def kept(self) -> tuple[Card, ...]:
        """Targets that are met or on track."""
        return tuple(card for card in self.targets if card.kind in KEPT)

    @property
    def untold(self) -> tuple[Card, ...]:
        """Targets of which nobody can tell, or not yet in public."""
        return tuple(card for card in self.targets if card.kind in UNTOLD)

    @property
    def ahead(self) -> tuple[Card, ...]:
        """Targets that are not due yet."""
        return tuple(card for card in self.targets if card.kind not in KEPT | MISSED | UNTOLD)

    @property
    def late(self) -> tuple[Activity, ...]:
        """Activities whose day has passed and that are not done."""
        return tuple(each for each in self.activities if each.late)


class Promise(_Part):
    """Something that would be done, and with whom."""

    words: str
    partners: tuple[str, ...] = ()


class Strand(_Part):
    """Work that cuts across the priorities."""

    id: str
    title: str
    why: str = ""
    promised: tuple[Promise, ...] = ()


class Body(_Part):
    """A board or group. Its members are roles and organisations."""

    id: str
    name: str
    purpose: str = ""
    meets: str = ""
    members: tuple[str, ...] = ()
    advisers: tuple[str, ...] = ()


class Partner(_Part):
    """An organisation or programme: what it brings, and to which priorities and strands."""

    name: str
    brings: str = ""
    joins: tuple[str, ...] = ()


class Claim(_Part):
    """Something that the plan states as a fact, and what the figures say."""

    words: str
    tag: str
    sentence: str
    page: str = ""


class Count(_Part):
    """How many targets have a verdict."""

    kind: Kind
    tag: str
    count: int


class Account(_Part):
    """Everything that the pages of one publication show.

    Parameters
    ----------
    revision : int
        Of the plan.
    as_of : date
        The day of the judgement: only what was known then is in it.
    before : date or None
        The day of the judgement in the account before, with which this one is compared.
    chosen_year : str
        The school year at which it is judged, where a person chose it; empty where it is the latest
        of which anything can be told.
    """

    format: Literal["stocktake-public-account/1"] = "stocktake-public-account/1"
    place: str
    plan: str
    revision: int
    as_of: date
    before: date | None = None
    chosen_year: str = ""
    headline: str
    vision: str
    audience: str
    counts: tuple[Count, ...]
    facts: tuple[Fact, ...]
    strengths: tuple[str, ...] = ()
    under_way: tuple[str, ...] = ()
    priorities: tuple[Priority, ...]
    strands: tuple[Strand, ...] = ()
    bodies: tuple[Body, ...] = ()
    partners: tuple[Partner, ...] = ()
    claims: tuple[Claim, ...] = ()
    changes: tuple[Change, ...] = ()
    reading: tuple[Fact, ...] = ()
    methods: tuple[str, ...] = ()
    sources: Table
    licence: str

    @cached_property
    def cards(self) -> dict[str, Card]:
        """Every target by its id."""
        return {card.id: card for priority in self.priorities for card in priority.targets}

    @property
    def claims_by_tag(self) -> list[tuple[str, list[Claim]]]:
        """What the plan states, by what the check gave; what was decided comes first."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.tag, []).append(claim)
        return sorted(found.items(), key=lambda each: _place(each[0]))

    def priority(self, id: str) -> Priority | None:
        """A priority by its id."""
        return next((each for each in self.priorities if each.id == id), None)

    def priority_of(self, target: str) -> Priority | None:
        """The priority to which a target belongs."""
        return next(
            (each for each in self.priorities if any(card.id == target for card in each.targets)),
            None,
        )

    def as_text(self) -> str:
        """The text that is kept."""
        return self.model_dump_json()


def _place(tag: str) -> int:
    return DECIDED_FIRST.index(tag) if tag in DECIDED_FIRST else len(DECIDED_FIRST)


def digest_of(body: str | bytes) -> str:
    """SHA-256 of what is published."""
    return hashlib.sha256(body.encode() if isinstance(body, str) else body).hexdigest()
