"""The invented place of the demonstration: country, releases and definitions from a seed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from stocktake_web.gateway.releases import warehouse

FOLDER = "demonstration"
PUPIL_YEARS = ("202223", "202324", "202425")


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
    let_out(seed, folder, country.as_of)
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


def let_out(seed: int, folder: Path, as_of: date) -> None:
    """Release a table of the borough's invented pupils, as a place would one of its own.

    The register, the warehouse and the definitions lie in the country's folder. Done twice on one
    day, it is one release.
    """
    from stocktake.disclosure import Register
    from stocktake.examples.pupils import invented_pupils
    from stocktake.examples.pupils.absence_by_need import NAME, release_absence_by_need
    from stocktake.statistics.disclosed import indicator_for, keep_disclosed
    from stocktake.statistics.store import Warehouse

    borough = invented_pupils(seed, years=PUPIL_YEARS)
    made = release_absence_by_need(borough, Register(folder / "register"), as_of=as_of)
    keep_disclosed(
        made,
        Warehouse(folder / "warehouse"),
        loaded_at=datetime.combine(as_of, time(12), tzinfo=UTC),
        producer="Eastmere Council (invented)",
    )
    definition = indicator_for(
        made,
        "persistent-absence-percent",
        "Persistent absence by special need",
        better="lower",
        topic="Absence",
        population="Pupils aged 5 to 15",
    )
    path = folder / "definitions" / "indicators" / f"{NAME}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(definition, encoding="utf-8", newline="\n")


def _take_in(release: Path, target: Path) -> None:
    """Copy a release beside its place and rename it, as a load does."""
    if target.exists() or release.name.startswith("."):
        return
    beside = target.parent / f".incoming-{release.name}"
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(release, beside)
    beside.rename(target)
