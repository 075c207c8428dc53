"""Which school a person means: by its number, and with a clear answer to any other number."""

from __future__ import annotations

import re

import polars as pl

from stocktake.schools.register import SchoolRegister
from stocktake.standards.errors import Fault, UsageError
from stocktake.standards.places import Place, PlaceRegister

SHOWN_SCHOOLS = 5
EXPECTED = "a school's URN, six digits such as 119732"


def find_school(
    words: str, register: SchoolRegister, details: pl.DataFrame, places: PlaceRegister
) -> int:
    """The number of the school that was asked for.

    Parameters
    ----------
    words : str
        A URN, or the id of a school's place such as ``school-119732``.
    register : SchoolRegister
        Links and groups, to know numbers that only they name.
    details : polars.DataFrame
        ``school_urn``, ``name``, ``la_code`` and ``estab`` of every school.
    places : PlaceRegister

    Raises
    ------
    UsageError
        It is no school's number: for the number or id of an authority, a trust or another place,
        a DfE number or a name, the schools that may be meant are named.
    """
    query = words.strip()
    number = query.lower().removeprefix("school-")
    if re.fullmatch(r"\d{6}", number):
        return _known_urn(int(number), register, details)
    place = [entry for entry in places.find(query) if _is_named(entry, query)]
    if place:
        of_place = details.filter(pl.col("la_code") == (place[0].old_la_code or ""))
        fault = _choose(f"{place[0].name} is a place, not a school", of_place)
        raise UsageError(f"{query!r} is no school's URN", [fault])
    for answer in (_dfe_number, _trust, _name):
        if found_fault := answer(query, register, details):
            raise UsageError(f"{query!r} is no school's URN", [found_fault])
    raise UsageError("no such school", [Fault(query, "is no school's URN", EXPECTED)])


def _is_named(place: Place, query: str) -> bool:
    words = query.casefold()
    return words in (place.id, place.name.casefold(), place.old_la_code)


def _known_urn(urn: int, register: SchoolRegister, details: pl.DataFrame) -> int:
    is_named = details.filter(pl.col("school_urn") == urn).height
    links = register.links.filter((pl.col("school_urn") == urn) | (pl.col("linked_urn") == urn))
    if is_named or links.height:
        return urn
    raise UsageError(
        "no such school",
        [
            Fault(
                str(urn),
                "no school has this URN in the register that is held",
                "",
                "check the number, or load a later register with: stocktake load",
            )
        ],
    )


def _dfe_number(query: str, register: SchoolRegister, details: pl.DataFrame) -> Fault | None:
    del register
    match = re.fullmatch(r"(\d{3})[/ -]?(\d{4})", query)
    if match is None:
        return None
    la_code, estab = match.groups()
    is_school = (pl.col("la_code") == la_code) & (
        pl.col("estab").cast(pl.String).str.zfill(4) == estab
    )
    return _choose("is a DfE number (authority and establishment)", details.filter(is_school))


def _trust(query: str, register: SchoolRegister, details: pl.DataFrame) -> Fault | None:
    uid = query.lower().removeprefix("trust-")
    if not re.fullmatch(r"\d{3,5}", uid):
        return None
    members = register.memberships.filter(pl.col("group_uid") == uid)
    if members.is_empty():
        return None
    urns = members["school_urn"].implode()
    return _choose("is a trust, not a school", details.filter(pl.col("school_urn").is_in(urns)))


def _name(query: str, register: SchoolRegister, details: pl.DataFrame) -> Fault | None:
    del register
    if not re.search(r"[A-Za-z]", query) or re.match(r"(la|region|area|trust)-", query.lower()):
        return None
    name = pl.col("name").str.to_lowercase()
    schools = details.filter(name.str.contains(query.lower(), literal=True))
    return _choose("is a name", schools) if schools.height else None


def _choose(problem: str, schools: pl.DataFrame) -> Fault:
    """The fault, with the schools that may be meant; those that are open first."""
    rows = schools.sort(pl.col("is_open").fill_null(value=False), descending=True)
    names = [
        f"{urn} {name}"
        for urn, name in rows.select("school_urn", "name").head(SHOWN_SCHOOLS).rows()
    ]
    rest = rows.height - len(names)
    more = f" and {rest} more" if rest > 0 else ""
    fix = f"one of these may be meant: {', '.join(names)}{more}" if names else ""
    return Fault("", problem, EXPECTED, fix)
