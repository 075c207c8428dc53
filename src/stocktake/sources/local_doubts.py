"""Figures of a local return that can hardly be: noted, each in its own row of ``doubts``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from stocktake.sources.local_figure import LocalFigure
from stocktake.sources.local_template import LocalIndicator, unit_of
from stocktake.sources.plausibility import DOUBTS
from stocktake.sources.plausibility_doubts import FEWEST_FIGURES
from stocktake.standards.errors import Fault

Plan = Mapping[str, LocalIndicator] | None


@dataclass(frozen=True)
class LocalDoubt:
    """One figure and what is odd about it.

    Parameters
    ----------
    figure : LocalFigure
    clause : str
        What is odd, after the figure as it was written.
    problem, column, expected, fix : str
        The note, where it says more than the figure and the clause.
    """

    figure: LocalFigure
    clause: str
    problem: str = ""
    column: str = "value"
    expected: str = ""
    fix: str = ""

    def note(self, file: str) -> Fault:
        """As a note on the file."""
        column = f", {self.column}" if self.column else ""
        problem = self.problem or f"{figure_text(self.figure)} {self.clause}"
        return Fault(f"{file}: row {self.figure.row}{column}", problem, self.expected, self.fix)


def find_doubts(
    figures: Sequence[LocalFigure], plan: Plan, sizes: Mapping[str, int]
) -> list[LocalDoubt]:
    """Everything odd about the figures of a return, in the order of its rows."""
    doubts = [
        *_fractions(figures, plan),
        *_over(figures, sizes),
        *_falling(figures),
        *_shares(figures, plan),
        *_repeats(figures),
    ]
    return sorted(doubts, key=lambda doubt: doubt.figure.row)


def doubt_table(doubts: Sequence[LocalDoubt]) -> pl.DataFrame:
    """The doubts as a table with the columns of ``DOUBTS``."""
    rows = [
        {
            "series": doubt.figure.indicator,
            "place": doubt.figure.place,
            "time_period": doubt.figure.period.time_period,
            "time_identifier": doubt.figure.period.time_identifier,
            "text": figure_text(doubt.figure),
            "note": doubt.clause,
        }
        for doubt in doubts
    ]
    return pl.DataFrame(rows, schema=DOUBTS)


def figure_text(figure: LocalFigure) -> str:
    """A figure as the form has it, or as it was worked out."""
    return figure.text or f"{figure.value:g}"


def _unit(figure: LocalFigure, plan: Plan) -> str | None:
    return unit_of(plan[figure.indicator]) if plan and figure.indicator in plan else None


def _fractions(figures: Sequence[LocalFigure], plan: Plan) -> Iterator[LocalDoubt]:
    """A fraction of what is counted whole."""
    for figure in figures:
        unit = _unit(figure, plan)
        is_counted = unit == "count" or (unit is None and figure.cumulative)
        if is_counted and figure.value is not None and not figure.value.is_integer():
            yield LocalDoubt(figure, "is no whole number, for a count")


def _over(figures: Sequence[LocalFigure], sizes: Mapping[str, int]) -> Iterator[LocalDoubt]:
    """More members than the set has: 390 of 50 schools."""
    for figure in figures:
        size = sizes.get(figure.indicator)
        if size is not None and figure.value is not None and figure.value > size:
            yield LocalDoubt(figure, f"is more than the {size} that the plan says there are")


def _falling(figures: Sequence[LocalFigure]) -> Iterator[LocalDoubt]:
    """Cumulative figures that are lower than at an earlier date in the same file."""
    latest: dict[tuple[str, str], LocalFigure] = {}
    for figure in sorted(figures, key=lambda item: item.as_at or item.period.ends):
        if not figure.cumulative or figure.value is None:
            continue
        before = latest.get((figure.indicator, figure.place))
        if before is not None and before.value is not None and figure.value < before.value:
            problem = (
                f"{figure.indicator!r} of {figure.place} is cumulative and falls from "
                f"{before.value:g} (row {before.row}) to {figure.value:g}"
            )
            clause = f"is lower than {before.value:g} before it, though it is cumulative"
            yield LocalDoubt(figure, clause, problem, "", fix="check both figures")
        latest[figure.indicator, figure.place] = figure


def _shares(figures: Sequence[LocalFigure], plan: Plan) -> Iterator[LocalDoubt]:
    """Figures from 0 to 1 of a percentage whose other figures in the file are above 1."""
    highest: dict[str, float] = {}
    for figure in figures:
        if figure.value is not None:
            highest[figure.indicator] = max(highest.get(figure.indicator, 0), figure.value)
    for figure in figures:
        is_written = figure.text is not None and "%" not in figure.text
        is_share = _unit(figure, plan) == "percent" and is_written and 0 < (figure.value or 0) < 1
        if is_share and figure.value and (highest_value := highest[figure.indicator]) > 1:
            clause = f"looks like a share, where another figure is {highest_value:g}"
            fix = f"write {100 * figure.value:.4g} if that is meant"
            yield LocalDoubt(figure, clause, expected="0 to 100", fix=fix)


def _repeats(figures: Sequence[LocalFigure]) -> Iterator[LocalDoubt]:
    """Figures of a time that are, for every place, those of an earlier time in the same file."""
    times: dict[tuple[str, str], dict[str, LocalFigure]] = {}
    for figure in sorted(figures, key=lambda item: item.as_at or item.period.ends):
        if figure.value is not None:
            moment = figure.as_at.isoformat() if figure.as_at else figure.period.time_period
            times.setdefault((figure.indicator, moment), {})[figure.place] = figure
    first: dict[tuple[str, frozenset[tuple[str, float | None]]], str] = {}
    for (indicator, moment), by_place in times.items():
        values = frozenset((place, figure.value) for place, figure in by_place.items())
        if len(by_place) < FEWEST_FIGURES or len({value for _, value in values}) < 3:
            continue
        earlier = first.setdefault((indicator, values), moment)
        if earlier != moment:
            for figure in by_place.values():
                yield LocalDoubt(figure, f"repeats the figures of {earlier} for every place")
