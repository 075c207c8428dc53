"""The facts of a card: figure, level asked for, rank, distance, chance, readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stocktake.publish.captions import among_words
from stocktake.publish.content import Cell, Column, Fact, Table
from stocktake.publish.wording import REASON_WORDS, rank_words, upper_first
from stocktake.standards.periods import parse_period
from stocktake.standards.units import difference_unit, format_value
from stocktake.targets.kinds.position import SAY, SHARES
from stocktake.targets.look import Setting
from stocktake.targets.schema import Target
from stocktake.targets.sentences import about_children, ordinal
from stocktake.targets.verdict import STATUS_WORDS, Level, Read, Verdict


def facts_of(verdict: Verdict, target: Target, setting: Setting) -> Iterator[Fact]:
    """What stands in the card's list of facts, those that are known."""
    unit, places = verdict.unit, verdict.decimal_places

    def write(value: float) -> str:
        return format_value(value, unit or "count", places)

    if verdict.value is not None and verdict.period:
        yield Fact("Figure", f"{write(verdict.value)} in {_label(verdict.period)}")
    yield Fact("Asked for", _asked(verdict, target, setting, write))
    if target.kind == "position" and verdict.required is not None:
        yield Fact("Figure at the line", write(verdict.required))
    if verdict.rank and verdict.n:
        yield Fact("Rank", rank_words(verdict.rank, verdict.n))
    if verdict.comparator is not None and verdict.comparator.value is not None:
        yield Fact(upper_first(verdict.comparator.name), write(verdict.comparator.value))
    if verdict.baseline is not None and verdict.baseline.value is not None:
        base = verdict.baseline
        yield Fact("Baseline", f"{write(base.value or 0.0)} in {_label(base.period)}")
    if verdict.distance is not None and unit is not None:
        difference = format_value(
            abs(verdict.distance), difference_unit(unit), max(places, 1 if unit == "percent" else 0)
        )
        low = verdict.value is not None and verdict.value < (verdict.required or 0.0)
        side = "beyond the level" if verdict.distance >= 0 else "too low" if low else "too high"
        yield Fact("Distance", f"{difference} {side}")
    if verdict.distance_children is not None:
        yield Fact("In children", upper_first(about_children(verdict.distance_children)))
    if verdict.rank_interval is not None:
        best, worst = verdict.rank_interval
        yield Fact("Chance alone allows", f"{ordinal(best)} to {ordinal(worst)}")
    if verdict.due:
        yield Fact("Due", _label(verdict.due))


def _asked(
    verdict: Verdict, target: Target, setting: Setting, write: Callable[[float], str]
) -> str:
    """What was asked for, in a few words, for the summary."""
    if target.kind == "position" and target.within and target.among:
        line = int(verdict.n * SHARES[target.within]) if verdict.n else None
        rank = f": {ordinal(line)} or better" if line else ""
        return f"{upper_first(SAY[target.within])} of {among_words(target, setting)}{rank}"
    words = {
        "coverage": "Every one" if target.of == "all" else f"{target.of}",
        "improvement_each_year": "Better every year",
        "all_of": "Every part",
        "any_of": "Any part",
        "qualitative": "A level described in words",
    }
    if target.kind in words:
        return words[target.kind]
    if verdict.required is None:
        return "See what was promised"
    side = {"above": "Above ", "below": "Below ", "at_least": "At least ", "at_most": "At most "}
    if target.kind == "change":
        return f"{'At most' if verdict.required < _start(verdict) else 'At least'} " + write(
            verdict.required
        )
    if target.kind == "gap_closed":
        return f"A gap of at most {write(verdict.required)}"
    return side.get(target.comparison or "at_least", "") + write(verdict.required)


def _start(verdict: Verdict) -> float:
    return verdict.baseline.value or 0.0 if verdict.baseline else 0.0


def comparability_words(verdict: Verdict) -> str:
    """What was special about the year and which way it flatters; empty for an ordinary year."""
    if verdict.comparability is None:
        return ""
    turn = {
        "better": "That makes the figure look better than in an ordinary year",
        "worse": "That makes the figure look worse than in an ordinary year",
        "unknown": "Which way that moves the figure is not known",
    }[verdict.comparability.flatters]
    if verdict.value is None:
        return f"{upper_first(verdict.comparability.reason)}."
    return f"{upper_first(verdict.comparability.reason)}. {turn}."


def untold_words(verdict: Verdict) -> str:
    """Why it cannot be told; empty where it can."""
    if verdict.status != "cannot_tell" or verdict.reason is None:
        return ""
    return f"Why it cannot be told: {REASON_WORDS[verdict.reason]}."


def readings_table(readings: tuple[Read, ...], unit: str | None, places: int) -> Table | None:
    """The results under every stated reading; None where there is but one."""
    if len(readings) < 2:
        return None

    def cell(value: float | None) -> Cell:
        if value is None or unit is None:
            return Cell("none", value)
        return Cell(format_value(value, unit, places), value)

    def base(level: Level | None) -> Cell:
        if level is None:
            return Cell("none")
        if level.value is None or unit is None:
            return Cell(_label(level.period))
        return Cell(f"{format_value(level.value, unit, places)} in {_label(level.period)}")

    every = [
        (
            Column("Reading"),
            [Cell(upper_first(read.words)) for read in readings],
        ),
        (Column("Verdict"), [Cell(STATUS_WORDS[read.status]) for read in readings]),
        (Column("Figure", True, places), [cell(read.value) for read in readings]),
        (Column("Asked for", True, places), [cell(read.required) for read in readings]),
        (Column("Baseline"), [base(read.baseline) for read in readings]),
    ]
    kept = [(c, cells) for c, cells in every if any(each.text != "none" for each in cells)]
    rows = tuple(zip(*(cells for _, cells in kept), strict=True))
    return Table("The same promise, read in other ways", tuple(c for c, _ in kept), rows)


def _label(period: str) -> str:
    return parse_period(period).label if len(period) == 6 else period
