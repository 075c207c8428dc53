"""Notices what a register alone cannot: an edited end, an earlier state put back, its removal.

Each record of a register names the digest of the one before it, so that nothing in its middle can
change. Its last record, the promises, and the folder as a whole have no such witness. The caller
keeps one elsewhere: a seal, which holds the digest of every release.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from stocktake.disclosure.register_digests import (
    QUEUE,
    Digests,
    read_digests,
    release_digest,
    releases_of,
    request_digest,
)
from stocktake.disclosure.register_files import read_json, write_whole
from stocktake.standards.errors import Fault, StoreError, UsageError

FORMAT = 1


@dataclass(frozen=True)
class Acceptance:
    """That a state which the seal did not know was taken as the right one.

    Parameters
    ----------
    reason, by : str
        ``by`` is a role or an account's id.
    as_of : date
    """

    reason: str
    by: str
    as_of: date


@dataclass(frozen=True)
class Seal:
    """What is known of a register.

    Parameters
    ----------
    digests : mapping of str to str
        Of each release.
    next_digests : mapping of str to str, optional
        What a change that was begun makes of it: after a cut, either state is right.
    acceptances : tuple of Acceptance
    knows_queue : bool
        Whether the tables that wait are among the digests: a seal of an earlier version knows none
        of them, until the register is next changed.
    """

    digests: Digests
    next_digests: Digests | None = None
    acceptances: tuple[Acceptance, ...] = ()
    knows_queue: bool = True

    @property
    def releases_count(self) -> int:
        """How many releases it knows; what waits is not counted."""
        return len(releases_of(self.digests))


def seal_content(seal: Seal) -> dict[str, Any]:
    """A seal as JSON holds it, in a file or in a row of a database."""
    return {
        "format": FORMAT,
        "knows_queue": seal.knows_queue,
        "releases": dict(seal.digests),
        "next": None if seal.next_digests is None else dict(seal.next_digests),
        "accepted": [
            {"reason": row.reason, "by": row.by, "as_of": row.as_of.isoformat()}
            for row in seal.acceptances
        ],
    }


def parse_seal(content: Any) -> Seal:
    """Read what :func:`seal_content` made.

    Raises
    ------
    ValueError
        It is something else; KeyError and TypeError likewise.
    """
    if content["format"] != FORMAT:
        raise ValueError("a seal of another format")
    return Seal(
        dict(content["releases"]),
        None if content["next"] is None else dict(content["next"]),
        tuple(
            Acceptance(row["reason"], row["by"], date.fromisoformat(row["as_of"]))
            for row in content["accepted"]
        ),
        bool(content.get("knows_queue", False)),
    )


class SealStore(Protocol):
    """Where a seal is kept: a file on another disk, a row of a database."""

    def read(self) -> Seal | None:
        """The seal; None where none was kept yet."""

    def write(self, seal: Seal) -> None:
        """Keep it, whole or not at all."""


class SealFile:
    """A seal in a file; keep it where whoever can change the register cannot.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Seal | None:
        """The seal; None where the file is not there.

        Raises
        ------
        StoreError
            The file holds no seal.
        """
        try:
            return parse_seal(read_json(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            fault = Fault(str(self.path), "holds no seal", "", "bring it back from a copy")
            raise StoreError("the register's seal cannot be read", [fault]) from None

    def write(self, seal: Seal) -> None:
        """Keep it, whole or not at all.

        Raises
        ------
        StoreError
            The file cannot be written.
        """
        text = json.dumps(seal_content(seal), ensure_ascii=False, indent=1)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, text.encode("utf-8"))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            fault = Fault(str(self.path), reason, "", "nothing was released")
            raise StoreError("the register's seal cannot be written", [fault]) from None


def check_seal(folder: Path, store: SealStore) -> None:
    """Refuse a register that is not in the state that its seal knows.

    Raises
    ------
    StoreError
        It was edited, cut short, returned to an earlier state or removed, or holds releases that
        were made without the seal; or there is no seal of a register that is not empty.
    """
    seal, digests = store.read(), read_digests(folder)
    if seal is None:
        if digests:
            need = "the seal that was kept when it was last changed"
            raise _refusal([Fault("seal", "is not there, and releases are", need, ACCEPT)])
        return
    if not seal.knows_queue:
        digests = releases_of(digests)
    if digests in (dict(seal.digests), dict(seal.next_digests or seal.digests)):
        return
    sealed_digests = dict(seal.digests)
    if not digests and seal.releases_count:
        text = f"is gone, and what was out ({seal.releases_count} in number) is unknown"
        raise _refusal([Fault(str(folder), text)])
    faults = [Fault(name, "is no longer there") for name in sealed_digests if name not in digests]
    faults += [
        Fault(name, "is not what was written")
        for name, value in sealed_digests.items()
        if digests.get(name, value) != value
    ]
    faults += [
        Fault(name, "was added without the seal", "", ACCEPT)
        for name in digests
        if name not in sealed_digests
    ]
    raise _refusal(faults)


ACCEPT = "if that is right, accept the state with a reason: stocktake register seal"


@contextmanager
def sealed_change(
    folder: Path, store: SealStore | None, name: str, files: Mapping[str, bytes]
) -> Iterator[None]:
    """Tell the seal what a change will make of the register, before and after it is made.

    Parameters
    ----------
    folder : Path
    store : SealStore, optional
        Without one there is nothing to tell.
    name : str
        The release that is added or changed, or the request, with ``.queue/`` before its id.
    files : mapping of str to bytes
        All its files that a seal knows, as they will be.
    """
    if store is None:
        yield
        return
    seal = store.read() or Seal({})
    digests = read_digests(folder, without=name)
    before = read_digests(folder)
    digest_of = request_digest if name.startswith(f"{QUEUE}/") else release_digest
    after = digests | {name: digest_of(files)}
    store.write(replace(seal, digests=before, next_digests=after, knows_queue=True))
    yield
    store.write(replace(seal, digests=after, next_digests=None, knows_queue=True))


def accept_state(folder: Path, store: SealStore, reason: str, by: str, as_of: date) -> Seal:
    """Take the register as it is for right: the first seal of one, or after a change without it.

    Raises
    ------
    UsageError
        No reason is given.
    """
    if not reason.strip():
        raise UsageError("taking a register's state for right needs its reason")
    seal = store.read() or Seal({})
    accepted = (*seal.acceptances, Acceptance(reason.strip(), by, as_of))
    seal = Seal(read_digests(folder), None, accepted)
    store.write(seal)
    return seal


def _refusal(faults: list[Fault]) -> StoreError:
    fix = "bring the register back from a copy; nothing is released before"
    faults = [fault if fault.fix else replace(fault, fix=fix) for fault in faults]
    return StoreError("the register is not as its seal knows it", faults)
