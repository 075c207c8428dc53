"""Checks that the code and the name of a place belong together.

The screener holds a list of accepted codes with names for every kind of place. For countries,
regions and local authorities the register of places and a few facts besides say the same; for
the other kinds we hold no list, and only the form of a code is looked at.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from stocktake.sources.ees_checks_model import told_once
from stocktake.sources.ees_file import LINE, rows_of
from stocktake.sources.ees_geography import NO_CODE, UNKNOWN
from stocktake.sources.ees_screened import EesFile
from stocktake.standards.errors import Fault, UsageError
from stocktake.standards.place import Place
from stocktake.standards.places import PlaceRegister

NAMES_WITHOUT_CODE = frozenset(
    {
        "Not applicable",
        "Unknown",
        "Outside of England",
        "Outside of England and unknown",
        "Outside of the United Kingdom",
        "Outside of the United Kingdom and unknown",
    }
)
"""Names that may stand next to the code ``z`` in any place column."""

COUNTRIES = {
    "K02000001": "United Kingdom",
    "K03000001": "Great Britain",
    "K04000001": "England and Wales",
    "N92000002": "Northern Ireland",
    "S92000003": "Scotland",
    "W92000004": "Wales",
}
"""Countries and groups of them besides England, by ONS code."""

COUNTRY_NAMES_WITHOUT_CODE = NAMES_WITHOUT_CODE | {"England, Wales and Northern Ireland"}

REGION_NAMES_WITHOUT_CODE = NAMES_WITHOUT_CODE | {
    "Outside of United Kingdom",
    "Outside of United Kingdom and unknown",
}

SPELLINGS = {
    "region-yorkshire-and-the-humber": "Yorkshire and The Humber",
    "la-342": "St. Helens",
    "la-835": "Dorset",
}
"""How the screener writes a name where the register writes it differently; capitals count."""

AUTHORITIES_BESIDE = frozenset(
    {
        ("x", "E10000005", "Cornwall and Isles of Scilly"),
        ("x", "E10000010", "Durham"),
        ("x", "E10000022", "Northumberland"),
        ("x", "E10000026", "Shropshire"),
        ("x", "E10000033", "Wiltshire"),
        ("702", NO_CODE, "British Forces Post Office overseas establishments"),
        (
            "940 / 941",
            "E06000061 / E06000062",
            "North Northamptonshire / West Northamptonshire",
        ),
        ("942 / 943", "E06000063 / E06000064", "Cumberland / Westmorland and Furness"),
        ("314 / 318", "E09000021 / E09000027", "Kingston upon Thames / Richmond upon Thames"),
    }
)
"""Number, code and name of what the screener takes for an authority and the register does not:
counties that ended in 2009 before their number was given again, and pairs reported together."""

_BESIDE_CODES = {code for _, code, _ in AUTHORITIES_BESIDE}

CODE_FORM = r"^[A-Z]\d{8}$"
"""A letter and eight digits, as every ONS code is."""


def country_combos(file: EesFile) -> list[Fault]:
    """Country codes stand with their names."""
    england = file.register.get("england")
    names = COUNTRIES | {code.code: england.name for code in england.codes}

    def wrong(_: bool, code: str, name: str) -> str | None:
        if code == NO_CODE:
            return None if name in COUNTRY_NAMES_WITHOUT_CODE else ""
        return None if names.get(code) == name else _pair(code, names.get(code))

    return _combinations(file, "National", ("country_code", "country_name"), wrong)


def region_combos(file: EesFile) -> list[Fault]:
    """Region codes stand with their names, on rows of every level."""

    def wrong(is_own_level: bool, code: str, name: str) -> str | None:
        if code == NO_CODE:
            return None if name in REGION_NAMES_WITHOUT_CODE else ""
        place = _with_code(file.register, code)
        if is_own_level and place is None:
            return None  # such a row has no place, which is refused already
        spelling = _spelling(place) if place and place.level == "Regional" else None
        return None if spelling == name else _pair(code, spelling)

    return _combinations(file, "Regional", ("region_code", "region_name"), wrong)


def la_combos(file: EesFile) -> list[Fault]:
    """Numbers, codes and names of authorities belong together, on rows of every level.

    Rows without number or code are not looked at: authorities of long ago have no code.
    """

    def wrong(is_own_level: bool, number: str, code: str, name: str) -> str | None:
        if not number or (number == code == NO_CODE and name in NAMES_WITHOUT_CODE):
            return None
        if (number, code, name) in AUTHORITIES_BESIDE:
            return None
        place = _with_code(file.register, code)
        if is_own_level and place is None and _with_number(file.register, number) is None:
            return None  # such a row has no place, which is refused already
        if place is None or place.level != "Local authority" or code in _BESIDE_CODES:
            return ""
        expected_cells = (str(place.old_la_code), code, _spelling(place))
        return None if expected_cells == (number, code, name) else f"{' / '.join(expected_cells)!r}"

    columns = ("old_la_code", "new_la_code", "la_name")
    return _combinations(file, "Local authority", columns, wrong, code="new_la_code")


def code_form(column: str) -> Callable[[EesFile], list[Fault]]:
    """The check that the codes of a column are a letter and eight digits, ``x`` or ``z``."""

    def check_combinations(file: EesFile) -> list[Fault]:
        if column not in file.data.columns:
            return []
        code = pl.col(column)
        odd = code.is_not_null() & ~code.is_in([UNKNOWN, NO_CODE]) & ~code.str.contains(CODE_FORM)
        return [
            Fault(
                file.at(line, column),
                f"{text!r} is no code ({rows_of(rows)})",
                "a letter and eight digits",
            )
            for text, line, rows in file.data.filter(odd)
            .group_by(column)
            .agg(pl.col(LINE).min().alias("first"), pl.len().alias("rows"))
            .sort("first")
            .iter_rows()
        ][:1]

    return check_combinations


def _combinations(
    file: EesFile,
    level: str,
    columns: tuple[str, ...],
    wrong: Callable[..., str | None],
    *,
    code: str | None = None,
) -> list[Fault]:
    """One fault for all combinations of some columns that are not accepted.

    ``wrong`` is given whether the row is of the level, and the cells, blank as ``""``; it says
    what was expected (``""`` where nobody can tell), or None where there is nothing wrong.
    """
    if any(column not in file.data.columns for column in columns):
        return []
    code = code or columns[0]
    distinct = (
        file.data.filter(pl.col(code).is_not_null(), pl.col(code) != UNKNOWN)
        .with_columns((pl.col("geographic_level") == level).fill_null(False).alias("own level"))
        .group_by("own level", *columns)
        .agg(pl.col(LINE).min().alias("first"), pl.len().alias("rows"))
        .sort("first")
    )
    faults: dict[tuple[str, ...], Fault] = {}
    for is_own_level, *cells, line, rows in distinct.iter_rows():
        texts = tuple("" if cell is None else str(cell) for cell in cells)
        expected = wrong(is_own_level, *texts)
        if expected is not None and texts not in faults:
            problem = f"{' / '.join(texts)!r} do not belong together ({rows_of(rows)})"
            faults[texts] = Fault(file.at(line, columns[-1]), problem, expected)
    return told_once(list(faults.values()))


def _with_code(register: PlaceRegister, code: str) -> Place | None:
    try:
        return register.by_ons_code(code)
    except UsageError:
        return None


def _with_number(register: PlaceRegister, number: str) -> Place | None:
    try:
        return register.by_dfe_code(number)
    except UsageError:
        return None


def _spelling(place: Place) -> str:
    return SPELLINGS.get(place.id, place.name)


def _pair(code: str, name: str | None) -> str:
    return "" if name is None else f"{f'{code} / {name}'!r}"
