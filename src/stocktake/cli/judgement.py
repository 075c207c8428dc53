"""A judgement as text: for each priority a table of verdicts, then a sentence for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from stocktake.cli.terminal import heading, paragraph, plain, show, status, table
from stocktake.standards.periods import parse_period
from stocktake.standards.units import format_value
from stocktake.targets.verdict import STATUS_WORDS, Verdict

if TYPE_CHECKING:
    from rich.console import RenderableType

    from stocktake.plan.judge import Judgement


def show_judgement(judgement: Judgement) -> None:
    """Print a judgement."""
    show(*_items(judgement))


def as_text(judgement: Judgement) -> str:
    """The same as plain text."""
    return plain(*_items(judgement))


def _items(judgement: Judgement) -> Iterator[RenderableType]:
    setting = judgement.setting
    at = parse_period(setting.at).label
    day = f"{setting.as_of.day} {setting.as_of:%B %Y}"
    yield heading(judgement.plan.title, first=True)
    yield paragraph(f"{judgement.place_name}, judged at {at} on what was known on {day}")
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
    said = [
        f"{counts[code]} {words.lower()}" for code, words in STATUS_WORDS.items() if counts[code]
    ]
    noun = "target" if len(verdicts) == 1 else "targets"
    return f"{len(verdicts)} {noun}: {', '.join(said)}." if said else "No targets."


def by_priority(judgement: Judgement) -> list[tuple[str, tuple[Verdict, ...]]]:
    """Verdicts under the priority that they belong to, in the plan's order; the rest last."""
    belongs = {target.id: target.priority for target in judgement.plan.target}
    groups = []
    for index, priority in enumerate(judgement.plan.priority, start=1):
        own = tuple(v for v in judgement.verdicts if belongs[v.id] == priority.id)
        if own:
            groups.append((f"{priority.number or index}. {priority.title}", own))
    known = {priority.id for priority in judgement.plan.priority}
    rest = tuple(v for v in judgement.verdicts if belongs[v.id] not in known)
    return [*groups, *([("Other targets", rest)] if rest else [])]


def _summary(verdicts: tuple[Verdict, ...]) -> RenderableType:
    made = table(
        ["Verdict", "Target", "Figure", "Promised", "Rank"], right=["Figure", "Promised", "Rank"]
    )
    made.columns[1].ratio = 1
    made.expand = True
    for verdict in verdicts:
        made.add_row(*_row(verdict, ""))
        for part in verdict.parts:
            made.add_row(*_row(part, "- "))
    return made


def _row(verdict: Verdict, mark: str) -> tuple[RenderableType, ...]:
    return (
        status(STATUS_WORDS[verdict.status], verdict.status),
        f"{mark}{verdict.title}",
        _figure(verdict, verdict.value),
        _figure(verdict, verdict.required),
        f"{verdict.rank} of {verdict.n}" if verdict.rank else "",
    )


def _figure(verdict: Verdict, value: float | None) -> str:
    if value is None or verdict.unit is None:
        return ""
    return format_value(value, verdict.unit, verdict.decimal_places)


def _sentences(verdict: Verdict) -> Iterator[RenderableType]:
    yield heading(verdict.id)
    yield paragraph(verdict.sentence, indent=2)
    for part in verdict.parts:
        yield paragraph(f"{part.id}: {part.sentence}", indent=4)
    told = [watched for watched in verdict.watch if watched.status != "cannot_tell"]
    for watched in told:
        yield paragraph(watched.sentence, indent=4)
    untold = len(verdict.watch) - len(told)
    if untold:
        noun = "figure" if untold == 1 else "figures"
        yield paragraph(f"{untold} {noun} to watch beside it: cannot tell.", indent=4)
