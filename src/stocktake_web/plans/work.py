"""An activity as people work on it: its owner, what was said, what it waits on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from stocktake_web.plans.status import Status

if TYPE_CHECKING:
    from stocktake_web.plans.models import OfferedUpdate, Update

NO_OWNER = "No owner"


@dataclass(frozen=True)
class Wait:
    """Something that an activity waits on, with the delay that it causes.

    Parameters
    ----------
    pk : int or None
        None where the plan's text names it and nobody has recorded since when.
    delay_days : int
        Days since it was needed; 0 where it is not overdue or no day was said.
    """

    activity_id: str
    activity: str
    words: str
    body_id: str = ""
    since: date | None = None
    needed_by: date | None = None
    delay_days: int = 0
    pk: int | None = None
    version: int = 1


@dataclass(frozen=True)
class Work:
    """One activity on a day.

    Parameters
    ----------
    area_id : int
    id, words : str
        As the plan has them.
    owner : str
        Who owns it now: the account's name, the role, or the owner of the plan's text.
    owner_user_id : int or None
        The account that owns it.
    measures : tuple of str
        How one would see that it happened.
    updates : tuple of Update
        The latest first.
    """

    area_id: int
    id: str
    words: str
    priority_id: str
    priority: str
    starts: date | None
    due: date | None
    starts_words: str
    due_words: str
    owner: str
    owner_user_id: int | None
    owner_role: str
    partners: tuple[str, ...]
    measures: tuple[str, ...]
    query: str
    status: Status
    updates: tuple[Update, ...] = ()
    waits: tuple[Wait, ...] = ()
    offers: tuple[OfferedUpdate, ...] = ()
    state_version: int = 0

    @property
    def last(self) -> Update | None:
        """The latest update."""
        return self.updates[0] if self.updates else None

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is not done."""
        return self.status.code == "late"

    @property
    def has_owner(self) -> bool:
        """Whether somebody, or a role, owns it."""
        return self.owner != NO_OWNER

    def of_kind(self, kind: str) -> tuple[Update, ...]:
        """The updates that are evidence of action, or those of impact."""
        return tuple(each for each in self.updates if each.kind == kind)

    def without_updates(self) -> Work:
        """The same, for a list."""
        return replace(self, updates=self.updates[:1])
