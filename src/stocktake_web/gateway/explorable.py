"""What the explorer of an area can show: its releases, their series, its places, its neighbours.

Everything here is published. Local returns are for the board, and no function of this module
lets one through. An invented place sees the invented country, a real one the real.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from stocktake.benchmarks.comparators import neighbours_of
from stocktake.sources.neighbours import NEIGHBOURS
from stocktake.standards.errors import UsageError, nearest
from stocktake.standards.places import Place, PlaceRegister, is_reserved, place_register
from stocktake.statistics.store import Release, is_local
from stocktake_web.accounts.models import Area
from stocktake_web.gateway.catalogue import Catalogue, Listed, catalogue_of
from stocktake_web.gateway.judgements import own_definitions, state_of
from stocktake_web.gateway.memory import Memory
from stocktake_web.gateway.releases import release_names, releases

__all__ = ["Catalogue", "Listed", "Place", "Shelf", "shelf_of"]

_shelves = Memory["Shelf"](size=32)
_registers = Memory[PlaceRegister](size=16)
_catalogues = Memory["Catalogue"](size=32)
_worlds = Memory[frozenset[bool]](size=512)


@dataclass(frozen=True)
class Shelf:
    """What one area can explore.

    Parameters
    ----------
    releases : tuple of Release
        Published, the latest first.
    register : PlaceRegister
    neighbours : polars.DataFrame
        Lists of statistical neighbours, columns of ``NEIGHBOURS``.
    own : Path or None
        The area's own definitions.
    state : str
        What they hold, as a digest.
    home : str
        The area's own place.
    """

    releases: tuple[Release, ...]
    register: PlaceRegister = field(repr=False)
    neighbours: pl.DataFrame = field(repr=False)
    own: Path | None
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
            None is held, or none of that name.
        """
        if name:
            known = {each.id: each for each in self.releases}
            if name not in known:
                raise UsageError(
                    f"no release {name!r} can be explored here; {nearest(name, known) or ''}"
                )
            return known[name]
        if not self.releases:
            raise UsageError("no release is loaded that can be explored here")
        return max(self.current, key=lambda each: (each.series_count, each.known_on))

    def before(self, release: Release) -> Release | None:
        """The release of the same source before one; None where it is the first."""
        of_source = [each for each in self.releases if each.source == release.source]
        at = of_source.index(release)
        return of_source[at + 1] if at + 1 < len(of_source) else None

    def catalogue(self, release: Release) -> Catalogue:
        """The series of a release."""
        key = (str(release.folder), str(self.own), self.state)
        return _catalogues.get(key, lambda: catalogue_of(release, self.own))

    @cached_property
    def authorities(self) -> dict[str, Place]:
        """Every authority of this world, abolished ones too, in order of their names."""
        invented = is_reserved(self.home)
        found = [
            place
            for place in self.register.all()
            if place.level == "Local authority" and place.invented == invented
        ]
        return {place.id: place for place in sorted(found, key=lambda place: place.name)}

    @cached_property
    def regions(self) -> dict[str, Place]:
        """The regions of this world."""
        invented = is_reserved(self.home)
        return {
            place.id: place
            for place in self.register.all()
            if place.level == "Regional" and place.invented == invented
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
        below = {region} | {each.id for each in self.regions.values() if each.region == region}
        return [each for each in self.authorities.values() if each.region in below]

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
        """What a table of benchmarks rests on beside its release."""
        said = hashlib.sha256(repr(self.register.places).encode())
        said.update(self.neighbours.write_csv().encode())
        return said.hexdigest()[:16]


def shelf_of(area: Area) -> Shelf:
    """What an area can explore."""
    own = own_definitions(area)
    state = state_of(own)
    key = (release_names(), releases_at(), str(own), state, area.place_id)
    return _shelves.get(key, lambda: shelf(own, area.place_id))


def releases_at() -> str:
    """Where the releases lie."""
    from stocktake_web.gateway.releases import warehouse

    return str(warehouse().path)


def shelf(own: Path | None, home: str) -> Shelf:
    """What a place can explore with its own definitions."""
    state = state_of(own)
    register = _registers.get((str(own), state), lambda: place_register(own))
    invented = is_reserved(home)
    held = releases()
    shown = [
        release
        for release in held
        if not is_local(release) and release.series_count and invented in _world_of(release)
    ]
    shown.sort(key=lambda each: (each.known_on, each.loaded_at), reverse=True)
    return Shelf(tuple(shown), register, _neighbours(held, invented), own, state, home)


def _world_of(release: Release) -> frozenset[bool]:
    return _worlds.get(str(release.folder), lambda: _world(release))


def _world(release: Release) -> frozenset[bool]:
    """Whether a release has figures of real authorities, of invented ones, or of both."""
    places = release.scan().select(pl.col("place").unique()).collect()["place"]
    return frozenset(is_reserved(place) for place in places if place.startswith("la-"))


def _neighbours(held: list[Release], invented: bool) -> pl.DataFrame:
    latest = {
        release.source: table
        for release in held
        if (table := release.table("neighbours")) is not None
        and table.height
        and is_reserved(table["place"][0]) == invented
    }
    return pl.concat([pl.DataFrame(schema=NEIGHBOURS), *latest.values()])
