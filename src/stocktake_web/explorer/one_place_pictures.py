"""The pictures of one authority: its figures over time, and where it ranked."""

from __future__ import annotations

from stocktake_web.explorer import writing
from stocktake_web.explorer.drawing import Line, Lines
from stocktake_web.explorer.one_place import History
from stocktake_web.gateway.asked_for import AskedFor
from stocktake_web.gateway.figures import Listed


def lines_picture(told: History, targets: list[AskedFor]) -> Lines:
    """The figures over time, with what the plan asks for."""
    listed, asked = told.listed, told.asked
    periods = list(told.periods)
    levels = next((each.levels for each in targets if each.levels), {})
    last = periods[-1] if periods else None
    while last and levels and max(levels) > last.time_period and len(periods) < 20:
        last = last.following(1)
        periods.append(last)
    series = [
        (asked.place.name, "home", told.column("value")),
        (asked.shelf.country.name, "england", told.column("england")),
        ("Neighbours", "neighbours", told.column("neighbours_mean")),
        ("Region", "region", told.column("region")),
        ("Own set", "set", tuple(told.set_mean.get(p) for p in told.periods)),
        ("Asked for", "asked", tuple(levels.get(p.time_period) for p in periods)),
    ]
    room = (None,) * (len(periods) - len(told.periods))
    lines = tuple(
        Line(name, role, values if role == "asked" else values + room, _last(listed, values))
        for name, role, values in series
        if any(value is not None for value in values)
    )
    return Lines(
        f"{listed.title}: {asked.place.name} and others",
        _described(told, lines),
        tuple(period.label for period in periods),
        lines,
        tuple(at for at, p in enumerate(periods) if at and p.time_period in listed.breaks),
        tuple(at for at, p in enumerate(periods) if p.time_period in listed.special),
        sign="%" if listed.unit == "percent" else "",
        decimal_places=listed.decimal_places,
    )


def ranks_picture(told: History) -> Lines | None:
    """Where the authority ranked over time; None with fewer than two ranks."""
    ranks = tuple(
        100 * row["rank"] / row["n"] if row and row["rank"] is not None else None
        for row in (told.home.get(period) for period in told.periods)
    )
    if sum(rank is not None for rank in ranks) < 2:
        return None
    name = told.asked.place.name
    labels = tuple(period.label for period in told.periods)
    said = "; ".join(
        f"{period.label}: {writing.rank(told.home.get(period))}"
        for period in told.periods
        if told.home.get(period)
    )
    at = told.now
    line = Line(name, "home", ranks, writing.rank(at).partition(",")[0] if at else "")
    breaks = tuple(i for i, p in enumerate(told.periods) if i and p.time_period in
                   told.listed.breaks)  # fmt: skip
    return Lines(
        f"Where {name} ranked: {told.listed.title}",
        f"Rank in the country, the best at the top. {said}.",
        labels,
        (line,),
        breaks=breaks,
        ranks=True,
    )


def _last(listed: Listed, values: tuple[float | None, ...]) -> str:
    known = [value for value in values if value is not None]
    return writing.short(listed, known[-1]) if known else ""


def _described(told: History, lines: tuple[Line, ...]) -> str:
    parts = []
    for line in lines:
        known = [
            (period.label, value)
            for period, value in zip(told.periods, line.values, strict=False)
            if value is not None
        ]
        if known:
            (first, a), (last, b) = known[0], known[-1]
            parts.append(
                f"{line.name}: {writing.short(told.listed, a)} in {first}, "
                f"{writing.short(told.listed, b)} in {last}"
            )
    return "; ".join(parts) + ". The table holds the same figures."
