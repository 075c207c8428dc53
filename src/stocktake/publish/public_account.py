"""The content of a public account: a report for the public, and what stands around its targets.

It is the content model of a report with the plan's activities, changes, boards and partners. A
public edition stores it as JSON, and its pages show that JSON and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple, Self

from pydantic import model_validator
from pydantic.dataclasses import dataclass

from stocktake.publish.content import STRICT, Card, ReportContent, Section, Tag

MET_OR_ON_TRACK: frozenset[Tag] = frozenset({"met", "on_track"})
NOT_MET_OR_OFF_TRACK: frozenset[Tag] = frozenset({"not_met", "off_track"})
WITHOUT_VERDICT: frozenset[Tag] = frozenset({"cannot_tell", "withheld"})
DECIDED_FIRST = ("Supported", "Contradicted", "Cannot tell", "Not checked")
"""What the check of a statement may say, in the order in which a page has it."""
NO_PAGE = "none"


@dataclass(frozen=True, config=STRICT)
class Activity:
    """An activity of the programme. Its owner is a role or an organisation, never a person.

    Parameters
    ----------
    starts, due : str
        As the plan writes them.
    status, status_code, reason : str
        How it stands in words and as a code, and the date that decided; empty where nobody
        recorded anything.
    """

    id: str
    text: str
    owner: str
    starts: str
    due: str
    partners: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    status: str = ""
    status_code: str = ""
    reason: str = ""

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is not done."""
        return self.status_code == "late"


@dataclass(frozen=True, config=STRICT)
class Change:
    """How the plan was changed since the account before."""

    id: str
    scope: str
    title: str
    label: str
    sentence: str


@dataclass(frozen=True, config=STRICT)
class VerdictChange:
    """A verdict that was another in the account before."""

    target: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, config=STRICT)
class PrioritySection(Section):
    """A priority with its targets' cards, and what was to be done and was done for it."""

    what: str = ""
    position: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()
    changes: tuple[Change, ...] = ()
    verdict_changes: tuple[VerdictChange, ...] = ()

    @property
    def not_met_or_off_track(self) -> tuple[Card, ...]:
        """Targets that are not met or off track."""
        return self._of(NOT_MET_OR_OFF_TRACK)

    @property
    def met_or_on_track(self) -> tuple[Card, ...]:
        """Targets that are met or on track."""
        return self._of(MET_OR_ON_TRACK)

    @property
    def without_verdict(self) -> tuple[Card, ...]:
        """Targets of which nobody can tell, or not yet in public."""
        return self._of(WITHOUT_VERDICT)

    @property
    def not_yet_due(self) -> tuple[Card, ...]:
        """Targets that are not due yet."""
        return self._of(frozenset({"not_yet_due"}))

    @property
    def awaiting_figures(self) -> tuple[Card, ...]:
        """Targets whose year has ended and whose figures are not published yet."""
        return self._of(frozenset({"awaiting_figures"}))

    @property
    def late(self) -> tuple[Activity, ...]:
        """Activities whose day has passed and that are not done."""
        return tuple(activity for activity in self.activities if activity.is_late)

    def _of(self, kinds: frozenset[Tag]) -> tuple[Card, ...]:
        return tuple(card for card in self.cards if card.kind in kinds)


@dataclass(frozen=True, config=STRICT)
class StrandAction:
    """Something that would be done, and with whom."""

    text: str
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Strand:
    """Work that cuts across the priorities."""

    id: str
    title: str
    why: str = ""
    actions: tuple[StrandAction, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Body:
    """A board or group. Its members are roles and organisations."""

    id: str
    name: str
    purpose: str = ""
    meets: str = ""
    members: tuple[str, ...] = ()
    advisers: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Partner:
    """An organisation or programme: what it brings, and to which priorities and strands."""

    name: str
    brings: str = ""
    joins: tuple[str, ...] = ()


class Claim(NamedTuple):
    """A row of the claims: what the plan states as a fact, and what the figures say."""

    text: str
    tag: str
    sentence: str
    page: str


class PublicAccount(ReportContent):
    """Everything that the pages of one public edition show.

    Parameters
    ----------
    revision : int
        Of the plan.
    before : date or None
        The day of the judgement in the account before, with which this one is compared.
    chosen_year : str
        The past school year at which it is judged, where a person chose one; empty where every
        target is judged as of the day.
    engine_version : int
        Of the judging engine; verdicts of two versions are not compared.
    same_engine : bool
        Whether the account before is of the same version.

    Raises
    ------
    ValidationError
        A card holds figures for the board.
    """

    for_public: Literal[True] = True
    sections: tuple[PrioritySection, ...]
    revision: int
    before: date | None = None
    chosen_year: str = ""
    engine_version: int = 1
    same_engine: bool = True
    vision: str
    strengths: tuple[str, ...] = ()
    under_way: tuple[str, ...] = ()
    strands: tuple[Strand, ...] = ()
    bodies: tuple[Body, ...] = ()
    partners: tuple[Partner, ...] = ()
    changes: tuple[Change, ...] = ()

    @model_validator(mode="after")
    def _holds_nothing_for_the_board(self) -> Self:
        for card in self.every_card:
            if card.board:
                raise ValueError(f"{card.id}: figures for the board in an account for the public")
        return self

    @property
    def priorities(self) -> tuple[PrioritySection, ...]:
        """The priorities; last, where there are any, the targets that belong to none."""
        return self.sections

    @property
    def card_by_id(self) -> dict[str, Card]:
        """Every target's card by the target's id."""
        return {card.id: card for card in self.cards}

    @property
    def checked_claims(self) -> tuple[Claim, ...]:
        """What the plan states as facts, in the plan's order."""
        return tuple(self._claims())

    @property
    def claims_by_tag(self) -> list[tuple[str, list[Claim]]]:
        """What the plan states, by what the check gave; what was decided comes first."""
        groups: dict[str, list[Claim]] = {}
        for claim in self._claims():
            groups.setdefault(claim.tag, []).append(claim)
        return sorted(groups.items(), key=lambda group: _place(group[0]))

    def priority(self, id: str) -> PrioritySection | None:
        """A priority by its id."""
        return next((section for section in self.sections if section.id == id), None)

    def priority_of(self, target: str) -> PrioritySection | None:
        """The priority to which a target belongs."""
        return next(
            (
                section
                for section in self.sections
                if any(card.id == target for card in section.cards)
            ),
            None,
        )

    def _claims(self) -> Iterator[Claim]:
        for text, tag, sentence, page in self.claims.rows if self.claims else ():
            yield Claim(
                text.text, tag.text, sentence.text, "" if page.text == NO_PAGE else page.text
            )


def _place(tag: str) -> int:
    return DECIDED_FIRST.index(tag) if tag in DECIDED_FIRST else len(DECIDED_FIRST)
