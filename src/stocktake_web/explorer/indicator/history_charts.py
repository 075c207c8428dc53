"""The pictures of one authority: its figures over time, and where it ranked."""

from __future__ import annotations

from stocktake.publish import Chart
from stocktake_web.explorer import wording
from stocktake_web.explorer.indicator.history import History
from stocktake_web.explorer.indicator.targets import IndicatorTarget
from stocktake_web.explorer.line_chart import Series, lines_chart

MOST_PERIODS = 20


def figures_chart(history: History, targets: list[IndicatorTarget]) -> Chart:
    """The figures over time, with what the plan asks for."""
    params = history.params
    periods = list(history.periods)
    levels = next((target.levels for target in targets if target.levels), {})
    while periods and levels and max(levels) > periods[-1].time_period:
        if len(periods) == MOST_PERIODS:
            break
        periods.append(periods[-1].later(1))
    room = (None,) * (len(periods) - len(history.periods))
    series: list[Series] = [
        (params.place.name, "home", history.column("value") + room),
        (params.data.country.name, "england", history.column("england") + room),
        ("Neighbours", "neighbours", history.column("neighbours_mean") + room),
        ("Region", "region", history.column("region") + room),
        ("Own set", "set", tuple(history.set_mean.get(p) for p in history.periods) + room),
        ("Target", "asked", tuple(levels.get(p.time_period) for p in periods)),
    ]
    due = max(levels, default="")
    position = next(
        (position for position, period in enumerate(periods) if period.time_period == due), None
    )
    rows = [history.home.get(period) for period in periods]
    return lines_chart(
        history.entry,
        figures_title(history),
        periods,
        series,
        id="figures",
        due=position,
        note=lambda at: f"rank {wording.rank(rows[at])}" if (rows[at] or {}).get("rank") else "",
    )


def figures_title(history: History) -> str:
    """What the chart of figures shows: the latest, and how far from the country's."""
    name, entry = history.params.place.name, history.entry
    if history.latest is None or history.value is None:
        return f"{entry.title}: {name} and others"
    country = history.params.data.country.name
    england = (history.latest_row or {}).get("england")
    pictures = wording.picture_rates(entry, history.value, england)
    own_figure = wording.with_picture(entry, history.value, pictures)
    parts = [
        f"{name}: {own_figure} in {history.latest.label}",
        wording.against(entry, history.value, england, country, pictures),
    ]
    return ", ".join(filter(None, parts))


def ranks_chart(history: History) -> Chart | None:
    """Where the authority ranked over time; None with fewer than two ranks."""
    rows = [history.home.get(period) for period in history.periods]
    ranks = tuple(
        100 * row["rank"] / row["n"] if row and row["rank"] is not None else None for row in rows
    )
    if sum(rank is not None for rank in ranks) < 2:
        return None
    name = history.params.place.name
    last = max(at for at, rank in enumerate(ranks) if rank is not None)
    return lines_chart(
        history.entry,
        f"{name} ranked {wording.rank(rows[last])} in {history.periods[last].label} (1 is best)",
        history.periods,
        [(name, "home", ranks)],
        id="ranks",
        subtitle=f"{history.entry.title}: rank in percent of the places, the best at the top",
        say=lambda position: wording.rank(rows[position]).partition(",")[0],
    )
