"""A table as a page shows it: the own place on top, sorted and filtered as the reader asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.text import slugify
from markupsafe import Markup

from stocktake.publish import Cell, Column, Table
from stocktake_web.explorer import markup
from stocktake_web.search.terms import words_of
from stocktake_web.sorting import Sorting, SortValue

YEARS, ALL_YEARS = "years", "all"
FILTER = "filter"
LONGEST_FILTER = 100
NO_VALUE = frozenset(("", "-", "–", "none", "no rank", "no band"))
_RANK = re.compile(r"^(\d+) of \d+")

TableRow = tuple[Cell, ...]


def shows_all_years(query: QueryDict) -> bool:
    """Whether the address asks for the earlier years too."""
    return query.get(YEARS) == ALL_YEARS


def years_link(query: QueryDict) -> tuple[str, str]:
    """Address and words of the link to the earlier years, or back."""
    is_whole = shows_all_years(query)
    new_query = query.copy()
    new_query.pop(YEARS, None)
    if not is_whole:
        new_query[YEARS] = ALL_YEARS
    return (
        f"?{new_query.urlencode()}",
        "Show the latest year only" if is_whole else "Show all years",
    )


def arrange_columns(table: Table, order: Sequence[int]) -> Table:
    """A table with some of its columns, in another order."""
    return replace(
        table,
        columns=tuple(table.columns[at] for at in order),
        rows=tuple(tuple(row[at] for at in order) for row in table.rows),
    )


def put_latest_first(table: Table, years: range, latest: int, *, earlier: bool = True) -> Table:
    """A table of years with what matters first.

    The name of the row, the latest year, what stands behind the years, what stands before them,
    then the earlier years back from the latest.

    Parameters
    ----------
    years : range
        Which columns are years, the earliest first.
    latest : int
        Which of them is the latest that has a figure.
    earlier : bool
        Whether the other years are shown.
    """
    if not years:
        return table
    behind = range(years.stop, len(table.columns))
    rest = [at for at in reversed(years) if at != years[latest]] if earlier else []
    order = [0, years[latest], *behind, *range(1, years.start), *rest]
    return arrange_columns(table, order)


@dataclass(frozen=True)
class PageTables:
    """Draws the tables of a page, as its address asks for.

    Parameters
    ----------
    query : QueryDict
    """

    query: QueryDict = field(default_factory=QueryDict)

    @property
    def filter_text(self) -> str:
        """The words that rows must have; empty for all rows."""
        return self.query.get(FILTER, "")[:LONGEST_FILTER].replace("\0", "").strip()

    def __call__(
        self,
        content: Table,
        *,
        table_id: str,
        focus: str = "",
        param: str = "sort",
        has_filter: bool = False,
        form_elsewhere: bool = False,
        row_ids: Sequence[str] = (),
        most: int | None = None,
        pictures: Sequence[Markup] = (),
        pictures_heading: str = "",
        is_ordered_by_server: bool = False,
        unsorted: Collection[str] = (),
    ) -> Markup:
        """A table.

        Parameters
        ----------
        table_id : str
            Of the table on the page.
        focus : str
            First cell of the own place's row, which is at the top in whatever order.
        param : str
            Key of the order in the address; tables that share it are sorted alike.
        has_filter : bool
            Whether rows can be filtered by words.
        form_elsewhere : bool
            Whether one form of the page filters several tables.
        row_ids : sequence of str
            An id for each row, to be linked to.
        most : int, optional
            How many rows are shown; the rest is not sorted in place.
        pictures : sequence of Markup
            A small picture for each row, which goes with it, in a column under
            ``pictures_heading`` after the first.
        is_ordered_by_server : bool
            Whether the script fetches another order rather than having every rank of every row on
            the page; for a page of hundreds of rows.
        unsorted : collection of str
            Keys of columns whose values cannot be put in an order, such as figures of many units.
        """
        keys = column_keys(content.columns)
        sorting = Sorting(
            self.query,
            {key: sort_value(content, at) for at, key in enumerate(keys) if key not in unsorted},
            largest_first=[key for key, c in zip(keys, content.columns, strict=True) if c.figures],
            param=param,
        )
        words = words_of(self.filter_text) if has_filter else ()
        lines = [
            markup.Line(
                content.rows[number],
                "" if is_ordered_by_server else places,
                row_ids[number] if row_ids else "",
                has_words(content.rows[number], content.columns, words),
                pictures[number] if pictures else None,
            )
            for number, places in sorting.rank_rows(range(len(content.rows)))
        ]
        if most is not None and len(lines) > most:
            first_lines = [line for line in lines if line.is_match][:most]
            form = self.filter_form(
                [table_id],
                sum(line.is_match for line in first_lines),
                len(first_lines),
                in_place=False,
            )
            table = markup.table(
                content,
                first_lines,
                table_id,
                keys,
                sorting,
                in_place=False,
                pictures_heading=pictures_heading,
            )
            return form + table if has_filter else table
        table = markup.table(
            content, lines, table_id, keys, sorting, focus=focus, pictures_heading=pictures_heading
        )
        if not has_filter or form_elsewhere:
            return table
        match_count = sum(line.is_match for line in lines)
        return self.filter_form([table_id], match_count, len(lines)) + table

    def match_count(self, content: Table) -> int:
        """How many rows of a table have the words that the address asks for."""
        words = words_of(self.filter_text)
        return sum(has_words(row, content.columns, words) for row in content.rows)

    def filter_form(
        self,
        table_ids: Sequence[str],
        match_count: int,
        row_count: int,
        *,
        in_place: bool = True,
    ) -> Markup:
        """The form that filters tables by words."""
        return markup.filter_form(
            self.query, table_ids, self.filter_text, match_count, row_count, in_place=in_place
        )


def column_keys(columns: Sequence[Column]) -> tuple[str, ...]:
    """What addresses call columns, such as ``"rank"`` or ``"2024-25"``; each once."""
    keys: list[str] = []
    for column in columns:
        key = slugify(column.heading.replace("/", "-")) or "column"
        keys.append(key if key not in keys else f"{key}-{len(keys)}")
    return tuple(keys)


def has_words(row: TableRow, columns: Sequence[Column], words: Sequence[str]) -> bool:
    """Whether the texts of a row have the beginnings of all words; its figures do not count."""
    if not words:
        return True
    texts = [cell.text for cell, column in zip(row, columns, strict=True) if not column.figures]
    row_words = words_of(" ".join(texts))
    return all(any(text.startswith(word) for text in row_words) for word in words)


def sort_value(content: Table, at: int) -> Callable[[int], SortValue]:
    """By what rows are sorted in a column: numbers, ranks or texts; rows without one come last."""
    cells = [row[at] for row in content.rows]
    if any(cell.number is not None for cell in cells):
        return lambda number: cells[number].number
    ranks = [_RANK.match(cell.text) for cell in cells]
    if any(ranks):
        return lambda number: int(rank[1]) if (rank := ranks[number]) else None
    return lambda number: None if cells[number].text in NO_VALUE else cells[number].text
