"""Spans of years that overlap: averages over 2021-23 and over 2022-24, one less the other.

By themselves they say how much larger one end is than the other, and no figure. Next to a figure
of one end they say that of the other, which no table prints: it is a cell then, like the years that
the two have in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations

from stocktake.disclosure.cells import Cell, CellId
from stocktake.disclosure.structure import Split
from stocktake.standards.period_names import Span, read_period_name

MOST_SPANS = 60


def overlap_splits(names: Sequence[str]) -> tuple[Split, ...]:
    """How overlapping periods are made of the years that they share and those that they do not.

    Parameters
    ----------
    names : sequence of str
        The periods of a series that have a figure.

    Returns
    -------
    tuple of Split
        Those of which every part follows from the periods that have one.

    Examples
    --------
    >>> overlap_splits(["202122-202324", "202223-202425"])
    ()
    >>> for split in overlap_splits(["202122-202324", "202223-202425", "202122"]):
    ...     print(split.total, "=", " + ".join(split.parts))
    202122-202324 = 202122 + 2022-09-01 to 2024-08-31
    202223-202425 = 2024-09-01 to 2025-08-31 + 2022-09-01 to 2024-08-31
    """
    spans = {name: span for name in sorted(names) if (span := read_period_name(name)) is not None}
    if len(spans) > MOST_SPANS:
        return ()
    splits = list(dict.fromkeys(_pairs(spans)))
    known_names = set(spans)
    has_changed = True
    while has_changed:
        has_changed = False
        for split in splits:
            open_names = {split.total, *split.parts} - known_names
            if len(open_names) == 1:
                known_names |= open_names
                has_changed = True
    return tuple(split for split in splits if {split.total, *split.parts} <= known_names)


def add_overlaps(cells: dict[CellId, Cell], measures: Sequence[str]) -> None:
    """Add the cells that overlapping periods have in common, and those in which they differ.

    Parameters
    ----------
    cells : dict of CellId to Cell
        Grows.
    measures : sequence of str
        Those that may add up over time.
    """
    rows: dict[CellId, list[CellId]] = {}
    for name in cells:
        if name.period and name.measure in measures:
            rows.setdefault(name.with_item("period", ""), []).append(name)
    by_names: dict[tuple[str, ...], tuple[Split, ...]] = {}
    for row, names in rows.items():
        periods = tuple(sorted(name.period for name in names))
        if len(periods) < 3:
            continue
        if periods not in by_names:
            by_names[periods] = overlap_splits(periods)
        whole = cells[names[0]].whole
        for split in by_names[periods]:
            for part in split.parts:
                name = row.with_item("period", part)
                cells.setdefault(name, Cell(name, "withheld", whole=whole))


def _pairs(spans: Mapping[str, Span]) -> Iterator[Split]:
    by_span: dict[Span, str] = {}
    for name, span in spans.items():
        by_span.setdefault(span, name)

    def name_of(span: Span) -> str:
        return by_span.get(span, f"{span.starts.isoformat()} to {span.ends.isoformat()}")

    day = timedelta(days=1)
    for (first, one), (second, later) in combinations(spans.items(), 2):
        if one.starts > later.starts:
            first, one, second, later = second, later, first, one
        if not one.overlaps(later) or not one.starts < later.starts <= one.ends < later.ends:
            continue
        common = name_of(Span(later.starts, one.ends))
        yield Split(total=first, parts=(name_of(Span(one.starts, later.starts - day)), common))
        yield Split(total=second, parts=(name_of(Span(one.ends + day, later.ends)), common))
