"""What is closed to whom, on every page and in every history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.audit import ObjectRef
from stocktake_web.boards.agenda.models import AgendaItem, Paper
from stocktake_web.boards.agreed_actions.models import Action
from stocktake_web.boards.comments.queries import AgendaComment
from stocktake_web.boards.decisions.models import Decision
from stocktake_web.boards.interests.models import Interest
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.boards.minutes.models import Minutes
from stocktake_web.boards.openness import EXEMPT
from stocktake_web.boards.proposals.models import Proposal
from stocktake_web.boards.recusals.models import Recusal
from stocktake_web.boards.recusals.queries import withdrawn_items

SEE, SEE_ACTION = "boards.read", "boards.see_action"
READ = "boards.read_exempt"
RUN = "boards.run"
RELATIONS: dict[Any, tuple[str, ...]] = {
    Meeting: ("body",),
    AgendaItem: ("meeting__body",),
    Paper: ("item__meeting__body",),
    Decision: ("item", "meeting__body"),
    Action: ("item", "body"),
    Proposal: ("item__meeting__body",),
    Recusal: ("item__meeting__body",),
    Minutes: ("meeting__body",),
    Interest: ("seat__body",),
}
"""What a board keeps that is not for everybody who may read histories; what is read with it."""


def closed_reason(user: Person, area: Area, obj: object) -> str:
    """Why an object's openness closes it to a person, whatever their permissions; empty where not.

    Exempt things are for who may read the body's exempt items. An action is also for who is to do
    it, who learnt of it when they became its owner. Whoever withdrew from an item sees nothing of
    it, unless they serve the meeting.
    """
    if isinstance(obj, AgendaComment):
        return closed_reason(user, area, obj.about)
    if not isinstance(obj, (AgendaItem, Paper, Decision, Action, Proposal, Recusal)):
        return ""
    item = obj if isinstance(obj, AgendaItem) else obj.item
    if isinstance(obj, Action) and obj.owner_user_id is not None and obj.owner_user_id == user.pk:
        return ""
    if EXEMPT in (item.openness, getattr(obj, "openness", "")) and not reads_exempt(
        user, area, obj.body_key
    ):
        return "Your role does not let you read this board's exempt items."
    if isinstance(obj, Action) or not isinstance(user, User) or has_permission(user, area, RUN):
        return ""
    if item.pk in withdrawn_items(area, user):
        return "You withdrew from this item, so you do not see its papers."
    return ""


def reads_exempt(user: Person, area: Area, body_key: str) -> bool:
    """Whether a person may read a body's exempt things."""
    return has_permission(user, area, READ, _BodyRef(body_key))


@dataclass(frozen=True)
class _BodyRef:
    body_key: str


def closed_references(user: User, area: Area, references: Iterable[ObjectRef]) -> set[ObjectRef]:
    """Those of some references of which a person may not read what was set, and why.

    A history says no more than the thing's own page: whoever may not open the page reads only
    that something was done. What was removed is closed too: whether it was exempt is no longer
    known. Minutes hold the words of every item, so theirs are for who may read them all.
    """
    references = set(references)
    unreadable: set[ObjectRef] = set()
    for model, relations in RELATIONS.items():
        kind = model._meta.label_lower
        of_kind = {reference for reference in references if reference.type == kind}
        if not of_kind:
            continue
        rows = model._default_manager.filter(
            area=area, pk__in=[int(reference.id) for reference in of_kind]
        )
        by_reference = {
            ObjectRef(kind, str(row.pk)): row for row in rows.select_related(*relations)
        }
        unreadable |= {
            reference
            for reference in of_kind
            if not _is_readable(user, area, by_reference.get(reference))
        }
    return unreadable


def _is_readable(user: User, area: Area, row: Any) -> bool:
    if row is None:
        return has_permission(user, area, READ)
    if isinstance(row, Minutes):
        return has_permission(user, area, READ, row)
    return has_permission(user, area, SEE_ACTION if isinstance(row, Action) else SEE, row)
