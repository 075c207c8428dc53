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

from stocktake.disclosure.register_files import (
    FIGURES,
    PROMISES,
    PUBLISHED_TABLE,
    RECALL,
    RECORD,
    digest,
    write_whole,
)
from stocktake.standards.errors import Fault, StoreError, UsageError

WITNESSED_FILES = (PUBLISHED_TABLE, RECORD, PROMISES, FIGURES, RECALL)
FORMAT = 1

Digests = Mapping[str, str]
"""The digest of each release's files, by the release's id."""


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
    """

    digests: Digests
    next_digests: Digests | None = None
    acceptances: tuple[Acceptance, ...] = ()


def seal_content(seal: Seal) -> dict[str, Any]:
    """A seal as JSON holds it, in a file or in a row of a database."""
    return {
        "format": FORMAT,
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
            return parse_seal(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
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


def read_digests(folder: Path, without: str = "") -> dict[str, str]:
    """The digest of every release that a register's folder holds now, one left out if wished."""
    if not folder.is_dir():
        return {}
    return {
        f"{path.parent.name}/{path.name}": _digest_of(
            {name: (path / name).read_bytes() for name in WITNESSED_FILES if (path / name).exists()}
        )
        for path in sorted(folder.glob("*/*"))
        if path.is_dir()
        and not path.name.startswith(".")
        and not path.parent.name.startswith(".")
        and f"{path.parent.name}/{path.name}" != without
    }


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
    if digests in (dict(seal.digests), dict(seal.next_digests or seal.digests)):
        return
    sealed_digests = dict(seal.digests)
    if not digests:
        raise _refusal(
            [
                Fault(
                    str(folder),
                    f"is gone, and what was out ({len(sealed_digests)} in number) is unknown",
                )
            ]
        )
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
    folder: Path, store: SealStore | None, release_id: str, files: Mapping[str, bytes]
) -> Iterator[None]:
    """Tell the seal what a change will make of the register, before and after it is made.

    Parameters
    ----------
    folder : Path
    store : SealStore, optional
        Without one there is nothing to tell.
    release_id : str
        The release that is added or changed.
    files : mapping of str to bytes
        All its files that a seal knows, as they will be.
    """
    if store is None:
        yield
        return
    seal = store.read() or Seal({})
    digests = read_digests(folder, without=release_id)
    before = read_digests(folder)
    witnessed = {name: files[name] for name in WITNESSED_FILES if name in files}
    after = digests | {release_id: _digest_of(witnessed)}
    store.write(replace(seal, digests=before, next_digests=after))
    yield
    store.write(replace(seal, digests=after, next_digests=None))


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


def _digest_of(files: Mapping[str, bytes]) -> str:
    lines = "".join(f"{name} {digest(files[name])}\n" for name in sorted(files))
    return digest(lines.encode("utf-8"))


def _refusal(faults: list[Fault]) -> StoreError:
    fix = "bring the register back from a copy; nothing is released before"
    faults = [fault if fault.fix else replace(fault, fix=fix) for fault in faults]
    return StoreError("the register is not as its seal knows it", faults)
