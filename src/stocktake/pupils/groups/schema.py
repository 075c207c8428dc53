"""What the definition of a dimension must look like: by what pupils may be grouped, and where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.errors import UsageError, nearest


class GroupValue(Definition):
    """One group of a dimension.

    Parameters
    ----------
    id : str
        What the column holds; ``true`` and ``false`` for a flag.
    label : str
    codes : tuple of str
        The codes of the records that make the group, where it is made of codes.
    """

    id: str
    label: str
    codes: tuple[str, ...] = ()


class Dimension(Definition):
    """By what pupils are grouped; the file's id is the column's name.

    Parameters
    ----------
    kind : "flag", "codes" or "text"
        Boolean, one of a list, or any text or number.
    comes_from : str
        Table and column.
    level : "pupil" or "school"
        ``school`` where each value is a school.
    code_list : str
        The code list of ``standards`` whose codes the column holds; empty where ``value`` says.
    sensitive : bool
        Whether it tells something about a child that a family would not want known.
    area_level_only : bool
        Its groups are a few children in a school: never crossed with school.
    never_for_early_support : bool
        Looked at for fairness, and no criterion may read it.
    """

    title: str
    meaning: str
    kind: Literal["flag", "codes", "text"]
    comes_from: str
    level: Literal["pupil", "school"] = "pupil"
    code_list: str = ""
    sensitive: bool
    area_level_only: bool
    never_for_early_support: bool
    note: str = ""
    value: tuple[GroupValue, ...] = ()
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_code_in_two_groups(self) -> Self:
        codes = [code for value in self.value for code in value.codes]
        if len(codes) != len(set(codes)):
            raise ValueError("a code stands in two groups")
        return self

    def group_of_code(self) -> dict[str, str]:
        """The group that each code belongs to."""
        return {code: value.id for value in self.value for code in value.codes}


def group_dimensions(*, own_folder: Path | None = None) -> dict[str, Dimension]:
    """Every dimension by which pupils may be grouped, by the name of its column.

    Parameters
    ----------
    own_folder : path, optional
        A place's own folder of definitions; ``groups/<id>.toml`` there replaces ours.

    Raises
    ------
    DefinitionError
        A file is faulty.

    Examples
    --------
    >>> group_dimensions()["young_carer"].area_level_only
    True
    """
    return _shipped() if own_folder is None else _read(own_folder)


def checked_dimensions(
    dimensions: Sequence[str], *, own_folder: Path | None = None
) -> dict[str, Dimension]:
    """The dimensions of a crossing, where that crossing is allowed.

    Parameters
    ----------
    dimensions : sequence of str
    own_folder : path, optional

    Raises
    ------
    UsageError
        One is unknown or named twice, or a dimension of small groups is crossed with school.

    Examples
    --------
    >>> checked_dimensions(["school_urn", "young_carer"])
    Traceback (most recent call last):
    stocktake.standards.errors.UsageError: young_carer is grouped for the area only, because in
    one school its groups are a few children: leave out school_urn or young_carer
    """
    dimension_by_name = group_dimensions(own_folder=own_folder)
    for name in dimensions:
        if name not in dimension_by_name:
            hint = (
                nearest(name, dimension_by_name)
                or f"expected one of {', '.join(dimension_by_name)}"
            )
            raise UsageError(f"pupils cannot be grouped by {name!r}; {hint}")
    if len(set(dimensions)) < len(dimensions):
        raise UsageError(f"a dimension is named twice in {', '.join(dimensions)}; name each once")
    asked_dimensions = {name: dimension_by_name[name] for name in dimensions}
    schools = [name for name, dimension in asked_dimensions.items() if dimension.level == "school"]
    small = [name for name, dimension in asked_dimensions.items() if dimension.area_level_only]
    if schools and small:
        raise UsageError(
            f"{' and '.join(small)} is grouped for the area only, because in one school its "
            f"groups are a few children: leave out {schools[0]} or {' and '.join(small)}"
        )
    return asked_dimensions


@cache
def _shipped() -> dict[str, Dimension]:
    return _read(None)


def _read(own_folder: Path | None) -> dict[str, Dimension]:
    definitions = load_folder("stocktake.pupils", "groups", Dimension, own_folder=own_folder)
    return {name: definition.value for name, definition in definitions.items()}
