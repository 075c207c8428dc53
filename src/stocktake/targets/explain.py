"""The whole derivation of a verdict: from the plan's words to the row of a file."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.standards.periods import parse_period
from stocktake.standards.units import difference_unit, format_value
from stocktake.targets.look import Look, Setting
from stocktake.targets.schema import Target
from stocktake.targets.verdict import STATUS_WORDS, Verdict


@dataclass(frozen=True)
class Step:
    """One step of a derivation: a heading and its lines."""

    heading: str
    lines: tuple[str, ...]


def explain_verdict(target: Target, verdict: Verdict, setting: Setting) -> tuple[Step, ...]:
    """Explain a verdict, step by step.

    Parameters
    ----------
    target : Target
        As the plan has it (for a part: with what it inherits from the whole).
    verdict : Verdict
        What ``judge_target`` said.
    setting : Setting
        The setting in which it was judged.

    Returns
    -------
    tuple of Step
        The promise, the indicator, the figures, the requirement, comparability, chance, readings,
        watch indicators and sources; steps with nothing to say are left out.
    """
    steps = [
        Step("Answer", (verdict.sentence,)),
        Step("What was promised", _promise(target)),
        Step("When", _when(verdict, setting)),
        Step("Indicator", _indicator(target, setting)),
        Step("Figures", _figures(verdict)),
        Step("Among whom", _among(verdict)),
        Step("Comparability", _comparability(verdict)),
        Step("Nearest evidence", _evidence(verdict)),
        Step("Trajectory", _road(verdict)),
        Step("Readings", _readings(verdict)),
        Step("Watch indicators", tuple(each.sentence for each in verdict.watch)),
        Step("Parts", tuple(f"{part.id}: {part.sentence}" for part in verdict.parts)),
        Step("Sources", _sources(verdict)),
    ]
    return tuple(step for step in steps if step.lines)


def _promise(target: Target) -> tuple[str, ...]:
    page = f" (page {target.source_page})" if target.source_page else ""
    lines = [f"{target.words.strip() or target.title}{page}", f"Kind of target: {target.kind}"]
    return (*lines, *target.notes)


def _when(verdict: Verdict, setting: Setting) -> tuple[str, ...]:
    due = parse_period(verdict.due).label if verdict.due else "no year stated"
    judged = parse_period(verdict.judged_at).label if verdict.judged_at else "not judged"
    return (
        f"Due {due}; judged at {judged}, the earlier of the due year and "
        f"{parse_period(setting.at).label}",
        f"On releases known by {setting.as_of.isoformat()}",
    )


def _indicator(target: Target, setting: Setting) -> tuple[str, ...]:
    if target.indicator is None:
        return ("No indicator is named.",) if not target.part and not target.proxy else ()
    look = Look(setting, target.indicator, target.group)
    indicator = look.indicator
    lines = [
        f"{indicator.title} [{target.indicator}]",
        f"Population: {indicator.population}",
        f"Numerator: {indicator.numerator}",
        f"Denominator: {indicator.denominator}",
        f"Better: {indicator.better}",
        f"Series: {', '.join(use.series for use in indicator.series)}",
    ]
    if look.figures.definition:
        checked = "checked" if indicator.verified else "not yet checked against the publication"
        lines.append(f"Definition file: {look.figures.definition} ({checked})")
    if indicator.cohort.words:
        lines.append(indicator.cohort.words)
    return (*lines, *indicator.caveats)


def _figures(verdict: Verdict) -> tuple[str, ...]:
    if verdict.unit is None:
        return ()
    lines = []
    if verdict.baseline and verdict.baseline.value is not None:
        baseline = _write(verdict, verdict.baseline.value)
        lines.append(f"Baseline {verdict.baseline.period}: {baseline}")
    if verdict.value is not None:
        lines.append(f"Figure {verdict.period}: {_write(verdict, verdict.value)}")
    if verdict.required is not None:
        lines.append(f"Required: {_write(verdict, verdict.required)}")
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
        written = f": {_write(verdict, level)}" if level is not None else ""
        lines.append(f"Comparator: {verdict.comparator.name}{written}")
    if verdict.rank and verdict.n:
        lines.append(f"Rank {verdict.rank} of {verdict.n}, 1 is best; ties share the better rank")
    if verdict.rank_interval:
        best, worst = verdict.rank_interval
        lines.append(
            f"Chance alone (95% interval of this place's figure, the others held still): "
            f"rank {best} to {worst}"
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
    if verdict.kind in ("position", "relation"):
        lines.append("All places had the same arrangements, so a comparison within a year stands.")
    return tuple(lines)


def _evidence(verdict: Verdict) -> tuple[str, ...]:
    return tuple(
        f"{seen.period}: {_write(verdict, seen.value)}"
        + (f", rank {seen.rank} of {seen.n}" if seen.rank and seen.n else "")
        for seen in verdict.evidence
    )


def _road(verdict: Verdict) -> tuple[str, ...]:
    road = verdict.road
    if road is None or not road.stated:
        return ("The plan states none.",) if verdict.status == "not_yet_due" else ()
    lines = []
    if road.needed_now is not None:
        lines.append(f"Needed now: {road.needed_now:g} ({road.measure})")
    if road.change_needed is not None:
        lines.append(f"Change a year needed from here: {road.change_needed:+g}")
    if road.change_achieved is not None:
        lines.append(f"Change a year achieved since the baseline: {road.change_achieved:+g}")
    return tuple(lines)


def _readings(verdict: Verdict) -> tuple[str, ...]:
    lines = []
    for read in verdict.readings:
        since = f" from {read.baseline.period}" if read.baseline else ""
        value = f", {_write(verdict, read.value)}" if read.value is not None else ""
        asked = f" against {_write(verdict, read.required)}" if read.required is not None else ""
        because = f" ({read.reason})" if read.reason else ""
        lines.append(
            f"{read.words}{since}: {STATUS_WORDS[read.status].lower()}{because}{value}{asked}"
        )
    return tuple(lines)


def _sources(verdict: Verdict) -> tuple[str, ...]:
    return tuple(
        f"{each.release}: {each.locator}" + (f" (sha256 {each.sha256[:12]})" if each.sha256 else "")
        for each in verdict.sources
    )


def _write(verdict: Verdict, value: float | None) -> str:
    return format_value(value, verdict.unit or "index", verdict.decimal_places)
