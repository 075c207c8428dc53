"""The sentences of a statement, in one place: fit to send, the verdict first."""

from __future__ import annotations

from stocktake.schools.improvement.measures import ImprovementMeasure, year_label, year_of
from stocktake.schools.improvement.phrases import (
    chance,
    distance,
    figure,
    short_distance,
    size,
    whole_percent,
)
from stocktake.schools.improvement.points import SMALLEST_COHORT
from stocktake.schools.improvement.statement import (
    DatedPoint,
    ForecastUsed,
    ImprovementStatement,
    LevelAsked,
    SchoolsLikeIt,
    WhatSettles,
)

LATE_JOINERS_NOT_AVAILABLE = (
    "Results without pupils who joined in years 10 and 11 are not available."
)


def compose_sentence(statement: ImprovementStatement, measure: ImprovementMeasure) -> str:
    """Everything that is said to the school, in the order in which it is read."""
    parts = [
        opening(statement),
        movement(statement.points, measure),
        level_sentence(statement, measure),
        history_words(statement.history, measure),
        chance_words(statement.forecast, is_reached=statement.is_reached),
        obstacle(statement, measure),
        statement.settles.text if statement.settles else "",
    ]
    return " ".join(part for part in parts if part)


def opening(statement: ImprovementStatement) -> str:
    """The verdict."""
    name = statement.school_name
    if statement.is_reached and statement.verdict == "sufficient":
        return f"The rate of improvement of {name} is sufficient: the level has been reached."
    if statement.verdict == "sufficient":
        return f"The rate of improvement of {name} is sufficient."
    if statement.verdict == "not_sufficient":
        return f"The rate of improvement of {name} is not sufficient."
    return f"We cannot tell yet whether the rate of improvement of {name} is sufficient."


def movement(points: tuple[DatedPoint, ...], measure: ImprovementMeasure) -> str:
    """The change achieved, between two dated points."""
    if not points:
        return ""
    latest = points[-1]
    at_latest = f"{distance(latest.relative, measure)} in {_year(latest)}"
    if len(points) == 1:
        return f"{measure.title} was {at_latest}."
    first = points[0]
    change = latest.relative - first.relative
    before = f"{distance(first.relative, measure)} in {_year(first)}"
    ends = {short_distance(point.relative, measure) for point in (first, latest)}
    if len(ends) == 1 or size(change, measure) == size(0.0, measure):
        return f"{measure.title} was {before} and the same in {_year(latest)}."
    direction = "gain" if change > 0 else "loss"
    return (
        f"{measure.title} went from {before} to {short_distance(latest.relative, measure)} it in "
        f"{_year(latest)}, a {direction} of {size(change, measure)}."
    )


def level_sentence(statement: ImprovementStatement, measure: ImprovementMeasure) -> str:
    """The level, by when, and the change needed."""
    level = statement.level
    words = level_words(level, measure)
    due = f"by the results of {year_label(year_of(level.due_period))}"
    if statement.is_reached:
        return f"The level asked for {due} is {words}: the latest result is there."
    if statement.change_needed is None:
        return f"The level asked for {due} is {words}."
    if size(statement.change_needed, measure) == size(0.0, measure):
        return f"The level asked for {due} is {words}: just above the latest result."
    return (
        f"The level asked for {due} is {words}: a further "
        f"{size(statement.change_needed, measure)} is needed."
    )


def level_words(level: LevelAsked, measure: ImprovementMeasure) -> str:
    """The level as a distance, with the score that means at today's national result."""
    if level.relative is None:
        return figure(level.value, measure)
    words = distance(level.relative, measure)
    if level.at_national is None:
        return words
    return f"{words} ({figure(level.at_national, measure)} if that stays as it is)"


def history_words(history: SchoolsLikeIt | None, measure: ImprovementMeasure) -> str:
    """How many schools from the same start ever did it."""
    if history is None:
        return ""
    band = (
        f"between {short_distance(history.lower, measure)} and {distance(history.upper, measure)}"
    )
    years = "a year" if history.years == 1 else f"{history.years} years"
    text = (
        f"Schools that started {band} made this gain in {years} in "
        f"{whole_percent(history.reached_count / history.starts_count)} of "
        f"{history.starts_count:,} cases"
    )
    if history.held_percent is not None and history.held_years is not None:
        share = whole_percent(history.held_percent / 100)
        if history.held_years[0] == history.years:
            text += f", and still held it a year later in {share}"
        else:
            text += f", and were there in both of the last two years in {share}"
    text += "."
    if history.is_rare:
        text += " Fewer than one in five from this start ever reached such a level."
    return text


def chance_words(forecast: ForecastUsed | None, *, is_reached: bool) -> str:
    """The probability, and what it is of."""
    if forecast is None:
        return ""
    deed = "holding" if is_reached else "reaching"
    return f"The chance of {deed} the level is {chance(forecast.probability)}."


def obstacle(statement: ImprovementStatement, measure: ImprovementMeasure) -> str:
    """Why there is no answer, where it is not that the chance lies between the limits."""
    due = year_label(year_of(statement.level.due_period))
    texts = {
        "no_results": (
            f"The school has no published result in {measure.title}; results of fewer than "
            f"{SMALLEST_COHORT} pupils are never published."
        ),
        "one_point": "One result alone shows no rate of improvement; two are needed.",
        "cohort_unknown": "The number of pupils is not known, so that the part of chance is not.",
        "break_ahead": f"The results of {due} cannot be compared with those that are known.",
        "no_forecast": (
            f"No forecast of {due} from the years that are known has been tested against results."
        ),
    }
    return texts.get(statement.reason or "", "")


def settles_text(
    settles: WhatSettles, measure: ImprovementMeasure, *, decides: bool, is_reached: bool = False
) -> str:
    """What would settle it and by when.

    Parameters
    ----------
    decides : bool
        Whether these results are those by which the level is due.
    is_reached : bool
        Whether the latest result is there already, so that it must be held.
    """
    year, month = year_label(year_of(settles.time_period)), f"{settles.expected_from:%B %Y}"
    expectation = (
        f"The results of {year} were expected in {month} and are not loaded"
        if settles.is_due
        else f"The results of {year} are expected in {month}"
    )
    if decides:
        deed = "held" if is_reached else "reached"
        return f"{expectation}: they decide whether the level is {deed}."
    if settles.sufficient_from is None or settles.not_sufficient_to is None:
        return f"{expectation}: the question is asked again then."
    best, worst = (
        distance(end, measure) for end in (settles.sufficient_from, settles.not_sufficient_to)
    )
    return (
        f"{expectation}: with {measure.title} {best} or better the rate is sufficient, "
        f"with {worst} or worse it is not."
    )


def notes_of(
    points: tuple[DatedPoint, ...], measure: ImprovementMeasure, titles: tuple[str, ...]
) -> tuple[str, ...]:
    """What a reader must know of the figures."""
    notes = [
        f"{title[0].upper()}{title[1:]}: earlier distances to the national result are put on "
        "the scale of the later years."
        for title in titles
    ]
    provisional = [_year(point) for point in points if point.stage == "provisional"]
    if provisional:
        notes.append(f"Results of {_enumerate(provisional)} are provisional and may change.")
    computed_years = [_year(point) for point in points if point.national_basis == "computed"]
    if computed_years:
        notes.append(
            f"The national result of {_enumerate(computed_years)} is computed: "
            "the mean of the schools held, weighted by pupils."
        )
    latest = points[-1] if points else None
    if latest and latest.count_period not in (None, latest.time_period):
        notes.append(
            f"The number of pupils is that of {year_label(year_of(str(latest.count_period)))}."
        )
    numbers = {point.school_urn for point in points}
    if len(numbers) > 1:
        notes.append("The school changed its number; its results are followed through the change.")
    return tuple(notes)


def _year(point: DatedPoint) -> str:
    return year_label(year_of(point.time_period))


def _enumerate(years: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(years[:-1]), years[-1])))
