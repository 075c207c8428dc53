"""What the explorer of an area can show: its releases, their series, its places, its neighbours.

Everything here is published. Local returns are for the board, and no function of this module
returns one. An invented place sees the invented country, a real one the real.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from stocktake.benchmarks import neighbours_of
from stocktake.sources import NEIGHBOURS
from stocktake.standards import (
    Place,
    PlaceRegister,
    UsageError,
    is_reserved,
    nearest,
    place_register,
)
from stocktake.statistics import Catalogue, Release, is_local, load_catalogue
from stocktake_web.services.area import AreaFields
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.judgements import own_definitions, state_of
from stocktake_web.services.releases import release_names, releases, warehouse

_data = LRUCache["ExplorerData"](size=32)
_registers = LRUCache[PlaceRegister](size=16)
_catalogues = LRUCache[Catalogue](size=32)
_worlds = LRUCache[frozenset[bool]](size=512)


@dataclass(frozen=True)
class ExplorerData:
    """What one area can explore.

    Parameters
    ----------
    releases : tuple of Release
        Published, the latest first.
    register : PlaceRegister
    neighbours : polars.DataFrame
        Lists of statistical neighbours, columns of ``NEIGHBOURS``.
    own_folder : Path or None
        The area's own definitions.
    state : str
        What they hold, as a digest.
    home : str
        The area's own place.
    """

    releases: tuple[Release, ...]
    register: PlaceRegister = field(repr=False)
    neighbours: pl.DataFrame = field(repr=False)
    own_folder: Path | None
    state: str
    home: str

    @cached_property
    def vintages(self) -> tuple[int, ...]:
        """Years of the lists of neighbours, the latest first."""
        return tuple(sorted(self.neighbours["vintage"].unique().to_list(), reverse=True))

    @cached_property
    def current(self) -> tuple[Release, ...]:
        """The latest release of each source."""
        latest: dict[str, Release] = {}
        for release in self.releases:
            latest.setdefault(release.source, release)
        return tuple(latest.values())

    def release(self, name: str = "") -> Release:
        """A release by its id; by default the fullest of the current ones.

        Raises
        ------
        UsageError
            There is none, or none of that name.
        """
        if name:
            by_id = {release.id: release for release in self.releases}
            if name not in by_id:
                raise UsageError(
                    f"no release {name!r} can be explored here; {nearest(name, by_id) or ''}"
                )
            return by_id[name]
        if not self.releases:
            raise UsageError("no release is loaded that can be explored here")
        return max(self.current, key=lambda release: (release.series_count, release.known_on))

    def before(self, release: Release) -> Release | None:
        """The release of the same source before one; None where it is the first."""
        of_source = [sibling for sibling in self.releases if sibling.source == release.source]
        position = of_source.index(release) + 1
        return of_source[position] if position < len(of_source) else None

    def catalogue(self, release: Release) -> Catalogue:
        """The series of a release."""
        key = (str(release.folder), str(self.own_folder), self.state)
        return _catalogues.get(key, lambda: load_catalogue(release, self.own_folder))

    @cached_property
    def authorities(self) -> dict[str, Place]:
        """Every authority of this world, abolished ones too, in order of their names."""
        is_invented = is_reserved(self.home)
        authorities = [
            place
            for place in self.register.all()
            if place.level == "Local authority" and place.is_invented == is_invented
        ]
        return {place.id: place for place in sorted(authorities, key=lambda place: place.name)}

    @cached_property
    def regions(self) -> dict[str, Place]:
        """The regions of this world."""
        is_invented = is_reserved(self.home)
        return {
            place.id: place
            for place in self.register.all()
            if place.level == "Regional" and place.is_invented == is_invented
        }

    @cached_property
    def country(self) -> Place:
        """The country that the area's place lies in."""
        return self.register.get(self.register.country_of(self.home))

    def place(self, place_id: str) -> Place:
        """A place of this world.

        Raises
        ------
        UsageError
            There is none of that id.
        """
        place = self.register.get(place_id)
        if place.id not in self.authorities and place.id not in self.regions:
            if place.id == self.country.id:
                return place
            raise UsageError(f"{place.name} cannot be explored here")
        return place

    def in_region(self, place: Place) -> list[Place]:
        """The authorities of a region, or of that in which an authority lies."""
        region = place.id if place.level == "Regional" else place.region
        parts = {region} | {part.id for part in self.regions.values() if part.region == region}
        return [place for place in self.authorities.values() if place.region in parts]

    def neighbours_of(self, place: str, vintage: int | None) -> tuple[str, ...]:
        """The statistical neighbours of a place, the closest first; none without a list."""
        if vintage is None:
            return ()
        return neighbours_of(self.neighbours, place, vintage)

    def closeness(self, place: str, vintage: int | None) -> dict[str, str]:
        """How close each neighbour is, in the list's own word."""
        rows = self.neighbours.filter(
            (pl.col("place") == place) & (pl.col("vintage") == (vintage or 0))
        )
        return dict(rows.select("neighbour", "closeness").iter_rows())

    @cached_property
    def digest(self) -> str:
        """What a table of benchmarks rests on apart from its release."""
        digest = hashlib.sha256(repr(self.register.places).encode())
        digest.update(self.neighbours.write_csv().encode())
        return digest.hexdigest()[:16]


def explorer_data(area: AreaFields) -> ExplorerData:
    """What an area can explore."""
    own_folder = own_definitions(area)
    key = (
        release_names(),
        str(warehouse().path),
        str(own_folder),
        state_of(own_folder),
        area.place_id,
    )
    return _data.get(key, lambda: build_explorer_data(own_folder, area.place_id))


def build_explorer_data(own_folder: Path | None, home: str) -> ExplorerData:
    """What a place can explore with its own definitions."""
    state = state_of(own_folder)
    register = _registers.get((str(own_folder), state), lambda: place_register(own_folder))
    is_invented = is_reserved(home)
    all_releases = releases()
    published = [
        release
        for release in all_releases
        if not is_local(release) and release.series_count and is_invented in _world_of(release)
    ]
    published.sort(key=lambda release: (release.known_on, release.loaded_at), reverse=True)
    neighbours = _neighbours(all_releases, is_invented)
    return ExplorerData(tuple(published), register, neighbours, own_folder, state, home)


def _world_of(release: Release) -> frozenset[bool]:
    return _worlds.get(str(release.folder), lambda: _world(release))


def _world(release: Release) -> frozenset[bool]:
    """Whether a release has figures of real authorities, of invented ones, or of both."""
    places = release.scan().select(pl.col("place").unique()).collect()["place"]
    return frozenset(is_reserved(place) for place in places if place.startswith("la-"))


def _neighbours(all_releases: list[Release], is_invented: bool) -> pl.DataFrame:
    latest = {
        release.source: table
        for release in all_releases
        if (table := release.table("neighbours")) is not None
        and table.height
        and is_reserved(table["place"][0]) == is_invented
    }
    return pl.concat([pl.DataFrame(schema=NEIGHBOURS), *latest.values()])
