"""Decides what published minutes say: what is closed is gone, and names become roles. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from stocktake_web.boards.openness import OPEN
from stocktake_web.boards.record import ItemRecord, MeetingRecord

_TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Revd)"
_TITLED = re.compile(rf"\b{_TITLES}\.?\s+(?:[A-Z]\.?\s+)*[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*")


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
class PublicItem:
    """An open item. Numbers are those of the meeting, so that a gap shows what was left out."""

    number: int
    title: str
    words: str
    decisions: tuple[PublicDecision, ...]
    actions: tuple[PublicAction, ...]


@dataclass(frozen=True)
class Redacted:
    """Minutes as anyone may read them.

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
        """As it is kept."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain

    @property
    def sha256(self) -> str:
        """Digest of everything in it."""
        text = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Redacted:
        """Read back what was kept."""
        items = tuple(
            PublicItem(
                number=item["number"],
                title=item["title"],
                words=item["words"],
                decisions=tuple(PublicDecision(**each) for each in item["decisions"]),
                actions=tuple(PublicAction(**each) for each in item["actions"]),
            )
            for item in held["items"]
        )
        plain = {field.name: held[field.name] for field in fields(cls)}
        return cls(**plain | {"items": items, "addenda": tuple(held["addenda"])})


def redact(record: MeetingRecord, roles: Mapping[str, str]) -> Redacted:
    """The minutes that may be published.

    Parameters
    ----------
    record : MeetingRecord
    roles : mapping
        What to say in place of each person's name.

    Returns
    -------
    Redacted
        Only open items that name no school without leave; within them only open decisions and
        actions. Every known name is replaced in every text.
    """
    kept = [item for item in record.items if item.publishable]
    return Redacted(
        body=record.body,
        held_on=record.held_on.isoformat(),
        place=record.place,
        approved=record.approved,
        opening=without_names(record.opening, roles),
        items=tuple(_item(item, roles) for item in kept),
        left_out_count=len(record.items) - len(kept),
        addenda=tuple(
            without_names(each.words, roles) for each in record.addenda if each.openness == OPEN
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
        found = re.compile(f"(?:{'|'.join(forms)}){after}", re.IGNORECASE)
        text = found.sub(lambda _, said=role: said, text)  # type: ignore[misc]
    return text


def titled_names(redacted: Redacted) -> tuple[str, ...]:
    """What still looks like a person's name: a title before a capital. For the secretary to check.

    Examples
    --------
    >>> shown = Redacted("Board", "2026-11-23", "", True, "Dr Unknown spoke.", (), 0)
    >>> titled_names(shown)
    ('Dr Unknown',)
    """
    texts = [redacted.opening, *redacted.addenda]
    for item in redacted.items:
        texts += [item.title, item.words]
        texts += [text for each in item.decisions for text in (each.words, each.reason)]
        texts += [each.words for each in item.actions]
    return tuple(dict.fromkeys(name for text in texts for name in _TITLED.findall(text)))


def _item(item: ItemRecord, roles: Mapping[str, str]) -> PublicItem:
    return PublicItem(
        number=item.number,
        title=without_names(item.title, roles),
        words=without_names(item.minuted, roles),
        decisions=tuple(
            PublicDecision(
                each.id, without_names(each.words, roles), without_names(each.reason, roles)
            )
            for each in item.decided
            if each.openness == OPEN
        ),
        actions=tuple(
            PublicAction(without_names(each.words, roles), each.owner_role, each.due.isoformat())
            for each in item.agreed
            if each.openness == OPEN
        ),
    )
