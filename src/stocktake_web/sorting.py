"""The order of a table's rows that a reader chose in the address, such as ``?sort=-score``.

A view says by what rows can be sorted; the macro ``sortable_table`` of ``components/tables.html``
draws headings that are links, and the script sorts in place by the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

Direction = Literal["ascending", "descending"]
T = TypeVar("T")
SortValue = str | int | float | Decimal | date | None


class Sorting:
    """By what rows can be sorted, and the order that the address asks for.

    Parameters
    ----------
    query : mapping
        The query of the request; its other keys stay in the links, but for the page of a list.
    values : mapping of str to callable
        What a row is sorted by, under the key that the address has for it: texts, numbers or
        dates, of one kind under a key; None where the row has nothing there.
    default : str
        The order without a choice, such as ``"-score"``; empty leaves rows as they come.
    largest_first : collection of str
        Keys by which the first click shows the largest first.
    param : str
        The key of the order in the address; two tables of one page have two.

    Examples
    --------
    >>> query = {"sort": "-size", "topic": "all"}
    >>> sorting = Sorting(query, {"name": str.casefold, "size": len})
    >>> sorting.sort(["bb", "A", "ccc"])
    ['ccc', 'bb', 'A']
    >>> sorting.href("name"), sorting.href("size")
    ('?topic=all&sort=name', '?topic=all&sort=size')
    >>> sorting.aria_sort("name"), sorting.aria_sort("size")
    ('none', 'descending')
    """

    def __init__(
        self,
        query: Mapping[str, Any],
        values: Mapping[str, Callable[[Any], SortValue]],
        *,
        default: str = "",
        largest_first: Collection[str] = (),
        param: str = "sort",
    ) -> None:
        self.values = dict(values)
        self.param = param
        self.largest_first = frozenset(largest_first)
        self._query = query
        # An address with a column that is not there shows the usual order.
        choice = str(query.get(param, ""))
        self.choice = choice if choice.removeprefix("-") in self.values else default

    @property
    def key(self) -> str:
        """The key by which rows are sorted; empty where they come as they are."""
        return self.choice.removeprefix("-")

    @property
    def direction(self) -> Direction:
        """Which way."""
        return "descending" if self.choice.startswith("-") else "ascending"

    def aria_sort(self, key: str) -> str:
        """What a heading's ``aria-sort`` says."""
        return self.direction if key == self.key else "none"

    def first(self, key: str) -> Direction:
        """The direction of the first click on a heading."""
        return "descending" if key in self.largest_first else "ascending"

    def href(self, key: str) -> str:
        """The address of a heading's link: the other way round where rows are sorted by it."""
        way = self.first(key)
        if key == self.key:
            way = "ascending" if self.direction == "descending" else "descending"
        pairs = [(name, text) for name, text in self._pairs() if name not in (self.param, "page")]
        return "?" + urlencode([*pairs, (self.param, key if way == "ascending" else f"-{key}")])

    def sort(self, rows: Iterable[T]) -> list[T]:
        """Rows in the order chosen; rows with nothing there last, ties as they come."""
        return [row for row, _ in self.rank_rows(rows)]

    def rank_rows(self, rows: Iterable[T]) -> list[tuple[T, str]]:
        """Rows in the order chosen, each with its places, which the script sorts by.

        The places are the row's number as it came, then its rank under each key from the
        smallest, empty where it has nothing there.
        """
        row_list = list(rows)
        ranks = {key: _ranks(value, row_list) for key, value in self.values.items()}
        numbers = list(range(len(row_list)))
        if self.key:
            sign = -1 if self.direction == "descending" else 1
            chosen_ranks = ranks[self.key]
            numbers.sort(
                key=lambda number: (
                    chosen_ranks[number] is None,
                    sign * (chosen_ranks[number] or 0),
                )
            )
        return [
            (
                row_list[number],
                ",".join([str(number), *(_text(column[number]) for column in ranks.values())]),
            )
            for number in numbers
        ]

    def place(self, key: str) -> int:
        """Which of a row's places is its rank under a key."""
        return list(self.values).index(key) + 1

    def _pairs(self) -> list[tuple[str, str]]:
        """Every key and value of the address; Django's query may have a key more than once."""
        lists = getattr(self._query, "lists", None)
        if lists is None:
            return [(key, str(value)) for key, value in self._query.items()]
        return [(key, value) for key, values in lists() for value in values]


def _ranks(value_of: Callable[[Any], SortValue], rows: Sequence[Any]) -> list[int | None]:
    """Each row's rank by a value, equal for equal values; None where it has nothing."""
    values: list[Any] = [value_of(row) for row in rows]
    keys = [value.casefold() if isinstance(value, str) else value for value in values]
    unique = sorted({key for key in keys if key is not None and key != ""})
    rank_by_key = {key: rank for rank, key in enumerate(unique)}
    return [rank_by_key.get(key) for key in keys]


def _text(rank: int | None) -> str:
    return "" if rank is None else str(rank)
