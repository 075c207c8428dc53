"""What the definition of moves between schools must look like."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field

from stocktake.standards.definitions import Definition, Source, load_folder


class DayOfYear(Definition):
    """A day of any year."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)


class MoveRules(Definition):
    """When pupils usually join and leave, and which reasons explain that one is on no roll.

    Parameters
    ----------
    usual_joining_ends : DayOfYear
        Who first comes to a school after this day of autumn is a mid-year joiner.
    usual_leaving_begins : DayOfYear
        Who leaves for good before this day of summer is a mid-year leaver.
    explained_reasons : tuple of str
        Leaving reasons after which no other roll of this area can be expected to have the pupil.
    """

    title: str
    usual_joining_ends: DayOfYear
    usual_leaving_begins: DayOfYear
    explained_reasons: tuple[str, ...]
    note: str = ""
    source: tuple[Source, ...] = Field(min_length=1)


def move_rules(*, own_folder: Path | None = None) -> MoveRules:
    """The rules by which moves are counted.

    Parameters
    ----------
    own_folder : path, optional
        A place's own folder of definitions; ``moves/rules.toml`` there replaces ours.

    Raises
    ------
    DefinitionError
        The file is faulty.

    Examples
    --------
    >>> move_rules().usual_joining_ends
    DayOfYear(month=9, day=30)
    """
    return _shipped() if own_folder is None else _read(own_folder)


@cache
def _shipped() -> MoveRules:
    return _read(None)


def _read(own_folder: Path | None) -> MoveRules:
    return load_folder("stocktake.pupils", "moves", MoveRules, own_folder=own_folder)["rules"].value
