"""The documents of the queue: what was asked, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict

from stocktake.disclosure.queue.checks import Check


class Outcome(BaseModel):
    """What a second person decided.

    Parameters
    ----------
    is_approved : bool
    by : str
        A role or an account's id.
    reason : str
    as_of : date
    record_id : str
        Of the release; empty where it was refused.
    exceptions : mapping of str to str
        Reasons by the check that asked for one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    is_approved: bool
    by: str
    reason: str
    as_of: date
    record_id: str = ""
    exceptions: Mapping[str, str] = {}


class Request(BaseModel):
    """A table that waits, or waited.

    Parameters
    ----------
    id : str
    name : str
        Of the table, as :func:`~stocktake.disclosure.release.release` takes it.
    policy : str
    requested_by : str
        A role or an account's id.
    purpose : str
        What it is for, in the words of the person who asks.
    as_of : date
        When it was asked.
    sha256 : str
        Of the table as it would leave; it is let out only as it was seen.
    checks : tuple of Check
    figure_columns : tuple of str
        The columns of the table that hold figures; empty where an earlier version asked.
    outcome : Outcome or None
        None while it waits.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    policy: str
    requested_by: str
    purpose: str
    as_of: date
    sha256: str
    checks: tuple[Check, ...]
    figure_columns: tuple[str, ...] = ()
    outcome: Outcome | None = None
