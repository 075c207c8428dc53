"""What was noted of the figures of a table when their file was read, below the table."""

from __future__ import annotations

from collections.abc import Iterable

from stocktake.standards import Period, Place
from stocktake.statistics import CatalogueEntry
from stocktake_web.explorer.query_params import ExplorerQuery
from stocktake_web.services.figures import load_notes


def figure_note_sentences(
    params: ExplorerQuery, entry: CatalogueEntry, places: Iterable[Place], periods: Iterable[Period]
) -> tuple[str, ...]:
    """A sentence for each figure of an indicator that has a note."""
    notes = load_notes(params.release)
    if not notes:
        return ()
    shown_periods = list(periods)
    return tuple(
        f"{place.name}, {period.label}: {note}."
        for place in places
        for period in shown_periods
        if (note := notes.get((entry.id, place.id, period.time_period, period.time_identifier)))
    )
