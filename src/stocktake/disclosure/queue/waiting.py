"""The queue: asked by one person, seen and let out by another; each step is written down.

It lies in the register's folder, ``.queue/<request>/``: what was asked (``request.json``), the true
table (``table.sealed``, until it is decided), the table as it would leave (``preview.csv``), and
what came of it (``outcome.json``).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stocktake.disclosure.policy import Policy
from stocktake.disclosure.published_table import figure_columns
from stocktake.disclosure.queue.checkers import Checkers, load_checkers
from stocktake.disclosure.queue.checks import checks_of
from stocktake.disclosure.queue.decision import changed_preview, check_decision
from stocktake.disclosure.queue.files import (
    TABLE,
    hold_queue,
    is_decided,
    read_preview,
    read_request,
    sealed_name,
    write_new,
    write_outcome,
    write_request,
)
from stocktake.disclosure.queue.passage import ApprovedRegister, PreviewRegister
from stocktake.disclosure.queue.request import Outcome, Request
from stocktake.disclosure.record import Approval, check_words
from stocktake.disclosure.register import Register
from stocktake.disclosure.register_digests import QUEUE, REQUEST
from stocktake.disclosure.register_files import damaged
from stocktake.disclosure.release import Disclosure, release
from stocktake.disclosure.seal import read_table_bytes, table_bytes
from stocktake.disclosure.structure import Structure, Table
from stocktake.standards.errors import Fault, UsageError, nearest

if TYPE_CHECKING:
    import polars as pl


class ReleaseQueue:
    """Tables that wait for a second person.

    Parameters
    ----------
    register : Register
        Into which they are released.
    checkers : Checkers, optional
        Who may let them out; by default those that ship.
    policies : mapping of str to Policy, optional
        By id; by default those that ship.
    key : bytes, optional
        For a policy that rounds.
    """

    def __init__(
        self,
        register: Register,
        *,
        checkers: Checkers | None = None,
        policies: Mapping[str, Policy] | None = None,
        key: bytes | None = None,
    ) -> None:
        self.register = register
        self.checkers = checkers or load_checkers()
        self._rules: dict[str, object] = {"policies": policies, "key": key}

    def ask(
        self,
        table: pl.DataFrame,
        structure: Structure,
        policy: str,
        requested_by: str,
        as_of: date,
        *,
        name: str,
        purpose: str,
    ) -> Request:
        """Put a table into the queue, with what its release would be today.

        Parameters
        ----------
        table, structure, policy, requested_by, as_of, name
            As :func:`~stocktake.disclosure.release.release` takes them.
        purpose : str
            What it is for; the person who decides reads it.

        Raises
        ------
        UsageError
            No purpose; the same table waits already; or as ``release`` says.
        StocktakeError
            It cannot be released: then there is nothing to decide.
        """
        if not purpose.strip():
            raise UsageError("a request needs its purpose")
        check_words(name, requested_by)
        own_table = Table(table, structure, name)
        with hold_queue(self.register.folder):
            preview = self._preview(own_table, policy, requested_by, as_of)
            self._refuse_twice(name, preview.record.sha256)
            request = Request(
                id=f"{name}-{as_of.isoformat()}-{uuid.uuid4().hex[:6]}",
                name=name,
                policy=policy,
                requested_by=requested_by,
                purpose=purpose.strip(),
                as_of=as_of,
                sha256=preview.record.sha256,
                checks=checks_of(preview.record),
                figure_columns=figure_columns(preview.structure),
            )
            sealed_table = self.register.encrypt(table_bytes(own_table), sealed_name(request.id))
            write_new(self.register, request, preview.csv, sealed_table)
        return request

    def _refuse_twice(self, name: str, sha256: str) -> None:
        for request in self.waiting():
            if (request.name, request.sha256) == (name, sha256):
                raise UsageError("the same table waits already", [Fault(request.id, "is the same")])

    def requests(self) -> tuple[Request, ...]:
        """Every request, those that were decided too, in the order in which they were asked.

        Raises
        ------
        StoreError
            A request is damaged.
        """
        return self._read_requests(self._folders())

    def waiting(self) -> tuple[Request, ...]:
        """Those that nobody has decided."""
        return self._read_requests([path for path in self._folders() if not is_decided(path)])

    def get(self, request_id: str) -> Request:
        """A request by its id.

        Raises
        ------
        UsageError
            There is none.
        """
        folders = {path.name: path for path in self._folders()}
        if request_id not in folders:
            hint = nearest(request_id, folders)
            raise UsageError(
                "no such request", [Fault("", f"nothing is asked as {request_id!r}", "", hint)]
            )
        return read_request(folders[request_id])

    def preview(self, request_id: str) -> str:
        """The table as it would leave, or as it was to leave: CSV.

        Raises
        ------
        StoreError
            It is not the table of the request.
        """
        return read_preview(self._folder(request_id), self.get(request_id))

    def approve(
        self,
        request_id: str,
        by: str,
        reason: str,
        as_of: date,
        *,
        exceptions: Mapping[str, str] | None = None,
        seen_sha256: str = "",
    ) -> Disclosure:
        """Let a table out as it was seen.

        Parameters
        ----------
        request_id : str
        by : str
            A role of the checkers, and not the one who asked.
        reason : str
        as_of : date
            The day of the release.
        exceptions : mapping of str to str, optional
            A reason for each check that asks for one.
        seen_sha256 : str, optional
            Of the preview that the person looked at, where another may have come in between.

        Raises
        ------
        UsageError
            With every fault of the decision.
        ChangedPreviewError
            The register or the rules have changed since it was seen, so that another table would
            leave: that one is shown from then on, and waits to be looked at.
        RegisterInUseError
            Somebody else decides at this moment.
        StocktakeError
            It can no longer be released.
        """
        reasons = dict(exceptions or {})
        with hold_queue(self.register.folder):
            request = self.get(request_id)
            check_decision(request, self.checkers, by, reason, reasons)
            table = self._table(request)
            self._look_again(request, table, as_of)
            if seen_sha256 not in ("", request.sha256):
                raise changed_preview(request)
            approval = Approval(by, reason.strip(), request.sha256, reasons)
            disclosure = release(
                table.frame,
                table.structure,
                request.policy,
                ApprovedRegister(self.register, approval),
                request.requested_by,
                as_of,
                name=request.name,
                **self._rules,  # type: ignore[arg-type]
            )
            outcome = Outcome(
                is_approved=True,
                by=by,
                reason=reason.strip(),
                as_of=as_of,
                record_id=disclosure.record.id,
                exceptions=reasons,
            )
            write_outcome(self.register, request.id, outcome)
        return disclosure

    def _look_again(self, request: Request, table: Table, as_of: date) -> None:
        """Keep the preview of today where it is another one than the request's."""
        preview = self._preview(table, request.policy, request.requested_by, as_of)
        if preview.record.sha256 == request.sha256:
            return
        update = {
            "sha256": preview.record.sha256,
            "checks": checks_of(preview.record),
            "figure_columns": figure_columns(preview.structure),
        }
        write_request(self.register, request.model_copy(update=update), preview.csv)
        raise changed_preview(request)

    def refuse(self, request_id: str, by: str, reason: str, as_of: date) -> Request:
        """Send a table back; the true figures leave the queue, what was asked stays.

        Raises
        ------
        UsageError
            With every fault of the decision.
        """
        with hold_queue(self.register.folder):
            request = self.get(request_id)
            check_decision(request, self.checkers, by, reason)
            outcome = Outcome(is_approved=False, by=by, reason=reason.strip(), as_of=as_of)
            write_outcome(self.register, request.id, outcome)
        return self.get(request_id)

    def _preview(self, table: Table, policy: str, requested_by: str, as_of: date) -> Disclosure:
        return release(
            table.frame,
            table.structure,
            policy,
            PreviewRegister(self.register),
            requested_by,
            as_of,
            name=table.name,
            **self._rules,  # type: ignore[arg-type]
        )

    def _table(self, request: Request) -> Table:
        try:
            sealed = (self._folder(request.id) / TABLE).read_bytes()
        except OSError:
            raise damaged(request.id, f"has no {TABLE}") from None
        content = self.register.decrypt(sealed, sealed_name(request.id))
        if content is None:
            raise damaged(request.id, f"has a {TABLE} that no key opens")
        return read_table_bytes(content, request.name)

    def _folder(self, request_id: str) -> Path:
        return self.register.folder / QUEUE / request_id

    def _folders(self) -> list[Path]:
        self.register.check_seal()
        return [
            path.parent
            for path in self._folder("").glob(f"*/{REQUEST}")
            if not path.parent.name.startswith(".")
        ]

    def _read_requests(self, folders: list[Path]) -> tuple[Request, ...]:
        requests = [read_request(folder) for folder in folders]
        return tuple(sorted(requests, key=lambda request: (request.as_of, request.id)))
