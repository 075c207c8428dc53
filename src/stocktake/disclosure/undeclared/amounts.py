"""Sums of which nobody says how many stand behind them, and percentages that pose as sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from stocktake.disclosure.structure import Measure, Structure, Table
from stocktake.disclosure.undeclared.evidence import is_more_than_chance
from stocktake.disclosure.undeclared.figures import Column, shared_rows
from stocktake.disclosure.undeclared.questions import Question

_PERCENT = re.compile(r"%|(?<![a-z])(per[ _-]?cent(age)?s?|pct|perc|percents?)(?![a-z])", re.I)
_SHARE = re.compile(r"(?<![a-z])(rate|share|proportion|ratio|mean|average|avg)(?![a-z])", re.I)
HALF_UNIT = 0.5
"""Percentages without decimals are this far off at most."""


def amount_questions(table: Table, columns: Mapping[str, Column]) -> Iterator[Question]:
    """What sums and counts leave to be said.

    Parameters
    ----------
    table : Table
    columns : mapping of str to column
        Its counts and sums by measure.
    """
    structure = table.structure
    numerator_ids = {measure.numerator for measure in structure.measure if measure.is_ratio}
    for measure in structure.measure:
        if measure.is_ratio or measure.withheld or not measure.column:
            continue
        pair = _quotient(measure, structure, columns)
        if pair is not None or _is_named_percent(measure):
            yield _percent_question(measure, pair)
        elif measure.unit == "sum" and not measure.contributors and measure.id not in numerator_ids:
            yield Question(
                f"contributors {measure.id}",
                f"{measure.id} is a sum, and the structure does not say how many pupils or schools "
                "stand behind each figure",
                (
                    f'contributors = "..." in the measure {measure.id}: the column of their number',
                    'unit = "count" if it counts pupils or events',
                ),
            )


def _percent_question(measure: Measure, pair: tuple[str, str] | None) -> Question:
    top, bottom = pair or ("...", "...")
    reason = f"is {top} over {bottom}" if pair else "is named like a percentage, rate or mean"
    return Question(
        f"percentage {measure.id}",
        f"{measure.id} is declared as a {measure.unit} and {reason}; its figures do not add up, "
        "and give away those that it is made of",
        (
            f'unit = "percent" (or rate, mean), numerator = "{top}" and denominator = "{bottom}" '
            f"in the measure {measure.id}",
            "give it another id and column if it is none",
        ),
    )


def _is_named_percent(measure: Measure) -> bool:
    names = (measure.id, measure.column, measure.title)
    if any(_PERCENT.search(_space_words(name)) for name in names):
        return True
    return measure.unit == "sum" and any(_SHARE.search(_space_words(name)) for name in names)


def _space_words(name: str) -> str:
    """With words apart: ``passedPercent`` and ``passed_percent`` alike."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name)


def _quotient(
    measure: Measure, structure: Structure, columns: Mapping[str, Column]
) -> tuple[str, str] | None:
    """The two counts of which a measure is the percentage in every row."""
    column = columns.get(measure.id, {})
    if not column or any(not 0 <= value <= 100 for value in column.values()):
        return None
    counts = [item.id for item in structure.measure if item.unit == "count" and item.id in columns]
    for top in counts:
        for bottom in counts:
            if measure.id in (top, bottom) or top == bottom:
                continue
            rows = [row for row in shared_rows(columns[top], columns[bottom]) if row in column]
            is_quotient = all(
                columns[bottom][row] > 0
                and abs(100 * columns[top][row] / columns[bottom][row] - column[row]) <= HALF_UNIT
                for row in rows
            )
            if is_quotient and is_more_than_chance(column[row] for row in rows):
                return top, bottom
    return None
