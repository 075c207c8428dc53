"""Makes a chart, and the table with it, of what is known year by year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from stocktake.publish.captions import (
    active_title,
    among_words,
    description,
    hollow_words,
    indicator_title,
    measure_words,
    rank_title,
    unit_words,
)
from stocktake.publish.charts.line_segments import line_of
from stocktake.publish.content import Cell, Chart, ChartWithTable, Column, Line, Role, Table
from stocktake.publish.wording import rank_words, upper_first
from stocktake.publish.years import Year, noted_sentences
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period
from stocktake.standards.units import format_value
from stocktake.targets import BaseTarget, IndicatorData, Verdict
from stocktake.targets.kinds.base import FigureTarget, Ranking

Level = Callable[[Year], float | None]
POSITION = "Position"


def pictures(
    verdict: Verdict, target: BaseTarget, data: IndicatorData, years: Sequence[Year], place: str
) -> tuple[ChartWithTable, ...]:
    """The charts and tables of one target.

    Parameters
    ----------
    place : str
        The place as the plan calls it.

    Returns
    -------
    tuple of ChartWithTable
        The figures; then, of a position, where the place ranked. A chart needs two figures of the
        place: with one the table stands alone, with none there is nothing to show.
    """
    if not years:
        return ()
    exhibits = [_figures(verdict, target, data, years, place)]
    ranking = target.ranking if isinstance(target, FigureTarget) else None
    if ranking is not None and any(year.rank for year in years):
        exhibits.append(_ranks(verdict, ranking, data, years, place))
    return tuple(exhibits)


def _figures(
    verdict: Verdict, target: BaseTarget, data: IndicatorData, years: Sequence[Year], place: str
) -> ChartWithTable:
    unit, places = data.indicator.unit, data.indicator.decimal_places
    write = _writer(unit, places)
    region, country = data.context.home.region, data.context.country.name
    series: list[tuple[str, Role | None, Level]] = [
        (place, "home", lambda year: year.home),
        (data.context.country.name, "england", lambda year: year.england),
        (
            data.context.register.get(region).name if region else "Region",
            None,
            lambda year: year.region,
        ),
        ("Neighbours", "neighbours", lambda year: year.neighbours),
        ("Asked for", "asked", lambda year: year.target_level),
    ]
    series = [entry for entry in series if any(entry[2](year) is not None for year in years)]
    has_ranks = any(year.rank for year in years)
    notes = _Notes()
    rows = tuple(
        (
            Cell(year.period.label),
            *(_cell(level(year), write) for _, _, level in series),
            *((Cell(rank_words(year.rank, year.n) or "no rank"),) if has_ranks else ()),
            Cell(_note(year, notes)),
        )
        for year in years
    )
    ranking = target.ranking if isinstance(target, FigureTarget) else None
    among = among_words(ranking.among, data.context) if ranking else country
    columns = (
        Column("Year"),
        *(Column(name, figures=True, decimal_places=places) for name, _, _ in series),
        *((Column(f"Rank in {among}"),) if has_ranks else ()),
        Column("Note"),
    )
    measure = measure_words(data)
    table = Table(
        f"{measure}: {place} and others by year",
        columns,
        rows,
        (*notes.texts, *_table_notes(verdict, data, years)),
    )
    lines = tuple(_line(name, role, years, level, write) for name, role, level in series if role)
    chart = _chart(
        f"chart-{verdict.id}",
        active_title(verdict, data, years, place),
        f"{measure}; {years[0].period.label} to {years[-1].period.label}{hollow_words(years)}",
        lines,
        years,
        unit=unit_words(data),
        decimal_places=places,
    )
    return ChartWithTable(table, chart, local=data.figures.local)


def _ranks(
    verdict: Verdict, ranking: Ranking, data: IndicatorData, years: Sequence[Year], place: str
) -> ChartWithTable:
    # A rank compares places within one year: special arrangements touch them all alike.
    years = [replace(year, special="") for year in years]
    limit = 100 * float(ranking.share)
    among = among_words(ranking.among, data.context)
    has_target = any(year.target_rank is not None for year in years)
    notes = _Notes()
    rows = tuple(
        (
            Cell(year.period.label),
            Cell(rank_words(year.rank, year.n) or "no rank"),
            _cell(year.rank_percent, _percent),
            *((_cell(year.target_rank, _percent),) if has_target else ()),
            Cell(_note(year, notes)),
        )
        for year in years
    )
    columns = (
        Column("Year"),
        Column(f"Rank in {among}"),
        Column(f"{POSITION}, % of the places", figures=True, decimal_places=1),
        *(
            (Column("Asked for, % of the places", figures=True, decimal_places=1),)
            if has_target
            else ()
        ),
        Column("Note"),
    )
    within = ranking.words
    table = Table(
        f"Where {place} ranked in {among}: {indicator_title(data)}",
        columns,
        rows,
        (
            *notes.texts,
            f"The first is near 0%, the last 100%; the {within} ends at {_percent(limit)}.",
            *_table_notes(verdict, data, years, ranks=True),
        ),
    )
    lines = [_line(place, "home", years, lambda y: y.rank_percent, _percent, _rank_text)]
    if has_target:
        lines.append(_line("Asked for", "asked", years, lambda y: y.target_rank, _percent))
    chart = _chart(
        f"chart-{verdict.id}-rank",
        rank_title(verdict, years, place, within),
        f"Rank in {among} in percent of the places, the best at the top; "
        f"{years[0].period.label} to {years[-1].period.label}",
        tuple(lines),
        years,
        unit="percent of the places",
        decimal_places=1,
        limit=limit,
        limit_words=f"{within} ends",
    )
    return ChartWithTable(table, chart)


def _chart(
    identity: str,
    title: str,
    subtitle: str,
    lines: tuple[Line, ...],
    years: Sequence[Year],
    *,
    unit: str,
    decimal_places: int,
    limit: float | None = None,
    limit_words: str = "",
) -> Chart | None:
    if len(lines[0].points) < 2:
        return None
    labels = tuple(year.period.label for year in years)
    return Chart(
        identity,
        title,
        subtitle,
        description(lines, labels, years),
        labels,
        lines,
        next((at for at, year in enumerate(years) if year.due), None),
        tuple(at for at, year in enumerate(years) if year.break_reason and at),
        "value" if limit is None else "rank_percent",
        limit,
        limit_words,
        unit,
        decimal_places,
    )


def _line(
    name: str,
    role: Role,
    years: Sequence[Year],
    level: Level,
    write: Callable[[float], str],
    say: Callable[[Year], str] | None = None,
) -> Line:
    values = [level(year) for year in years]
    return line_of(
        name,
        role,
        values,
        lambda at: say(years[at]) if say else write(values[at] or 0.0),
        breaks={at for at, year in enumerate(years) if year.break_reason},
        special={at for at, year in enumerate(years) if year.special},
        note=(lambda at: _point_note(years[at], has_rank=say is None)) if role == "home" else None,
    )


def _point_note(year: Year, *, has_rank: bool) -> str:
    """What else is known of the place's figure of a year."""
    parts = [
        f"rank {rank_words(year.rank, year.n)}" if has_rank and year.rank else "",
        "baseline" if year.baseline else "",
        "due" if year.due else "",
        year.special,
    ]
    return "; ".join(filter(None, parts))


class _Notes:
    """Numbers notes in the order in which they are first called."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def call(self, text: str) -> str:
        if text not in self.texts:
            self.texts.append(text)
        return f"note {self.texts.index(text) + 1}"


def _note(year: Year, notes: _Notes) -> str:
    remarks = []
    if year.due:
        remarks.append("due")
    if year.baseline:
        remarks.append("baseline")
    if year.missing:
        remarks.append(year.missing)
    if year.special:
        remarks.append(notes.call(f"{upper_first(year.special)}."))
    if year.break_reason:
        reason = f"From this year on not comparable with earlier ones: {year.break_reason}."
        remarks.append(notes.call(reason))
    return upper_first(", ".join(remarks))


def _table_notes(
    verdict: Verdict, data: IndicatorData, years: Sequence[Year], *, ranks: bool = False
) -> tuple[str, ...]:
    notes = []
    if not ranks and any(year.neighbours is not None for year in years):
        quotations = [q for year in years if (q := data.quoted_row(year.period))]
        vintage = _vintage(data, years[-1].period) or next(
            (q["neighbours_vintage"] for q in quotations if q["neighbours_vintage"]), None
        )
        of = f" of the {vintage} list" if vintage else ""
        notes.append(f"Neighbours: the mean of the statistical neighbours{of} that have a figure.")
    targets = [year.target_rank if ranks else year.target_level for year in years]
    path = verdict.trajectory
    is_drawn = path and len(path.points) > 1 and (path.measure == "rank_percent") == ranks
    if path and is_drawn and any(target is not None for target in targets):
        notes.append(
            "Asked for: the plan's own trajectory."
            if path.stated
            else "Asked for: the plan states no trajectory; a straight line from the baseline to "
            "the level promised is drawn for the eye alone."
        )
    return (*notes, *noted_sentences(data, years))


def _vintage(data: IndicatorData, period: Period) -> int | None:
    try:
        return data.vintage(period, None)
    except UsageError:
        return None


def _cell(value: float | None, write: Callable[[float], str]) -> Cell:
    return Cell("none" if value is None else write(value), value)


def _writer(unit: str, decimal_places: int) -> Callable[[float], str]:
    """A figure as axis, label and table show it: the caption says the unit."""
    shown_unit = unit if unit in ("percent", "pounds", "count") else "index"
    return lambda value: format_value(value, shown_unit, decimal_places)


def _percent(value: float) -> str:
    return format_value(value, "percent", 0 if value == round(value) else 1)


def _rank_text(year: Year) -> str:
    return rank_words(year.rank, year.n)
