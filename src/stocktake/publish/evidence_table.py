"""The facts of a card: figure, level asked for, rank, distance, likely range, readings."""

from __future__ import annotations

from collections.abc import Iterator

from stocktake.benchmarks.rank import count_within
from stocktake.publish.captions import among_words
from stocktake.publish.content import Cell, Column, Fact, Table
from stocktake.publish.wording import REASON_WORDS, rank_words, upper_first
from stocktake.standards.periods import parse_period
from stocktake.standards.proportions import picture_proportions
from stocktake.standards.units import difference_unit, format_value
from stocktake.targets import (
    STATUS_WORDS,
    BaseTarget,
    JudgementContext,
    Level,
    ReadingResult,
    Verdict,
)
from stocktake.targets.kinds import FigureTarget
from stocktake.targets.phrases import about_children, ordinal, write_figure, write_required
from stocktake.targets.verdict import RequiredIs

LEVEL_WORDS: dict[RequiredIs, str] = {
    "level": "The target is",
    "comparator": "{} has",
    "line": "The line is at",
}
"""What a required level is, in front of it."""


def facts_of(verdict: Verdict, target: BaseTarget, context: JudgementContext) -> Iterator[Fact]:
    """What stands in the card's list of facts, those that are known."""
    unit, places = verdict.unit, verdict.decimal_places

    if verdict.value is not None and verdict.period:
        yield Fact("Figure", f"{write_figure(verdict, verdict.value)} in {_label(verdict.period)}")
    if picture := picture_verdict(verdict):
        yield Fact("In other words", picture)
    yield Fact("Asked for", _target_words(verdict, target, context))
    if verdict.required_is == "line" and verdict.required is not None:
        yield Fact("Figure at the line", write_required(verdict, verdict.required))
    if verdict.rank and verdict.n:
        yield Fact("Rank", rank_words(verdict.rank, verdict.n))
    if verdict.comparator is not None and verdict.comparator.value is not None:
        yield Fact(
            upper_first(verdict.comparator.name), write_required(verdict, verdict.comparator.value)
        )
    if verdict.baseline is not None and verdict.baseline.value is not None:
        base = verdict.baseline
        yield Fact(
            "Baseline", f"{write_figure(verdict, base.value or 0.0)} in {_label(base.period)}"
        )
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
        yield Fact("Likely range of the rank", f"{ordinal(best)} to {ordinal(worst)}")
    if verdict.due:
        yield Fact("Due", _label(verdict.due))


def picture_verdict(verdict: Verdict) -> str:
    """Figure and level as numbers that a person can picture, in the group that the promise needs.

    Empty where there are none: for units that count nobody, and for figures that no round group
    shows apart.
    """
    if verdict.value is None or verdict.unit is None or verdict.required_is == "gap":
        return ""
    level = verdict.required
    words = picture_proportions(verdict.unit, verdict.value, *(() if level is None else (level,)))
    if words is None:
        return ""
    if level is None or verdict.required_is not in LEVEL_WORDS:
        return upper_first(words[0])
    name = verdict.comparator.name if verdict.comparator else ""
    head = LEVEL_WORDS[verdict.required_is].format(upper_first(name))
    # The group is named once: of "20 for every 100" the level says "20".
    count = words[1].rpartition(" every ")[0].rpartition(" ")[0]
    return f"{upper_first(words[0])}. {head} {count}."


def _target_words(verdict: Verdict, target: BaseTarget, context: JudgementContext) -> str:
    """What was asked for, in a few words, for the summary."""
    ranking = target.ranking if isinstance(target, FigureTarget) else None
    if ranking is not None:
        line = count_within(verdict.n, ranking.share) if verdict.n else None
        rank = f": {ordinal(line)} or better" if line else ""
        return f"{upper_first(ranking.words)} of {among_words(ranking.among, context)}{rank}"
    return target.needs_words(verdict, write_required(verdict, verdict.required or 0.0))


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


def no_verdict_words(verdict: Verdict) -> str:
    """Why there is no verdict; empty where there is one."""
    if verdict.status != "cannot_tell" or verdict.reason is None:
        return ""
    return f"Why there is no verdict: {REASON_WORDS[verdict.reason]}."


def readings_table(
    readings: tuple[ReadingResult, ...], unit: str | None, places: int
) -> Table | None:
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

    candidates = [
        (
            Column("Reading"),
            [Cell(upper_first(read.words)) for read in readings],
        ),
        (Column("Verdict"), [Cell(STATUS_WORDS[read.status]) for read in readings]),
        (Column("Figure", True, places), [cell(read.value) for read in readings]),
        (Column("Asked for", True, places), [cell(read.required) for read in readings]),
        (Column("Baseline"), [base(read.baseline) for read in readings]),
    ]
    filled_columns = [
        (c, cells) for c, cells in candidates if any(cell.text != "none" for cell in cells)
    ]
    rows = tuple(zip(*(cells for _, cells in filled_columns), strict=True))
    return Table("The same promise, read in other ways", tuple(c for c, _ in filled_columns), rows)


def _label(period: str) -> str:
    return parse_period(period).label if len(period) == 6 else period
