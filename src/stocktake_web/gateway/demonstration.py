"""The invented place of the demonstration: country, releases and definitions from a seed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from stocktake_web.gateway.releases import warehouse

FOLDER = "demonstration"


@dataclass(frozen=True)
class Place:
    """What the demonstration needs to know of a place.

    Parameters
    ----------
    slug, name, place_id : str
    invented : bool
    own_definitions : str
        Folder of definitions, or empty.
    school_urn : str
        A school of the place, for the roles that are about one.
    """

    slug: str
    name: str
    place_id: str
    invented: bool
    own_definitions: str = ""
    school_urn: str = ""


def invented_place(*, seed: int) -> Place:
    """Make the invented country beside the warehouse, and put its releases into the warehouse.

    Raises
    ------
    StoreError
        A folder cannot be written, or another seed's country was made there before.
    """
    from stocktake.examples.country import invented_country, write_country

    held = warehouse().path
    folder = held.resolve().parent / FOLDER
    country = invented_country(seed)
    write_country(country, folder)
    for release in sorted((folder / "warehouse").glob("*/*/")):
        _take_in(release, held / release.parent.name / release.name)
    home = country.home
    return Place(
        slug=home.name.lower().replace(" ", "-"),
        name=home.name,
        place_id=home.id,
        invented=True,
        own_definitions=str(folder / "definitions"),
        school_urn=str(country.schools[0].school_urn),
    )


def _take_in(release: Path, target: Path) -> None:
    """Copy a release beside its place and rename it, as a load does."""
    if target.exists() or release.name.startswith("."):
        return
    beside = target.parent / f".incoming-{release.name}"
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(release, beside)
    beside.rename(target)
