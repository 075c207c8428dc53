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
from stocktake.publish.picture_notes import Notes, table_notes, year_note
from stocktake.publish.wording import rank_words
from stocktake.publish.years import Year
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
    notes = Notes()
    rows = tuple(
        (
            Cell(year.period.label),
            *(_cell(level(year), write) for _, _, level in series),
            *((Cell(rank_words(year.rank, year.n) or "no rank"),) if has_ranks else ()),
            Cell(year_note(year, notes)),
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
        (*notes.texts, *table_notes(verdict, data, years)),
    )
    lines = tuple(_line(name, role, years, level, write) for name, role, level in series if role)
    tolerance = _tolerance(verdict, "value")
    band_words = f"; shaded: what was asked for, give or take {tolerance:g}" if tolerance else ""
    span = f"{years[0].period.label} to {years[-1].period.label}"
    chart = _chart(
        f"chart-{verdict.id}",
        active_title(verdict, data, years, place),
        f"{measure}; {span}{hollow_words(years)}{band_words}",
        lines,
        years,
        unit=unit_words(data),
        decimal_places=places,
        tolerance=tolerance,
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
    notes = Notes()
    rows = tuple(
        (
            Cell(year.period.label),
            Cell(rank_words(year.rank, year.n) or "no rank"),
            _cell(year.rank_percent, _percent),
            *((_cell(year.target_rank, _percent),) if has_target else ()),
            Cell(year_note(year, notes)),
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
            *table_notes(verdict, data, years, ranks=True),
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
        tolerance=_tolerance(verdict, "rank_percent"),
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
    tolerance: float = 0.0,
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
        tolerance,
    )


def _tolerance(verdict: Verdict, measure: str) -> float:
    """How far from the trajectory still counts as on it, where a chart shows that trajectory."""
    path = verdict.trajectory
    return path.tolerance if path is not None and path.measure == measure else 0.0


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
