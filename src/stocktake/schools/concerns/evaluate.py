"""Evaluates every criterion of concern for all schools: met, not met or cannot tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.schools.concerns.answers import hold_answers
from stocktake.schools.concerns.coasting import hold_coasting
from stocktake.schools.concerns.criteria import (
    CoastingCriterion,
    Criterion,
    FigureCriterion,
    InspectionCriterion,
    load_criteria,
)
from stocktake.schools.concerns.figures import NEW_YEAR_MONTH, hold_figures
from stocktake.schools.concerns.inspections import hold_inspections
from stocktake.schools.concerns.outcomes import OUTCOME_COLUMNS
from stocktake.schools.register import figures_by_identity

PHASES = {
    "ks2": ("primary", "middle deemed primary", "all-through"),
    "ks4": ("secondary", "middle deemed secondary", "all-through"),
}
"""Phases of which a key stage's criteria are asked."""

NOT_ASKED_OF = ("independent", "nursery", "college")
"""Kinds of school of which no criterion is asked."""
NO_RESULTS_OF = ("special", "alternative provision")
"""Kinds of school of which the criteria of results are not asked: their measures say too little."""


@dataclass(frozen=True)
class ConcernData:
    """What criteria are evaluated on, as known on a day.

    Parameters
    ----------
    schools : DataFrame
        ``schools``: ``school_urn``, ``phase``, ``type_group`` of all open schools, not only of
        one place: positions and computed national results are among those of a phase.
    figures : DataFrame
        ``school_figures``.
    as_of : date
    place_figures, inspections : DataFrame, optional
        As in the tables of a school's record.
    answers : DataFrame, optional
        ``school_urn``, ``criterion``, ``answer`` ("red", "amber", "no"), ``answered`` (date): what
        officers entered.
    identities : DataFrame, optional
        ``school_urn`` and ``identity_urn``: figures of earlier numbers count for the newest one.
    """

    schools: pl.DataFrame
    figures: pl.DataFrame
    as_of: date
    place_figures: pl.DataFrame | None = None
    inspections: pl.DataFrame | None = None
    answers: pl.DataFrame | None = None
    identities: pl.DataFrame | None = None
    own_folder: Path | None = None


def evaluate_criteria(data: ConcernData) -> pl.DataFrame:
    """Evaluate every criterion in use on the day.

    Returns
    -------
    DataFrame
        Columns of ``OUTCOME_COLUMNS``: one row for each school and each criterion that is asked of
        it, sorted by school and criterion. A missing figure, inspection or answer is "cannot_tell"
        with its reason, never "not_met".
    """
    figures = _under_newest_number(_in_begun_years(data.figures, data.as_of), data.identities)
    inspections = (
        None
        if data.inspections is None
        else _under_newest_number(data.inspections, data.identities)
    )
    parts = [pl.DataFrame(schema=OUTCOME_COLUMNS)]
    for name, criterion in load_criteria(data.own_folder).items():
        if not criterion.is_in_use(data.as_of):
            continue
        asked_schools = schools_asked(data.schools, criterion)
        if isinstance(criterion, FigureCriterion):
            part = _hold_by_phase(name, criterion, asked_schools, figures, data)
        elif isinstance(criterion, CoastingCriterion):
            part = hold_coasting(
                name,
                criterion,
                asked_schools,
                figures.join(asked_schools, on="school_urn", how="semi"),
                as_of=data.as_of,
                place_figures=data.place_figures,
            )
        elif isinstance(criterion, InspectionCriterion):
            part = hold_inspections(name, criterion, asked_schools, inspections, data.as_of)
        else:
            part = hold_answers(name, criterion, asked_schools, data.answers, data.as_of)
        parts.append(part)
    return pl.concat(parts).sort("school_urn", "criterion")


def _hold_by_phase(
    name: str,
    criterion: FigureCriterion,
    asked_schools: pl.DataFrame,
    figures: pl.DataFrame,
    data: ConcernData,
) -> pl.DataFrame:
    """Hold figures against a criterion among the schools that it is asked of.

    A criterion of every school compares it with schools of its own phase: half of all suspensions
    of primary schools would be nothing in a secondary school.
    """
    groups = [(asked_schools, data.place_figures)]
    if criterion.stage == "any":
        phases = asked_schools.join(data.schools.select("school_urn", "phase"), on="school_urn")
        by_phase = phases.unique("school_urn").partition_by("phase", maintain_order=True)
        groups = [(schools.select("school_urn"), None) for schools in by_phase]
    parts = [
        hold_figures(
            name,
            criterion,
            schools,
            figures.join(schools, on="school_urn", how="semi"),
            as_of=data.as_of,
            place_figures=place_figures,
        )
        for schools, place_figures in groups
    ]
    return pl.concat([pl.DataFrame(schema=OUTCOME_COLUMNS), *parts])


def schools_asked(schools: pl.DataFrame, criterion: Criterion) -> pl.DataFrame:
    """The schools of which a criterion is asked, by phase and kind."""
    kind = pl.col("type_group").str.to_lowercase().fill_null("")
    rows = schools.filter(~kind.is_in(NOT_ASKED_OF))
    if criterion.stage == "any":
        return rows.select("school_urn").unique(maintain_order=True)
    return (
        rows.filter(
            pl.col("phase").str.to_lowercase().is_in(PHASES[criterion.stage]),
            ~kind.is_in(NO_RESULTS_OF),
        )
        .select("school_urn")
        .unique(maintain_order=True)
    )


def outcome_columns(outcomes: pl.DataFrame) -> pl.DataFrame:
    """One row for each school and one column for each criterion.

    Returns
    -------
    DataFrame
        ``school_urn`` and a column for each criterion: "red", "amber", "not_met", "cannot_tell",
        or null where it is not asked of the school.
    """
    levels = outcomes.with_columns(level_words=pl.coalesce("level", "outcome"))
    names = levels["criterion"].unique().sort().to_list()
    wide = levels.pivot("criterion", index="school_urn", values="level_words")
    return wide.select("school_urn", *names).sort("school_urn")


def _in_begun_years(figures: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Figures of academic years that had begun on the day; of later ones none can be known."""
    first_day = pl.date(pl.col("time_period").str.slice(0, 4).cast(pl.Int32), NEW_YEAR_MONTH, 1)
    return figures.filter(first_day <= as_of)


def _under_newest_number(rows: pl.DataFrame, identities: pl.DataFrame | None) -> pl.DataFrame:
    """Figures and inspections of earlier numbers under the school's newest one."""
    if identities is None:
        return rows
    if "value" in rows.columns and "time_period" in rows.columns:
        newest = figures_by_identity(rows, identities)
    else:
        # An inspection of an earlier number is one more, and never the same one twice.
        newest = rows.join(
            identities.select("school_urn", "identity_urn"), on="school_urn", how="left"
        ).with_columns(identity_urn=pl.coalesce("identity_urn", "school_urn"))
    return newest.with_columns(school_urn="identity_urn").drop("identity_urn")
