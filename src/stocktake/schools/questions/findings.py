"""What in a profile brings a question up. Each finding is beyond chance, or it is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stocktake.schools.profile.model import MeasureProfile, SchoolProfile, YearFigure
from stocktake.schools.questions.definition import Trigger
from stocktake.standards.units import format_value

ALL = "all"
DISADVANTAGED, NOT_DISADVANTAGED, HIGH_PRIOR = "disadvantaged", "other", "high_prior"


@dataclass(frozen=True)
class QuestionFact:
    """A finding, and the words that fill in its question."""

    finding: Trigger
    measure: str = ""
    value: str = ""
    comparator: str = ""
    year: str = ""
    count: str = ""


def profile_findings(profile: SchoolProfile) -> Iterator[QuestionFact]:
    """Every finding of a profile, in the order of its parts."""
    measures = [measure for part in profile.parts for measure in part.measures]
    by_group = {(measure.measure, measure.group): measure for measure in measures}
    for measure in measures:
        if measure.group == ALL:
            yield from _of_all(measure)
        elif measure.group == DISADVANTAGED:
            peers = by_group.get((measure.measure, NOT_DISADVANTAGED))
            yield from _gap(measure, peers)
        elif measure.group == HIGH_PRIOR:
            yield from _higher_attainers(measure)
    if count := len(profile.similar.learn_from):
        yield QuestionFact("learn_from", count=str(count))
    yield QuestionFact("always")


def _of_all(measure: MeasureProfile) -> Iterator[QuestionFact]:
    if not measure.years or measure.better == "neither":
        return
    latest = measure.years[-1]
    if latest.value is None:
        yield QuestionFact("missing_headline", measure.title, year=latest.period_label)
        return
    if latest.similar.is_beyond_chance and latest.similar.position in ("better", "worse"):
        finding: Trigger = f"{latest.similar.position}_than_similar"  # type: ignore[assignment]
        yield _comparison_fact(finding, measure, latest, latest.similar.value)
    if measure.trend.direction == "worse":
        yield QuestionFact("getting_worse", measure.title, year=measure.years[0].period_label)


def _gap(group: MeasureProfile, peers: MeasureProfile | None) -> Iterator[QuestionFact]:
    """Disadvantaged pupils behind the others of the school by more than chance allows both."""
    if peers is None or not (group.years and peers.years) or group.better == "neither":
        return
    latest, rest = group.years[-1], peers.years[-1]
    if latest.period != rest.period or latest.value is None or rest.value is None:
        return
    ends = (latest.lower, latest.upper, rest.lower, rest.upper)
    if any(end is None for end in ends):
        return
    behind = (
        latest.upper < rest.lower  # type: ignore[operator]
        if group.better == "higher"
        else latest.lower > rest.upper  # type: ignore[operator]
    )
    if behind:
        yield _comparison_fact("disadvantaged_behind", group, latest, rest.value)


def _higher_attainers(group: MeasureProfile) -> Iterator[QuestionFact]:
    latest = group.years[-1] if group.years else None
    if latest is None or latest.value is None or not latest.national.is_beyond_chance:
        return
    if latest.national.position == "worse":
        yield _comparison_fact("higher_attainers_worse", group, latest, latest.national.value)


def _comparison_fact(
    finding: Trigger, measure: MeasureProfile, year: YearFigure, comparator: float | None
) -> QuestionFact:
    return QuestionFact(
        finding,
        measure.title,
        format_value(year.value, measure.unit, measure.decimal_places),
        format_value(comparator, measure.unit, measure.decimal_places),
        year.period_label,
    )
