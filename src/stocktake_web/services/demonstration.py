"""The invented place of the demonstration: country, releases and definitions from a seed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from stocktake.examples import invented_country, release_invented_pupils, write_country
from stocktake_web.services.area import AreaFields
from stocktake_web.services.registers import register_folder
from stocktake_web.services.releases import warehouse

FOLDER = "demonstration"


@dataclass(frozen=True)
class DemonstrationPlace:
    """What the demonstration needs to know of a place.

    Parameters
    ----------
    slug, name, place_id : str
    invented : bool
    own_definitions : str
        Folder of definitions, or empty.
    schools : tuple of pairs of str
        URN and name of each school of the place, for the roles that are about one.
    """

    slug: str
    name: str
    place_id: str
    invented: bool
    own_definitions: str = ""
    schools: tuple[tuple[str, str], ...] = ()


def invented_place(*, seed: int) -> DemonstrationPlace:
    """Make the invented country next to the warehouse, and put its releases into the warehouse.

    Raises
    ------
    StoreError
        A folder cannot be written, or another seed's country was made there before.
    """
    store = warehouse().path
    folder = store.resolve().parent / FOLDER
    country = invented_country(seed)
    write_country(country, folder)
    release_invented_pupils(seed, folder, country.as_of)
    for release in sorted((folder / "warehouse").glob("*/*/")):
        _copy_release(release, store / release.parent.name / release.name)
    home = country.home
    return DemonstrationPlace(
        slug=home.name.lower().replace(" ", "-"),
        name=home.name,
        place_id=home.id,
        invented=True,
        own_definitions=str(folder / "definitions"),
        schools=tuple((str(row.school_urn), row.school_name) for row in country.schools),
    )


def discard_register(area: AreaFields) -> None:
    """Remove the register of an invented place, which an earlier demonstration left behind."""
    shutil.rmtree(register_folder(area), ignore_errors=True)


def _copy_release(release: Path, target: Path) -> None:
    """Copy a release next to its place and rename it, as a load does."""
    if target.exists() or release.name.startswith("."):
        return
    incoming = target.parent / f".incoming-{release.name}"
    shutil.rmtree(incoming, ignore_errors=True)
    shutil.copytree(release, incoming)
    incoming.rename(target)
