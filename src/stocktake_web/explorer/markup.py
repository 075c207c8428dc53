"""Large parts of pages, written at once: tables of thousands of cells, lists to choose from.

GOV.UK's macros take thirty microseconds a cell; a table of all authorities has two thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.template.loader import render_to_string
from markupsafe import Markup, escape

from stocktake.publish import Cell, Column, Table
from stocktake.standards import Place
from stocktake.statistics import Catalogue
from stocktake_web.sorting import Sorting

SHORT_TEXT = 14
"""A text of so many letters stays on one line, such as a rank."""

Group = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Line:
    """A row as a page shows it.

    Parameters
    ----------
    places : str
        Its number as it came and its rank under each key, by which the script sorts; empty where
        the script fetches another order.
    row_id : str
        To be linked to; empty for none.
    is_match : bool
        Whether it has the words that rows are filtered by.
    picture : Markup, optional
        A small picture behind its name, where the table has a column of them.
    """

    row: tuple[Cell, ...]
    places: str
    row_id: str = ""
    is_match: bool = True
    picture: Markup | None = None


def table(
    content: Table,
    lines: Sequence[Line],
    table_id: str,
    keys: Sequence[str],
    sorting: Sorting,
    *,
    focus: str = "",
    in_place: bool = True,
    pictures_heading: str = "",
) -> Markup:
    """A table with its caption and its scopes, scrolled in its own frame.

    Parameters
    ----------
    lines : sequence of Line
        In their order.
    keys : sequence of str
        What the address calls each column.
    focus : str
        First cell of the own place's row, which is at the top in bold.
    in_place : bool
        Whether the script may sort: every row is there.
    pictures_heading : str
        Of the column of small pictures behind the first, by which nothing is sorted; empty for
        none.
    """
    headings = [
        _head(column, key, sorting, table_id) if key in sorting.values else _plain_head(column)
        for column, key in zip(content.columns, keys, strict=True)
    ]
    if pictures_heading:
        headings.insert(1, _plain_head(Column(pictures_heading)))
    head = "".join(headings)
    own_lines = [line for line in lines if focus and line.row[0].text == focus]
    other_lines = [line for line in lines if not focus or line.row[0].text != focus]
    own_rows = "".join(_row(line, content.columns, is_own=True) for line in own_lines)
    body = "".join(_row(line, content.columns) for line in other_lines)
    top = f"<tbody data-stocktake-pinned>{own_rows}</tbody>" if own_rows else ""
    caption = escape(content.caption)
    notes = "".join(f"<li>{escape(note)}</li>" for note in content.notes)
    entries = f'<ol class="govuk-list govuk-list--number">{notes}</ol>' if notes else ""
    script = f' data-stocktake-sort="{sorting.param}"' if in_place else ""
    status = (
        f'<p class="govuk-visually-hidden" role="status" data-stocktake-sorted="{table_id}" '
        'data-ascending="Sorted by %s, ascending" data-descending="Sorted by %s, descending"></p>'
        if in_place
        else ""
    )
    return Markup(  # noqa: S704 - every text above is escaped
        f'<div class="stocktake-scroll" role="region" aria-label="{caption}" tabindex="0">'
        f'<table class="govuk-table explorer-table" id="{table_id}"{script}>'
        f'<caption class="govuk-table__caption '
        f'govuk-table__caption--m">{caption}</caption><thead><tr>{head}</tr></thead>'
        f"{top}<tbody>{body}</tbody></table></div>{status}{entries}"
    )


def filter_form(
    query: QueryDict,
    table_ids: Sequence[str],
    text: str,
    match_count: int,
    row_count: int,
    *,
    in_place: bool = True,
) -> Markup:
    """The form that filters the rows of tables; the rest of the address stays as it is.

    Parameters
    ----------
    table_ids : sequence of str
        The first is where the page then is.
    match_count, row_count : int
        How many rows have the words, and how many there are.
    """
    html = render_to_string(
        "explorer/filter.html",
        {
            "table_ids": table_ids,
            "text": text,
            "pairs": [
                (key, value)
                for key, values in query.lists()
                if key not in ("filter", "page")
                for value in values
            ],
            "match_count": match_count,
            "row_count": row_count,
            "in_place": in_place,
        },
    )
    return Markup(html)  # noqa: S704 - a template escapes what it shows


def _head(column: Column, key: str, sorting: Sorting, table_id: str) -> str:
    return (
        f'<th scope="col"{_numeric(column)} '
        f'aria-sort="{sorting.aria_sort(key)}" data-place="{sorting.place(key)}" '
        f'data-first="{sorting.first(key)}">'
        f'<a class="govuk-link govuk-link--no-visited-state stocktake-sort" '
        f'href="{escape(sorting.href(key))}#{table_id}">{escape(column.heading)}</a></th>'
    )


def _plain_head(column: Column) -> str:
    return f'<th scope="col"{_numeric(column)}>{escape(column.heading)}</th>'


def _numeric(column: Column) -> str:
    return ' class="n"' if column.figures else ""


def _row(line: Line, columns: tuple[Column, ...], *, is_own: bool = False) -> str:
    row = line.row
    # The link to a row leads to its heading, which says alone what the row is about.
    row_id = f' id="{line.row_id}"' if line.row_id else ""
    cells = [f'<th scope="row"{row_id}>{_cell_text(row[0])}</th>']
    if line.picture is not None:
        cells.append(f'<td class="explorer-picture">{line.picture}</td>')
    for cell, column in zip(row[1:], columns[1:], strict=True):
        cells.append(f"<td{_cell_class(cell, column)}>{_cell_text(cell)}</td>")
    # The own place stays in view whatever the rows are filtered by.
    visibility = "" if line.is_match or is_own else " hidden"
    places = f' data-places="{line.places}"' if line.places else ""
    return f"<tr{places}{visibility}>{''.join(cells)}</tr>"


def _cell_class(cell: Cell, column: Column) -> str:
    """As few letters as will do: a page has thousands of cells, and its style is the table's."""
    is_long_text = not column.figures and len(cell.text) > SHORT_TEXT
    return ' class="explorer-text"' if is_long_text else _numeric(column)


def _cell_text(cell: Cell) -> str:
    if cell.link:
        return f'<a class="govuk-link" href="{escape(cell.link)}">{escape(cell.text)}</a>'
    return str(escape(cell.text))


def options(groups: Iterable[Group], selected_values: Iterable[str]) -> Markup:
    """The options of a list to choose from, in groups; a group without a name is none."""
    values = set(selected_values)
    parts = []
    for name, entries in groups:
        inner = "".join(
            f'<option value="{escape(value)}"{" selected" if value in values else ""}>'
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
