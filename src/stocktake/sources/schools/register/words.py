"""The words of the register of schools: types, links, groups, phases; data, read once."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source, load_folder

PACKAGE = "stocktake.sources.schools"
FOLDER = "register"

TypeGroup: TypeAlias = Literal[
    "maintained",
    "academy",
    "free school",
    "special",
    "independent",
    "college",
    "nursery",
    "alternative provision",
    "other",
]
OTHER_GROUP: TypeGroup = "other"


class SchoolType(Definition):
    """One type of school as the register writes it, and the group that it counts in.

    Parameters
    ----------
    is_converter : bool
        A school that became an academy by its own wish and keeps its inspections.
    """

    name: str
    group: TypeGroup
    is_converter: bool = False
    is_state_funded: bool = True


class LinkType(Definition):
    """One kind of link between two numbers.

    Parameters
    ----------
    direction : str
        ``successor``: the linked number comes after; ``predecessor``: before.
    is_plain : bool
        The same school under another number, so that a series may go on.
    change : str or None
        What broke the series otherwise.
    """

    name: str
    direction: Literal["successor", "predecessor", "other"]
    is_plain: bool = False
    change: Literal["merged", "amalgamated", "split"] | None = None


class GroupType(Definition):
    """One kind of group of schools that is kept."""

    name: str
    kind: Literal["trust", "umbrella trust", "foundation trust", "federation"]


class LeftOutGroup(Definition):
    """One kind of group that is not kept, and why."""

    name: str
    reason: str


class Phase(Definition):
    """A phase as the register writes it, and the phase in which its pupils are counted."""

    name: str
    counted_as: str


class EstablishmentNumbers(Definition):
    """Which phase a range of establishment numbers stands for."""

    first: int = Field(ge=0, le=9999)
    last: int = Field(ge=0, le=9999)
    phase: str


class RegisterWords(Definition):
    """Every word of the register that has a meaning here."""

    title: str
    note: str = ""
    source: Source
    type: tuple[SchoolType, ...]
    link: tuple[LinkType, ...]
    group: tuple[GroupType, ...]
    left_out_group: tuple[LeftOutGroup, ...] = ()
    phase: tuple[Phase, ...]
    establishment_numbers: tuple[EstablishmentNumbers, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> RegisterWords:
        for names in (
            [entry.name.casefold() for entry in self.type],
            [entry.name.casefold() for entry in self.link],
            [entry.name.casefold() for entry in self.group]
            + [entry.name.casefold() for entry in self.left_out_group],
            [entry.name.casefold() for entry in self.phase],
        ):
            duplicates = sorted({name for name in names if names.count(name) > 1})
            if duplicates:
                raise ValueError(f"named twice: {', '.join(duplicates)}")
        return self

    def type_groups(self) -> dict[str, str]:
        """Group by type, in lower case."""
        return {entry.name.lower(): entry.group for entry in self.type}

    def converter_types(self) -> tuple[str, ...]:
        """Types of schools that keep the inspections of the school before, in lower case."""
        return tuple(entry.name.lower() for entry in self.type if entry.is_converter)

    def not_state_funded(self) -> tuple[str, ...]:
        """Types that the state does not fund, in lower case."""
        return tuple(entry.name.lower() for entry in self.type if not entry.is_state_funded)

    def counted_phases(self) -> dict[str, str]:
        """The phase that pupils are counted in, by the register's phase in lower case."""
        return {entry.name.lower(): entry.counted_as for entry in self.phase}


@cache
def register_words() -> RegisterWords:
    """The shipped words.

    Examples
    --------
    >>> register_words().counted_phases()["all-through"]
    'secondary'
    """
    return load_folder(PACKAGE, FOLDER, RegisterWords)["register_words"].value
