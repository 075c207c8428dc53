"""Two ways through a register: to see what a release would be, and to make it with an approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from stocktake.disclosure.earlier import Promise
from stocktake.disclosure.record import Approval, Record
from stocktake.disclosure.register import Register
from stocktake.standards.errors import Fault, UsageError


class PreviewRegister(Register):
    """A register that is read and held against, in which nothing is written down.

    Parameters
    ----------
    register : Register
    """

    def __init__(self, register: Register) -> None:
        super().__init__(register.folder, key=register._secret, seal=register._seal)

    def keep(
        self,
        record: Record,
        csv: bytes,
        promises: Sequence[Promise],
        *,
        sealed: Mapping[str, bytes] | None = None,
    ) -> Record:
        """The record as it would be, without its place."""
        return record


class ApprovedRegister(Register):
    """A register that takes the one table that a second person has approved, and no other.

    Parameters
    ----------
    register : Register
    approval : Approval
    """

    def __init__(self, register: Register, approval: Approval) -> None:
        super().__init__(register.folder, key=register._secret, seal=register._seal)
        self._approval = approval

    def keep(
        self,
        record: Record,
        csv: bytes,
        promises: Sequence[Promise],
        *,
        sealed: Mapping[str, bytes] | None = None,
    ) -> Record:
        """Write it down with who approved it.

        Raises
        ------
        UsageError
            It is not the table that was seen.
        """
        approval = self._approval
        if record.sha256 != approval.sha256:
            problem = "is not what was seen: the register or the rules have changed since"
            raise UsageError(
                "nothing was released", [Fault(record.name, problem, "", "look at it again")]
            )
        record = replace(
            record,
            approved_by=approval.by,
            approval_reason=approval.reason,
            exceptions=dict(approval.exceptions),
        )
        return super().keep(record, csv, promises, sealed=sealed)
