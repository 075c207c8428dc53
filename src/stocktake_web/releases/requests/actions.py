"""Asks for a release, and decides on one: each step is in the register, then in the history.

None of it runs in a transaction: what is in the register's folder is there whatever becomes of the
database, and the history is brought up to it.
"""

from __future__ import annotations

from collections.abc import Mapping

from stocktake.disclosure import Record, ReleaseQueue, Request, Structure, Table
from stocktake.standards import Fault, InputError
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions.decision import role_names
from stocktake_web.releases.history import record_history
from stocktake_web.releases.people import account_name
from stocktake_web.releases.seal.store import DatabaseSeal
from stocktake_web.services.registers import checkers_with, open_queue
from stocktake_web.services.released_figures import keep_released

LARGEST_FIGURES_COUNT = 1_500
"""A larger table is proved for longer than a page may take; the command line has no such limit."""


def ask_release(
    *, area: Area, actor: User, table: Table, name: str, policy: str, purpose: str
) -> Request:
    """Put a table into the queue, with what its release would be today.

    Parameters
    ----------
    area : Area
    actor : User
        Who asks, and so never decides.
    table : Table
        With its true figures; they are kept sealed, and nowhere else.
    name, policy, purpose : str

    Raises
    ------
    InputError
        The table is too large for a page, has gaps, or does not add up.
    UsageError
        The same table waits already.
    StocktakeError
        It cannot be released.
    StoreError
        The register is in use, cannot be written to, or is not as its seal knows it.
    """
    _check_size(table)
    request = open_queue(area, DatabaseSeal(area)).ask(
        table.frame,
        table.structure,
        policy,
        account_name(actor),
        services.today(),
        name=name,
        purpose=purpose,
    )
    record_history(area=area)
    return request


def approve_release(
    *,
    area: Area,
    actor: User,
    request_id: str,
    reason: str,
    exceptions: Mapping[str, str],
    seen_sha256: str,
) -> Record:
    """Release a table as it was seen, and keep its figures where the explorer finds them.

    Parameters
    ----------
    area : Area
    actor : User
        Another person than the one who asked, with a role that the area's checkers name.
    request_id, reason : str
    exceptions : mapping of str to str
        A reason for each check that asks for one.
    seen_sha256 : str
        Of the preview that the person looked at.

    Raises
    ------
    ChangedPreviewError
        Another table would leave now; it is shown from now on.
    UsageError
        With every fault of the decision.
    StocktakeError
        It can no longer be released.
    StoreError
        The register is in use, cannot be written to, or is not as its seal knows it; or the table
        is out, and the warehouse cannot be written to.
    """
    disclosure = _queue_of(area, actor).approve(
        request_id,
        account_name(actor),
        reason,
        services.today(),
        exceptions=exceptions,
        seen_sha256=seen_sha256,
    )
    record_history(area=area)
    keep_released(disclosure, area.name)
    return disclosure.record


def refuse_release(*, area: Area, actor: User, request_id: str, reason: str) -> Request:
    """Send a table back; its true figures leave the queue.

    Raises
    ------
    UsageError
        With every fault of the decision.
    StoreError
        The register is in use, or cannot be written to.
    """
    queue = _queue_of(area, actor)
    request = queue.refuse(request_id, account_name(actor), reason, services.today())
    record_history(area=area)
    return request


def _queue_of(area: Area, actor: User) -> ReleaseQueue:
    """The queue with a person among its checkers, where the area's definition names a role."""
    roles = [role.replace("_", "-") for role in role_names(actor, area)]
    checkers = checkers_with(area, account_name(actor), roles)
    return open_queue(area, DatabaseSeal(area), checkers)


def _check_size(table: Table) -> None:
    count = table.frame.height * _columns_count(table.structure)
    if not count:
        fault = Fault(table.name, "has no row below its header", "a row for each combination")
        raise InputError("the table is empty", [fault])
    if count > LARGEST_FIGURES_COUNT:
        fault = Fault(
            table.name,
            f"holds {count:,} figures",
            f"at most {LARGEST_FIGURES_COUNT:,}",
            "leave rows out, or use the command line",
        )
        raise InputError("the table is too large for a page", [fault])


def _columns_count(structure: Structure) -> int:
    return sum(1 for measure in structure.measure if measure.column)
