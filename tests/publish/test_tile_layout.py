"""One tile for each authority of today, none shared, and places near each other near each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from stocktake.publish import tile_layout
from stocktake.standards import DefinitionError, place_register

Cell = tuple[int, int]


def touching(cell: Cell) -> set[Cell]:
    column, row = cell
    aside = column - 1 + row % 2
    return {
        *((column - 1, row), (column + 1, row)),
        *((aside, row - 1), (aside + 1, row - 1), (aside, row + 1), (aside + 1, row + 1)),
    }


def islands(places: list[str], tiles: dict[str, Cell]) -> list[int]:
    """How many places each connected part has, the largest first."""
    left, sizes = {tiles[place] for place in places}, []
    while left:
        part, todo = set(), [left.pop()]
        while todo:
            cell = todo.pop()
            part.add(cell)
            near = touching(cell) & left
            left -= near
            todo += near
        sizes.append(len(part))
    return sorted(sizes, reverse=True)


@pytest.fixture(scope="module")
def authorities() -> dict[str, str]:
    """The region of every authority of today, London's two as one."""
    return {
        place.id: "london" if "london" in (place.region or "") else str(place.region)
        for place in place_register().all()
        if place.level == "Local authority" and not place.is_invented and place.ends is None
    }


def test_every_authority_of_today_has_one_tile_and_nothing_else_has(
    authorities: dict[str, str],
) -> None:
    tiles = tile_layout().tiles
    assert len(authorities) == 153
    assert set(tiles) == set(authorities)
    assert len(set(tiles.values())) == len(tiles)


def test_neighbours_stay_near(authorities: dict[str, str]) -> None:
    tiles = tile_layout().tiles
    parts = {
        region: islands([p for p, r in authorities.items() if r == region], tiles)
        for region in set(authorities.values())
    }
    assert parts["london"] == [33]
    whole = {region for region, sizes in parts.items() if len(sizes) == 1}
    assert len(whole) == 6
    # The South East lies around London; Lincolnshire, Scilly and Wight lie apart.
    assert parts["region-south-west"] == [14, 1]
    assert parts["region-east-midlands"] == [9, 1]
    assert parts["region-south-east"][0] == 14
    for place, neighbour in (
        *(("la-890", "la-888"), ("la-940", "la-941"), ("la-942", "la-943"), ("la-908", "la-878")),
        ("la-201", "la-213"),
    ):
        assert tiles[neighbour] in touching(tiles[place]), (place, neighbour)


def test_north_lies_above_south_and_west_left_of_east() -> None:
    tiles = tile_layout().tiles
    northumberland, cornwall, kent, norfolk = (
        tiles[place] for place in ("la-929", "la-908", "la-886", "la-926")
    )
    assert northumberland[1] < norfolk[1] < kent[1] < cornwall[1]
    assert cornwall[0] < northumberland[0] < kent[0]


def test_a_layout_with_two_places_on_a_tile_is_refused_with_both(tmp_path: Path) -> None:
    folder = tmp_path / "tile_maps"
    folder.mkdir()
    (folder / "english-authorities.toml").write_text(
        'title = "T"\nsource = {title = "S"}\n[tiles]\nla-001 = [1, 2]\nla-002 = [1, 2]\n'
    )
    with pytest.raises(DefinitionError) as raised:
        tile_layout(own_folder=tmp_path)
    assert "la-002" in str(raised.value)
    assert "la-001" in str(raised.value)
