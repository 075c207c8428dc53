"""Puts the files of the invented schools into a warehouse, by the readers of real ones."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from stocktake.examples.country.figures import LICENCE, PRODUCER
from stocktake.examples.schools.files import InventedSchools, SchoolFile
from stocktake.sources.reading import Reading
from stocktake.sources.schools import read_school_table
from stocktake.sources.schools.reading import READER_VERSION as TABLE_READER
from stocktake.sources.schools.record_files import READER_VERSION as RECORD_READER
from stocktake.sources.schools.record_files import read_record_file
from stocktake.statistics.store import Warehouse


def load_schools(schools: InventedSchools, folder: Path, warehouse: Warehouse) -> None:
    """Read the written files and store each as a release of its own day of publication.

    Parameters
    ----------
    schools : InventedSchools
    folder : Path
        Where ``write_schools`` wrote them.
    warehouse : Warehouse
        A file that is in it already is not read again. A later release of real schools, of the
        same kind and year, would replace an invented one: give the country its own warehouse.

    Raises
    ------
    InputError
        A reader does not take a file.
    StoreError
        The warehouse cannot be written, or holds another seed's files.
    """
    known_files = {
        (release.provenance.sha256, release.provenance.reader)
        for release in warehouse.releases(withdrawn=True)
    }
    for file in schools.files:
        digest = hashlib.sha256(file.text.encode()).hexdigest()
        if (digest, RECORD_READER if file.is_record else TABLE_READER) in known_files:
            continue
        reading = read_invented_file(file, folder)
        warehouse.write(reading, loaded_at=_noon(file.published))


def read_invented_file(file: SchoolFile, folder: Path) -> Reading:
    """Read one file as a load does, and say that it is invented."""
    path = folder / file.name
    if file.is_record:
        reading = read_record_file(path, published=file.published, retrieved=file.published)
    else:
        reading = read_school_table(
            path, year=file.year or None, published=file.published, retrieved=file.published
        )
    provenance = replace(
        reading.provenance,
        producer=PRODUCER,
        title=f"{reading.provenance.title}: invented",
        licence=LICENCE,
    )
    return replace(reading, provenance=provenance)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
