"""The invented place of the demonstration: country, releases and definitions from a seed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
from django.conf import settings

from stocktake.examples import Country, invented_country, write_invented_place
from stocktake.schools import SchoolRegister, held_register, schools_of
from stocktake.standards import place_register
from stocktake.statistics import Warehouse
from stocktake_web.services.area import AreaFields
from stocktake_web.services.clock import today
from stocktake_web.services.registers import register_folder
from stocktake_web.services.releases import warehouse

FOLDER = "demonstration"
SCHOOL_SOURCES = ("school-", "register-", "inspections-")
"""How the sources of files about schools begin: those of invented ones lie apart."""


@dataclass(frozen=True)
class DemonstrationSchool:
    """A school of the invented place, as the register of invented schools has it.

    Parameters
    ----------
    type_group : str
        The library's word: ``"academy"``, ``"maintained"``.
    trust_uid, trust_name : str
        Empty where no trust runs it.
    closed_on : date or None
        The day on which it closed, or got another number.
    """

    urn: str
    name: str
    phase: str
    type_group: str
    trust_uid: str
    trust_name: str
    closed_on: date | None = None


@dataclass(frozen=True)
class DemonstrationPlace:
    """What the demonstration needs to know of a place.

    Parameters
    ----------
    slug, name, place_id : str
    invented : bool
    own_definitions : str
        Folder of definitions, or empty.
    schools : tuple of DemonstrationSchool
        Of the place, for the roles that are about one; after them those that closed.
    """

    slug: str
    name: str
    place_id: str
    invented: bool
    own_definitions: str = ""
    schools: tuple[DemonstrationSchool, ...] = ()


def invented_place(*, seed: int) -> DemonstrationPlace:
    """Make the invented country next to the warehouse, and put its releases into the warehouses.

    Raises
    ------
    StoreError
        A folder cannot be written, or another seed's country was made there before.
    """
    folder = demonstration_folder()
    country = invented_country(seed)
    write_invented_place(country, folder)
    invented_store = Path(settings.STOCKTAKE_INVENTED_WAREHOUSE)
    for release in sorted((folder / "warehouse").glob("*/*/")):
        source = release.parent.name
        target = invented_store if source.startswith(SCHOOL_SOURCES) else warehouse().path
        target.joinpath(source).mkdir(parents=True, exist_ok=True)
        _copy_release(release, target / source / release.name)
    home = country.home
    return DemonstrationPlace(
        slug=home.name.lower().replace(" ", "-"),
        name=home.name,
        place_id=home.id,
        invented=True,
        own_definitions=str(folder / "definitions"),
        schools=tuple(_schools(country, Warehouse(invented_store), folder / "definitions")),
    )


def demonstration_folder() -> Path:
    """Where the invented place's files lie: next to the warehouse."""
    return warehouse().path.resolve().parent / FOLDER


def discard_register(area: AreaFields) -> None:
    """Remove the register of an invented place, which an earlier demonstration left behind."""
    shutil.rmtree(register_folder(area), ignore_errors=True)


def _schools(country: Country, store: Warehouse, own_folder: Path) -> Iterator[DemonstrationSchool]:
    """The schools of the home place, with who runs each."""
    register = held_register(store, as_of=today())
    places = place_register(own_folder)
    rows = schools_of(register, country.home.id, today(), places=places)
    by_urn = {row["school_urn"]: row for row in rows.iter_rows(named=True)}
    for school in country.schools:
        row = by_urn.get(school.school_urn, {})
        yield DemonstrationSchool(
            str(school.school_urn),
            school.school_name,
            school.phase,
            row.get("type_group") or "",
            row.get("trust_uid") or "",
            row.get("trust_name") or "",
        )
    yield from _closed_schools(register, country.home.id)


def _closed_schools(register: SchoolRegister, place_id: str) -> Iterator[DemonstrationSchool]:
    """Numbers that are not in use any more: of schools that were renumbered, merged or closed."""
    schools = register.schools.filter(
        pl.col("la_code") == place_id.removeprefix("la-"), pl.col("close_date") <= today()
    )
    latest = schools.sort("school_urn", "as_of").unique("school_urn", keep="last")
    for row in latest.sort("school_urn").iter_rows(named=True):
        yield DemonstrationSchool(
            str(row["school_urn"]),
            row["name"],
            row["phase"] or "",
            row["type_group"] or "",
            "",
            "",
            row["close_date"],
        )


def _copy_release(release: Path, target: Path) -> None:
    """Copy a release next to its place and rename it, as a load does."""
    if target.exists() or release.name.startswith("."):
        return
    incoming = target.parent / f".incoming-{release.name}"
    shutil.rmtree(incoming, ignore_errors=True)
    shutil.copytree(release, incoming)
    incoming.rename(target)
