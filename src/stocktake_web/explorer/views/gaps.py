"""Gaps: from an authority to its comparators, and between two groups of pupils."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from stocktake_web.accounts.models import Area
from stocktake_web.explorer import markup, writing
from stocktake_web.explorer.asked import Asked, authority
from stocktake_web.explorer.one_place_tables import notes_on_years
from stocktake_web.explorer.slices import Slice
from stocktake_web.explorer.views.one_indicator import history_of
from stocktake_web.explorer.views.pages import about, address, explorer_page, show
from stocktake_web.gateway import figures
from stocktake_web.gateway.documents import Cell, Column, Table
from stocktake_web.gateway.figures import Listed, Shelf, Unit, difference_unit

OPPOSITE = {
    "disadvantaged": "not-disadvantaged",
    "fsm": "not-fsm",
    "girls": "boys",
}


def others(asked: Asked) -> list[Listed]:
    """The series that an indicator's gap may be to: its other groups, else its topic's."""
    listed = asked.listed
    groups = [
        each
        for (identity, _), each in asked.catalogue.by_indicator.items()
        if listed.indicator_id and identity == listed.indicator_id and each.id != listed.id
    ]
    topic = [
        each
        for each in asked.catalogue.topics[listed.topic]
        if each.unit == listed.unit and each.id != listed.id and each not in groups
    ]
    return [*groups, *topic]


def other_of(asked: Asked, named: str) -> Listed | None:
    """The series named, or the group opposite, or the first other; None where there is none."""
    if named:
        return asked.catalogue.get(named)
    opposite = OPPOSITE.get(asked.listed.group)
    if opposite:
        found = asked.catalogue.by_indicator.get((asked.listed.indicator_id, opposite))
        if found:
            return found
    possible = others(asked)
    return possible[0] if possible else None


def comparators_table(asked: Asked) -> Table:
    """How far the authority is from the country, its region and its neighbours, by year."""
    told = history_of(asked)
    listed = asked.listed
    beside = (
        (asked.shelf.country.name, "gap_to_england"),
        ("its region", "gap_to_region"),
        ("the mean of its neighbours", "gap_to_neighbours_mean"),
    )
    rows = tuple(
        (
            Cell(f"Less {name}"),
            *(writing.change_cell(listed, value) for value in told.column(column)),
        )
        for name, column in beside
    )
    columns = (Column("Gap"), *(Column(p.label, True, listed.decimal_places) for p in told.periods))
    unit = _difference_words(listed)
    caption = f"{listed.title}: {asked.place.name} less its comparators ({unit})"
    return Table(
        caption, columns, rows, ("Above 0: the authority's figure is the higher of the two.",)
    )


def groups_table(asked: Asked, other: Listed) -> Table:
    """One series less another, by year: the authority, its comparators, its rank."""
    frame = figures.gap_slice(asked.shelf, asked.release, asked.listed, other, asked.vintage)
    slice_ = Slice(frame)
    home = slice_.of(asked.place.id)
    lines = (
        (asked.place.name, "value"),
        ("Region", "region"),
        ("Statistical neighbours, mean", "neighbours_mean"),
        (asked.shelf.country.name, "england"),
    )
    rows = [
        (
            Cell(name),
            *(
                writing.change_cell(asked.listed, (home.get(period) or {}).get(column))
                for period in slice_.periods
            ),
        )
        for name, column in lines
    ]
    notes = [f"Above 0: “{asked.listed.title}” is the higher."]
    ranks = [Cell(writing.rank(home.get(period)).partition(",")[0]) for period in slice_.periods]
    if any((home.get(period) or {}).get("rank") for period in slice_.periods):
        rows.append((Cell("Rank by the size of the gap"), *ranks))
        notes.append("Ranks and bands go by the size of the gap: 1 is the narrowest.")
    else:
        notes.append("Not ranked: the two have no better direction in common, or too few figures.")
    notes += notes_on_years(asked.listed, slice_.periods)
    notes += [n for n in notes_on_years(other, slice_.periods) if n not in notes]
    places = asked.listed.decimal_places
    columns = (Column("Area"), *(Column(p.label, True, places) for p in slice_.periods))
    caption = f"{asked.listed.title} less {other.title} ({_difference_words(asked.listed)})"
    return Table(caption, columns, tuple(rows), tuple(notes))


@explorer_page
def gap(request: HttpRequest, area: Area, shelf: Shelf) -> HttpResponse:
    """The gaps of an authority."""
    asked = authority(shelf, request.GET)
    other = other_of(asked, request.GET.get("other", ""))
    possible = [("", [(each.id, each.title) for each in others(asked)])]
    query = asked.query(other=other.id if other else "")
    shown: dict[str, Any] = about(area, "gap", asked) | {
        "comparators": comparators_table(asked),
        "other": other,
        "others": markup.options(possible, [other.id] if other else []),
        "groups": groups_table(asked, other) if other else None,
        "query": query,
        "permanent": address(
            area, "gap", asked.query(pinned=True, other=other.id if other else "")
        ),
    }
    return show(request, "gap", shown)


def _difference_words(listed: Listed) -> str:
    return Unit(difference_unit(listed.unit)).describe()
