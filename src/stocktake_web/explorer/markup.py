"""Large parts of pages, written at once: tables of thousands of cells, lists to choose from.

GOV.UK's macros take thirty microseconds a cell; a table of all authorities has two thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from markupsafe import Markup, escape

from stocktake.publish import Cell, Column, Table
from stocktake.standards import Place
from stocktake.statistics import Catalogue

Group = tuple[str, list[tuple[str, str]]]


def table(
    content: Table, *, focus: str = "", pictures: Sequence[Markup] = (), pictures_heading: str = ""
) -> Markup:
    """A table with its caption and its scopes, scrolled in its own frame.

    Parameters
    ----------
    focus : str
        First cell of the row in focus, which is set in bold.
    pictures : sequence of Markup
        A small picture for each row, in a column of its own after the first.
    """
    head = "".join(_head(column) for column in content.columns)
    if pictures:
        first, rest = _head(content.columns[0]), "".join(map(_head, content.columns[1:]))
        head = first + _head(Column(pictures_heading)) + rest
    body = "".join(
        _row(row, content.columns, focus, picture)
        for row, picture in zip_longest(content.rows, pictures)
    )
    caption = escape(content.caption)
    notes = "".join(f"<li>{escape(note)}</li>" for note in content.notes)
    entries = f'<ol class="govuk-list govuk-list--number">{notes}</ol>' if notes else ""
    return Markup(  # noqa: S704 - every text above is escaped
        f'<div class="stocktake-scroll" role="region" aria-label="{caption}" tabindex="0">'
        f'<table class="govuk-table explorer-table"><caption class="govuk-table__caption '
        f'govuk-table__caption--m">{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{entries}"
    )


def _head(column: Column) -> str:
    numeric = " govuk-table__header--numeric" if column.figures else ""
    return f'<th scope="col" class="govuk-table__header{numeric}">{escape(column.heading)}</th>'


def _row(
    row: tuple[Cell, ...], columns: tuple[Column, ...], focus: str, picture: Markup | None
) -> str:
    bold = bool(focus) and row[0].text == focus
    cells = [f'<th scope="row" class="govuk-table__header{_soft(bold)}">{_cell_text(row[0])}</th>']
    if picture is not None:
        cells.append(f'<td class="govuk-table__cell">{picture}</td>')
    for cell, column in zip(row[1:], columns[1:], strict=True):
        numeric = " govuk-table__cell--numeric" if column.figures else ""
        cells.append(f'<td class="govuk-table__cell{numeric}">{_cell_text(cell)}</td>')
    return f'<tr class="govuk-table__row">{"".join(cells)}</tr>'


def _soft(bold: bool) -> str:
    return "" if bold else " govuk-!-font-weight-regular"


def _cell_text(cell: Cell) -> str:
    if cell.link:
        return f'<a class="govuk-link" href="{escape(cell.link)}">{escape(cell.text)}</a>'
    return str(escape(cell.text))


def options(groups: Iterable[Group], selected_values: Iterable[str]) -> Markup:
    """The options of a list to choose from, in groups; a group without a name is none."""
    selected_set = set(selected_values)
    parts = []
    for name, entries in groups:
        inner = "".join(
            f'<option value="{escape(value)}"{" selected_set" if value in selected_set else ""}>'
            f"{escape(text)}</option>"
            for value, text in entries
        )
        parts.append(f'<optgroup label="{escape(name)}">{inner}</optgroup>' if name else inner)
    return Markup("".join(parts))  # noqa: S704 - every text above is escaped


def indicator_groups(catalogue: Catalogue) -> list[Group]:
    """Every indicator of a release, by topic."""
    return [
        (topic, [(entry.id, entry.title) for entry in entries])
        for topic, entries in catalogue.topics.items()
    ]


def place_groups(places: Iterable[Place]) -> list[Group]:
    """Places to choose from; those that are no more say until when they were."""
    return [
        (
            "",
            [
                (place.id, f"{place.name} (to {place.ends.year})" if place.ends else place.name)
                for place in places
            ],
        )
    ]
