"""Each area's register of releases, and the queue of tables that wait for it.

The register is a folder of its own for each area, next to the warehouse or where the settings say.
Where the seal is kept is for the caller to say: it is passed in.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings

from stocktake.disclosure import (
    Checkers,
    Register,
    RegisterInUseError,
    ReleaseQueue,
    SealStore,
    Structure,
    Table,
    hold_queue,
    load_checkers,
    load_policies,
    parse_structure,
)
from stocktake.sources import read_structured_bytes
from stocktake.standards import Fault, InputError
from stocktake_web.services.area import AreaFields
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.keys import register_key


def registers_folder() -> Path:
    """The folder of all registers of this installation."""
    return Path(settings.STOCKTAKE_REGISTERS or f"{settings.STOCKTAKE_WAREHOUSE}-registers")


def register_folder(area: AreaFields) -> Path:
    """The folder of an area's register; it need not be there."""
    return registers_folder() / area.slug


def open_register(area: AreaFields, seal: SealStore) -> Register:
    """An area's register, held against its seal."""
    return Register(register_folder(area), key=register_key(area.slug), seal=seal)


def open_queue(area: AreaFields, seal: SealStore, checkers: Checkers | None = None) -> ReleaseQueue:
    """An area's queue, by the area's own rules where it has some.

    Parameters
    ----------
    area : AreaFields
    seal : SealStore
    checkers : Checkers, optional
        Who may decide, where somebody is about to.
    """
    own_folder = own_definitions(area)
    return ReleaseQueue(
        open_register(area, seal),
        checkers=checkers or load_checkers(own_folder),
        policies=load_policies(own_folder),
        key=register_key(area.slug),
    )


def checkers_with(area: AreaFields, account: str, roles: Collection[str]) -> Checkers:
    """The area's checkers, with an account among them where one of its roles or itself is named.

    Parameters
    ----------
    area : AreaFields
    account : str
        Such as ``account:17``: what a record names is the account, not its role.
    roles : collection of str
        The roles that the account has today, as the definition writes them.
    """
    checkers = load_checkers(own_definitions(area))
    if account in checkers.roles or not set(roles) & set(checkers.roles):
        return checkers
    return checkers.model_copy(update={"roles": (*checkers.roles, account)})


def policy_titles(area: AreaFields) -> list[tuple[str, str]]:
    """The rules by which a table may be released: id and title."""
    policies = load_policies(own_definitions(area))
    return [(policy_id, policy.title) for policy_id, policy in policies.items()]


def read_structure(name: str, content: bytes) -> Structure:
    """A structure from the bytes of its TOML file.

    Raises
    ------
    DefinitionError
        With every fault of the file.
    InputError
        It is not text.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        fault = Fault(name, "is not UTF-8 text", "TOML")
        raise InputError(f"cannot read {name}", [fault]) from None
    return parse_structure(text, name)


def read_table(name: str, content: bytes, structure: Structure) -> Table:
    """A table from the bytes of its file; they are written to no other.

    Raises
    ------
    InputError
        It is no such table.
    """
    return read_structured_bytes(content, name, structure)


@contextmanager
def hold_registers() -> Iterator[None]:
    """Hold every register and its queue, so that nothing changes while they are copied.

    Raises
    ------
    RegisterInUseError
        A table is being asked for, decided or recalled; or a register was begun meanwhile.
    """
    folders = _folders()
    with ExitStack() as stack:
        for folder in folders:
            stack.enter_context(hold_queue(folder))
            stack.enter_context(Register(folder).writing())
        yield
        if _folders() != folders:
            fault = Fault("", "a register was begun while they were copied", "", "copy them again")
            raise RegisterInUseError("the registers are in use", [fault])


def copy_registers(target: Path) -> list[str]:
    """Copy every register into a new folder; the caller holds them.

    Returns
    -------
    list of str
        The areas whose registers were copied.
    """
    for folder in _folders():
        shutil.copytree(
            folder, target / folder.name, ignore=shutil.ignore_patterns(".incoming-*", ".lock")
        )
    return [folder.name for folder in _folders()]


def replace_registers(source: Path, kept_as: str) -> Path | None:
    """Put copied registers in place of those that are there, which are kept next to them.

    Parameters
    ----------
    source : Path
        As :func:`copy_registers` made it; it need not be there, where no register was.
    kept_as : str
        What is added to the name of the folder that was in its place.

    Returns
    -------
    Path or None
        Where the former registers lie now; None where there were none.
    """
    place = registers_folder()
    incoming = place.with_name(f".incoming-{place.name}")
    shutil.rmtree(incoming, ignore_errors=True)
    if source.is_dir():
        shutil.copytree(source, incoming)
    former = place.with_name(f"{place.name}-{kept_as}") if place.exists() else None
    if former is not None:
        place.rename(former)
    if incoming.exists():
        incoming.rename(place)
    return former


def _folders() -> list[Path]:
    place = registers_folder()
    return sorted(path for path in place.glob("[!.]*") if path.is_dir())


__all__ = [
    "RegisterInUseError",
    "checkers_with",
    "copy_registers",
    "hold_registers",
    "open_queue",
    "open_register",
    "policy_titles",
    "read_structure",
    "read_table",
    "register_folder",
    "registers_folder",
    "replace_registers",
]
