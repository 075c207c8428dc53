"""What the app's table of permissions may ask of an object."""

from __future__ import annotations

from typing import Any

from stocktake.programmes import PROPOSED_STAGES
from stocktake_web.accounts.models import Membership
from stocktake_web.accounts.permissions.predicates import my_own


def my_open_proposal(membership: Membership, obj: Any) -> bool:
    """The member proposed it, and nobody has decided on it yet."""
    return my_own(membership, obj) and getattr(obj, "stage", "") in PROPOSED_STAGES


PREDICATES = {"my_open_proposal": my_open_proposal}
