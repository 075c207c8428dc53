"""Which place a row of the open data standard is about.

Each geographic level names its place in columns of its own. A row carries the columns of the
places that hold it as well, so that the level alone says which of them counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from stocktake.sources.ees_file import LINE, rows_of
from stocktake.standards.errors import Fault, UsageError, nearest
from stocktake.standards.places import Place, PlaceRegister

ENGLAND_CODE = "E92000001"
UNKNOWN = "x"
ASK = "stocktake load ... --definitions FOLDER reads it with yours"
NO_CODE = "z"


@dataclass(frozen=True)
class Level:
    """One geographic level and its columns.

    Parameters
    ----------
    name : str
        As ``geographic_level`` has it.
    codes, names : tuple of str
        Code and name columns, the preferred first; older layouts have other columns.
    slug : str
        How ids of its places begin, where the register holds none.
    """

    name: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    slug: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Codes, then names."""
        return self.codes + self.names


_PLAIN = (
    ("Local authority district", "lad", "lad"),
    ("Parliamentary constituency", "pcon", "pcon"),
    ("Local skills improvement plan area", "lsip", "lsip"),
    ("Local enterprise partnership", "local_enterprise_partnership", "lep"),
    ("English devolved area", "english_devolved_area", "devolved-area"),
    ("Opportunity area", "opportunity_area", "opportunity-area"),
    ("Ward", "ward", "ward"),
    ("Planning area", "planning_area", "planning-area"),
    ("Police force area", "pfa", "police-force-area"),
)

LEVELS: dict[str, Level] = {
    level.name: level
    for level in (
        Level("National", ("country_code",), ("country_name",), "country"),
        Level("Regional", ("region_code",), ("region_name",), "region"),
        Level("Local authority", ("old_la_code", "new_la_code"), ("la_name",), "la"),
        Level("RSC region", (), ("rsc_region_lead_name",), "rsc-region"),
        Level("MAT", ("trust_id",), ("trust_name",), "trust"),
        Level("Sponsor", ("sponsor_id",), ("sponsor_name",), "sponsor"),
        Level(
            "School",
            ("school_urn", "urn", "school_laestab", "laestab"),
            ("school_name",),
            "school",
        ),
        Level("Provider", ("provider_ukprn",), ("provider_name",), "provider"),
        Level("Institution", ("institution_id",), ("institution_name",), "institution"),
        *(Level(name, (f"{stem}_code",), (f"{stem}_name",), slug) for name, stem, slug in _PLAIN),
    )
}
"""The levels of the standard (2026), by name."""

ESTABLISHMENT_NAMES = ("school_name", "provider_name", "institution_name")
"""Columns that name an establishment; on rows of another level they tell rows apart."""

TIME_COLUMNS = ("time_period", "time_identifier")

STANDARD_COLUMNS = frozenset(
    {"geographic_level", *TIME_COLUMNS}
    | {column for level in LEVELS.values() for column in level.columns}
)
"""Time and geography columns, which a meta file does not list."""


@dataclass(frozen=True)
class RowPlaces:
    """Every row's place.

    Parameters
    ----------
    places : polars.DataFrame
        ``LINE`` and ``place``, one row per row of the data file; null where there is none.
    faults : dict of str to list of Fault
        By the id of the check that they fail.
    """

    places: pl.DataFrame
    faults: dict[str, list[Fault]] = field(default_factory=dict)


def place_rows(data: pl.DataFrame, location: str, register: PlaceRegister) -> RowPlaces:
    """Say which place each row is about.

    England and the regions come by their ONS code, authorities by the department's three digits
    (else by ONS code), schools by URN (else ``laestab-`` and seven digits); others are the level's
    short name and their code. A row whose place is not known (code ``x``) gets none. A place of
    the publisher's own without a code (``z``) goes by its name.

    Parameters
    ----------
    data : polars.DataFrame
        Text columns, with ``geographic_level`` and ``LINE``.
    location : str
        Name of the file, for messages.
    register : PlaceRegister

    Returns
    -------
    RowPlaces
    """
    faults: dict[str, list[Fault]] = {}
    parts = []
    for (name,), rows in data.group_by("geographic_level", maintain_order=True):
        level = LEVELS.get(str(name))
        if level is None:
            faults.setdefault("geog_level", []).append(_unknown_level(name, rows, location))
            continue
        columns = [column for column in level.columns if column in rows.columns]
        if not columns:
            fault = _incomplete(level, rows, location, " or ".join(level.columns))
            faults.setdefault("level_columns", []).append(fault)
            continue
        if level.name == "School":
            parts.append(_schools(level, columns, rows, location, faults))
        else:
            parts.append(_place_groups(level, columns, rows, location, register, faults))
    empty = pl.DataFrame(schema={LINE: pl.Int32(), "place": pl.String()})
    return RowPlaces(pl.concat([empty, *parts]).sort(LINE), faults)


def _schools(
    level: Level,
    columns: list[str],
    rows: pl.DataFrame,
    location: str,
    faults: dict[str, list[Fault]],
) -> pl.DataFrame:
    urns = [column for column in ("school_urn", "urn") if column in columns]
    numbers = [column for column in ("school_laestab", "laestab") if column in columns]
    options = [
        pl.when(pl.col(column).str.contains(r"^\d{5,7}$")).then("school-" + pl.col(column))
        for column in urns
    ]
    for column in numbers:
        digits = pl.col(column).str.replace("/", "", literal=True)
        options.append(pl.when(digits.str.contains(r"^\d{7}$")).then("laestab-" + digits))
    place = pl.coalesce(options) if options else pl.lit(None, pl.String())
    place_rows_ = rows.select(LINE, place.alias("place"))
    bad = place_rows_.filter(pl.col("place").is_null())
    if bad.height:
        fault = _incomplete(level, bad, location, "school_urn or school_laestab")
        faults.setdefault("level_completed", []).append(fault)
    return place_rows_


def _place_groups(
    level: Level,
    columns: list[str],
    rows: pl.DataFrame,
    location: str,
    register: PlaceRegister,
    faults: dict[str, list[Fault]],
) -> pl.DataFrame:
    keyed = rows.select(LINE, *(pl.col(column).fill_null("") for column in columns))
    groups = keyed.group_by(columns, maintain_order=True).agg(
        pl.col(LINE).min().alias("first"), pl.len().alias("rows")
    )
    places: list[str | None] = []
    for row in groups.iter_rows(named=True):
        cells = {column: str(row[column]) for column in columns}
        match = _place(level, cells, register)
        if isinstance(match, _NewPlace):
            location_text = f"{location}: line {row['first']}, column {match.column}"
            problem = f"{match.problem} ({rows_of(row['rows'])})"
            faults.setdefault("place_new", []).append(Fault(location_text, problem, "", match.fix))
            places.append(match.place)
        elif isinstance(match, _Problem):
            fault = Fault(
                f"{location}: line {row['first']}, column {match.column}",
                f"{match.problem} ({rows_of(row['rows'])})",
                match.expected,
                match.fix,
            )
            faults.setdefault(match.check, []).append(fault)
            places.append(None)
        else:
            places.append(match)
    group_places = groups.select(columns).with_columns(
        pl.Series("place", places, dtype=pl.String())
    )
    return keyed.join(group_places, on=columns, how="left").select(LINE, "place")


OUTSIDE_ENGLAND = ("la-W", "la-S", "la-N")
"""How the ids of authorities of Wales, Scotland and Northern Ireland begin."""


@dataclass(frozen=True)
class _Problem:
    check: str
    column: str
    problem: str
    expected: str = ""
    fix: str = ""


@dataclass(frozen=True)
class _NewPlace:
    """A place that the register does not hold: its id, and what to ask about it."""

    place: str
    column: str
    problem: str
    fix: str


def unknown_authority(codes: Sequence[str]) -> str | None:
    """The id under which an authority is kept that the register does not hold; None for no code.

    Examples
    --------
    >>> unknown_authority(["945", "E06000067"]), unknown_authority(["660", "W06000001"])
    ('la-945', 'la-W06000001')
    """
    number = next((code for code in codes if re.fullmatch(r"[2-9]\d\d", code)), None)
    ons = next((code for code in codes if re.fullmatch(r"[EWSN]\d{8}", code)), None)
    if ons and not ons.startswith("E"):
        # Outside England the code says the country, which the number does not.
        return f"la-{ons}"
    return f"la-{number or ons}" if number or ons else None


def _place(
    level: Level, cells: dict[str, str], register: PlaceRegister
) -> str | _NewPlace | _Problem:
    codes = [cells[column] for column in level.codes if cells.get(column, "") not in ("", ".")]
    name = next((cells[column] for column in level.names if cells.get(column)), "")
    column = next((column for column in level.columns if column in cells), "")
    if UNKNOWN in codes or (not codes and name == "Not available"):
        return _Problem(
            "place_unknown", column, f"no known place at level {level.name!r}, left out"
        )
    if name and (not level.codes or (codes and set(codes) == {NO_CODE})):
        return f"{level.slug}-{_slug(name)}"
    codes = [code for code in codes if code != NO_CODE]
    if level.name == "National":
        if ENGLAND_CODE in codes or (not codes and name == "England"):
            return "england"
        return f"country-{codes[0]}" if codes else _blank(level, column)
    if level.name == "Regional":
        return _region(codes, name, column, register)
    if level.name == "Local authority":
        return _authority(codes, name, column, register)
    return f"{level.slug}-{codes[0]}" if codes else _blank(level, column)


def _region(codes: list[str], name: str, column: str, register: PlaceRegister) -> str | _Problem:
    for code in codes:
        place = _place_or_none(register.by_ons_code, code)
        if place:
            named_region = _place_or_none(register.get, f"region-{_slug(name)}") if name else None
            if named_region is not None and named_region.id != place.id:
                problem = f"{code} is {place.name}, and the row is named {name!r}"
                code_of_name = next(iter(item.code for item in named_region.codes), "")
                fix = f"give {name} its own code"
                return _Problem(
                    "geog_region_combos", column, problem, f"{code_of_name} for {name}", fix
                )
            return place.id
    if not codes and name:
        region = _place_or_none(register.get, f"region-{_slug(name)}")
        if region:
            return region.id
    if not codes and not name:
        return _blank(LEVELS["Regional"], column)
    problem = f"{' '.join([*codes, name]).strip()!r} is no region of England"
    return _Problem("geog_region_combos", column, problem, "a region code such as E12000002")


def _authority(
    codes: list[str], name: str, column: str, register: PlaceRegister
) -> str | _NewPlace | _Problem:
    if not codes:
        return _blank(LEVELS["Local authority"], column)
    for code in codes:
        find = register.by_dfe_code if code.isdecimal() else register.by_ons_code
        authority = _place_or_none(find, code)
        if authority:
            return authority.id
    row_text = " ".join([*codes, name]).strip()
    unknown = unknown_authority(codes)
    if unknown is not None and unknown.startswith(OUTSIDE_ENGLAND):
        return _NewPlace(
            unknown,
            column,
            f"{row_text!r} lies outside England, and is kept as {unknown!r}",
            "it is ranked with nobody",
        )
    if unknown is not None:
        return _NewPlace(
            unknown,
            column,
            f"{row_text!r} is no local authority of the register, and is kept as {unknown!r}",
            f"is it new? add it to places/*.toml of your definitions, or check the number: {ASK}",
        )
    problem = f"{row_text!r} is no local authority"
    return _Problem(
        "geog_la_combos",
        column,
        problem,
        "a number such as 890, or a code such as E06000009",
        "check old_la_code and new_la_code",
    )


def _place_or_none(find: Callable[[str], Place], text: str) -> Place | None:
    try:
        return find(text)
    except UsageError:
        return None


def _blank(level: Level, column: str) -> _Problem:
    problem = f"is blank at level {level.name!r}"
    return _Problem(
        "level_completed", column, problem, f"the {' or '.join(level.codes)} of the place"
    )


def _unknown_level(name: object, rows: pl.DataFrame, location: str) -> Fault:
    text = "" if name is None else str(name)
    return Fault(
        f"{location}: line {_first(rows)}, column geographic_level",
        f"unknown level {text!r} ({rows_of(rows.height)})",
        "a level of the standard, such as 'Local authority'",
        nearest(text, LEVELS),
    )


def _incomplete(level: Level, rows: pl.DataFrame, location: str, expected: str) -> Fault:
    return Fault(
        f"{location}: line {_first(rows)}",
        f"a row at level {level.name!r} names no place ({rows_of(rows.height)})",
        expected,
    )


def _first(rows: pl.DataFrame) -> int:
    return int(rows.select(pl.col(LINE).min()).item())


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("&", " and ")).strip("-")
