"""What places, periods, schools, pupils, missing values and definitions are called."""

from stocktake.standards.identifiers import (
    Laestab,
    Ukprn,
    Upn,
    Urn,
    parse_laestab,
    parse_ukprn,
    parse_upn,
    parse_urn,
    upn_check_letter,
)
from stocktake.standards.missing import Missing, describe, read_cell
from stocktake.standards.periods import (
    LaitPeriod,
    Period,
    academic_year_of,
    lait_corrections,
    lait_periods,
    parse_period,
    read_lait_period,
    write_lait_period,
)
from stocktake.standards.places import (
    Code,
    Place,
    PlaceRegister,
    is_reserved,
    place_register,
    school_place,
    trust_place,
)
from stocktake.standards.released import Basis, Released, combine
from stocktake.standards.rounding import round_half_up, round_half_up_expr
from stocktake.standards.units import Unit, difference_unit, format_value

__all__ = [
    "Basis",
    "Code",
    "Laestab",
    "LaitPeriod",
    "Missing",
    "Period",
    "Place",
    "PlaceRegister",
    "Released",
    "Ukprn",
    "Unit",
    "Upn",
    "Urn",
    "academic_year_of",
    "combine",
    "describe",
    "difference_unit",
    "format_value",
    "is_reserved",
    "lait_corrections",
    "lait_periods",
    "parse_laestab",
    "parse_period",
    "parse_ukprn",
    "parse_upn",
    "parse_urn",
    "place_register",
    "read_cell",
    "read_lait_period",
    "round_half_up",
    "round_half_up_expr",
    "school_place",
    "trust_place",
    "upn_check_letter",
    "write_lait_period",
]
