"""The whole derivation of a verdict: from the plan's words to the row of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stocktake.benchmarks.rank import SHARED_RANK
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period, parse_period
from stocktake.standards.units import Unit, difference_unit, format_value
from stocktake.targets.context import JudgementContext
from stocktake.targets.phrases import say_day, write_figure, write_required
from stocktake.targets.verdict import STATUS_WORDS, Measure, Trajectory, Verdict

if TYPE_CHECKING:
    from stocktake.targets.kinds.base import BaseTarget


Label = Callable[[str], str]

MOVES: dict[Measure, tuple[str, str]] = {
    "value": ("a rise", "a fall"),
    "gap": ("a widening", "a narrowing"),
    "distance": ("a gain", "a loss"),
    "rank_percent": ("a loss", "a gain"),
}
"""What a higher and a lower figure of a measure mean."""


@dataclass(frozen=True)
class Step:
    """One step of a derivation: a heading and its lines."""

    heading: str
    lines: tuple[str, ...]


def explain_verdict(
    target: BaseTarget, verdict: Verdict, context: JudgementContext
) -> tuple[Step, ...]:
    """Explain a verdict, step by step.

    Parameters
    ----------
    target : BaseTarget
        As the plan has it (for a part: with what it inherits from the whole).
    verdict : Verdict
        What ``judge_target`` said.
    context : JudgementContext
        The setting in which it was judged.

    Returns
    -------
    tuple of Step
        The promise, the indicator, the figures, the requirement, comparability, chance, readings,
        watch indicators and sources; steps with nothing to say are left out.
    """
    label = _labels(target, context)
    steps = [
        Step("Answer", (verdict.sentence,)),
        Step("What was promised", _promise(target)),
        Step("When", _due_lines(verdict, context)),
        Step("Indicator", _indicator(target, context)),
        Step("Figures", _figures(verdict, label)),
        Step("Among whom", _among(verdict)),
        Step("Comparability", _comparability(verdict)),
        Step("Nearest evidence", _evidence(verdict, label)),
        Step("Trajectory", _trajectory(verdict)),
        Step("Readings", _readings(verdict, label)),
        Step("Watch indicators", tuple(result.sentence for result in verdict.watch)),
        Step("Parts", tuple(f"{part.id}: {part.sentence}" for part in verdict.parts)),
        Step("Sources", _sources(verdict)),
    ]
    return tuple(step for step in steps if step.lines)


def _labels(target: BaseTarget, context: JudgementContext) -> Label:
    """How periods of the target's indicator are written: ``2016/17``, ``January 2017``."""
    data = context.data(target.indicator, target.group) if target.indicator else None

    def label(period: str) -> str:
        kind, span = (data.kind_of_year, data.span_years) if data else ("Academic year", 1)
        try:
            return Period(period, kind, span).label
        except UsageError:
            return period

    return label


def _change(verdict: Verdict, trajectory: Trajectory, change: float) -> str:
    """``"a fall of 6.26 percentage points"``."""
    if change == 0:
        return "none"
    up, down = MOVES[trajectory.measure]
    return f"{up if change > 0 else down} of {_size(verdict, trajectory, change)}"


def _level_words(verdict: Verdict, trajectory: Trajectory, level: float) -> str:
    """A level of what the trajectory measures, without a sign for a direction."""
    if trajectory.measure == "value":
        return _write(verdict, level)
    size = _size(verdict, trajectory, level)
    if trajectory.measure == "rank_percent":
        return f"the best {level:.0f}% of places"
    if trajectory.measure == "gap":
        return f"a gap of {size}"
    return f"{size} {'beyond' if level >= 0 else 'short of'} the comparator"


def _size(verdict: Verdict, trajectory: Trajectory, amount: float) -> str:
    is_rank = trajectory.measure == "rank_percent"
    unit = Unit.POINTS if is_rank else difference_unit(verdict.unit or "index")
    return format_value(abs(amount), unit, max(verdict.decimal_places, 1))


def _promise(target: BaseTarget) -> tuple[str, ...]:
    page = f" (page {target.source_page})" if target.source_page else ""
    lines = [f"{target.words.strip() or target.title}{page}", f"Kind of target: {target.kind}"]
    return (*lines, *target.notes)


def _due_lines(verdict: Verdict, context: JudgementContext) -> tuple[str, ...]:
    due = parse_period(verdict.due).label if verdict.due else "no year stated"
    judged_text = parse_period(verdict.judged_at).label if verdict.judged_at else "not judged"
    return (
        f"Due {due}; judged at {judged_text}, the earlier of the due year and "
        f"{parse_period(context.year).label}",
        f"On releases known by {say_day(context.as_of)}",
    )


def _indicator(target: BaseTarget, context: JudgementContext) -> tuple[str, ...]:
    if target.indicator is None:
        return ("No indicator is named.",) if not target.parts and not target.proxy else ()
    data = context.data(target.indicator, target.group)
    indicator = data.indicator
    lines = [
        f"{indicator.title} [{target.indicator}]",
        f"Population: {indicator.population}",
        f"Numerator: {indicator.numerator}",
        f"Denominator: {indicator.denominator}",
        f"Better: {indicator.better}",
        f"Series: {', '.join(use.series for use in indicator.series)}",
    ]
    if data.figures.definition:
        check_text = "checked" if indicator.verified else "not yet checked against the publication"
        lines.append(f"Definition file: {data.figures.definition} ({check_text})")
    if indicator.cohort.words:
        lines.append(indicator.cohort.words)
    return (*lines, *indicator.caveats)


def _figures(verdict: Verdict, label: Label) -> tuple[str, ...]:
    if verdict.unit is None:
        return ()
    lines = []
    if verdict.baseline and verdict.baseline.value is not None:
        baseline = write_figure(verdict, verdict.baseline.value)
        lines.append(f"Baseline {label(verdict.baseline.period)}: {baseline}")
    if verdict.value is not None and verdict.period:
        lines.append(f"Figure {label(verdict.period)}: {write_figure(verdict, verdict.value)}")
    if verdict.required is not None:
        lines.append(f"Required: {write_required(verdict, verdict.required)}")
    if verdict.distance is not None:
        side = "beyond" if verdict.distance >= 0 else "short of"
        unit = difference_unit(verdict.unit)
        far = format_value(abs(verdict.distance), unit, max(verdict.decimal_places, 1))
        lines.append(f"Distance: {far} {side} the required level")
    if verdict.distance_children is not None:
        lines.append(f"Which is about {abs(verdict.distance_children):,.1f} children")
    return tuple(lines)


def _among(verdict: Verdict) -> tuple[str, ...]:
    lines = []
    if verdict.comparator is not None:
        level = verdict.comparator.value
        level_text = f": {_write(verdict, level)}" if level is not None else ""
        lines.append(f"Comparator: {verdict.comparator.name}{level_text}")
    if verdict.rank and verdict.n:
        rank = f"Rank {verdict.rank} of {verdict.n}, 1 is best"
        lines.append(f"{rank}; ties share the {SHARED_RANK} rank")
    if verdict.rank_interval:
        best, worst = verdict.rank_interval
        lines.append(
            "Likely range of the rank (95% interval of this place's figure, the others as "
            f"published): {best} to {worst}"
        )
    return tuple(lines)


def _comparability(verdict: Verdict) -> tuple[str, ...]:
    if verdict.comparability is None:
        return ()
    way = {
        "better": "it makes the figure look better",
        "worse": "it makes the figure look worse",
        "unknown": "which way it moved the figure is not known",
    }[verdict.comparability.flatters]
    lines = [f"{verdict.comparability.reason}; {way}"]
    if verdict.required_is in ("line", "comparator"):
        lines.append("All places had the same arrangements, so a comparison within a year stands.")
    return tuple(lines)


def _evidence(verdict: Verdict, label: Label) -> tuple[str, ...]:
    return tuple(
        f"{label(point.period)}: {write_figure(verdict, point.value)}"
        + (f", rank {point.rank} of {point.n}" if point.rank and point.n else "")
        for point in verdict.evidence
    )


def _trajectory(verdict: Verdict) -> tuple[str, ...]:
    trajectory = verdict.trajectory
    if trajectory is None or not trajectory.stated:
        return ("The plan states none.",) if verdict.status == "not_yet_due" else ()
    lines = []
    if trajectory.level_now is not None:
        level_text = _level_words(verdict, trajectory, trajectory.level_now)
        lines.append(f"The trajectory's level for the year: {level_text}")
    if trajectory.change_needed is not None:
        change_text = _change(verdict, trajectory, trajectory.change_needed)
        lines.append(f"Change a year needed from here: {change_text}")
    if trajectory.change_achieved is not None:
        change_text = _change(verdict, trajectory, trajectory.change_achieved)
        lines.append(f"Change a year since the baseline: {change_text}")
    return tuple(lines)


def _readings(verdict: Verdict, label: Label) -> tuple[str, ...]:
    lines = []
    for read in verdict.readings:
        since = f" from {label(read.baseline.period)}" if read.baseline else ""
        value = f", {write_figure(verdict, read.value)}" if read.value is not None else ""
        requirement_text = (
            f" against {write_required(verdict, read.required)}"
            if read.required is not None
            else ""
        )
        because = f" ({read.reason})" if read.reason else ""
        status = STATUS_WORDS[read.status].lower()
        lines.append(f"{read.words}{since}: {status}{because}{value}{requirement_text}")
    return tuple(lines)


def _sources(verdict: Verdict) -> tuple[str, ...]:
    return tuple(
        f"{source.release}: {source.locator}"
        + (f" (sha256 {source.sha256[:12]})" if source.sha256 else "")
        for source in verdict.sources
    )


def _write(verdict: Verdict, value: float | None) -> str:
    return format_value(value, verdict.unit or "index", verdict.decimal_places)
