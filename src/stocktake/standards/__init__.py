"""What places, periods, schools, pupils, missing values and definitions are called."""

from stocktake.standards.abbreviations import Abbreviation, load_abbreviations
from stocktake.standards.errors import (
    CalendarError,
    DefinitionError,
    Fault,
    InputError,
    PlanError,
    StocktakeError,
    StoreError,
    UsageError,
    nearest,
)
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
from stocktake.standards.months import add_months
from stocktake.standards.periods import (
    LaitPeriod,
    Period,
    academic_year_of,
    lait_corrections,
    lait_periods,
    parse_period,
    period_label,
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
from stocktake.standards.proportions import picture_proportions
from stocktake.standards.released import Basis, Released, combine
from stocktake.standards.rounding import round_half_up, round_half_up_expr
from stocktake.standards.school_days import (
    SchoolTerms,
    add_school_days,
    count_school_days,
    is_school_day,
    load_school_terms,
)
from stocktake.standards.units import Unit, difference_unit, format_value
from stocktake.standards.wards import load_wards
from stocktake.standards.working_days import (
    BankHolidays,
    add_working_days,
    count_working_days,
    is_working_day,
    load_bank_holidays,
)

__all__ = [
    "Abbreviation",
    "BankHolidays",
    "Basis",
    "CalendarError",
    "Code",
    "DefinitionError",
    "Fault",
    "InputError",
    "Laestab",
    "LaitPeriod",
    "Missing",
    "Period",
    "Place",
    "PlaceRegister",
    "PlanError",
    "Released",
    "SchoolTerms",
    "StocktakeError",
    "StoreError",
    "Ukprn",
    "Unit",
    "Upn",
    "Urn",
    "UsageError",
    "academic_year_of",
    "add_months",
    "add_school_days",
    "add_working_days",
    "combine",
    "count_school_days",
    "count_working_days",
    "describe",
    "difference_unit",
    "format_value",
    "is_reserved",
    "is_school_day",
    "is_working_day",
    "lait_corrections",
    "lait_periods",
    "load_abbreviations",
    "load_bank_holidays",
    "load_school_terms",
    "load_wards",
    "nearest",
    "parse_laestab",
    "parse_period",
    "parse_ukprn",
    "parse_upn",
    "parse_urn",
    "period_label",
    "picture_proportions",
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
