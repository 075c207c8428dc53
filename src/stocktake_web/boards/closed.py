"""What of a history is not for everybody who reads histories: exempt things."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.rights import may
from stocktake_web.audit import Thing
from stocktake_web.boards.models import Action, AgendaItem, Decision, Minutes, Paper, Proposal
from stocktake_web.boards.openness import EXEMPT

READ = "boards.read_exempt"
HOLD: dict[Any, tuple[str, ...]] = {
    AgendaItem: ("meeting__body",),
    Paper: ("item__meeting__body",),
    Decision: ("item", "meeting__body"),
    Action: ("item", "body"),
    Proposal: ("item__meeting__body",),
    Minutes: ("meeting__body",),
}
"""What may hold exempt words, and what to read with it."""


def closed_to(user: User, area: Area, things: Iterable[Thing]) -> set[Thing]:
    """Those of some things of which a person may not read what was set, and why.

    What was taken away is closed too: whether it was exempt can no longer be told. Minutes hold
    the words of every item, so theirs are for who may read them all.
    """
    asked = set(things)
    closed: set[Thing] = set()
    for model, beside in HOLD.items():
        kind = model._meta.label_lower
        of_kind = {thing for thing in asked if thing.type == kind}
        if not of_kind or may(user, area, READ):
            continue
        rows = model._default_manager.filter(area=area, pk__in=[int(each.id) for each in of_kind])
        found = {Thing(kind, str(row.pk)): row for row in rows.select_related(*beside)}
        closed |= {
            thing
            for thing in of_kind
            if thing not in found
            or (_is_exempt(found[thing]) and not may(user, area, READ, found[thing]))
        }
    return closed


def _is_exempt(row: Any) -> bool:
    item = row if isinstance(row, AgendaItem) else getattr(row, "item", None)
    if item is None:
        return True
    return EXEMPT in (item.openness, getattr(row, "openness", ""))
