"""The shapes in which public accounts were stored before the content model was.

The keys are frozen: they change only where what was stored could not be read otherwise. No new
edition is written in them. A field whose key is another word now says so by its alias.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal[
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


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fact(_Part):
    """A label and its text."""

    label: str
    text: str


class Column(_Part):
    """The heading of a column, and whether it holds figures."""

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
    reason: str = Field(default="", alias="why")


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
    no_verdict_reason: str = Field(default="", alias="untold")
    notes: tuple[str, ...] = ()


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
    reason: str = Field(default="", alias="because")


class Change(_Part):
    """How the plan was changed since the account before."""

    id: str
    scope: str
    title: str
    words: str
    sentence: str


class VerdictMove(_Part):
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
    reason: str = Field(default="", alias="why")
    description: str = Field(default="", alias="what")
    position: tuple[str, ...] = ()
    actions: tuple[str, ...] = Field(default=(), alias="promised")
    targets: tuple[Card, ...] = ()
    activities: tuple[Activity, ...] = ()
    changes: tuple[Change, ...] = ()
    verdict_changes: tuple[VerdictMove, ...] = Field(default=(), alias="moved")


class Promise(_Part):
    """Something that would be done, and with whom."""

    words: str
    partners: tuple[str, ...] = ()


class Strand(_Part):
    """Work that cuts across the priorities."""

    id: str
    title: str
    reason: str = Field(default="", alias="why")
    actions: tuple[Promise, ...] = Field(default=(), alias="promised")


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
        The past school year at which it is judged, where a person chose one; empty where every
        target is judged as of the day.
    engine_version : int
        Of the judging engine; verdicts of two versions are not compared.
    same_engine : bool
        Whether the account before is of the same version.
    """

    format: Literal["stocktake-public-account/1"] = "stocktake-public-account/1"
    place: str
    plan: str
    revision: int
    as_of: date
    before: date | None = None
    chosen_year: str = ""
    engine_version: int = 1
    same_engine: bool = True
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
