"""The tables of one authority: figures by year, positions by year, what the bands mean."""

from __future__ import annotations

from stocktake_web.explorer import writing
from stocktake_web.explorer.one_place import History
from stocktake_web.explorer.slices import Row
from stocktake_web.gateway.documents import Cell, Column, Table
from stocktake_web.gateway.figures import Listed, Period


def figures_table(told: History) -> Table:
    """The time series: the authority, its region, its neighbours, England, the own set."""
    listed, asked = told.listed, told.asked
    rows = [(Cell(asked.place.name), *(
        writing.cell(listed, told.home.get(period), value)
        for period, value in zip(told.periods, told.column("value"), strict=True)
    ), _change(told))]  # fmt: skip
    region = asked.shelf.register.get(asked.place.region).name if asked.place.region else "Region"
    beside = [(region, "region"), ("Statistical neighbours, mean", "neighbours_mean")]
    beside.append((asked.shelf.country.name, "england"))
    for name, column in beside:
        values = told.column(column)
        if any(value is not None for value in values):
            rows.append(_comparator(told, name, values))
    if told.set_mean:
        values = tuple(told.set_mean.get(period) for period in told.periods)
        rows.append(_comparator(told, f"Your own set of {len(asked.own_set)}, mean", values))
    columns = (
        Column("Area"),
        *(Column(p.label, True, listed.decimal_places) for p in told.periods),
        Column("Change from previous year", True, listed.decimal_places),
    )
    return Table(
        f"{listed.title} ({writing.unit_words(listed)}): {asked.place.name} and others by year",
        columns,
        tuple(rows),
        (*notes_on_years(listed, told.periods), *writing.symbols(list(told.home.values()))),
    )


def _comparator(told: History, name: str, values: tuple[float | None, ...]) -> tuple[Cell, ...]:
    at = told.periods.index(told.latest) if told.latest in told.periods else 0
    change = None
    if at and told.latest and told.periods[at - 1] == told.latest.previous(1):
        now, before = values[at], values[at - 1]
        change = now - before if now is not None and before is not None else None
    if told.latest and told.latest.time_period in told.listed.breaks:
        change = None
    cells = (writing.plain_cell(told.listed, value) for value in values)
    return (Cell(name), *cells, writing.change_cell(told.listed, change))


def _change(told: History) -> Cell:
    if told.latest and told.latest.time_period in told.listed.breaks:
        return Cell("break")
    return writing.change_cell(told.listed, told.now["change"] if told.now else None)


def notes_on_years(listed: Listed, periods: tuple[Period, ...]) -> tuple[str, ...]:
    """Breaks and years of special arrangements among some periods."""
    shown = {period.time_period: period.label for period in periods}
    return (
        *(
            f"{shown[period]}: {year.reason}."
            for period, year in sorted(listed.special.items())
            if period in shown
        ),
        *(
            f"From {shown[period]} on not comparable with earlier years: {each.reason}."
            for period, each in sorted(listed.breaks.items())
            if period in shown
        ),
    )


def positions_table(told: History) -> Table:
    """Where the authority stood, year by year: rank, band, rank in region and among neighbours."""
    rows = tuple(
        (
            Cell(period.label),
            Cell(writing.rank(row)),
            Cell(writing.band(row)),
            Cell(_among(row, "rank_in_region", "n_in_region")),
            Cell(_among(row, "rank_among_neighbours", "n_among_neighbours")),
        )
        for period in reversed(told.periods)
        if (row := told.home.get(period)) is not None
    )
    columns = (
        Column("Year"),
        Column("Rank in the country"),
        Column("Quartile band"),
        Column("Rank in its region"),
        Column("Rank among its neighbours"),
    )
    return Table(
        f"Where {told.asked.place.name} ranked",
        columns,
        rows,
        ("1 is best. Bands go by rank: A is the best quarter, D the weakest.",),
    )


def _among(row: Row, rank: str, n: str) -> str:
    return f"{row[rank]} of {row[n]}" if row[rank] is not None else "no rank"


def bands_table(told: History) -> Table | None:
    """From which figure to which each quartile band reaches in the latest period."""
    at = [row for row in told.slice.at(told.latest).values() if row["quartile"] is not None]
    at = [row for row in at if row["place"] in told.asked.shelf.authorities]
    if not at:
        return None
    listed = told.listed
    rows = []
    for letter, words in zip("ABCD", ("best", "second-best", "second-weakest", "weakest"),
                             strict=True):  # fmt: skip
        values = sorted(row["value"] for row in at if row["quartile"] == letter)
        if not values:
            continue
        first, last = (values[0], values[-1]) if listed.better == "lower" else values[:-2:-1] + (
            values[:1]
        )  # fmt: skip
        rows.append(
            (
                Cell(f"{letter}, the {words} quarter"),
                Cell(writing.short(listed, first), first),
                Cell(writing.short(listed, last), last),
                Cell(str(len(values)), float(len(values))),
            )
        )
    columns = (
        Column("Band"),
        Column("From", True, listed.decimal_places),
        Column("To", True, listed.decimal_places),
        Column("Authorities", True),
    )
    label = told.latest.label if told.latest else ""
    return Table(f"What the quartile bands mean in {label}", columns, tuple(rows))
