"""Gaps: from an authority to its comparators, and between two groups of pupils."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from stocktake.publish import Cell, Column, Table
from stocktake.standards import Unit, difference_unit
from stocktake.statistics import CatalogueEntry
from stocktake_web.accounts.models import Area
from stocktake_web.explorer import markup, wording
from stocktake_web.explorer.figure_notes import figure_note_sentences
from stocktake_web.explorer.indicator.comparison import latest_first
from stocktake_web.explorer.indicator.history import History
from stocktake_web.explorer.indicator.history_tables import notes_on_years
from stocktake_web.explorer.indicator.views import load_history
from stocktake_web.explorer.pages import address, explorer_page, indicator_context, render_page
from stocktake_web.explorer.query_params import ExplorerQuery, read_authority_params
from stocktake_web.explorer.slices import Slice
from stocktake_web.services import figures
from stocktake_web.services.explorer_data import ExplorerData

OPPOSITE = {
    "disadvantaged": "not-disadvantaged",
    "fsm": "not-fsm",
    "girls": "boys",
}


def list_others(params: ExplorerQuery) -> list[CatalogueEntry]:
    """The series that an indicator's gap may be to: its other groups, else its topic's."""
    entry = params.entry
    groups = [
        candidate
        for (identity, _), candidate in params.catalogue.by_indicator.items()
        if entry.indicator_id and identity == entry.indicator_id and candidate.id != entry.id
    ]
    topic = [
        candidate
        for candidate in params.catalogue.topics[entry.topic]
        if candidate.unit == entry.unit and candidate.id != entry.id and candidate not in groups
    ]
    return [*groups, *topic]


def choose_other(params: ExplorerQuery, series: str) -> CatalogueEntry | None:
    """The series named, or the group opposite, or the first other; None where there is none."""
    if series:
        return params.catalogue.get(series)
    opposite = OPPOSITE.get(params.entry.group)
    if opposite:
        entry_of_group = params.catalogue.by_indicator.get((params.entry.indicator_id, opposite))
        if entry_of_group:
            return entry_of_group
    possible = list_others(params)
    return possible[0] if possible else None


def comparators_table(params: ExplorerQuery, history: History) -> Table:
    """How far the authority is from the country, its region and its neighbours, by year."""
    entry = params.entry
    comparison = (
        (params.data.country.name, "gap_to_england"),
        ("its region", "gap_to_region"),
        ("the mean of its neighbours", "gap_to_neighbours_mean"),
    )
    rows = tuple(
        (
            Cell(f"Less {name}"),
            *(wording.change_cell(entry, value) for value in history.column(column)),
        )
        for name, column in comparison
    )
    columns = (
        Column("Gap"),
        *(Column(p.label, True, entry.decimal_places) for p in history.periods),
    )
    unit = _difference_words(entry)
    caption = f"{entry.title}: {params.place.name} less its comparators ({unit})"
    notes = (
        "Above 0: the authority's figure is the higher of the two.",
        *figure_note_sentences(params, entry, (params.place, params.data.country), history.periods),
    )
    return Table(caption, columns, rows, notes)


def load_gap(params: ExplorerQuery, other_entry: CatalogueEntry) -> Slice:
    """One series less another, of every authority."""
    return Slice(
        figures.load_gap(params.data, params.release, params.entry, other_entry, params.vintage)
    )


def groups_table(params: ExplorerQuery, other_entry: CatalogueEntry, slice_: Slice) -> Table:
    """One series less another, by year: the authority, its comparators, its rank."""
    home = slice_.of(params.place.id)
    lines = (
        (params.place.name, "value"),
        ("Region", "region"),
        ("Statistical neighbours, mean", "neighbours_mean"),
        (params.data.country.name, "england"),
    )
    rows = [
        (
            Cell(name),
            *(
                wording.change_cell(params.entry, (home.get(period) or {}).get(column))
                for period in slice_.periods
            ),
        )
        for name, column in lines
    ]
    notes = [f"Above 0: “{params.entry.title}” is the higher."]
    ranks = [Cell(wording.rank(home.get(period)).partition(",")[0]) for period in slice_.periods]
    if any((home.get(period) or {}).get("rank") for period in slice_.periods):
        rows.append((Cell("Rank by the size of the gap"), *ranks))
        notes.append("Ranks and bands go by the size of the gap: 1 is the narrowest.")
    else:
        notes.append("Not ranked: the two have no better direction in common, or too few figures.")
    notes += notes_on_years(params.entry, slice_.periods)
    notes += [n for n in notes_on_years(other_entry, slice_.periods) if n not in notes]
    for entry in (params.entry, other_entry):
        for note in figure_note_sentences(
            params, entry, (params.place, params.data.country), slice_.periods
        ):
            notes.append(f"{entry.title}: {note}")
    places = params.entry.decimal_places
    columns = (Column("Area"), *(Column(p.label, True, places) for p in slice_.periods))
    caption = f"{params.entry.title} less {other_entry.title} ({_difference_words(params.entry)})"
    return Table(caption, columns, tuple(rows), tuple(notes))


@explorer_page
def gap(request: HttpRequest, area: Area, data: ExplorerData) -> HttpResponse:
    """The gaps of an authority."""
    params = read_authority_params(data, request.GET)
    other_entry = choose_other(params, request.GET.get("other", ""))
    history = load_history(params)
    groups = None
    if other_entry:
        slice_ = load_gap(params, other_entry)
        groups = latest_first(slice_, groups_table(params, other_entry, slice_))
    possible = [("", [(candidate.id, candidate.title) for candidate in list_others(params)])]
    query = params.query(other_entry=other_entry.id if other_entry else "")
    context: dict[str, Any] = indicator_context(request, area, "gap", params) | {
        "comparators": latest_first(history.slice, comparators_table(params, history)),
        "other": other_entry,
        "others": markup.options(possible, [other_entry.id] if other_entry else []),
        "groups": groups,
        "query": query,
        "permanent": address(
            area,
            "gap",
            params.query(is_pinned=True, other_entry=other_entry.id if other_entry else ""),
        ),
    }
    return render_page(request, "indicator/gap", context)


def _difference_words(entry: CatalogueEntry) -> str:
    return Unit(difference_unit(entry.unit)).describe()
