"""Reads published files about schools, each known by its header: figures, register, inspections."""

from stocktake.sources.schools.figures import FigureReader, table_columns
from stocktake.sources.schools.measure_schema import SchoolMeasure, load_school_measures
from stocktake.sources.schools.reading import SCHOOL_SOURCE, read_school_table
from stocktake.sources.schools.school_file import read_school_file
from stocktake.sources.schools.table_schema import FigureRule, SchoolTable, load_school_tables

__all__ = [
    "SCHOOL_SOURCE",
    "FigureReader",
    "FigureRule",
    "SchoolMeasure",
    "SchoolTable",
    "load_school_measures",
    "load_school_tables",
    "read_school_file",
    "read_school_table",
    "table_columns",
]
