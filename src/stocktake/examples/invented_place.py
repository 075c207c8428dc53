"""The whole invented place of a seed: its country, its pupils' release and its schools' record."""

from __future__ import annotations

from pathlib import Path

from stocktake.examples.borough_release import PUPIL_YEARS, release_invented_pupils
from stocktake.examples.country import Country, write_country
from stocktake.examples.pupils import invented_pupils
from stocktake.examples.schools import invented_schools, load_schools, write_schools
from stocktake.statistics.store import Warehouse


def write_invented_place(country: Country, folder: Path) -> None:
    """Write a country, what its borough's pupils let out, and its schools' published files.

    The pupils are made once for both. The schools' files are in ``sources/schools``.

    Parameters
    ----------
    country : Country
    folder : Path
        Made where it does not exist. Done twice, nothing is stored twice.

    Raises
    ------
    StoreError
        The folder cannot be written to, or its warehouse holds another seed's releases.
    """
    write_country(country, folder)
    borough = invented_pupils(country.seed, years=PUPIL_YEARS)
    release_invented_pupils(country.seed, folder, country.as_of, borough)
    schools = invented_schools(country.seed, borough)
    files = folder / "sources" / "schools"
    write_schools(schools, files)
    load_schools(schools, files, Warehouse(folder / "warehouse"))
