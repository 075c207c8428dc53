"""Reads pupil records: documented layouts, every row checked, bad rows set aside and counted."""

from stocktake.sources.pupils.check import check_tables
from stocktake.sources.pupils.folder import find_pupil_files, read_pupil_folder
from stocktake.sources.pupils.layouts import pupil_layout, pupil_layouts
from stocktake.sources.pupils.mapping import read_mapping
from stocktake.sources.pupils.reading import PupilReading, read_pupil_table
from stocktake.sources.pupils.report import Usability, ValidationReport

__all__ = [
    "PupilReading",
    "Usability",
    "ValidationReport",
    "check_tables",
    "find_pupil_files",
    "pupil_layout",
    "pupil_layouts",
    "read_mapping",
    "read_pupil_folder",
    "read_pupil_table",
]
