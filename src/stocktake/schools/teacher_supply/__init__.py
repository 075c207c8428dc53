"""Teachers of schools by the published census, and what no file says of them."""

from stocktake.schools.teacher_supply.definition import SupplyDefinition, load_teacher_supply
from stocktake.schools.teacher_supply.supply import (
    SchoolSupply,
    SupplyFigure,
    TeacherSupply,
    UnheldMeasure,
    read_teacher_supply,
)

__all__ = [
    "SchoolSupply",
    "SupplyDefinition",
    "SupplyFigure",
    "TeacherSupply",
    "UnheldMeasure",
    "load_teacher_supply",
    "read_teacher_supply",
]
