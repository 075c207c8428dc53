"""The schools of a place on a day: an authority, a trust, an area of several places, a school."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.schools.register.memberships import members_on
from stocktake.schools.register.record import URN, SchoolRegister, schools_as_on
from stocktake.sources.schools.register import register_words
from stocktake.standards import PlaceRegister, place_register
from stocktake.standards.errors import UsageError

ENGLAND = "england"
AFTER_16 = "16 plus"


def schools_of(
    register: SchoolRegister,
    place_id: str,
    on: date,
    *,
    places: PlaceRegister | None = None,
) -> pl.DataFrame:
    """The schools that were open in a place on a day.

    Parameters
    ----------
    place_id : str
        ``la-890``, ``trust-2044``, ``region-north-west``, ``england``, ``school-119246`` or an
        area of the register of places, whose members' schools are taken together.
    on : date
        The day.
    places : PlaceRegister, optional
        Places to know areas by; the shipped register by default.

    Returns
    -------
    polars.DataFrame
        Columns of ``schools_as_on``, by number. A school that may have closed is among
        them, with ``is_open`` null.

    Raises
    ------
    UsageError
        For an unknown place.
    """
    places = places or place_register()
    schools = schools_as_on(register, on).filter(pl.col("is_open").fill_null(value=True))
    return schools.filter(is_in_place(register, place_id, on, places=places)).sort(URN)


def place_name(
    register: SchoolRegister, place_id: str, *, places: PlaceRegister | None = None
) -> str:
    """What a place is called: a trust or school as the register has it.

    Raises
    ------
    UsageError
        For an unknown place.
    """
    place = (places or place_register()).get(place_id)
    if place.level == "School":
        names = register.schools.filter(pl.col(URN) == int(place.id.removeprefix("school-")))
        names = names.sort("as_of", nulls_last=False).select("name")
    elif place.level == "MAT":
        uid = place.id.removeprefix("trust-")
        tables = (register.groups, register.memberships)
        columns = [table.filter(group_uid=uid).select(name="group_name") for table in tables]
        names = pl.concat(columns).reverse()
    else:
        return place.name
    known_names = names.to_series().drop_nulls()
    return str(known_names[-1]) if known_names.len() else place.name


def counted_phase(frame: pl.DataFrame) -> pl.DataFrame:
    """Add ``counted_phase``: the phase in which a school's pupils are counted.

    All-through schools count as secondary, middle schools as what they are deemed; special
    schools, alternative provision, nursery schools and colleges by their type, whatever phase the
    register names.
    """
    phases = register_words().counted_phases()
    phase = (
        pl.col("phase")
        .str.to_lowercase()
        .replace_strict(phases, default=None, return_dtype=pl.String)
    )
    by_type = pl.col("type_group").is_in(["special", "alternative provision", "nursery"])
    return frame.with_columns(
        counted_phase=pl.when(by_type)
        .then(pl.col("type_group"))
        .when(pl.col("type_group") == "college")
        .then(pl.lit(AFTER_16))
        .otherwise(phase)
    )


def is_state_funded() -> pl.Expr:
    """Whether a school's type is one that the state pays for; true where the type is unknown."""
    other_types = register_words().not_state_funded()
    return ~pl.col("type").str.to_lowercase().is_in(other_types).fill_null(value=False)


def is_in_place(
    register: SchoolRegister,
    place_id: str,
    on: date,
    *,
    places: PlaceRegister | None = None,
) -> pl.Expr:
    """Whether a row of schools belongs to a place on a day, open or not.

    Raises
    ------
    UsageError
        For an unknown place, or one whose schools are not known by it.
    """
    places = places or place_register()
    if place_id == ENGLAND:
        return pl.lit(value=True)
    place = places.get(place_id)
    if place.level == "School":
        return pl.col(URN) == int(place.id.removeprefix("school-"))
    if place.level == "MAT":
        uid = place.id.removeprefix("trust-")
        if not _has_group(register, uid):
            raise UsageError(
                f"no file of the register that is held names the trust {uid}; load members of "
                "groups, or groups, first"
            )
        members = members_on(register, uid, on)[URN]
        return pl.col(URN).is_in(members.implode())
    codes = _la_codes(place_id, places)
    if not codes:
        raise UsageError(
            f"the schools of {place.name} ({place_id}) are not known: the register places a school "
            "by its local authority"
        )
    return pl.col("la_code").is_in(codes)


def _has_group(register: SchoolRegister, uid: str) -> bool:
    columns = (register.groups["group_uid"], register.memberships["group_uid"])
    return any((column == uid).any() for column in (*columns, register.schools["trust_uid"]))


def _la_codes(place_id: str, places: PlaceRegister) -> list[str]:
    """Numbers of the authorities that make up a place."""
    place = places.get(place_id)
    if place.level == "Local authority":
        return [place.old_la_code] if place.old_la_code else []
    members = list(place.members)
    members += [candidate.id for candidate in places.all() if candidate.region == place_id]
    return sorted({code for member in members for code in _la_codes(member, places)})
