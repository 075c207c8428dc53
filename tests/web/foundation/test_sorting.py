"""The order of a table's rows: by the address on the server, by the same order in place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from stocktake.targets import STATUS_WORDS
from stocktake_web.plans.targets.order import VERDICTS_BY_CONCERN
from stocktake_web.sorting import Sorting

Row = tuple[str, int | None]
ROWS: list[Row] = [("Rain", 3), ("ash", None), ("Snow", 9), ("Ice", 3)]
VALUES: dict[str, Callable[[Any], Any]] = {"name": lambda row: row[0], "size": lambda row: row[1]}


def names(query: dict[str, str], **more: Any) -> list[str]:
    return [row[0] for row in Sorting(query, VALUES, **more).sort(ROWS)]


def test_without_a_choice_rows_come_as_they_are() -> None:
    assert names({}) == ["Rain", "ash", "Snow", "Ice"]
    assert names({}, default="-name") == ["Snow", "Rain", "Ice", "ash"]


def test_capitals_do_not_count_and_what_is_missing_is_last_either_way() -> None:
    assert names({"sort": "name"}) == ["ash", "Ice", "Rain", "Snow"]
    assert names({"sort": "size"}) == ["Rain", "Ice", "Snow", "ash"]
    assert names({"sort": "-size"}) == ["Snow", "Rain", "Ice", "ash"]


@pytest.mark.parametrize("choice", ["", "-", "--size", "nonsense", "-nonsense", "size'--", "0"])
def test_a_column_that_is_not_there_shows_the_usual_order(choice: str) -> None:
    assert names({"sort": choice}) == names({})
    assert "nonsense" not in Sorting({"sort": choice}, VALUES).href("name")


def test_a_link_turns_the_chosen_order_round_and_keeps_the_rest_of_the_address() -> None:
    query = QueryDict("topic=a&topic=b&page=3&sort=size&other=%3Cb%3E")
    sorting = Sorting(query, VALUES)
    assert parse_qs(sorting.href("size")[1:]) == {
        "topic": ["a", "b"],
        "other": ["<b>"],
        "sort": ["-size"],
    }
    assert "sort=name" in sorting.href("name")
    assert (sorting.aria_sort("size"), sorting.aria_sort("name")) == ("ascending", "none")
    first = Sorting({}, VALUES, largest_first=["size"])
    assert first.href("size") == "?sort=-size"


def test_two_tables_of_one_page_do_not_share_their_order() -> None:
    query = {"sort": "name", "order": "-size"}
    assert Sorting(query, VALUES, param="order").choice == "-size"
    assert Sorting(query, VALUES).href("size") == "?order=-size&sort=size"


def test_dates_and_no_rows_can_be_sorted() -> None:
    days = [date(2026, 3, 1), None, date(2025, 3, 1)]
    sorting = Sorting({"sort": "day"}, {"day": lambda day: day})
    assert sorting.sort(days) == [date(2025, 3, 1), date(2026, 3, 1), None]
    assert sorting.sort([]) == []


@given(
    rows=st.lists(st.tuples(st.text(max_size=3), st.none() | st.integers(-3, 3)), max_size=20),
    choice=st.sampled_from(["name", "-name", "size", "-size"]),
)
def test_the_places_that_the_script_sorts_by_give_the_servers_order(
    rows: list[Row], choice: str
) -> None:
    """The script sorts by these numbers alone, whatever order the page came in."""
    sorting = Sorting({"sort": choice}, VALUES)
    ranked_rows = Sorting({"sort": "-name"}, VALUES).rank_rows(rows)
    place, sign = sorting.place(sorting.key), -1 if choice.startswith("-") else 1

    def key(item: tuple[Row, str]) -> tuple[bool, int, int]:
        places = item[1].split(",")
        return places[place] == "", sign * int(places[place] or 0), int(places[0])

    assert [row for row, _ in sorted(ranked_rows, key=key)] == sorting.sort(rows)


def test_every_verdict_has_its_place() -> None:
    assert set(VERDICTS_BY_CONCERN) == set(STATUS_WORDS)
    assert len(VERDICTS_BY_CONCERN) == len(STATUS_WORDS)
