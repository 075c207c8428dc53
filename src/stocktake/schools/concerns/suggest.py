"""Suggests a category of concern for each school from its criteria, with the evidence."""

from __future__ import annotations

from typing import Any, Literal

import polars as pl
from pydantic import BaseModel, ConfigDict

from stocktake.schools.concerns.criteria import (
    CategoryScheme,
    Criterion,
    FigureCriterion,
    LocalCriterion,
)
from stocktake.schools.concerns.wording import evidence_words, suggestion_sentence


class EvidenceOutcome(BaseModel):
    """One criterion of one school: what was held against what, and what came of it.

    ``value`` is in the criterion's own terms (see its ``basis``); ``text`` says it for a reader.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    criterion: str
    title: str
    outcome: Literal["met", "not_met", "cannot_tell"]
    level: Literal["amber", "red"] | None
    value: float | None
    first_period: str | None
    last_period: str | None
    reason: str | None
    release: str | None
    row: int | None
    source_title: str
    text: str


class CategorySuggestion(BaseModel):
    """The category that the criteria suggest; a person sets one, with a reason.

    ``highest_possible`` is the category if every criterion without an answer were met at its
    worst: a suggestion with many of them is a weak one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    school_urn: int
    category: str
    category_title: str
    entitlement: str
    highest_possible: str
    red_count: int
    amber_count: int
    not_met_count: int
    cannot_tell_count: int
    evidence: tuple[EvidenceOutcome, ...]
    sentence: str


def suggest_categories(
    outcomes: pl.DataFrame, scheme: CategoryScheme, criteria: dict[str, Criterion]
) -> pl.DataFrame:
    """The suggested category of every school, in columns.

    Parameters
    ----------
    outcomes : DataFrame
        As :func:`evaluate_criteria` returns them.

    Returns
    -------
    DataFrame
        One row for each school: ``school_urn``, ``category``, ``highest_possible``, and the number
        of criteria that are red, amber, not met and without an answer. A criterion that is never
        alone counts only next to another that is met.
    """
    never_alone = [name for name, item in criteria.items() if item.never_alone]
    worst = pl.DataFrame(
        {
            "criterion": list(criteria),
            "worst": [_worst_level(item) for item in criteria.values()],
        },
        schema={"criterion": pl.String, "worst": pl.String},
    )
    rows = outcomes.join(worst, on="criterion", how="left").with_columns(
        is_beside=pl.col("criterion").is_in(never_alone),
        possible=pl.when(pl.col("outcome") == "cannot_tell").then("worst").otherwise("level"),
    )
    counts = rows.group_by("school_urn").agg(
        red_count=_count_at("level", "red"),
        amber_count=_count_at("level", "amber"),
        not_met_count=(pl.col("outcome") == "not_met").sum().cast(pl.Int64),
        cannot_tell_count=(pl.col("outcome") == "cannot_tell").sum().cast(pl.Int64),
        possible_red=_count_at("possible", "red"),
        possible_amber=_count_at("possible", "amber"),
    )
    return (
        counts.with_columns(
            category=_category(scheme, "red_count", "amber_count"),
            highest_possible=_category(scheme, "possible_red", "possible_amber"),
        )
        .select(
            "school_urn",
            "category",
            "highest_possible",
            "red_count",
            "amber_count",
            "not_met_count",
            "cannot_tell_count",
        )
        .sort("school_urn")
    )


def suggestion_of(
    school_urn: int,
    outcomes: pl.DataFrame,
    scheme: CategoryScheme,
    criteria: dict[str, Criterion],
) -> CategorySuggestion | None:
    """The suggestion for one school with its evidence; None where no criterion is asked of it."""
    school_outcomes = outcomes.filter(pl.col("school_urn") == school_urn)
    if school_outcomes.is_empty():
        return None
    row = suggest_categories(school_outcomes, scheme, criteria).row(0, named=True)
    category = next(item for item in scheme.category if item.id == row["category"])
    evidence = tuple(
        _evidence(item, criteria[item["criterion"]])
        for item in school_outcomes.iter_rows(named=True)
    )
    return CategorySuggestion(
        **row,
        category_title=category.title,
        entitlement=category.entitlement,
        evidence=evidence,
        sentence=suggestion_sentence(row, category, scheme),
    )


def _count_at(column: str, level: str) -> pl.Expr:
    """How many criteria are at a level; those that are never alone count with others only."""
    at_level = pl.col(column) == level
    is_accompanied = (pl.col(column).is_not_null() & ~pl.col("is_beside")).any()
    return (at_level & (~pl.col("is_beside") | is_accompanied)).sum().cast(pl.Int64)


def _category(scheme: CategoryScheme, red: str, amber: str) -> pl.Expr:
    """The furthest category whose condition holds."""
    category: pl.Expr = pl.lit(scheme.category[0].id)
    for item in scheme.category[1:]:
        condition = pl.lit(value=False)
        if item.red is not None:
            condition |= pl.col(red) >= item.red
        if item.amber is not None:
            condition |= pl.col(amber) + pl.col(red) >= item.amber
        category = pl.when(condition).then(pl.lit(item.id)).otherwise(category)
    return category


def _worst_level(criterion: Criterion) -> str:
    if isinstance(criterion, FigureCriterion):
        return "amber" if criterion.red is None else "red"
    return "amber" if isinstance(criterion, LocalCriterion) else "red"


def _evidence(row: dict[str, Any], criterion: Criterion) -> EvidenceOutcome:
    return EvidenceOutcome(
        criterion=row["criterion"],
        title=criterion.title,
        outcome=row["outcome"],
        level=row["level"],
        value=row["value"],
        first_period=row["first_period"],
        last_period=row["last_period"],
        reason=row["reason"],
        release=row["release"],
        row=row["row"],
        source_title=criterion.source.title,
        text=evidence_words(row, criterion),
    )
