"""Judges a target on the figures of one indicator: due, awaited or still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stocktake.benchmarks.rank import Direction
from stocktake.benchmarks.uncertainty import rank_interval
from stocktake.standards.periods import Period
from stocktake.standards.units import difference_unit
from stocktake.statistics.figure_notes import note_sentences
from stocktake.targets.comparability import decides, find_comparability
from stocktake.targets.due_dates import DueDate
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.base import FigureTarget
from stocktake.targets.missing_return import NOTHING_RETURNED, why_no_return
from stocktake.targets.observation import NOWHERE
from stocktake.targets.phrases import awaited, not_known_yet
from stocktake.targets.publication_wait import first_known, is_awaited
from stocktake.targets.result import TargetResult
from stocktake.targets.trajectory import draw_trajectory, is_on_track
from stocktake.targets.verdict import (
    Comparability,
    EvidencePoint,
    Level,
    Reason,
    Status,
    Trajectory,
    Verdict,
)
from stocktake.targets.wording import awaited_sentence, coming_sentence, figure_sentence


@dataclass(frozen=True)
class Assessment:
    """A target assessed on one period's figures, with what its verdict shows of them."""

    target: FigureTarget
    data: IndicatorData
    period: Period
    result: TargetResult
    comparability: Comparability | None
    trajectory: Trajectory | None = None
    on_track: bool | None = None


def judge_figures(target: FigureTarget, data: IndicatorData, due_date: DueDate) -> Verdict:
    """Judge a target on an indicator: what was promised, on which figure, and how surely."""
    if not due_date.is_reached:
        return _judge_coming(target, data, due_date)
    if data.figures.table.is_empty() and not data.local:
        return _before_any_figure(target, data, due_date)
    return _judge_due(target, data, due_date)


def bare_verdict(
    target: FigureTarget,
    due_date: DueDate,
    status: Status,
    sentence: str,
    *,
    data: IndicatorData | None = None,
    reason: Reason | None = None,
) -> Verdict:
    """A verdict with its answer and none of the figures."""
    return Verdict(
        id=target.id,
        title=target.title,
        kind=target.kind,
        status=status,
        reason=reason,
        due=due_date.due,
        judged_at=due_date.judged_at,
        sentence=sentence,
        unit=data.indicator.unit if data else None,
        indicator=target.indicator,
        group=target.group,
        decimal_places=data.indicator.decimal_places if data else 0,
        released=data is None or not data.figures.local,
    )


def _before_any_figure(target: FigureTarget, data: IndicatorData, due_date: DueDate) -> Verdict:
    """Due, and no release known on the day holds the series: a later one may."""
    first = first_known(data, data.period_in(due_date.judged_at))
    reason = not_known_yet(data.context.as_of, first)
    if first is not None:
        sentence = f"Awaiting figures: {reason}."
        return bare_verdict(target, due_date, "awaiting_figures", sentence, data=data)
    return bare_verdict(
        target,
        due_date,
        "cannot_tell",
        f"Cannot tell: {reason}.",
        data=data,
        reason="not_published",
    )


def _judge_due(target: FigureTarget, data: IndicatorData, due_date: DueDate) -> Verdict:
    """Judge on the figure of the due period."""
    period = data.period_in(due_date.due or due_date.at)
    assessment = _assess(target, data, period, period)
    result = assessment.result
    if result.reason == "not_published" and result.missing_period == period:
        if is_awaited(data, period) and not data.notes(period):
            return _judge_awaited(target, data, due_date, period)
        result = _say_when_known(result, data, period)
        assessment = replace(assessment, result=result)
    status, reason = _status_when_due(assessment)
    evidence = _evidence(target, data, data.around(period))
    group = _group_size(target, data, period)
    distance = target.distance(result, data)
    children = None if distance is None or group is None else distance * group / 100
    interval = _rank_interval(assessment, group)
    sentence = figure_sentence(
        status,
        target,
        result,
        data,
        period,
        comparability=assessment.comparability,
        evidence=evidence,
        children=children,
        rank_interval=interval,
    )
    verdict = bare_verdict(target, due_date, status, sentence, data=data, reason=reason)
    verdict = _with_figures(verdict, assessment, evidence)
    return verdict.model_copy(update={"distance_children": children, "rank_interval": interval})


def _status_when_due(assessment: Assessment) -> tuple[Status, Reason | None]:
    result = assessment.result
    if result.is_met is None:
        return "cannot_tell", result.reason
    if _special_year_decides(assessment, is_met=result.is_met):
        return "cannot_tell", "not_comparable"
    return ("met" if result.is_met else "not_met"), None


def _judge_awaited(
    target: FigureTarget, data: IndicatorData, due_date: DueDate, due: Period
) -> Verdict:
    """The due period has ended and its figure is still to be published: the latest one stands."""
    period = data.latest_by(None)
    reason = awaited(data, due, first_known(data, due))
    assessment = _assess(target, data, period, due) if period else None
    result = assessment.result if assessment else None
    sentence = awaited_sentence(target, result, data, period, reason)
    verdict = bare_verdict(target, due_date, "awaiting_figures", sentence, data=data)
    if assessment is None:
        return verdict
    return _with_figures(verdict, assessment, _evidence(target, data, [assessment.period]))


def _judge_coming(target: FigureTarget, data: IndicatorData, due_date: DueDate) -> Verdict:
    """Judge on the latest figure known, where the plan's trajectory is stated; else report it."""
    due = data.period_in(due_date.due) if due_date.due else None
    period = data.latest_by(data.context.at)
    if period is None:
        reason_text = why_no_return(data) if data.local else "no figure is known yet"
        reason_text += " yet" if reason_text == NOTHING_RETURNED else ""
        sentence = coming_sentence("not_yet_due", target, None, data, None, due, reason_text)
        return bare_verdict(target, due_date, "not_yet_due", sentence, data=data)
    assessment = _assess(target, data, period, due or data.period_in(due_date.at))
    status: Status = "not_yet_due"
    reason: Reason | None = None
    reason_text = "" if target.trajectory else "the plan states no trajectory"
    on_track = assessment.on_track
    if on_track is not None:
        status = "on_track" if on_track else "off_track"
        if assessment.comparability and _special_year_decides(assessment, is_met=on_track):
            status, reason, reason_text = (
                "cannot_tell",
                "not_comparable",
                assessment.comparability.reason,
            )
    trajectory_text = (
        assessment.trajectory if assessment.trajectory and assessment.trajectory.stated else None
    )
    sentence = coming_sentence(
        status, target, assessment.result, data, period, due, reason_text, trajectory_text
    )
    verdict = bare_verdict(target, due_date, status, sentence, data=data, reason=reason)
    return _with_figures(verdict, assessment, _evidence(target, data, [period]))


def _assess(target: FigureTarget, data: IndicatorData, period: Period, due: Period) -> Assessment:
    """Assess a target on a period's figures, with its trajectory to the due period."""
    result = target.assess(data, period)
    comparability = find_comparability(data.indicator, period, result.over)
    course = target.course(data, due, result)
    if course is None:
        return Assessment(target, data, period, result, comparability)
    trajectory = draw_trajectory(target.trajectory, course, due=due, period=period)
    has_begun = course.base is None or period.ends > course.base.ends
    on_track = None
    if trajectory is not None and trajectory.stated and has_begun:
        on_track = is_on_track(course, trajectory)
    return Assessment(target, data, period, result, comparability, trajectory, on_track)


def _special_year_decides(assessment: Assessment, *, is_met: bool) -> bool:
    return decides(
        assessment.comparability,
        assessment.target.compares,
        is_met=is_met,
        against_better=assessment.target.is_against_better(assessment.data),
    )


def _with_figures(
    verdict: Verdict, assessment: Assessment, evidence: tuple[EvidencePoint, ...]
) -> Verdict:
    target, data, result = assessment.target, assessment.data, assessment.result
    rank, n = result.rank, result.n
    if rank is None and result.value is not None and target.shows_rank:
        rank, n = data.rank_in_country(assessment.period)
    located = [
        source
        for observation in result.observations
        for source in (observation.located, *observation.also_located)
    ]
    is_gap = target.required_is == "gap"
    return verdict.model_copy(
        update={
            "sentence": " ".join([verdict.sentence, *_note_sentences(data, result)]),
            "unit": difference_unit(data.indicator.unit).value if is_gap else verdict.unit,
            "value": result.value,
            "period": assessment.period.time_period,
            "required": result.required,
            "required_is": target.required_is if result.required is not None else "none",
            "comparator": result.comparator,
            "rank": rank,
            "n": n,
            "baseline": result.baseline or _baseline(target, data),
            "distance": target.distance(result, data),
            "comparability": assessment.comparability,
            "evidence": evidence,
            "trajectory": assessment.trajectory,
            "sources": tuple(source for source in dict.fromkeys(located) if source != NOWHERE),
        }
    )


def _note_sentences(data: IndicatorData, result: TargetResult) -> list[str]:
    """What was noted of the figures that the verdict uses, when their files were read."""
    if not data.figures.has_notes:
        return []
    labelled_notes = {}
    for observation in result.observations:
        label = observation.period.label
        if observation.place not in (data.home, data.context.place):
            label = f"{data.context.register.get(observation.place).name}, {label}"
        labelled_notes[label] = data.notes(observation.period, observation.place)
    return note_sentences(labelled_notes.items())


def _say_when_known(result: TargetResult, data: IndicatorData, period: Period) -> TargetResult:
    first = first_known(data, period) if data.value_at(period) is None else None
    if first is None:
        return result
    return replace(result, reason_text=not_known_yet(data.context.as_of, first, period.label))


def _evidence(
    target: FigureTarget, data: IndicatorData, periods: Sequence[Period]
) -> tuple[EvidencePoint, ...]:
    points = [target.evidence_at(data, period) for period in periods]
    return tuple(point for point in points if point is not None)


def _rank_interval(assessment: Assessment, group: float | None) -> tuple[int, int] | None:
    result, data = assessment.result, assessment.data
    if not result.other_values or result.value is None:
        return None
    better: Direction = "lower" if data.better == "lower" else "higher"
    return rank_interval(result.value, group, result.other_values, better, data.indicator.unit)


def _group_size(target: FigureTarget, data: IndicatorData, period: Period) -> float | None:
    size, _ = data.children(period, data.at(period))
    if size is None and target.cohort is not None and data.indicator.unit == "percent":
        size = float(target.cohort.children)
    return size


def _baseline(target: FigureTarget, data: IndicatorData) -> Level | None:
    if not target.baseline:
        return None
    period = data.period_named(target.baseline)
    return Level(period=period.time_period, value=data.value_at(period))
