"""The sentences about the accuracy of predictions, for terminal, page and letter alike."""

from __future__ import annotations

from stocktake.schools.predictions.judgement import SchoolAccuracy
from stocktake.schools.predictions.schema import PredictionMeasure
from stocktake.standards.periods import period_label

UNITS = {"percent": "percentage point", "points": "point", "grades": "grade"}
DECIMAL_PLACES = {"percent": 1, "points": 1, "grades": 2}


def verdict_sentence(accuracy: SchoolAccuracy, measure: PredictionMeasure, name: str) -> str:
    """One sentence on a school's predictions, fit to send to it.

    Parameters
    ----------
    accuracy : SchoolAccuracy
    measure : PredictionMeasure
        Of the same measure.
    name : str
        The school's name, or "school 100001".
    """
    years = _years(accuracy.years)
    usual = _amount(abs(accuracy.bias), measure)
    direction = "too high" if accuracy.bias > 0 else "too low"
    chance = _amount(accuracy.chance_bias, measure)
    about = f"{name}, {measure.title}: predictions for {years}"
    mean = f"were {usual} {direction} on average" if accuracy.bias else "were right on average"
    if accuracy.verdict in ("optimistic", "pessimistic"):
        return (
            f"{about} {mean}, more than the {_amount(accuracy.tolerance, measure)} that count as "
            f"accurate and than chance could explain (up to {chance}). "
            f"They are {accuracy.verdict}; please say why."
        )
    if accuracy.verdict == "accurate":
        return f"{about} {mean}, within the {_amount(accuracy.tolerance, measure)} allowed."
    settles = ""
    if accuracy.years_to_settle:
        cohorts = "cohort" if accuracy.years_to_settle == 1 else "cohorts"
        settles = f" About {accuracy.years_to_settle} more {cohorts} would settle it."
    doubt = f"we cannot tell whether that is more than chance: {accuracy.reason}"
    return f"{about} {mean}; {doubt}.{settles}"


def _amount(value: float, measure: PredictionMeasure) -> str:
    text = f"{value:.{DECIMAL_PLACES[measure.unit]}f}"
    noun = UNITS[measure.unit]
    return f"{text} {noun if float(text) == 1 else f'{noun}s'}"


def _years(periods: tuple[str, ...]) -> str:
    labels = [period_label(period) for period in periods]
    if len(labels) == 1:
        return labels[0]
    return f"{', '.join(labels[:-1])} and {labels[-1]}"
