"""Where each place lies on a map of tiles of one size, read from a definition."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import field_validator

from stocktake.standards.definitions import Definition, Source, load_folder

ENGLAND = "english-authorities"

Cell = tuple[int, int]


class TileLayout(Definition):
    """A map of tiles: ``[column, row]`` by place; odd rows lie half a tile further east.

    Parameters
    ----------
    title : str
    source : Source
        Whose layout it is, or from which it was made.
    tiles : dict of str to pair of int
    """

    title: str
    source: Source
    tiles: dict[str, Cell]

    @field_validator("tiles")
    @classmethod
    def _no_two_share_a_cell(cls, tiles: dict[str, Cell]) -> dict[str, Cell]:
        place_by_cell: dict[Cell, str] = {}
        for place, cell in tiles.items():
            if cell in place_by_cell:
                raise ValueError(f"{place} and {place_by_cell[cell]} share the tile {list(cell)}")
            if min(cell) < 0:
                raise ValueError(f"{place} has the tile {list(cell)}, which is off the map")
            place_by_cell[cell] = place
        return tiles


def tile_layout(name: str = ENGLAND, own_folder: Path | None = None) -> TileLayout:
    """A layout by its id.

    Parameters
    ----------
    own_folder : path, optional
        A place's own definitions; ``own/tile_maps/<id>.toml`` replaces a shipped one.

    Raises
    ------
    DefinitionError
        The definition cannot be read.

    Examples
    --------
    >>> tile_layout().tiles["la-890"]
    (5, 4)
    """
    return _layouts(own_folder)[name]


@cache
def _layouts(own_folder: Path | None) -> dict[str, TileLayout]:
    definitions = load_folder("stocktake.publish", "tile_maps", TileLayout, own_folder=own_folder)
    return {name: item.value for name, item in definitions.items()}
