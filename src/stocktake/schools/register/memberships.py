"""Which school was in which trust or federation on a day."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.schools.register.record import URN, SchoolRegister
from stocktake.sources.schools.register import register_words

UID, FROM, TO = "group_uid", "from", "to"
TRUST = "trust"


def membership_spells(register: SchoolRegister, kind: str = TRUST) -> pl.DataFrame:
    """From when to when each school was in each group of a kind.

    A school leaves one trust on the day before it joins the next, and no later than its group
    closed. Where no file has the day, the file in which the school is first seen in the group,
    and the first later file of the same kind of group in which it is not, bound it.

    Parameters
    ----------
    kind : str
        ``trust``, ``umbrella trust``, ``foundation trust`` or ``federation``.

    Returns
    -------
    polars.DataFrame
        ``group_uid``, ``group_name``, ``school_urn``, ``from``, ``to`` (last day, null while it
        lasts), ``first_seen``, ``last_seen`` (days of files) and ``is_end_dated``: whether ``to``
        is a day that a file states or that follows from one.
    """
    seen_rows = pl.concat([_from_files(register, kind), _from_schools(register, kind)])
    spells = seen_rows.group_by(UID, URN).agg(
        pl.col("group_name").drop_nulls().last(),
        pl.col(FROM).min(),
        pl.col(TO).max(),
        pl.col("as_of").min().alias("first_seen"),
        pl.col("as_of").max().alias("last_seen"),
    )
    closing_days = register.groups.select(UID, "closed_date").unique(UID)
    spells = spells.join(closing_days, on=UID, how="left")
    spells = spells.with_columns(pl.min_horizontal(TO, "closed_date").alias(TO)).drop("closed_date")
    return _bounded(spells, _file_days(seen_rows)).sort(URN, FROM, UID)


def members_on(register: SchoolRegister, uid: str, on: date) -> pl.DataFrame:
    """The schools that were in a trust or federation on a day.

    A school whose day of joining is not known counts from the first file that has it there.

    Returns
    -------
    polars.DataFrame
        ``school_urn``, ``from``, ``to`` and ``is_dated``: whether its joining is dated.
    """
    words = register_words()
    kinds = {entry.kind for entry in words.group}
    spells = pl.concat([membership_spells(register, kind) for kind in sorted(kinds)])
    start = pl.coalesce(FROM, "first_seen")
    is_member = (start <= on).fill_null(value=True) & (pl.col(TO).is_null() | (pl.col(TO) >= on))
    members = spells.filter((pl.col(UID) == uid) & is_member)
    return members.select(URN, FROM, TO, is_dated=pl.col(FROM).is_not_null()).unique(URN).sort(URN)


def _names(kind: str) -> list[str]:
    return [entry.name.lower() for entry in register_words().group if entry.kind == kind]


def _from_files(register: SchoolRegister, kind: str) -> pl.DataFrame:
    is_kind = pl.col("group_type").str.to_lowercase().is_in(_names(kind))
    return register.memberships.filter(is_kind).select(
        UID, URN, "group_name", FROM, TO, "as_of", in_files=pl.lit(value=True)
    )


def _from_schools(register: SchoolRegister, kind: str) -> pl.DataFrame:
    """A school's row may name its trust, mostly in words; the group of that name is looked up."""
    column = {"federation": "federation", TRUST: "trust_name"}.get(kind)
    named_rows = register.schools.clear() if column is None else register.schools
    name = pl.col(column or "trust_name").str.to_lowercase()
    named_rows = named_rows.filter(name.is_not_null()).with_columns(key=name)
    is_kind = pl.col("group_type").str.to_lowercase().is_in(_names(kind))
    groups = register.groups.filter(is_kind).with_columns(
        key=pl.col("group_name").str.to_lowercase(),
        is_closed=pl.col("closed_date").is_not_null(),
    )
    # Two trusts have had the same name: the one that still exists is meant.
    groups = groups.sort("is_closed", "open_date", descending=[False, True], nulls_last=True)
    uids = groups.unique("key", keep="first", maintain_order=True).select("key", found_uid=UID)
    uid = pl.coalesce(*(["trust_uid"] if kind == TRUST else []), "found_uid")
    return (
        named_rows.join(uids, on="key", how="left")
        .select(
            uid.alias(UID),
            URN,
            pl.col(column or "trust_name").alias("group_name"),
            pl.lit(None, dtype=pl.Date).alias(FROM),
            pl.lit(None, dtype=pl.Date).alias(TO),
            "as_of",
            in_files=pl.lit(value=False),
        )
        .drop_nulls(UID)
    )


def _file_days(seen_rows: pl.DataFrame) -> pl.DataFrame:
    """Days of the files of memberships; one who is not in such a file is not in the group."""
    days = seen_rows.filter(pl.col("as_of").is_not_null()).select("as_of").unique().sort("as_of")
    return days.rename({"as_of": "next_file"})


def _bounded(spells: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    start = pl.coalesce(FROM, "first_seen")
    spells = spells.with_columns(start=start).sort(URN, "start", UID, nulls_last=False)
    next_start = pl.col("start").shift(-1).over(URN)
    next_from = pl.col(FROM).shift(-1).over(URN)
    day_before_move = pl.when(next_start > pl.col("start")).then(next_start - pl.duration(days=1))
    spells = spells.with_columns(moved=day_before_move, next_from=next_from)
    stated_end = pl.min_horizontal(TO, "moved")
    spells = spells.with_columns(
        stated_end.alias(TO),
        is_end_dated=pl.col(TO).is_not_null() | (pl.col("moved").is_not_null()
        & pl.col("next_from").is_not_null()),
    )  # fmt: skip
    after = spells.with_columns(after=pl.col("last_seen") + pl.duration(days=1))
    after = after.sort("after").join_asof(
        days.sort("next_file"), left_on="after", right_on="next_file", strategy="forward"
    )
    next_file_day = pl.when(pl.col("last_seen").is_not_null()).then(pl.col("next_file"))
    return after.select(
        UID,
        "group_name",
        URN,
        FROM,
        pl.coalesce(TO, next_file_day).alias(TO),
        "first_seen",
        "last_seen",
        "is_end_dated",
    )
