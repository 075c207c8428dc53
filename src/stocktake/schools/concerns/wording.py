"""The words for criteria and suggested categories, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from stocktake.schools.concerns.criteria import (
    Category,
    CategoryScheme,
    CoastingCriterion,
    Criterion,
    FigureCriterion,
)
from stocktake.schools.improvement.measures import year_label, year_of
from stocktake.standards.rounding import round_half_up
from stocktake.standards.units import difference_unit, format_value

REASONS = {
    "no_figure": "no figure is published",
    "too_old": "the latest figure is too old",
    "missing": "the figure is missing and no reason is given",
    "c": "the figure is suppressed",
    "z": "the measure does not apply",
    "small_cohort": "the cohort is too small",
    "years_missing": "not all the years needed have a figure",
    "chance_unknown": "the number of pupils is not known",
    "not_inspected": "no published inspection is held",
    "not_entered": "nobody has entered an answer",
    "answer_expired": "the answer entered is too old",
}


def evidence_words(row: Mapping[str, Any], criterion: Criterion) -> str:
    """What was held against what: the value, the years, or why there is no answer."""
    if row["reason"] is not None:
        return f"Cannot tell: {REASONS.get(row['reason'], row['reason'])}"
    if isinstance(criterion, FigureCriterion):
        return f"{_value_words(row['value'], criterion)}, {_years(row)}"
    text = str(row["text"] or "")
    if isinstance(criterion, CoastingCriterion):
        return f"{text[:1].upper()}{text[1:]}, {_years(row)}"
    return f"{text}, {_day(row['last_period'])}" if row["last_period"] else text


def suggestion_sentence(row: Mapping[str, Any], category: Category, scheme: CategoryScheme) -> str:
    """The suggestion in a sentence, with what it rests on and what is not known."""
    answered_count = int(row["red_count"]) + int(row["amber_count"]) + int(row["not_met_count"])
    sentence = (
        f"The criteria suggest category {category.id} ({category.title.lower()}): "
        f"{row['red_count']} red and {row['amber_count']} amber of the {answered_count} that "
        "have an answer."
    )
    unknown = int(row["cannot_tell_count"])
    if unknown:
        sentence += f" For {unknown} we cannot tell"
        if row["highest_possible"] != category.id:
            sentence += f"; at their worst they would suggest {row['highest_possible']}"
        sentence += "."
    return f"{sentence} A person decides."


def _value_words(value: float, criterion: FigureCriterion) -> str:
    places = criterion.decimal_places
    difference = format_value(abs(value), difference_unit(criterion.unit), places)
    is_zero = round_half_up(value, places) == 0
    side, verb = ("below", "down") if value < 0 else ("above", "up")
    if criterion.basis == "relative":
        return f"{'at' if is_zero else f'{difference} {side}'} the national result"
    if criterion.basis == "change":
        change = "no change" if is_zero else f"{verb} {difference}"
        return f"{change} against the national result"
    if criterion.basis == "change_percent":
        percent = f"{abs(value):.0f}%"
        return "no change" if percent == "0%" else f"{verb} {percent}"
    if criterion.basis == "gap":
        return "level" if is_zero else f"{difference} {side}"
    if criterion.basis == "ratio":
        return f"{value:.1f} times the figure of its phase"
    if criterion.basis == "position":
        return f"{value:.0f}% of schools do no worse"
    return format_value(value, criterion.unit, places)


def _years(row: Mapping[str, Any]) -> str:
    last = year_label(year_of(row["last_period"]))
    if row["first_period"] in (None, row["last_period"]):
        return last
    return f"{year_label(year_of(row['first_period']))} to {last}"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"
