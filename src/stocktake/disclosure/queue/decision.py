"""Whether a decision may be taken: by whom, with which reasons."""

from __future__ import annotations

from collections.abc import Mapping

from stocktake.disclosure.queue.checkers import Checkers
from stocktake.disclosure.queue.checks import Check
from stocktake.disclosure.queue.request import Request
from stocktake.standards.errors import Fault, UsageError, nearest


class ChangedPreviewError(UsageError):
    """Another table would leave now than was seen; it is shown from now on, and nothing left."""


def changed_preview(request: Request) -> ChangedPreviewError:
    """The error of a decision about a table that is no longer the one that was seen."""
    problem = "another table would leave now than was seen"
    return ChangedPreviewError(
        "nothing was released", [Fault(request.id, problem, "", "look at it again")]
    )


def check_decision(
    request: Request,
    checkers: Checkers,
    by: str,
    reason: str,
    exceptions: Mapping[str, str] | None = None,
) -> None:
    """Refuse a decision that is none.

    Parameters
    ----------
    request : Request
    checkers : Checkers
    by, reason : str
    exceptions : mapping of str to str, optional
        To let the table out: a reason for each check that asks for one. None to send it back.

    Raises
    ------
    UsageError
        With every fault: decided before, by the one who asked, by no checker, without a reason.
    """
    faults = []
    if request.outcome is not None:
        faults.append(Fault(request.id, f"was decided on {request.outcome.as_of}"))
    if by.strip().casefold() == request.requested_by.casefold():
        faults.append(Fault("by", "is who asked", "a second person"))
    elif by not in checkers.roles:
        faults.append(Fault("by", f"{by!r} does not let tables out", " or ".join(checkers.roles)))
    if not reason.strip():
        faults.append(Fault("reason", "is not stated", "why the table may leave, or not"))
    if exceptions is not None:
        faults += _exception_faults(request.checks, exceptions)
    if faults:
        raise UsageError("the table is not decided", faults)


def _exception_faults(checks: tuple[Check, ...], exceptions: Mapping[str, str]) -> list[Fault]:
    faults = [
        Fault(check.id, f"asks for a reason: {check.words}", "why it may leave nevertheless")
        for check in checks
        if check.needs_reason and not exceptions.get(check.id, "").strip()
    ]
    check_ids = {check.id for check in checks if check.needs_reason}
    faults += [
        Fault(name, "asks for no reason", "", nearest(name, check_ids))
        for name in exceptions
        if name not in check_ids
    ]
    return faults
