"""Recalls a release, and takes a register as it is for right."""

from __future__ import annotations

from django.db import transaction

from stocktake.disclosure import accept_state
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.releases.history import record_history
from stocktake_web.releases.people import account_name
from stocktake_web.releases.seal.actions import lock_register
from stocktake_web.releases.seal.store import DatabaseSeal
from stocktake_web.services.registers import open_register, register_folder
from stocktake_web.services.released_figures import recall_released


def recall_release(*, area: Area, actor: User, release_id: str, reason: str) -> None:
    """Take a release back, out of the warehouse's answers too; what was out stays known.

    Raises
    ------
    UsageError
        It was recalled before, or has no reason.
    StoreError
        The register is in use, or is not as its seal knows it.
    """
    register = open_register(area, DatabaseSeal(area))
    recall_released(register, release_id, reason=reason, by=account_name(actor))
    record_history(area=area)


def accept_register(*, area: Area, by: str, reason: str) -> int:
    """Take an area's register as it is for right, after somebody has looked at it.

    Parameters
    ----------
    area : Area
    by : str
        A role, no person's name.
    reason : str

    Returns
    -------
    int
        How many releases are in it.

    Raises
    ------
    UsageError
        No reason is stated.
    """
    with transaction.atomic():
        seal = accept_state(register_folder(area), DatabaseSeal(area), reason, by, services.today())
        record(
            area=area,
            actor=None,
            verb="accept",
            obj=lock_register(area),
            values={"by": by, "releases_count": seal.releases_count},
            reason=reason,
        )
    return seal.releases_count
