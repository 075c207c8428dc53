"""What one target leaves open: each rule looks at the target and says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stocktake.plan.schema import Plan
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import academic_year_of, parse_period
from stocktake.standards.units import format_value
from stocktake.targets import BaseTarget, IndicatorData, JudgementContext
from stocktake.targets.kinds.base import FigureTarget
from stocktake.targets.phrases import ordinal


@dataclass(frozen=True)
class TargetFacts:
    """A target without parts (or one part, with what the whole says for it), in its plan.

    Parameters
    ----------
    target : BaseTarget
    plan : Plan
    context : JudgementContext
    """

    target: BaseTarget
    plan: Plan
    context: JudgementContext

    @property
    def first_reading(self) -> BaseTarget:
        """The target as its first reading has it."""
        readings = self.target.reading
        return self.target.read_as(readings[0]) if readings else self.target

    @property
    def due(self) -> str | None:
        """The academic year by which, six digits."""
        due = self.first_reading.due
        if due is None and self.target.due_date is not None:
            due = academic_year_of(self.target.due_date)
        return due

    def data(self, indicator: str | None) -> IndicatorData | None:
        """The figures of an indicator; None where none is named or it cannot be known."""
        if indicator is None:
            return None
        try:
            return self.context.data(indicator, self.first_reading.group)
        except UsageError:
            return None


def leaves(target: BaseTarget) -> Iterator[BaseTarget]:
    """The target itself, or its parts with what the whole says for each.

    Examples
    --------
    >>> from stocktake.targets import parse_target
    >>> part = {"id": "b", "title": "B", "kind": "level", "comparison": "above", "level": 1}
    >>> whole = parse_target(
    ...     {"id": "a", "title": "A", "kind": "all_of", "owner": "Head of service", "part": [part]}
    ... )
    >>> [(leaf.id, leaf.owner) for leaf in leaves(whole)]
    [('b', 'Head of service')]
    """
    if not target.parts:
        yield target
    for part in target.parts:
        details = {
            key: getattr(target, key)
            for key in ("owner", "data_source", "trajectory", "leading", "watch")
            if not getattr(part, key)
        }
        yield from leaves(part.with_values(details))


def missing_from(facts: TargetFacts) -> dict[str, str]:
    """What a target leaves open: gap ids, each with what was found (may be empty)."""
    answers = {identity: rule(facts) for identity, rule in RULES.items()}
    return {identity: detail for identity, detail in answers.items() if detail is not None}


def _no_indicator(facts: TargetFacts) -> str | None:
    target = facts.first_reading
    has_indicator = target.indicator or target.proxy or not target.needs_indicator
    return None if has_indicator else ""


def _only_a_proxy(facts: TargetFacts) -> str | None:
    target = facts.first_reading
    if target.indicator or not target.proxy:
        return None
    return ", ".join(proxy.indicator for proxy in target.proxy)


def _several_readings(facts: TargetFacts) -> str | None:
    readings = facts.target.reading
    return None if len(readings) < 2 else "; or ".join(reading.words for reading in readings)


def _no_baseline(facts: TargetFacts) -> str | None:
    target = facts.target
    return None if target.baseline or not target.needs_baseline else ""


def _no_due(facts: TargetFacts) -> str | None:
    return None if facts.due else ""


def _no_data_source(facts: TargetFacts) -> str | None:
    target = facts.first_reading
    name = target.indicator or ""
    if target.data_source or not name.startswith("local:"):
        return None
    local = {indicator.id: indicator for indicator in facts.plan.local_indicator}.get(
        name.removeprefix("local:")
    )
    return None if local is not None and local.source else name


def _too_soon(facts: TargetFacts) -> str | None:
    """The first period that the plan's first year can show lies after the due year."""
    if facts.due is None:
        return None
    target = facts.first_reading
    names = [target.indicator] if target.indicator else [proxy.indicator for proxy in target.proxy]
    for name in names:
        data = facts.data(name)
        if data is None or data.local:
            continue
        offset = data.indicator.cohort.first_touched_offset
        first = parse_period(facts.plan.period.first).later(offset)
        if first.first_year > int(facts.due[:4]):
            return f"{data.indicator.title}: from {first.label} at the earliest"
    return None


def _met_at_baseline(facts: TargetFacts) -> str | None:
    target = facts.first_reading
    data = facts.data(target.indicator)
    if data is None or not target.baseline or not isinstance(target, FigureTarget):
        return None
    if target.compares == "over_time":
        return None
    try:
        period = data.period_named(target.baseline)
        result = target.assess(data, period)
    except UsageError:
        return None
    if not result.is_met:
        return None
    value = format_value(result.value, data.indicator.unit, data.indicator.decimal_places)
    rank = f", {ordinal(result.rank)} of {result.n}" if result.rank and result.n else ""
    return f"{value} in {period.label}{rank}"


def _across_a_break(facts: TargetFacts) -> str | None:
    target = facts.first_reading
    data = facts.data(target.indicator)
    if data is None or not target.baseline or not facts.due:
        return None
    if not isinstance(target, FigureTarget) or target.required_is in ("line", "comparator"):
        # All places had the same break: a comparison within a year stands.
        return None
    breaks = [
        break_ for break_ in data.indicator.break_ if target.baseline < break_.period <= facts.due
    ]
    return "; ".join(break_.reason for break_ in breaks) if breaks else None


RULES: dict[str, Callable[[TargetFacts], str | None]] = {
    "indicator": _no_indicator,
    "measurable": _only_a_proxy,
    "one-reading": _several_readings,
    "baseline": _no_baseline,
    "due": _no_due,
    "owner": lambda facts: None if facts.target.owner else "",
    "trajectory": lambda facts: None if facts.target.trajectory else "",
    "leading": lambda facts: None if facts.target.leading else "",
    "watch": lambda facts: None if facts.target.watch else "",
    "data-source": _no_data_source,
    "in-time": _too_soon,
    "stretch": _met_at_baseline,
    "unbroken": _across_a_break,
}
"""One rule for each gap of a target: None where there is none, else what was found."""
