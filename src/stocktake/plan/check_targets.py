"""What one target leaves open: each rule looks at the target and says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stocktake.plan.schema import Plan
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import academic_year_of, parse_period
from stocktake.standards.units import format_value
from stocktake.targets.judge import read_as
from stocktake.targets.kinds import KINDS
from stocktake.targets.look import Look, Setting
from stocktake.targets.parts import inherit
from stocktake.targets.schema import Target
from stocktake.targets.sentences import ordinal

FROM_NOUGHT = ("cumulative_count", "qualitative", "members_changing_state")
"""Kinds that begin at nought, or at a word, by their nature: no baseline is missed."""

OVER_TIME = ("level", "change", "improvement_each_year", "gap_closed")
"""Kinds whose figure is read beside an earlier year's."""


@dataclass(frozen=True)
class Asked:
    """A target without parts (or one part, with what the whole says for it), in its plan.

    Parameters
    ----------
    target : Target
    plan : Plan
    setting : Setting
    """

    target: Target
    plan: Plan
    setting: Setting

    @property
    def first_reading(self) -> Target:
        """The target as its first reading has it."""
        readings = self.target.reading
        return read_as(self.target, readings[0]) if readings else self.target

    @property
    def due(self) -> str | None:
        """The academic year by which, six digits."""
        due = self.first_reading.due
        if due is None and self.target.due_date is not None:
            due = academic_year_of(self.target.due_date)
        return due

    def look(self, indicator: str | None) -> Look | None:
        """The figures of an indicator; None where none is named or it cannot be known."""
        if indicator is None:
            return None
        try:
            return Look(self.setting, indicator, self.first_reading.group)
        except UsageError:
            return None


def leaves(target: Target) -> Iterator[Target]:
    """The target itself, or its parts with what the whole says for each.

    Examples
    --------
    >>> part = {"id": "b", "title": "B", "kind": "level", "comparison": "above", "level": 1}
    >>> whole = Target.model_validate(
    ...     {"id": "a", "title": "A", "kind": "all_of", "owner": "Head of service", "part": [part]}
    ... )
    >>> [(leaf.id, leaf.owner) for leaf in leaves(whole)]
    [('b', 'Head of service')]
    """
    if not target.part:
        yield target
    for part in target.part:
        known = {
            key: getattr(target, key)
            for key in ("owner", "data_source", "trajectory", "leading", "watch")
            if not getattr(part, key)
        }
        yield from leaves(inherit(part, target).model_copy(update=known))


def missing_from(asked: Asked) -> dict[str, str]:
    """What a target leaves open: gap ids, each with what was found (may be empty)."""
    found = {identity: rule(asked) for identity, rule in RULES.items()}
    return {identity: detail for identity, detail in found.items() if detail is not None}


def _no_indicator(asked: Asked) -> str | None:
    target = asked.first_reading
    named = target.indicator or target.proxy or target.kind == "qualitative"
    return None if named else ""


def _only_a_proxy(asked: Asked) -> str | None:
    target = asked.first_reading
    if target.indicator or not target.proxy:
        return None
    return ", ".join(proxy.indicator for proxy in target.proxy)


def _several_readings(asked: Asked) -> str | None:
    readings = asked.target.reading
    return None if len(readings) < 2 else "; or ".join(reading.words for reading in readings)


def _no_baseline(asked: Asked) -> str | None:
    target = asked.target
    return None if target.baseline or target.kind in FROM_NOUGHT else ""


def _no_due(asked: Asked) -> str | None:
    return None if asked.due else ""


def _no_data_source(asked: Asked) -> str | None:
    target = asked.first_reading
    name = target.indicator or ""
    if target.data_source or not name.startswith("local:"):
        return None
    local = {each.id: each for each in asked.plan.local_indicator}.get(name.removeprefix("local:"))
    return None if local is not None and local.source else name


def _too_soon(asked: Asked) -> str | None:
    """The first period that the plan's first year can show lies after the due year."""
    if asked.due is None:
        return None
    target = asked.first_reading
    names = [target.indicator] if target.indicator else [each.indicator for each in target.proxy]
    for name in names:
        look = asked.look(name)
        if look is None or look.local:
            continue
        offset = look.indicator.cohort.first_touched_offset
        first = parse_period(asked.plan.period.first).following(offset)
        if first.first_year > int(asked.due[:4]):
            return f"{look.indicator.title}: from {first.label} at the earliest"
    return None


def _met_at_baseline(asked: Asked) -> str | None:
    target = asked.first_reading
    look = asked.look(target.indicator)
    if look is None or not target.baseline or target.kind not in ("level", "position", "relation"):
        return None
    try:
        period = (
            look.period_in(target.baseline)
            if len(target.baseline) == 6
            else parse_period(target.baseline, look.indicator.kind_of_year)
        )
        found = KINDS[target.kind](target, look, period)
    except UsageError:
        return None
    if not found.holds:
        return None
    value = format_value(found.value, look.indicator.unit, look.indicator.decimal_places)
    rank = f", {ordinal(found.rank)} of {found.n}" if found.rank and found.n else ""
    return f"{value} in {period.label}{rank}"


def _across_a_break(asked: Asked) -> str | None:
    target = asked.first_reading
    look = asked.look(target.indicator)
    if look is None or not target.baseline or not asked.due or target.kind not in OVER_TIME:
        return None
    breaks = [each for each in look.indicator.break_ if target.baseline < each.period <= asked.due]
    return "; ".join(each.reason for each in breaks) if breaks else None


RULES: dict[str, Callable[[Asked], str | None]] = {
    "indicator": _no_indicator,
    "measurable": _only_a_proxy,
    "one-reading": _several_readings,
    "baseline": _no_baseline,
    "due": _no_due,
    "owner": lambda asked: None if asked.target.owner else "",
    "trajectory": lambda asked: None if asked.target.trajectory else "",
    "leading": lambda asked: None if asked.target.leading else "",
    "watch": lambda asked: None if asked.target.watch else "",
    "data-source": _no_data_source,
    "in-time": _too_soon,
    "stretch": _met_at_baseline,
    "unbroken": _across_a_break,
}
"""One rule for each gap of a target: None where there is none, else what was found."""
