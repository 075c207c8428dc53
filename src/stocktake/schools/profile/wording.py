"""Every sentence of a school's profile, in one place."""

from __future__ import annotations

from collections.abc import Sequence

from stocktake.schools.measures import ProfileMeasure
from stocktake.schools.profile.model import Comparison, Trend, YearFigure
from stocktake.standards.rounding import round_half_up
from stocktake.standards.units import difference_unit, format_value

DIRECTION_WORDS = {
    "better": "improved beyond chance",
    "worse": "got worse beyond chance",
    "up": "rose beyond chance",
    "down": "fell beyond chance",
}

ENDS = (0.0, 100.0)
"""Figures that many schools have at once: no permanent exclusion, or every pupil."""
EQUALS_NOTE = ", of which each with the same figure counts as half"


def write_value(value: float | None, measure: ProfileMeasure) -> str:
    """A figure in its unit.

    Examples
    --------
    >>> from stocktake.schools.measures import profile_layout
    >>> measures = profile_layout().measures
    >>> write_value(-0.957, measures["ks4.progress_8"]), write_value(0, measures["census.eal"])
    ('-0.96', '0.0%')
    """
    return format_value(value, measure.unit, measure.decimal_places)


def write_difference(value: float, measure: ProfileMeasure) -> str:
    """A difference of two figures, without its sign."""
    return format_value(abs(value), difference_unit(measure.unit), measure.decimal_places)


def figure_sentence(figure: YearFigure, measure: ProfileMeasure) -> str:
    """What one year's figure says: level, interval, comparisons, percentile."""
    if figure.value is None:
        return f"{measure.title}: cannot tell for {figure.period_label}: {figure.missing_text}."
    parts = [
        f"{measure.title}: {write_value(figure.value, measure)} in {figure.period_label}"
        f"{_interval_clause(figure, measure)}"
    ]
    if comparisons := _comparisons(figure, measure):
        parts.append(comparisons)
    sentences = "; ".join(parts) + "."
    position = percentile_sentence(figure, measure)
    return f"{sentences} {position}" if position else sentences


def _comparisons(figure: YearFigure, measure: ProfileMeasure) -> str:
    """The comparisons as one clause; those that come out alike share their words."""
    clauses: dict[str, list[str]] = {}
    for name, comparison in (
        ("the national figure", figure.national),
        ("the local authority's", figure.local),
        ("similar schools' mean", figure.similar),
    ):
        if comparison.value is not None:
            level = write_value(comparison.value, measure)
            clauses.setdefault(_position_words(comparison), []).append(
                f"{name} ({level}{_basis_clause(comparison)})"
            )
    return ", ".join(f"{words} {_join(names)}" for words, names in clauses.items())


def _position_words(comparison: Comparison) -> str:
    """How the school's figure stands to another, chance counted where it is known.

    Examples
    --------
    >>> level = Comparison(value=1.0, basis="published", school_count=None, difference=0.1,
    ...     position="level", is_beyond_chance=False)
    >>> _position_words(level), _position_words(level.model_copy(update={"is_beyond_chance": None}))
    ('no different beyond chance from', 'the same as')
    """
    chance = " beyond chance" if comparison.is_beyond_chance else ""
    return {
        "better": f"better{chance} than",
        "worse": f"worse{chance} than",
        "above": f"higher{chance} than",
        "below": f"lower{chance} than",
        "level": "the same as"
        if comparison.is_beyond_chance is None
        else "no different beyond chance from",
        "cannot_tell": "not comparable with",
    }[comparison.position]


def _basis_clause(comparison: Comparison) -> str:
    if comparison.basis != "computed" or not comparison.school_count:
        return ""
    schools = "school" if comparison.school_count == 1 else "schools"
    return f", computed from {comparison.school_count:,} {schools}"


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _interval_clause(figure: YearFigure, measure: ProfileMeasure) -> str:
    if figure.lower is None or figure.upper is None:
        return ""
    low, high = write_value(figure.lower, measure), write_value(figure.upper, measure)
    stand_in = ""
    if figure.pupil_count_period and figure.pupil_count_period != figure.period_label:
        stand_in = f" with the number of pupils of {figure.pupil_count_period}"
    return f" (95% interval {low} to {high}, {figure.interval_basis}{stand_in})"


def percentile_sentence(figure: YearFigure, measure: ProfileMeasure) -> str:
    """Where the figure lies among schools of the phase."""
    if figure.percentile is None or not figure.compared_with:
        return ""
    verb = "It is higher than" if measure.better == "neither" else "It does better than"
    share = int(round_half_up(figure.percentile))
    if figure.percentile == 0:
        among = "none"
    elif figure.percentile == 100:
        among = "all"
    elif share == 0:
        among = "under 1 in 100"
    elif share == 100:
        among = "over 99 in 100"
    else:
        among = f"{share} in 100"
    equals = EQUALS_NOTE if figure.value in ENDS and 0 < figure.percentile < 100 else ""
    return f"{verb} {among} of the other {figure.compared_with}{equals}."


def trend_sentence(trend: Trend, years: Sequence[YearFigure], measure: ProfileMeasure) -> str:
    """Average and direction of the years with a figure, without a word about the future."""
    if len(years) < 2 or trend.average is None:
        return "Cannot tell the direction: fewer than two comparable years have a figure."
    labels = _join([figure.period_label for figure in years])
    start = f"Average of {labels}: {write_value(trend.average, measure)}."
    change = trend.relative_change if trend.relative_change is not None else trend.change
    if change is None:
        return f"{start} Cannot tell the direction."
    against = " against the national figure" if trend.relative_change is not None else ""
    if trend.direction == "cannot_tell":
        return f"{start} {_way(change, measure)}{against}; cannot tell whether beyond chance."
    if trend.direction == "no_change" and _is_zero(change, measure):
        return f"{start} It did not change{against}."
    if trend.direction == "no_change":
        return f"{start} {_way(change, measure)}{against}, no more than chance would do."
    return (
        f"{start} It {DIRECTION_WORDS[trend.direction]}{against}, by "
        f"{write_difference(change, measure)}."
    )


def _way(change: float, measure: ProfileMeasure) -> str:
    if _is_zero(change, measure):
        return "It did not change"
    return f"It {'rose' if change > 0 else 'fell'} by {write_difference(change, measure)}"


def _is_zero(change: float, measure: ProfileMeasure) -> bool:
    return round_half_up(change, measure.decimal_places) == 0
