"""A judgement as text: for each priority a table of verdicts, then a sentence for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from stocktake.cli.terminal import heading, paragraph, plain, show, status, table
from stocktake.standards.periods import parse_period
from stocktake.standards.units import format_value
from stocktake.targets import STATUS_WORDS, Verdict
from stocktake.targets.phrases import level_places

if TYPE_CHECKING:
    from rich.console import RenderableType

    from stocktake.plan.judge import Judgement


REQUIRED_BY_THE_PLAN = ("level", "gap")
"""What a plan states or what follows from it: not another place's published figure."""


def show_judgement(judgement: Judgement) -> None:
    """Print a judgement."""
    show(*_items(judgement))


def as_text(judgement: Judgement) -> str:
    """The same as plain text."""
    return plain(*_items(judgement))


def _items(judgement: Judgement) -> Iterator[RenderableType]:
    context = judgement.context
    at = f" at {parse_period(context.at).label}" if context.at else ""
    day = f"{context.as_of.day} {context.as_of:%B %Y}"
    yield heading(judgement.plan.title, first=True)
    yield paragraph(f"{judgement.place_name}, judged{at} on what was known on {day}")
    yield paragraph(tally(judgement.verdicts))
    for title, verdicts in by_priority(judgement):
        yield heading(title)
        yield paragraph(tally(verdicts))
        yield _summary(verdicts)
        for verdict in verdicts:
            yield from _sentences(verdict)


def tally(verdicts: tuple[Verdict, ...]) -> str:
    """How many of each status, in the order of the statuses.

    Examples
    --------
    >>> tally(())
    'No targets.'
    """
    counts = Counter(verdict.status for verdict in verdicts)
    marks = [
        f"{counts[code]} {words.lower()}" for code, words in STATUS_WORDS.items() if counts[code]
    ]
    noun = "target" if len(verdicts) == 1 else "targets"
    return f"{len(verdicts)} {noun}: {', '.join(marks)}." if marks else "No targets."


def by_priority(judgement: Judgement) -> list[tuple[str, tuple[Verdict, ...]]]:
    """Verdicts under the priority that they belong to, in the plan's order; the rest last."""
    belongs = {target.id: target.priority for target in judgement.plan.target}
    groups = []
    for index, priority in enumerate(judgement.plan.priority, start=1):
        verdicts = tuple(v for v in judgement.verdicts if belongs[v.id] == priority.id)
        if verdicts:
            groups.append((f"{priority.number or index}. {priority.title}", verdicts))
    priority_ids = {priority.id for priority in judgement.plan.priority}
    rest = tuple(v for v in judgement.verdicts if belongs[v.id] not in priority_ids)
    return [*groups, *([("Other targets", rest)] if rest else [])]


def _summary(verdicts: tuple[Verdict, ...]) -> RenderableType:
    grid = table(
        ["Verdict", "Target", "Figure", "Promised", "Rank"], right=["Figure", "Promised", "Rank"]
    )
    grid.columns[1].ratio = 1
    grid.expand = True
    for verdict in verdicts:
        grid.add_row(*_row(verdict, ""))
        for part in verdict.parts:
            grid.add_row(*_row(part, "- "))
    return grid


def _row(verdict: Verdict, mark: str) -> tuple[RenderableType, ...]:
    return (
        status(STATUS_WORDS[verdict.status], verdict.status),
        f"{mark}{verdict.title}",
        _figure(verdict, verdict.value),
        _promised_level(verdict),
        f"{verdict.rank} of {verdict.n}" if verdict.rank else "",
    )


def _figure(verdict: Verdict, value: float | None) -> str:
    if value is None or verdict.unit is None:
        return ""
    return format_value(value, verdict.unit, verdict.decimal_places)


def _promised_level(verdict: Verdict) -> str:
    """The level promised, with the decimals that it takes: 0.65%, not 1%."""
    if (
        verdict.required is None
        or verdict.unit is None
        or verdict.required_is not in REQUIRED_BY_THE_PLAN
    ):
        return _figure(verdict, verdict.required)
    places = level_places(verdict.required, verdict.decimal_places, verdict.unit)
    return format_value(verdict.required, verdict.unit, places)


def _sentences(verdict: Verdict) -> Iterator[RenderableType]:
    yield heading(verdict.id)
    yield paragraph(verdict.sentence, indent=2)
    for part in verdict.parts:
        yield paragraph(f"{part.id}: {part.sentence}", indent=4)
    results = [result for result in verdict.watch if result.status != "cannot_tell"]
    for result in results:
        yield paragraph(result.sentence, indent=4)
    missing_count = len(verdict.watch) - len(results)
    if missing_count:
        noun = "figure" if missing_count == 1 else "figures"
        yield paragraph(f"{missing_count} {noun} to watch with it: cannot tell.", indent=4)
