"""Decides what published minutes say: what is closed is gone, and names become roles. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from django.utils.text import slugify

from stocktake_web.boards.minutes.record import ItemRecord, MeetingRecord, PaperRecord
from stocktake_web.boards.openness import OPEN

_TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Revd)"
TITLED_NAME = re.compile(rf"\b{_TITLES}\.?\s+(?:[A-Z]\.?\s+)*[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*")
"""What looks like a person's name: a title before a capital."""


@dataclass(frozen=True)
class PublicDecision:
    """A decision that anyone may read; ``id`` is the recorded decision's."""

    id: int
    words: str
    reason: str


@dataclass(frozen=True)
class PublicAction:
    """An action that anyone may read: its owner is a role, its day an ISO date."""

    words: str
    owner: str
    due: str

    @property
    def day(self) -> date:
        """When it is due."""
        return date.fromisoformat(self.due)


@dataclass(frozen=True)
class PublicPaper:
    """A paper that anyone may download.

    Parameters
    ----------
    id : int
        The paper's.
    file : str
        The last part of its address; made from its title, for the name that a document was
        uploaded under may hold a person's.
    sha256 : str
        Of its bytes.
    """

    id: int
    title: str
    file: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True)
class PublicItem:
    """An open item. Numbers are those of the meeting, so that a gap shows what was left out."""

    number: int
    title: str
    words: str
    decisions: tuple[PublicDecision, ...]
    actions: tuple[PublicAction, ...]
    papers: tuple[PublicPaper, ...] = ()


@dataclass(frozen=True)
class RedactedMinutes:
    """Minutes as anyone may read them. Their fields are the keys under which they are stored.

    Parameters
    ----------
    held_on : str
        ISO date.
    approved : bool
        False for a draft that the body has not approved yet.
    left_out_count : int
        Items that were taken and are not here.
    addenda : tuple of str
        Open additions, in their order.
    """

    body: str
    held_on: str
    place: str
    approved: bool
    opening: str
    items: tuple[PublicItem, ...]
    left_out_count: int
    addenda: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain

    @property
    def papers(self) -> tuple[PublicPaper, ...]:
        """Every paper that may be downloaded."""
        return tuple(paper for item in self.items for paper in item.papers)

    @property
    def sha256(self) -> str:
        """Digest of everything in it."""
        text = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> RedactedMinutes:
        """Read back what was stored."""
        items = tuple(
            PublicItem(
                number=item["number"],
                title=item["title"],
                words=item["words"],
                decisions=tuple(PublicDecision(**decision) for decision in item["decisions"]),
                actions=tuple(PublicAction(**action) for action in item["actions"]),
                # Minutes that were published before papers were hold none.
                papers=tuple(PublicPaper(**paper) for paper in item.get("papers", ())),
            )
            for item in content["items"]
        )
        plain = {field.name: content[field.name] for field in fields(cls)}
        return cls(**plain | {"items": items, "addenda": tuple(content["addenda"])})


def redact(record: MeetingRecord, roles: Mapping[str, str]) -> RedactedMinutes:
    """The minutes that may be published.

    Parameters
    ----------
    record : MeetingRecord
    roles : mapping
        What to say in place of each person's name.

    Returns
    -------
    RedactedMinutes
        Only open items that name no school without leave; within them only open decisions,
        actions and papers. Every known name is replaced in every text, not in the papers.
    """
    items = [item for item in record.items if item.publishable]
    return RedactedMinutes(
        body=record.body,
        held_on=record.meeting_date.isoformat(),
        place=record.place,
        approved=record.approved,
        opening=without_names("\n\n".join((*record.early_notes, record.opening)), roles),
        items=tuple(_item(item, roles) for item in items),
        left_out_count=len(record.items) - len(items),
        addenda=tuple(
            without_names(addendum.text, roles)
            for addendum in record.addenda
            if addendum.openness == OPEN
        ),
    )


def without_names(text: str, roles: Mapping[str, str]) -> str:
    """A text with every known name replaced by the role.

    A surname alone counts where a title stands before it. The role in brackets after a name, as
    the draft writes it, is not said twice.

    Examples
    --------
    >>> roles = {"Ann Example": "Independent chair"}
    >>> without_names("Ann  Example (Independent chair) thanked Ms Example.", roles)
    'Independent chair thanked Independent chair.'
    """
    for name in sorted(roles, key=len, reverse=True):
        parts = [re.escape(part) for part in name.split()]
        if not parts:
            continue
        role = roles[name]
        # A role without an account is its own name: nothing to replace.
        if name == role:
            continue
        full = r"\s+".join(parts)
        whole = rf"(?:\b{_TITLES}\.?\s+)?(?<!\w){full}(?!\w)"
        forms = [whole]
        if len(parts) > 1:
            forms.append(rf"\b{_TITLES}\.?\s+(?:[A-Z]\.?\s+)*{parts[-1]}(?!\w)")
        after = rf"(?:\s+\({re.escape(role)}\))?"
        pattern = re.compile(f"(?:{'|'.join(forms)}){after}", re.IGNORECASE)
        text = pattern.sub(lambda _, role=role: role, text)  # type: ignore[misc]
    return text


def titled_names(redacted: RedactedMinutes) -> tuple[str, ...]:
    """What still looks like a person's name: a title before a capital. For the secretary to check.

    Examples
    --------
    >>> minutes = RedactedMinutes("Board", "2026-11-23", "", True, "Dr Unknown spoke.", (), 0)
    >>> titled_names(minutes)
    ('Dr Unknown',)
    """
    texts = [redacted.opening, *redacted.addenda]
    for item in redacted.items:
        texts += [item.title, item.words]
        texts += [text for row in item.decisions for text in (row.words, row.reason)]
        texts += [action.words for action in item.actions]
        texts += [paper.title for paper in item.papers]
    return tuple(dict.fromkeys(name for text in texts for name in TITLED_NAME.findall(text)))


def _item(item: ItemRecord, roles: Mapping[str, str]) -> PublicItem:
    return PublicItem(
        number=item.number,
        title=without_names(item.title, roles),
        words=without_names(item.minute_text, roles),
        decisions=tuple(
            PublicDecision(
                decision.id,
                without_names(decision.text, roles),
                without_names(decision.reason, roles),
            )
            for decision in item.decisions
            if decision.openness == OPEN
        ),
        actions=tuple(
            PublicAction(
                without_names(action.text, roles), action.owner_role, action.due.isoformat()
            )
            for action in item.actions
            if action.openness == OPEN
        ),
        papers=tuple(
            _paper(paper, without_names(paper.title, roles))
            for paper in item.papers
            if paper.openness == OPEN
        ),
    )


def _paper(paper: PaperRecord, title: str) -> PublicPaper:
    name = slugify(title)[:60].strip("-") or "paper"
    file = f"{paper.id}-{name}{PurePosixPath(paper.file_name).suffix.lower()}"
    return PublicPaper(paper.id, title, file, paper.size_bytes, paper.sha256)
