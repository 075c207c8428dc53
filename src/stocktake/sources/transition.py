"""Reads the department's national transition matrices from key stage 2 to key stage 4.

They say how many pupils of each band of key stage 2 score, nationally and by characteristic, got
each GCSE grade in a subject, or entered and achieved the English Baccalaureate and the basics.
Columns and words changed between 2023 and 2024; what comes out does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.reading import (
    NOT_STATED,
    OBSERVATIONS,
    Provenance,
    Reading,
    cannot_open,
    empty_series,
    refuse,
    sha256_of,
)
from stocktake.standards.errors import Fault, InputError, nearest

READER_VERSION = 1

TRANSITION: dict[str, pl.DataType] = {
    "time_period": pl.String(),
    "breakdown": pl.String(),
    "prior_band": pl.String(),
    "prior_lower": pl.Float64(),
    "prior_upper": pl.Float64(),
    "subject": pl.String(),
    "outcome": pl.String(),
    "pupils_count": pl.Int64(),
    "row": pl.Int32(),
}
"""Columns of ``tables["transition"]``: one row per period, breakdown, band, subject and outcome.

``outcome`` is a grade (``9`` to ``1``, ``U``, ``X``, ``covid_impacted``), or ``yes`` and ``no``
where the subject is a threshold such as ``Basics 9-4``. The bounds of a band are inclusive, and
null where the pupils have no score or are taken together.
"""

GRADES = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "U", "X", "covid_impacted")
NAMES = {
    "breakdown": ("breakdown", "characteristic_value"),
    "prior_band": ("ks2_scaled_score_group", "KS2_Prior"),
    "subject": ("subject", "subjects"),
}
"""What each year's file calls a column, latest first."""

BREAKDOWNS = {
    "Total": "all",
    "All Pupils": "all",
    "Disadvantaged": "disadvantaged",
    "Disadvantaged Pupils": "disadvantaged",
    "Disadvantaged all other": "not disadvantaged",
    "Non Disadvantaged Pupils": "not disadvantaged",
    "Other than English": "other first language",
    "EAL Pupils": "other first language",
    "English": "English first language",
    "Non EAL Pupils": "English first language",
    "Girls": "girls",
    "Female Pupils": "girls",
    "Boys": "boys",
    "Male Pupils": "boys",
    "Any SEN": "any SEN",
    "SEN Pupils": "any SEN",
    "No identified SEN": "no identified SEN",
    "Non SEN Pupils": "no identified SEN",
}
THRESHOLDS = {
    "EBacc entered": ("EBacc_all_Entered", "EBacc_all_Not_Entered"),
    "EBacc 9-4": ("EBacc_9-4_Achieved", "EBacc_9-4_Not_Achieved"),
    "EBacc 9-5": ("EBacc_9-5_Achieved", "EBacc_9-5_Not_Achieved"),
    "Basics 9-4": ("Basics_9-4_Achieved", "Basics_9-4_Not_Achieved"),
    "Basics 9-5": ("Basics_9-5_Achieved", "Basics_9-5_Not_Achieved"),
}
BELOW = re.compile(r"Less than (\d+(?:\.\d+)?)")
BETWEEN = re.compile(r"(\d+(?:\.\d+)?) - (\d+(?:\.\d+)?)")
WITHOUT_BOUNDS = ("Total", "No scaled score")
STEP = 0.5
"""Scores are means of two whole numbers."""


def read_transition(path: Path, *, published: date | None, retrieved: date) -> Reading:
    """Read one file of transition matrices: grades by subject, or thresholds.

    Parameters
    ----------
    path : path
        The CSV, as published.
    published : date or None
        When it was published; None where not stated.
    retrieved : date
        When the file was brought in.

    Returns
    -------
    Reading
        No observations; ``tables["transition"]`` has the columns of ``TRANSITION``, in the order
        of the file. Percentages are not kept: they follow from the counts.

    Raises
    ------
    InputError
        A column is missing, a count is no whole number, a row's counts do not add up to its
        total, or a band or breakdown is unknown; all faults together, with their line.

    Notes
    -----
    Source: Department for Education, Key stage 4 performance, transition matrices (2023, 2024).

    Examples
    --------
    >>> TRANSITION["pupils_count"], GRADES[-2:]
    (Int64, ('X', 'covid_impacted'))
    """
    digest = sha256_of(path)
    try:
        text = pl.read_csv(path, infer_schema_length=0, encoding="utf8")
    except OSError as error:
        raise cannot_open(path, error) from None
    except pl.exceptions.PolarsError:
        raise InputError(
            f"cannot read {path.name} as transition matrices",
            [Fault(path.name, "is no table of comma-separated values in UTF-8")],
        ) from None
    summary = f"cannot read {path.name} as transition matrices"
    columns_by_name = {
        our_name: _first_column(text.columns, their_names)
        for our_name, their_names in NAMES.items()
    }
    by_grade = columns_by_name["subject"] is not None
    outcomes = _outcomes(text.columns, by_grade=by_grade)
    refuse(summary, _missing(path.name, text.columns, columns_by_name, outcomes, by_grade=by_grade))
    # Columns that are not read may be called anything, even as one of ours.
    read_columns = {"time_period", "all_grades", *columns_by_name.values(), *outcomes.values()}
    table = text.select(name for name in text.columns if name in read_columns)
    table = table.with_row_index("row", offset=2).with_columns(pl.col("row").cast(pl.Int32))
    refuse(summary, _wrong_counts(path.name, table, outcomes, by_grade=by_grade))
    bounds = {
        band: _bounds(band)
        for band in table[str(columns_by_name["prior_band"])].unique().drop_nulls()
    }
    refuse(summary, _unknown(path.name, table, columns_by_name, bounds))
    observations = _shape_rows(table, columns_by_name, outcomes, bounds)
    provenance = Provenance(
        source="transition",
        producer="Department for Education",
        title="Key stage 2 to key stage 4 transition matrices",
        address=NOT_STATED,
        licence="Open Government Licence v3.0",
        published=published,
        retrieved=retrieved,
        sha256=digest,
        reader=READER_VERSION,
        files=(path.name,),
    )
    no_observations = pl.DataFrame(schema=OBSERVATIONS)
    return Reading(provenance, no_observations, empty_series(), (), {"transition": observations})


def _first_column(columns: Sequence[str], candidates: Sequence[str]) -> str | None:
    return next((name for name in candidates if name in columns), None)


def _outcomes(columns: Sequence[str], *, by_grade: bool) -> dict[tuple[str, str], str]:
    """Which column holds the count of which outcome, by threshold where they are thresholds."""
    if by_grade:
        return {("", grade): f"num_{grade}" for grade in GRADES}
    return {
        (threshold, answer): column
        for threshold, pair in THRESHOLDS.items()
        for answer, column in zip(("yes", "no"), pair, strict=True)
    }


def _missing(
    name: str,
    columns: Sequence[str],
    columns_by_name: Mapping[str, str | None],
    outcomes: Mapping[tuple[str, str], str],
    *,
    by_grade: bool,
) -> list[Fault]:
    needed_columns = [
        NAMES[our_name][0]
        for our_name, their_name in columns_by_name.items()
        if their_name is None and our_name != "subject"
    ]
    needed_columns += [
        column
        for column in ("time_period", *outcomes.values(), *(("all_grades",) if by_grade else ()))
        if column not in columns
    ]
    spare = [column for column in columns if column not in outcomes.values()]
    return [
        Fault(f"{name}: line 1", f"no column {c!r}", "", nearest(c, spare)) for c in needed_columns
    ]


def _wrong_counts(
    name: str, table: pl.DataFrame, outcomes: Mapping[tuple[str, str], str], *, by_grade: bool
) -> list[Fault]:
    columns = [*outcomes.values(), *(("all_grades",) if by_grade else ())]
    faults = []
    for column in columns:
        wrong = table.filter(~pl.col(column).fill_null("").str.contains(r"^\d+$"))
        faults += [
            Fault(f"{name}: line {row}, {column}", f"{value!r} is no count", "a whole number")
            for row, value in wrong.select("row", column).iter_rows()
        ]
    if faults or not by_grade:
        return faults
    counts = table.select("row", *(pl.col(column).cast(pl.Int64) for column in columns))
    total = pl.sum_horizontal(*outcomes.values())
    off = counts.select("row", "all_grades", total=total).filter(
        pl.col("total") != pl.col("all_grades")
    )
    return [
        Fault(f"{name}: line {row}", f"the grades add up to {total}", f"all_grades, {stated_total}")
        for row, stated_total, total in off.iter_rows()
    ]


def _bounds(band: str) -> tuple[float | None, float | None] | None:
    if band in WITHOUT_BOUNDS:
        return (None, None)
    if match := BELOW.fullmatch(band):
        return (0.0, float(match[1]) - STEP)
    if match := BETWEEN.fullmatch(band):
        return (float(match[1]), float(match[2]))
    return None


def _unknown(
    name: str,
    table: pl.DataFrame,
    columns_by_name: Mapping[str, str | None],
    bounds: Mapping[str, tuple[float | None, float | None] | None],
) -> list[Fault]:
    faults = []
    known_items = {
        "prior_band": [band for band, edges in bounds.items() if edges],
        "breakdown": list(BREAKDOWNS),
    }
    for our_name, words in known_items.items():
        column = str(columns_by_name[our_name])
        odd = table.filter(~pl.col(column).fill_null("").is_in(words))
        faults += [
            Fault(f"{name}: line {row}, {column}", f"{word!r} is unknown", "", nearest(word, words))
            for row, word in odd.select("row", pl.col(column).fill_null("")).iter_rows()
        ]
    return faults


def _shape_rows(
    table: pl.DataFrame,
    columns_by_name: Mapping[str, str | None],
    outcomes: Mapping[tuple[str, str], str],
    bounds: Mapping[str, tuple[float | None, float | None] | None],
) -> pl.DataFrame:
    band, breakdown = str(columns_by_name["prior_band"]), str(columns_by_name["breakdown"])
    subject = (
        pl.col(columns_by_name["subject"]).str.replace_all("&", "and")
        if columns_by_name["subject"]
        else None
    )
    lower = {name: edges[0] for name, edges in bounds.items() if edges}
    upper = {name: edges[1] for name, edges in bounds.items() if edges}
    parts = [
        table.select(
            "time_period",
            breakdown=pl.col(breakdown).replace_strict(BREAKDOWNS, return_dtype=pl.String),
            prior_band=band,
            prior_lower=pl.col(band).replace_strict(lower, return_dtype=pl.Float64),
            prior_upper=pl.col(band).replace_strict(upper, return_dtype=pl.Float64),
            subject=pl.lit(threshold) if subject is None else subject,
            outcome=pl.lit(outcome),
            pupils_count=pl.col(column).cast(pl.Int64),
            row="row",
        )
        for (threshold, outcome), column in outcomes.items()
    ]
    return pl.concat(parts).sort("row", maintain_order=True).cast(pl.Schema(TRANSITION))
