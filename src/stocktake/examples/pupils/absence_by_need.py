"""One table of the invented borough's pupils, let out: persistent absence by special need."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.disclosure import Disclosure, Register, Structure, parse_structure, release
from stocktake.examples.pupils.borough import Borough
from stocktake.pupils.absence import enrolment_absence

NAME = "persistent-absence-by-need"
NO_NEED = "None recorded"
STRUCTURE = """
population = "all"
place = "la-001"

[[measure]]
id = "enrolments"
title = "Enrolments aged 5 to 15"
column = "enrolments_count"

[[measure]]
id = "persistent-absentees"
title = "Persistent absentees"
column = "persistent_count"

[[measure]]
id = "persistent-absence-percent"
title = "Persistent absence"
column = "persistent_percent"
unit = "percent"
decimals = 1
numerator = "persistent-absentees"
denominator = "enrolments"

[[dimension]]
id = "period"
column = "time_period"

[[dimension]]
id = "need"
column = "need"
total = "Total"
"""


def absence_by_need(borough: Borough) -> tuple[pl.DataFrame, Structure]:
    """Persistent absence by primary special need: an internal aggregate and its structure.

    Parameters
    ----------
    borough : Borough

    Returns
    -------
    (DataFrame, Structure)
        One row per academic year and primary need ("Total" among them): ``enrolments_count``,
        ``persistent_count`` and ``persistent_percent`` of enrolments aged 5 to 15. The table is
        internal: :func:`release_absence_by_need` decides what of it may leave.
    """
    pupils = borough.tables["pupils"].rename({"upn": "pupil"})
    totals = borough.tables["attendance_terms"].rename({"upn": "pupil"})
    need = pl.col("sen_primary_need").fill_null(NO_NEED).alias("need")
    counts = []
    for year in borough.years:
        rows = enrolment_absence(
            totals.filter(pl.col("time_period") == year), year=year, pupils=pupils
        )
        one_year = pupils.filter(pl.col("time_period") == year).select("pupil", need)
        counts.append(rows.filter(pl.col("age_group") == "5_to_15").join(one_year, on="pupil"))
    need_counts = pl.concat(counts)
    all_counts = pl.concat([need_counts, need_counts.with_columns(need=pl.lit("Total"))])
    table = (
        all_counts.group_by("time_period", "need")
        .agg(
            enrolments_count=pl.len().cast(pl.Int64),
            persistent_count=pl.col("persistent").sum().cast(pl.Int64),
        )
        .with_columns(
            persistent_percent=100 * pl.col("persistent_count") / pl.col("enrolments_count")
        )
        .sort("time_period", "need")
    )
    needs = [need for need in table["need"].unique().sort() if need != "Total"]
    structure = parse_structure(STRUCTURE, "persistent-absence-by-need.toml")
    period, by_need = structure.dimension
    split = [{"total": "Total", "parts": needs}]
    whole = by_need.model_validate({**by_need.model_dump(), "split": split})
    return table, structure.model_copy(update={"dimension": (period, whole)})


def release_absence_by_need(borough: Borough, register: Register, *, as_of: date) -> Disclosure:
    """Let the table out: small counts hidden, and what would give them away.

    Parameters
    ----------
    borough : Borough
    register : Register
        Remembers it.
    as_of : date
        The day of the decision.

    Returns
    -------
    Disclosure

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from stocktake.examples.pupils import invented_pupils
    >>> borough = invented_pupils(1, years=["202223"])
    >>> register = Register(Path(tempfile.mkdtemp()))
    >>> made = release_absence_by_need(borough, register, as_of=date(2025, 1, 31))
    >>> made.record.reasons, made.record.hidden_count
    (('small count',), 4)
    """
    table, structure = absence_by_need(borough)
    return release(
        table,
        structure,
        "stocktake_default",
        register,
        "data-lead",
        as_of,
        name=NAME,
    )
