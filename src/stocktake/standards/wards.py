"""The wards of a place, which its councillors stand for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from stocktake.standards.definitions import Definition, Source, load_folder

PACKAGE = "stocktake.standards"
FOLDER = "wards"

WardName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class WardList(Definition):
    """The wards of one place, with their source.

    Parameters
    ----------
    place : str
        Our id of the place, such as ``la-890``.
    known_until : int
        The latest year for which the source has them.
    """

    place: str
    title: str
    known_until: int
    wards: tuple[WardName, ...] = Field(min_length=1)
    source: Source

    @model_validator(mode="after")
    def _each_once(self) -> WardList:
        names = [name.casefold() for name in self.wards]
        duplicates = sorted({name for name in names if names.count(name) > 1})
        if duplicates:
            raise ValueError(f"wards listed twice: {', '.join(duplicates)}")
        return self


def load_wards(place_id: str, own_folder: Path | None = None) -> tuple[str, ...]:
    """The names of a place's wards, by name; none where no list is held.

    Parameters
    ----------
    own_folder : Path, optional
        A place's folder of definitions: ``wards/<id>.toml`` in it replaces the shipped file of
        that id, and any other adds to what is shipped.

    Raises
    ------
    DefinitionError
        All the faults of all the files together.

    Examples
    --------
    >>> load_wards("la-890")[:2], load_wards("la-001")
    (('Anchorsholme', 'Bispham'), ())
    """
    ward_lists = _shipped() if own_folder is None else _load(own_folder)
    names = {name for ward_list in ward_lists if ward_list.place == place_id
             for name in ward_list.wards}  # fmt: skip
    return tuple(sorted(names, key=str.casefold))


@lru_cache(maxsize=1)
def _shipped() -> tuple[WardList, ...]:
    return _load(None)


def _load(own_folder: Path | None) -> tuple[WardList, ...]:
    definitions = load_folder(PACKAGE, FOLDER, WardList, own_folder=own_folder).values()
    return tuple(definition.value for definition in definitions)
