"""Charts and tables of a pack from the measures of a profile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stocktake.publish.charts.bars import Bar, BarChart
from stocktake.publish.exhibits import Cell, Column, Role, Table
from stocktake.publish.school_pack.content import PackFigure
from stocktake.schools.profile.model import MeasureProfile, ProfilePart, YearFigure
from stocktake.standards.units import format_value

NO_FIGURE = "no figure"
COMPARATORS: tuple[tuple[str, str, Role], ...] = (
    ("similar", "Similar schools", "neighbours"),
    ("local", "Local authority", "region"),
    ("national", "England", "england"),
)
"""With what a school is compared: the field, its name, and how its bar is drawn."""


def school_bars(measure: MeasureProfile) -> PackFigure | None:
    """The school's years as bars with their intervals, then what the latest is compared with.

    None where the school has no figure at all.
    """
    years = [year for year in measure.years if year.value is not None]
    if not years:
        return None
    latest = years[-1]
    bars = [
        Bar(
            f"{year.period_label}{_stage(year)}",
            year.value,
            _text(measure, year.value),
            "home",
            year.lower,
            year.upper,
        )
        for year in years
    ]
    for field, name, role in COMPARATORS:
        comparison = getattr(latest, field)
        if comparison.value is not None:
            basis = ", computed" if comparison.basis == "computed" else ""
            text = _text(measure, comparison.value)
            bars.append(Bar(f"{name}, {latest.period_label}{basis}", comparison.value, text, role))
    chart = BarChart(
        _title(measure),
        f"{measure.sentence} The table that follows holds every figure.",
        tuple(bars),
        f"{measure.measure}-{measure.group}".replace(".", "-").replace("_", "-"),
        "Lines: how far chance alone would move a figure.",
    )
    return PackFigure(_bars_table(measure, chart), chart)


def _bars_table(measure: MeasureProfile, chart: BarChart) -> Table:
    places = measure.decimal_places
    columns = (
        Column("School's years, and others"),
        Column(_unit(measure), True, places),
        Column("Low", True, places),
        Column("High", True, places),
    )
    rows = tuple(
        (
            Cell(bar.name),
            Cell(bar.text, bar.value),
            *(
                Cell(_text(measure, end) if end is not None else "-", end)
                for end in (bar.low, bar.high)
            ),
        )
        for bar in chart.bars
    )
    return Table(chart.title, columns, rows)


def _end(measure: MeasureProfile, value: float | None) -> Cell:
    """An end of an interval; a dash where there is none to have."""
    return Cell("-" if value is None else _text(measure, value), value)


def latest_table(caption: str, measures: Iterable[MeasureProfile]) -> Table:
    """The latest year of each measure: the school, its interval, and what it is compared with."""
    columns = (
        Column("Measure"),
        Column("Year"),
        Column("School", True, 1),
        Column("Low", True, 1),
        Column("High", True, 1),
        *(Column(name, True, 1) for _, name, _ in COMPARATORS),
        Column("Better than (%)", True),
    )
    rows = []
    notes: list[str] = []
    for measure in measures:
        if not measure.years:
            continue
        latest = measure.years[-1]
        title = _title(measure)
        if latest.value is None:
            notes.append(f"{title}, {latest.period_label}: {latest.missing_text}")
            title = f"{title} (note {len(notes)})"
        rows.append(_row(measure, latest, title))
    return Table(caption, columns, tuple(rows), tuple(notes))


def years_table(part: ProfilePart) -> Table:
    """Every comparable year of every measure of a part, each with what it is compared with.

    ``Adjusted`` is the figure drawn towards similar schools or the phase, the more so the fewer the
    pupils; both are shown.
    """
    columns = (
        Column("Measure"),
        Column("Year"),
        Column("School", True, 1),
        Column("95% interval"),
        *(Column(name, True, 1) for _, name, _ in COMPARATORS),
        Column("Better than (%)", True),
        Column("Adjusted", True, 1),
    )
    rows: list[tuple[Cell, ...]] = []
    notes: list[str] = []
    for measure in part.measures:
        for year in measure.years:
            title = _title(measure)
            if year.value is None and year.missing_text:
                notes.append(f"{title}, {year.period_label}: {year.missing_text}")
                title = f"{title} (note {len(notes)})"
            rows.append(_year_row(measure, year, title))
    notes.extend(
        f"{_title(measure)}, not compared with years before {entry.period_label}: {entry.reason}"
        for measure in part.measures
        for entry in measure.breaks
        if measure.years
    )
    return Table(part.title, columns, tuple(rows), tuple(notes))


def _year_row(measure: MeasureProfile, year: YearFigure, title: str) -> tuple[Cell, ...]:
    def figure(value: float | None) -> Cell:
        return Cell(_text(measure, value), value)

    has_interval = year.lower is not None and year.upper is not None
    interval = f"{_text(measure, year.lower)} to {_text(measure, year.upper)}"
    percentile = year.percentile
    return (
        Cell(title),
        Cell(f"{year.period_label}{_stage(year)}"),
        figure(year.value),
        Cell(interval if has_interval else "none"),
        *(figure(getattr(year, field).value) for field, _, _ in COMPARATORS),
        Cell(NO_FIGURE if percentile is None else f"{percentile:.0f}", percentile),
        figure(year.shrunk.value if year.shrunk else None),
    )


def sentences_of(measures: Sequence[MeasureProfile], most: int) -> tuple[str, ...]:
    """What is said of measures, and of their direction over comparable years."""
    texts = []
    for measure in measures[:most]:
        texts.append(" ".join(part for part in (measure.sentence, measure.trend.sentence) if part))
    return tuple(texts)


def _row(measure: MeasureProfile, latest: YearFigure, title: str) -> tuple[Cell, ...]:
    def figure(value: float | None) -> Cell:
        return Cell(_text(measure, value), value)

    percentile = latest.percentile
    return (
        Cell(title),
        Cell(latest.period_label),
        figure(latest.value),
        figure(latest.lower),
        figure(latest.upper),
        *(figure(getattr(latest, field).value) for field, _, _ in COMPARATORS),
        Cell(NO_FIGURE if percentile is None else f"{percentile:.0f}", percentile),
    )


def _text(measure: MeasureProfile, value: float | None) -> str:
    return format_value(value, measure.unit, measure.decimal_places)


def _title(measure: MeasureProfile) -> str:
    if measure.group == "all":
        return measure.title
    return f"{measure.title}: {measure.group_title.lower()}"


def _unit(measure: MeasureProfile) -> str:
    """The heading of a column of its figures, short."""
    words = measure.unit.describe().split(" (")[0]
    return words[:1].upper() + words[1:]


def _stage(year: YearFigure) -> str:
    return ", provisional" if year.stage == "provisional" else ""
