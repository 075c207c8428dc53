"""Whose history of tables is closed to a person."""

from __future__ import annotations

from collections.abc import Iterable

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.audit import ObjectRef
from stocktake_web.releases.history import RECORD, REGISTER, REQUEST


def closed_references(user: Person, area: Area, refs: Iterable[ObjectRef]) -> set[ObjectRef]:
    """All tables and the register, for those who may not see them."""
    own_refs = {ref for ref in refs if ref.type in (REQUEST, RECORD, REGISTER)}
    return set() if not own_refs or has_permission(user, area, "releases.see") else own_refs
