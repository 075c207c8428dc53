"""What each school is on a day, and with which schools it is compared."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.schools.register import SchoolRegister, counted_phase, schools_as_on
from stocktake.schools.register.places import is_state_funded

MAINSTREAM = ("maintained", "academy", "free school")
"""Kinds of provision that are compared with each other as state-funded mainstream schools."""

ALL_THROUGH = ("all-through", "all through")


def school_details(
    register: SchoolRegister, as_of: date, identities: pl.DataFrame | None = None
) -> pl.DataFrame:
    """One row per number: what the register nearest to a day says of it.

    Parameters
    ----------
    register : SchoolRegister
    as_of : date
    identities : polars.DataFrame, optional
        ``school_urn`` and ``identity_urn``: a number that has become another is not open.

    Returns
    -------
    polars.DataFrame
        The columns of :func:`stocktake.schools.register.schools_as_on` with ``counted_phase``,
        ``is_all_through``, ``sector`` (mainstream, special, alternative provision, independent,
        college, nursery, or null where the kind is not known) and ``is_state_funded``.
    """
    rows = counted_phase(schools_as_on(register, as_of))
    kind = pl.col("type_group")
    former = (
        identities.filter(pl.col("school_urn") != pl.col("identity_urn"))
        if identities is not None
        else pl.DataFrame(schema={"school_urn": pl.Int64})
    )
    is_former = pl.col("school_urn").is_in(former["school_urn"].implode())
    return rows.with_columns(
        is_all_through=pl.col("phase").str.to_lowercase().is_in(ALL_THROUGH).fill_null(value=False),
        sector=pl.when(kind.is_in(MAINSTREAM)).then(pl.lit("mainstream")).otherwise(kind),
        is_state_funded=kind.is_not_null() & is_state_funded(),
        is_open=pl.col("is_open") & ~is_former,
    )
