"""The tables of one authority: figures by year, positions by year, what the bands mean."""

from __future__ import annotations

from stocktake.publish import Cell, Column, Table
from stocktake.standards import Period, Place
from stocktake.statistics import CatalogueEntry
from stocktake_web.explorer import wording
from stocktake_web.explorer.figure_notes import figure_note_sentences
from stocktake_web.explorer.indicator.history import History
from stocktake_web.explorer.slices import Row


def figures_table(history: History) -> Table:
    """The time series: the authority, its region, its neighbours, England, the own set."""
    entry, params = history.entry, history.params
    rows = [(Cell(params.place.name), *(
        wording.cell(entry, history.home.get(period), value)
        for period, value in zip(history.periods, history.column("value"), strict=True)
    ), _change(history))]  # fmt: skip
    region = params.data.register.get(params.place.region).name if params.place.region else "Region"
    comparison = [(region, "region"), ("Statistical neighbours, mean", "neighbours_mean")]
    comparison.append((params.data.country.name, "england"))
    for name, column in comparison:
        values = history.column(column)
        if any(value is not None for value in values):
            rows.append(_comparator(history, name, values))
    if history.set_mean:
        values = tuple(history.set_mean.get(period) for period in history.periods)
        rows.append(_comparator(history, f"Your own set of {len(params.own_set)}, mean", values))
    columns = (
        Column("Area"),
        *(Column(p.label, True, entry.decimal_places) for p in history.periods),
        Column("Change from previous year", True, entry.decimal_places),
    )
    return Table(
        f"{entry.title} ({wording.unit_words(entry)}): {params.place.name} and others by year",
        columns,
        tuple(rows),
        (
            *notes_on_years(entry, history.periods),
            *figure_note_sentences(params, entry, _shown_places(history), history.periods),
            *wording.symbols(list(history.home.values())),
        ),
    )


def _shown_places(history: History) -> list[Place]:
    """The places with figures of their own in the table."""
    params = history.params
    region = [params.data.register.get(params.place.region)] if params.place.region else []
    return [params.place, *region, params.data.country]


def _comparator(history: History, name: str, values: tuple[float | None, ...]) -> tuple[Cell, ...]:
    at = history.periods.index(history.latest) if history.latest in history.periods else 0
    change = None
    if at and history.latest and history.periods[at - 1] == history.latest.previous(1):
        latest_row, before = values[at], values[at - 1]
        change = latest_row - before if latest_row is not None and before is not None else None
    if history.latest and history.latest.time_period in history.entry.breaks:
        change = None
    cells = (wording.plain_cell(history.entry, value) for value in values)
    return (Cell(name), *cells, wording.change_cell(history.entry, change))


def _change(history: History) -> Cell:
    if history.latest and history.latest.time_period in history.entry.breaks:
        return Cell("break")
    return wording.change_cell(
        history.entry, history.latest_row["change"] if history.latest_row else None
    )


def notes_on_years(entry: CatalogueEntry, periods: tuple[Period, ...]) -> tuple[str, ...]:
    """Breaks and years of special arrangements among some periods."""
    labels = {period.time_period: period.label for period in periods}
    return (
        *(
            f"{labels[period]}: {year.reason}."
            for period, year in sorted(entry.special.items())
            if period in labels
        ),
        *(
            f"From {labels[period]} on not comparable with earlier years: {series_break.reason}."
            for period, series_break in sorted(entry.breaks.items())
            if period in labels
        ),
    )


def positions_table(history: History) -> Table:
    """Where the authority stood, year by year: rank, band, rank in region and among neighbours."""
    rows = tuple(
        (
            Cell(period.label),
            Cell(wording.rank(row)),
            Cell(wording.band(row)),
            Cell(_among(row, "rank_in_region", "n_in_region")),
            Cell(_among(row, "rank_among_neighbours", "n_among_neighbours")),
        )
        for period in reversed(history.periods)
        if (row := history.home.get(period)) is not None
    )
    columns = (
        Column("Year"),
        Column("Rank in the country"),
        Column("Quartile band"),
        Column("Rank in its region"),
        Column("Rank among its neighbours"),
    )
    return Table(
        f"Where {history.params.place.name} ranked",
        columns,
        rows,
        ("1 is best. Bands go by rank: A is the best quarter, D the weakest.",),
    )


def _among(row: Row, rank: str, n: str) -> str:
    return f"{row[rank]} of {row[n]}" if row[rank] is not None else "no rank"


def bands_table(history: History) -> Table | None:
    """From which figure to which each quartile band reaches in the latest period."""
    at = [row for row in history.slice.at(history.latest).values() if row["quartile"] is not None]
    at = [row for row in at if row["place"] in history.params.data.authorities]
    if not at:
        return None
    entry = history.entry
    rows = []
    for letter, words in zip("ABCD", ("best", "second-best", "second-weakest", "weakest"),
                             strict=True):  # fmt: skip
        values = sorted(row["value"] for row in at if row["quartile"] == letter)
        if not values:
            continue
        first, last = (values[0], values[-1]) if entry.better == "lower" else values[:-2:-1] + (
            values[:1]
        )  # fmt: skip
        rows.append(
            (
                Cell(f"{letter}, the {words} quarter"),
                Cell(wording.short(entry, first), first),
                Cell(wording.short(entry, last), last),
                Cell(str(len(values)), float(len(values))),
            )
        )
    columns = (
        Column("Band"),
        Column("From", True, entry.decimal_places),
        Column("To", True, entry.decimal_places),
        Column("Authorities", True),
    )
    label = history.latest.label if history.latest else ""
    caption = f"What the quartile bands mean in {label} ({wording.unit_words(entry)})"
    return Table(caption, columns, tuple(rows))
