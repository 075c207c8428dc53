"""Writes the files of the invented schools into a folder."""

from __future__ import annotations

from pathlib import Path

from stocktake.examples.schools.files import InventedSchools
from stocktake.standards.errors import Fault, StoreError


def write_schools(schools: InventedSchools, folder: Path) -> None:
    """Write every file; the same seed makes the same bytes.

    Parameters
    ----------
    schools : InventedSchools
    folder : Path
        Made where it does not exist; files of the same names are replaced.

    Raises
    ------
    StoreError
        The folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in schools.files:
            (folder / file.name).write_text(file.text, encoding="utf-8", newline="\n")
    except OSError as error:
        fault = Fault(
            str(folder),
            error.strerror or type(error).__name__,
            "a folder with room to write in",
            "name another folder",
        )
        raise StoreError("the files of the invented schools cannot be written", [fault]) from None
