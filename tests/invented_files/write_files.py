"""An invented folder in the shape of the published files: the same names, layouts and quirks."""

from __future__ import annotations

from pathlib import Path

from ees_files import write_ees_files
from lait_files import RELEASES, write_dictionary, write_long_file
from neighbour_lists import write_neighbours


def write_invented_files(folder: Path) -> None:
    """Write LAIT's two releases, its dictionary, both lists of neighbours and six EES data sets."""
    lait, ees = folder / "lait", folder / "ees"
    lait.mkdir()
    ees.mkdir()
    for release in RELEASES:
        write_long_file(lait / f"bds_long_{release}.parquet", release)
    write_dictionary(lait / "lait_data_dictionary.csv")
    write_neighbours(lait / "sn_april_2021.xlsx", 2021)
    write_neighbours(lait / "sn_may_2025.xlsx", 2025)
    write_ees_files(ees)
