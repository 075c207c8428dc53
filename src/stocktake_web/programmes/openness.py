"""To whom proposals are closed, whatever the permissions say of programmes."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import memberships_of
from stocktake_web.accounts.permissions.decision import PERMISSIONS, Person
from stocktake_web.programmes.deliveries.models import Delivery
from stocktake_web.programmes.descriptions.models import ProgrammeRecord
from stocktake_web.programmes.descriptions.queries import SEE_PROPOSAL

PROPOSAL_REASON = (
    "It is a proposal: the board, those who prepare its decisions and its provider see it."
)


def closed_reason(user: Person, area: Area, obj: object) -> str:
    """Why a proposal is closed to a person; empty where it is open, and for all else."""
    record = obj.programme if isinstance(obj, Delivery) else obj
    if not isinstance(record, ProgrammeRecord) or not record.is_proposal:
        return ""
    is_owner = record.owner_user_id is not None and record.owner_user_id == user.pk
    return "" if is_owner or sees_proposals(user, area) else PROPOSAL_REASON


def sees_proposals(user: Person, area: Area) -> bool:
    """Whether a person sees every proposal of a place."""
    readers = PERMISSIONS.row(SEE_PROPOSAL).roles
    return any(row.role in readers for row in memberships_of(user, area))
