"""Reminds of a request, and takes a return."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from django.db import transaction

from stocktake.sources import FormRow
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.optimistic_locking import Conflict
from stocktake_web.plans.returns.files import digest_rows, file_rows, keepable_rows
from stocktake_web.plans.returns.models import LocalRequest, LocalReturn, ReturnFile
from stocktake_web.plans.revisions.queries import plan
from stocktake_web.records.change import change
from stocktake_web.services import local_returns

LONGEST_NAME = 120


class StaleReading(Exception):  # noqa: N818 - it says what is so
    """What can be taken of a file is no longer what the person saw."""


def remind(*, actor: User, request: LocalRequest, expected_version: int) -> LocalRequest:
    """Record that somebody was reminded.

    Raises
    ------
    Conflict
        Somebody else changed the request since.
    """
    return change(
        request,
        actor=actor,
        values={"reminded_at": services.now()},
        expected_version=expected_version,
        verb="remind",
    )


@transaction.atomic
def take_return(
    *,
    area: Area,
    actor: User | None,
    request: LocalRequest | None,
    by_role: str,
    name: str,
    content: bytes,
) -> LocalReturn:
    """Read a return and keep it as a release of its own, for the board only.

    Raises
    ------
    InputError
        The form has faults, all reported at once; nothing was kept.
    StoreError
        The store cannot be written to; nothing was kept.
    """
    release = local_returns.store_return(
        area, plan(area), name=name, content=content, on=services.today(), at=services.now()
    )
    values = {
        "request": request,
        "indicator_ids": list(release.indicator_ids),
        "rows_count": release.rows_count,
        "release_id": release.release_id,
        "by": actor,
        "by_role": by_role,
        "at": services.now(),
        "true_of": release.true_of[:60],
    }
    return change(LocalReturn(area=area), actor=actor, values=values, verb="return")


def keep_file(*, area: Area, actor: User, file_name: str, rows: Sequence[FormRow]) -> ReturnFile:
    """Keep a file of which some rows wait, until somebody decides."""
    values = {
        "by": actor,
        "at": services.now(),
        "file_name": file_name[-LONGEST_NAME:],
        "rows": keepable_rows(rows),
    }
    return change(ReturnFile(area=area), actor=actor, values=values, verb="read file")


@transaction.atomic
def take_good_rows(
    *,
    area: Area,
    actor: User,
    by_role: str,
    file: ReturnFile,
    expected_version: int,
    expected_digest: str,
) -> LocalReturn:
    """Take the good rows of a file as a release of their own; those that wait stay as they are.

    Parameters
    ----------
    expected_digest : str
        Of what the person saw (``digest_rows``).

    Raises
    ------
    StaleReading
        The plan was changed since, so that other rows can be taken than the person saw.
    Conflict
        Its rows were taken already, or there is none to take.
    """
    row = ReturnFile.objects.select_for_update().get(area=area, pk=file.pk)
    rows = file_rows(row)
    good_rows = [FormRow(view.row, view.cells) for view in rows if not view.waits]
    if row.applied_at or not good_rows:
        raise Conflict(str(row), row.version, ())
    if digest_rows(rows) != expected_digest:
        raise StaleReading
    local_return = take_return(
        area=area,
        actor=actor,
        request=None,
        by_role=by_role,
        name=f"{PurePath(row.file_name).stem}, good rows.csv",
        content=local_returns.rows_content(good_rows),
    )
    faults = {view.row: list(view.faults) for view in rows}
    change(
        row,
        actor=actor,
        values={
            "applied_at": services.now(),
            "local_return": local_return,
            "rows": [item | {"faults": faults[item["row"]]} for item in row.rows],
        },
        expected_version=expected_version,
        verb="apply file",
    )
    return local_return
