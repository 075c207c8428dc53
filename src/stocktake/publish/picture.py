"""Makes a chart, and the table beside it, of what is known year by year."""

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
from stocktake.publish.content import Cell, Chart, Column, Line, Role, Shown, Table
from stocktake.publish.runs import line_of
from stocktake.publish.wording import rank_words, upper_first
from stocktake.publish.years import Year
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period
from stocktake.standards.units import format_value
from stocktake.targets.kinds.position import SAY, SHARES
from stocktake.targets.look import Look
from stocktake.targets.schema import Target
from stocktake.targets.verdict import Verdict

Level = Callable[[Year], float | None]
POSITION = "Position"


def pictures(
    verdict: Verdict, target: Target, look: Look, years: Sequence[Year], place: str
) -> tuple[Shown, ...]:
    """The charts and tables of one target.

    Parameters
    ----------
    place : str
        The place as the plan calls it.

    Returns
    -------
    tuple of Shown
        The figures; then, of a position, where the place ranked. A chart needs two figures of the
        place: with one the table stands alone, with none there is nothing to show.
    """
    if not years:
        return ()
    shown = [_figures(verdict, target, look, years, place)]
    if target.kind == "position" and any(year.rank for year in years):
        shown.append(_ranks(verdict, target, look, years, place))
    return tuple(shown)


def _figures(
    verdict: Verdict, target: Target, look: Look, years: Sequence[Year], place: str
) -> Shown:
    unit, places = look.indicator.unit, look.indicator.decimal_places
    write = _writer(unit, places)
    region, country = look.setting.home.region, look.setting.country.name
    series: list[tuple[str, Role | None, Level]] = [
        (place, "home", lambda year: year.home),
        (look.setting.country.name, "england", lambda year: year.england),
        (
            look.setting.register.get(region).name if region else "Region",
            None,
            lambda year: year.region,
        ),
        ("Neighbours", "neighbours", lambda year: year.neighbours),
        ("Asked for", "asked", lambda year: year.asked),
    ]
    series = [each for each in series if any(each[2](year) is not None for year in years)]
    ranked = any(year.rank for year in years)
    notes = _Notes()
    rows = tuple(
        (
            Cell(year.period.label),
            *(_cell(level(year), write) for _, _, level in series),
            *((Cell(rank_words(year.rank, year.n) or "no rank"),) if ranked else ()),
            Cell(_note(year, notes)),
        )
        for year in years
    )
    among = among_words(target, look.setting) if target.kind == "position" else country
    columns = (
        Column("Year"),
        *(Column(name, figures=True, decimal_places=places) for name, _, _ in series),
        *((Column(f"Rank in {among}"),) if ranked else ()),
        Column("Note"),
    )
    measure = measure_words(look)
    table = Table(
        f"{measure}: {place} and others by year",
        columns,
        rows,
        (*notes.texts, *_explained(verdict, look, years)),
    )
    lines = tuple(_line(name, role, years, level, write) for name, role, level in series if role)
    chart = _chart(
        f"chart-{verdict.id}",
        active_title(verdict, look, years, place),
        f"{measure}; {years[0].period.label} to {years[-1].period.label}{hollow_words(years)}",
        lines,
        years,
        unit=unit_words(look),
        decimal_places=places,
    )
    return Shown(table, chart, local=look.figures.local)


def _ranks(
    verdict: Verdict, target: Target, look: Look, years: Sequence[Year], place: str
) -> Shown:
    # A rank compares places within one year: special arrangements touch them all alike.
    years = [replace(year, special="") for year in years]
    limit = 100 * float(SHARES[target.within or "top_half"])
    among = among_words(target, look.setting)
    asked = any(year.asked_rank is not None for year in years)
    notes = _Notes()
    rows = tuple(
        (
            Cell(year.period.label),
            Cell(rank_words(year.rank, year.n) or "no rank"),
            _cell(year.rank_percent, _percent),
            *((_cell(year.asked_rank, _percent),) if asked else ()),
            Cell(_note(year, notes)),
        )
        for year in years
    )
    columns = (
        Column("Year"),
        Column(f"Rank in {among}"),
        Column(f"{POSITION}, % of the places", figures=True, decimal_places=1),
        *((Column("Asked for, % of the places", figures=True, decimal_places=1),) if asked else ()),
        Column("Note"),
    )
    within = SAY[target.within or "top_half"]
    table = Table(
        f"Where {place} ranked in {among}: {indicator_title(look)}",
        columns,
        rows,
        (
            *notes.texts,
            f"The first is near 0%, the last 100%; the {within} ends at {_percent(limit)}.",
            *_explained(verdict, look, years, ranks=True),
        ),
    )
    lines = [_line(place, "home", years, lambda y: y.rank_percent, _percent, _rank_text)]
    if asked:
        lines.append(_line("Asked for", "asked", years, lambda y: y.asked_rank, _percent))
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
    return Shown(table, chart)


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
        tuple(at for at, year in enumerate(years) if year.broken and at),
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
        breaks={at for at, year in enumerate(years) if year.broken},
        special={at for at, year in enumerate(years) if year.special},
    )


class _Notes:
    """Numbers notes in the order in which they are first called."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def call(self, text: str) -> str:
        if text not in self.texts:
            self.texts.append(text)
        return f"note {self.texts.index(text) + 1}"


def _note(year: Year, notes: _Notes) -> str:
    said = []
    if year.due:
        said.append("due")
    if year.baseline:
        said.append("baseline")
    if year.missing:
        said.append(year.missing)
    if year.special:
        said.append(notes.call(f"{upper_first(year.special)}."))
    if year.broken:
        reason = f"From this year on not comparable with earlier ones: {year.broken}."
        said.append(notes.call(reason))
    return upper_first(", ".join(said))


def _explained(
    verdict: Verdict, look: Look, years: Sequence[Year], *, ranks: bool = False
) -> tuple[str, ...]:
    said = []
    if not ranks and any(year.neighbours is not None for year in years):
        quoted = [q for year in years if (q := look.quoted(year.period))]
        listed = _vintage(look, years[-1].period) or next(
            (q["neighbours_vintage"] for q in quoted if q["neighbours_vintage"]), None
        )
        of = f" of the {listed} list" if listed else ""
        said.append(f"Neighbours: the mean of the statistical neighbours{of} that have a figure.")
    drawn = any((year.asked_rank if ranks else year.asked) is not None for year in years)
    road = verdict.road
    if drawn and road and len(road.points) > 1 and (road.measure == "rank_percent") == ranks:
        said.append(
            "Asked for: the plan's own trajectory."
            if road.stated
            else "Asked for: the plan states no trajectory; a straight line from the baseline to "
            "the level promised is drawn for the eye alone."
        )
    return tuple(said)


def _vintage(look: Look, period: Period) -> int | None:
    try:
        return look.neighbours(period, None)[0]
    except UsageError:
        return None


def _cell(value: float | None, write: Callable[[float], str]) -> Cell:
    return Cell("none" if value is None else write(value), value)


def _writer(unit: str, decimal_places: int) -> Callable[[float], str]:
    """A figure as axis, label and table show it: the caption says the unit."""
    shown = unit if unit in ("percent", "pounds") else "count"
    return lambda value: format_value(value, shown, decimal_places)


def _percent(value: float) -> str:
    return format_value(value, "percent", 0 if value == round(value) else 1)


def _rank_text(year: Year) -> str:
    return rank_words(year.rank, year.n)
