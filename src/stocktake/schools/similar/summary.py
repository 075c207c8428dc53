"""The similar schools of one school as a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from stocktake.schools.measures import ProfileMeasure
from stocktake.schools.similar import wording
from stocktake.schools.similar.learn_from import YEARS, add_leads, two_year_means
from stocktake.schools.similar.model import (
    ComparedMeasure,
    SharedCharacteristic,
    SimilarSchool,
    SimilarSchools,
    TwoYearMean,
)
from stocktake.schools.similar.table import SimilarTable
from stocktake.standards.periods import period_label


@dataclass(frozen=True)
class NamedSchool:
    """A school's name and authority, for a list of schools."""

    name: str
    la_code: str
    la_name: str


UNNAMED = NamedSchool("", "", "")


def summarise_similar(
    school_urn: int,
    table: SimilarTable | None,
    figures: pl.DataFrame,
    measure: ProfileMeasure | None,
    schools: Mapping[int, NamedSchool],
    *,
    as_of: date,
    phase: str,
    reason: str = "",
    other_sets: Sequence[str] = (),
) -> SimilarSchools:
    """Say which schools are similar to one, and from which it can learn.

    Parameters
    ----------
    school_urn : int
    table : SimilarTable or None
        The set to use; None where no set holds the school, for ``reason``.
    figures : polars.DataFrame
        With the columns that :func:`two_year_means` needs.
    measure : ProfileMeasure or None
        In which two years are compared; None for none.
    schools : mapping
        Names of all schools that may be in the list.
    """
    own_school = schools.get(school_urn, UNNAMED)
    pairs = table.of(school_urn) if table is not None else pl.DataFrame()
    if table is not None and pairs.is_empty():
        reason = _reason(table, school_urn)
    if table is None or pairs.is_empty():
        return _cannot_tell(school_urn, own_school, table, reason, as_of, phase, other_sets)
    two_years = _two_years(pairs, figures, measure, school_urn)
    entries = tuple(_entry(row, table, schools) for row in two_years.rows.iter_rows(named=True))
    best = sorted(
        (entry for entry in entries if entry.is_learn_from and entry.two_years),
        key=lambda entry: (-(entry.two_years.lead or 0.0), entry.school_urn),  # type: ignore[union-attr]
    )
    return SimilarSchools(
        as_of=as_of,
        school_urn=school_urn,
        name=own_school.name,
        phase=phase,
        status="compared",
        schools=entries,
        two_year_measure=two_years.measure,
        learn_from=tuple(entry.school_urn for entry in best),
        sentence=wording.list_sentence(
            table.definition,
            len(entries),
            len(table.table.schools),
            table.table.population_count,
            period_label(table.table.vintage),
        ),
        learn_from_sentence=_learn_from_sentence(two_years, measure, best),
        other_sets=tuple(other_sets),
        **_set_fields(table, school_urn),
    )


@dataclass(frozen=True)
class _TwoYears:
    rows: pl.DataFrame
    measure: ComparedMeasure | None
    reason: str = ""


def _two_years(
    pairs: pl.DataFrame, figures: pl.DataFrame, measure: ProfileMeasure | None, school_urn: int
) -> _TwoYears:
    without_years = pairs.with_columns(
        *(
            pl.lit(None, pl.Float64).alias(name)
            for name in ("mean", "lead", "z", "lead_on_similar", "z_on_similar")
        ),
        is_learn_from=pl.lit(value=False),
    )
    if measure is None:
        return _TwoYears(without_years, None, "no measure is set for the phase")
    periods = _latest_two(figures, measure, school_urn)
    if len(periods) < YEARS:
        return _TwoYears(without_years, None, "it has no two comparable years of results")
    means = two_year_means(figures, measure.id, periods)
    rows = add_leads(pairs, means, measure.better)
    first = rows.row(0, named=True)
    return _TwoYears(
        rows,
        ComparedMeasure(
            measure=measure.id,
            title=measure.title,
            unit=measure.unit,
            better=measure.better,
            decimal_places=measure.decimal_places,
            periods=tuple(periods),
            period_labels=tuple(period_label(period) for period in periods),
            value=first["own_mean"],
            similar_mean=first["similar_mean"],
            similar_count=first["similar_count"],
        ),
        "" if rows["z"].count() else "numbers of pupils are not known",
    )


def _latest_two(figures: pl.DataFrame, measure: ProfileMeasure, school_urn: int) -> list[str]:
    """The school's latest two years with results, both after the latest break before them."""
    rows = figures.filter(
        pl.col("school_urn") == school_urn,
        pl.col("measure") == measure.id,
        pl.col("group") == "all",
        pl.col("value").is_not_null(),
    )
    periods = sorted(rows["time_period"].cast(pl.String).unique())[-YEARS:]
    is_comparable = len(periods) == YEARS and periods[0] >= measure.comparable_since(periods[-1])
    return periods if is_comparable else []


def _learn_from_sentence(
    two_years: _TwoYears, measure: ProfileMeasure | None, best: Sequence[SimilarSchool]
) -> str:
    if measure is None:
        return ""
    if two_years.measure is None or two_years.reason:
        return wording.cannot_learn_from(measure.title, two_years.reason)
    leads = [entry.two_years.lead or 0.0 for entry in best if entry.two_years]
    return wording.learn_from_sentence(
        measure.title,
        measure.unit,
        measure.decimal_places,
        two_years.measure.period_labels,
        [entry.name or str(entry.school_urn) for entry in best],
        max(leads, default=0.0),
    )


def _entry(
    row: dict[str, Any], table: SimilarTable, schools: Mapping[int, NamedSchool]
) -> SimilarSchool:
    school = schools.get(row["similar_urn"], UNNAMED)
    values = table.table.values[table.position[row["similar_urn"]]]
    two_years = None
    if row["mean"] is not None:
        two_years = TwoYearMean(
            value=row["mean"],
            lead=row["lead"],
            z=row["z"],
            lead_on_similar=row["lead_on_similar"],
            z_on_similar=row["z_on_similar"],
        )
    return SimilarSchool(
        rank=row["rank"],
        school_urn=row["similar_urn"],
        name=school.name,
        la_code=school.la_code,
        la_name=school.la_name,
        distance=row["distance"],
        shared_count=row["shared_count"],
        values=tuple(None if np.isnan(value) else float(value) for value in values),
        two_years=two_years,
        is_learn_from=row["is_learn_from"],
    )


def _reason(table: SimilarTable, school_urn: int) -> str:
    if table.missing:
        return table.missing
    if school_urn not in table.position:
        return "none of the characteristics of the set is held for it"
    values = table.table.values[table.position[school_urn]]
    missing = [
        entry.title
        for entry, value in zip(table.table.characteristics, values, strict=True)
        if entry.is_required and np.isnan(value)
    ]
    if missing:
        return wording.without_required(missing)
    held_count = int((~np.isnan(values)).sum())
    return wording.too_few_shared(held_count, table.version.minimum_shared)


def _cannot_tell(
    school_urn: int,
    own_school: NamedSchool,
    table: SimilarTable | None,
    reason: str,
    as_of: date,
    phase: str,
    other_sets: Sequence[str],
) -> SimilarSchools:
    return SimilarSchools(
        as_of=as_of,
        school_urn=school_urn,
        name=own_school.name,
        phase=phase,
        status="cannot_tell",
        schools=(),
        two_year_measure=None,
        learn_from=(),
        sentence=wording.cannot_compare(reason),
        learn_from_sentence="",
        other_sets=tuple(other_sets),
        **_set_fields(table, school_urn),
    )


def _set_fields(table: SimilarTable | None, school_urn: int) -> dict[str, Any]:
    """What is said of the set itself."""
    if table is None:
        return {
            "set_id": "",
            "set_title": "",
            "set_kind": "",
            "set_note": "",
            "set_starts": None,
            "vintage": "",
            "vintage_label": "",
            "population_count": 0,
            "held_count": 0,
            "minimum_shared": 0,
            "characteristics": (),
            "not_held": (),
        }
    row = table.position.get(school_urn)
    values = [None] * len(table.table.characteristics) if row is None else table.table.values[row]
    return {
        "set_id": table.id,
        "set_title": table.definition.title,
        "set_kind": table.definition.kind,
        "set_note": table.version.note,
        "set_starts": table.version.starts,
        "vintage": table.table.vintage,
        "vintage_label": period_label(table.table.vintage or None),
        "population_count": table.table.population_count,
        "held_count": len(table.table.schools),
        "minimum_shared": table.version.minimum_shared,
        "characteristics": tuple(
            SharedCharacteristic(
                measure=entry.measure,
                title=entry.title,
                unit=entry.unit,
                decimal_places=entry.decimal_places,
                weight=entry.weight,
                period=period,
                period_label=period_label(period),
                value=None if value is None or np.isnan(value) else float(value),
                is_required=entry.is_required,
            )
            for entry, period, value in zip(
                table.table.characteristics, table.table.periods, values, strict=True
            )
        ),
        "not_held": tuple(entry.title for entry in table.table.not_held),
    }
