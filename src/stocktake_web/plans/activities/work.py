"""An activity as people work on it: its owner, its updates, what it depends on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stocktake_web.plans.activities.status import Status

if TYPE_CHECKING:
    from stocktake_web.plans.activities.models import Update
    from stocktake_web.plans.dependencies.queries import DependencyView
    from stocktake_web.plans.links.models import PendingUpdate

NO_OWNER = "No owner"


@dataclass(frozen=True)
class Work:
    """One activity on a day.

    Parameters
    ----------
    area_id : int
    id, title : str
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
    title: str
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
    dependencies: tuple[DependencyView, ...] = ()
    pending_updates: tuple[PendingUpdate, ...] = ()
    has_state: bool = False

    @property
    def last_update(self) -> Update | None:
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
        return tuple(update for update in self.updates if update.kind == kind)
