"""The pictures of one authority: its figures over time, and where it ranked."""

from __future__ import annotations

from stocktake_web.explorer import writing
from stocktake_web.explorer.lines import Series, lines_chart
from stocktake_web.explorer.one_place import History
from stocktake_web.gateway.asked_for import AskedFor
from stocktake_web.gateway.charts import Chart

MOST_PERIODS = 20


def lines_picture(told: History, targets: list[AskedFor]) -> Chart:
    """The figures over time, with what the plan asks for."""
    asked = told.asked
    periods = list(told.periods)
    levels = next((each.levels for each in targets if each.levels), {})
    while periods and levels and max(levels) > periods[-1].time_period:
        if len(periods) == MOST_PERIODS:
            break
        periods.append(periods[-1].following(1))
    room = (None,) * (len(periods) - len(told.periods))
    series: list[Series] = [
        (asked.place.name, "home", told.column("value") + room),
        (asked.shelf.country.name, "england", told.column("england") + room),
        ("Neighbours", "neighbours", told.column("neighbours_mean") + room),
        ("Region", "region", told.column("region") + room),
        ("Own set", "set", tuple(told.set_mean.get(p) for p in told.periods) + room),
        ("Asked for", "asked", tuple(levels.get(p.time_period) for p in periods)),
    ]
    due = max(levels, default="")
    title = f"{told.listed.title}: {asked.place.name} and others"
    at = next((at for at, period in enumerate(periods) if period.time_period == due), None)
    return lines_chart(told.listed, title, periods, series, due=at)


def ranks_picture(told: History) -> Chart | None:
    """Where the authority ranked over time; None with fewer than two ranks."""
    rows = [told.home.get(period) for period in told.periods]
    ranks = tuple(
        100 * row["rank"] / row["n"] if row and row["rank"] is not None else None for row in rows
    )
    if sum(rank is not None for rank in ranks) < 2:
        return None
    name = told.asked.place.name
    return lines_chart(
        told.listed,
        f"Where {name} ranked, the best at the top: {told.listed.title}",
        told.periods,
        [(name, "home", ranks)],
        say=lambda at: writing.rank(rows[at]).partition(",")[0],
    )
