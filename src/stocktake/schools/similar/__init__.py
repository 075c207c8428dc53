"""Schools that are alike in intake, and those among them to learn from."""

from __future__ import annotations

from stocktake.schools.similar.definition import (
    Characteristic,
    SimilarDefinition,
    SimilarVersion,
    load_similar_definitions,
    similar_definition,
)
from stocktake.schools.similar.learn_from import add_leads, better_than_similar, two_year_means
from stocktake.schools.similar.model import (
    ComparedMeasure,
    SharedCharacteristic,
    SimilarSchool,
    SimilarSchools,
    TwoYearMean,
)
from stocktake.schools.similar.nearest import distance_between, nearest_rows
from stocktake.schools.similar.table import (
    SimilarTable,
    default_pairs,
    default_tables,
    similar_table,
)

__all__ = [
    "Characteristic",
    "ComparedMeasure",
    "SharedCharacteristic",
    "SimilarDefinition",
    "SimilarSchool",
    "SimilarSchools",
    "SimilarTable",
    "SimilarVersion",
    "TwoYearMean",
    "add_leads",
    "better_than_similar",
    "default_pairs",
    "default_tables",
    "distance_between",
    "load_similar_definitions",
    "nearest_rows",
    "similar_definition",
    "similar_table",
    "two_year_means",
]
