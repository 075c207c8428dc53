"""Makes a chart of figures over time: breaks are breaks, special years stand alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stocktake.publish import Chart, Role, describe_lines, line_of
from stocktake.standards import Period
from stocktake.statistics import CatalogueEntry
from stocktake_web.explorer import wording

Series = tuple[str, Role, Sequence[float | None]]


def lines_chart(
    entry: CatalogueEntry,
    title: str,
    periods: Sequence[Period],
    series: Sequence[Series],
    *,
    id: str = "chart",  # noqa: A002 - of the drawing, as in its model
    subtitle: str = "",
    say: Callable[[int], str] | None = None,
    due: int | None = None,
    note: Callable[[int], str] | None = None,
) -> Chart:
    """A chart of one indicator.

    Parameters
    ----------
    entry : CatalogueEntry
        Says where the series breaks, and which years are special.
    title, subtitle : str
        By default the subtitle is the indicator and its unit.
    id : str
        Of the drawing, unique in a page.
    periods : sequence of Period
    series : sequence of tuple
        Name, role, and a figure for each period; those without any are left out.
    say : callable, optional
        Given, the figures are ranks in percent of the places, and this says each one by the
        number of its period. A rank compares within a year, so no year of it is special.
    due : int, optional
        The period in which a target falls due.
    note : callable, optional
        What else is known of the place's own figure, by the number of its period.
    """
    breaks = [at for at, p in enumerate(periods) if at and p.time_period in entry.breaks]
    special = [at for at, p in enumerate(periods) if p.time_period in entry.special and not say]
    lines = tuple(
        line_of(
            name,
            role,
            values,
            say or _texts(entry, values),
            breaks=breaks,
            special=special,
            note=note if role == "home" else None,
        )
        for name, role, values in series
        if any(value is not None for value in values)
    )
    labels = tuple(period.label for period in periods)
    description = describe_lines(lines, labels, special=special, breaks=breaks, ranks=bool(say))
    return Chart(
        id=id,
        title=title,
        subtitle=subtitle or f"{entry.title}, {wording.unit_words(entry)}",
        description=f"{'' if say else wording.unit_sentence(entry)}{description}",
        periods=labels,
        lines=lines,
        due=due,
        breaks=tuple(breaks),
        measure="rank_percent" if say else "value",
        unit=wording.unit_words(entry),
        decimal_places=entry.decimal_places,
    )


def _texts(entry: CatalogueEntry, values: Sequence[float | None]) -> Callable[[int], str]:
    return lambda at: wording.short(entry, values[at] or 0.0)
