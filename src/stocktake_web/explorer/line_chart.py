"""Makes a chart of figures over time: breaks are breaks, special years stand alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stocktake.publish import Chart, Role, line_of
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
    say: Callable[[int], str] | None = None,
    due: int | None = None,
) -> Chart:
    """A chart of one indicator.

    Parameters
    ----------
    entry : CatalogueEntry
        Says where the series breaks, and which years are special.
    title : str
    periods : sequence of Period
    series : sequence of tuple
        Name, role, and a figure for each period; those without any are left out.
    say : callable, optional
        Given, the figures are ranks in percent of the places, and this says each one by the
        number of its period. A rank compares within a year, so no year of it is special.
    due : int, optional
        The period in which a target falls due.
    """
    breaks = [at for at, p in enumerate(periods) if at and p.time_period in entry.breaks]
    special = [at for at, p in enumerate(periods) if p.time_period in entry.special and not say]
    lines = tuple(
        line_of(name, role, values, say or _texts(entry, values), breaks=breaks, special=special)
        for name, role, values in series
        if any(value is not None for value in values)
    )
    labels = tuple(period.label for period in periods)
    sentences = []
    for line in lines:
        first, last = line.points[0], line.points[-1]
        sentences.append(
            f"{line.name}: {first.text} in {labels[first.at]}, {last.text} in {labels[last.at]}"
        )
    if breaks:
        sentences.append(f"The series breaks before {', '.join(labels[at] for at in breaks)}")
    # A rank has no unit; a percentage and money carry theirs.
    bare = say is None and entry.unit not in ("percent", "pounds")
    prefix = f"Figures are {wording.unit_words(entry)}. " if bare else ""
    return Chart(
        id="chart",
        title=title,
        subtitle="",
        description=f"{prefix}{'; '.join(sentences)}. The table holds the same figures.",
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
