"""What narrows a list by a choice in the address, such as ``?status=late``.

A view names the choices; the macro ``filter_bar`` of ``components/content.html`` draws them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

SHOWN_LENGTH = 40
"""How much of a choice that there is not is repeated to the reader."""


class ChoiceFilter:
    """The choices by which a list is narrowed, and the one that the address asks for.

    Parameters
    ----------
    query : mapping
        The query of the request; its other keys stay in the links, but for the page of a list.
    param : str
        The key of the choice in the address.
    choices : mapping of str to str
        What can be chosen, in words, by what the address has for it.
    counts : mapping of str to int
        How many rows each has; one without any is offered only where it is chosen.
    all_count : int
        How many rows there are without a choice.

    Examples
    --------
    >>> query = {"status": "late", "sort": "due"}
    >>> by_status = ChoiceFilter(query, "status", {"late": "Late"}, {"late": 2}, all_count=5)
    >>> by_status.value, list(by_status)
    ('late', [('All (5)', '?sort=due', False), ('Late (2)', '?sort=due&status=late', True)])
    >>> ChoiceFilter({"status": "tardy"}, "status", {"late": "Late"}, {}, all_count=5).problem
    'There is no choice “tardy” here, so all are shown.'
    """

    def __init__(
        self,
        query: Mapping[str, Any],
        param: str,
        choices: Mapping[str, str],
        counts: Mapping[str, int],
        *,
        all_count: int,
    ) -> None:
        asked_text = str(query.get(param, "")).strip()
        self.value = asked_text if asked_text in choices else ""
        self.problem = (
            f"There is no choice “{asked_text[:SHOWN_LENGTH]}” here, so all are shown."
            if asked_text and not self.value
            else ""
        )
        self.words = choices.get(self.value, "")
        self._query = query
        self._param = param
        self._choices = choices
        self._counts = counts
        self._all_count = all_count

    def __iter__(self) -> Iterator[tuple[str, str, bool]]:
        """Of each choice its words with the count, its address, and whether it is chosen."""
        yield f"All ({self._all_count:,})", self._href(""), not self.value
        for code, words in self._choices.items():
            count, is_current = self._counts.get(code, 0), code == self.value
            if count or is_current:
                yield f"{words} ({count:,})", self._href(code), is_current

    def is_shown(self, code: str) -> bool:
        """Whether a row of this kind is shown."""
        return self.value in ("", code)

    def _href(self, code: str) -> str:
        lists = getattr(self._query, "lists", None)
        pairs = (
            [(key, value) for key, values in lists() for value in values]
            if lists
            else [(key, str(value)) for key, value in self._query.items()]
        )
        pairs = [(key, value) for key, value in pairs if key not in (self._param, "page")]
        return "?" + urlencode([*pairs, (self._param, code)] if code else pairs)
