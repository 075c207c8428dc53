"""Which periods make which, by the calendar: terms a year, years a span of years.

Nobody declares that autumn is a part of the year, and everybody subtracts it. Where the figures
show that a measure does not add up over time (pupils on roll), the calendar binds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from stocktake.disclosure.calendar_overlaps import overlap_splits
from stocktake.disclosure.cells import Cell, CellId
from stocktake.disclosure.structure import Split
from stocktake.standards.period_names import Span, read_period_name

SLACK = 1e-6
SEARCH_LIMIT = 60
"""Periods of one measure up to which ways of making a whole are sought; pairs always are."""

Series = tuple[str, str]
"""A measure and a population."""


def calendar_splits(
    cells: Mapping[CellId, Cell], measures: Sequence[str]
) -> dict[Series, tuple[Split, ...]]:
    """The splits of periods that hold for each measure and population.

    Parameters
    ----------
    cells : mapping of CellId to Cell
    measures : sequence of str
        Those that may add up over time.

    Returns
    -------
    dict of (str, str) to tuple of Split
        For every period within another, what is left of the longer one; and for periods without
        a gap or overlap, their sum. A figure above that of the longer period says that the
        measure does not add up over time, and the split is left out.
    """
    rows: dict[Series, dict[tuple[object, ...], dict[str, Cell]]] = {}
    for name, cell in cells.items():
        if name.period and name.measure in measures:
            series = rows.setdefault((name.measure, name.population), {})
            series.setdefault((name.place, name.items), {})[name.period] = cell
    splits: dict[Series, tuple[Split, ...]] = {}
    for key, series_rows in rows.items():
        names = sorted({period for row in series_rows.values() for period in row})
        spans = {name: span for name in names if (span := read_period_name(name)) is not None}
        # The names of parts that no table prints are dates, and no periods.
        possible = [*_possible_splits(spans), *overlap_splits([*spans])]
        holding = tuple(
            split for split in possible if _is_consistent(split, [*series_rows.values()])
        )
        if holding:
            splits[key] = holding
    return splits


def _possible_splits(spans: Mapping[str, Span]) -> Iterator[Split]:
    for whole, span in spans.items():
        within = {name: part for name, part in spans.items() if span.contains(part)}
        for part in within:
            yield Split(total=whole, parts=(part,), complete=False)
        if len(within) < 2 or len(spans) > SEARCH_LIMIT:
            continue
        tilings = list(_tilings(span, within))
        for parts in tilings:
            yield Split(total=whole, parts=parts)
        longest = _longest(within)
        if len(longest) > 1 and longest not in tilings:
            yield Split(total=whole, parts=longest, complete=False)


def _tilings(span: Span, within: Mapping[str, Span]) -> Iterator[tuple[str, ...]]:
    """Every choice of periods that follow each other from the first day to the last."""
    open_ends: list[tuple[tuple[str, ...], int]] = [((), span.starts.toordinal())]
    while open_ends:
        parts, day = open_ends.pop()
        if day == span.ends.toordinal() + 1:
            yield parts
        open_ends += [
            ((*parts, name), part.ends.toordinal() + 1)
            for name, part in within.items()
            if part.starts.toordinal() == day
        ]


def _longest(within: Mapping[str, Span]) -> tuple[str, ...]:
    """Periods without overlap, the longest first, in the order of the calendar."""
    choice: dict[str, Span] = {}
    for name, span in sorted(within.items(), key=lambda pair: (_days(pair[1]), pair[0])):
        if not any(span.overlaps(neighbour) for neighbour in choice.values()):
            choice[name] = span
    return tuple(sorted(choice, key=lambda name: (choice[name].starts, name)))


def _days(span: Span) -> int:
    return span.starts.toordinal() - span.ends.toordinal()


def _is_consistent(split: Split, rows: Sequence[Mapping[str, Cell]]) -> bool:
    """Whether no row contradicts a split."""
    for row in rows:
        members = [row.get(name) for name in (split.total, *split.parts)]
        if members[0] is None or not any(members[1:]):
            continue
        (_, total_high), *parts = [_range(cell) for cell in members]
        if sum(low for low, _ in parts) > total_high + SLACK:
            return False
        total_low, _ = _range(members[0])
        is_known = all(cell is not None and cell.value is not None for cell in members)
        if split.complete and is_known and sum(high for _, high in parts) < total_low - SLACK:
            return False
    return True


def _range(cell: Cell | None) -> tuple[float, float]:
    if cell is None:
        return 0.0, float("inf")
    if cell.value is None or cell.state == "rounded":
        return cell.lower, cell.upper
    return cell.value, cell.value
