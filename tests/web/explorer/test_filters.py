"""Tables of region, neighbours and profile are narrowed; nonsense shows all, with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area

pytestmark = pytest.mark.django_db
EXPLORE = "/eastmere/explore/"


def get(client: Client, path: str) -> str:
    answer = client.get(EXPLORE + path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def rows_of(text: str, table: str) -> list[str]:
    """The names of the rows of a table that are shown."""
    part = text[text.index(f'id="{table}"') :].split("</table>", 1)[0]
    rows = re.findall(r"<tr\b[^>]*?>.*?</tr>", part.split("<tbody", 1)[1], re.S)
    return [
        re.sub(r"<[^>]+>", "", re.findall(r"<th.*?</th>", row, re.S)[0])
        for row in rows
        if not re.match(r"<tr[^>]* hidden", row)
    ]


@pytest.mark.parametrize(
    ("page", "table"), [("region", "authorities"), ("neighbours", "neighbours-table")]
)
def test_rows_are_narrowed_by_words_and_the_own_place_stays(
    eastmere: Area, client: Client, page: str, table: str
) -> None:
    names = rows_of(get(client, f"{page}/"), table)
    own_name, second = names[0], names[2]
    narrowed = rows_of(get(client, f"{page}/?filter={second}"), table)
    assert narrowed == [own_name, second]
    nonsense = get(client, f"{page}/?filter=zzzz%00")
    assert rows_of(nonsense, table) == [own_name]
    assert "No row has these words." in nonsense


def test_a_profile_is_narrowed_by_words_over_all_topics(eastmere: Area, client: Client) -> None:
    whole = get(client, "profile/")
    text = get(client, "profile/?filter=absen")
    tables = re.findall(r'<table[^>]* id="(topic-\d+)"', whole)
    assert re.findall(r'<table[^>]* id="(topic-\d+)"', text) == tables
    names = [name for table in tables for name in rows_of(text, table)]
    assert names
    assert all(re.search(r"\babsen", name, re.I) for name in names)
    assert f"{len(names)} of {sum(len(rows_of(whole, table)) for table in tables)} rows" in text
    # A topic without a row is there for the script, and not shown.
    hidden_count = len(re.findall(r"<section[^>]* data-stocktake-part hidden", text))
    assert hidden_count == sum(not rows_of(text, table) for table in tables) > 0


def test_a_profile_is_narrowed_by_band(eastmere: Area, client: Client) -> None:
    text = get(client, "profile/?band=A")
    assert re.search(r'aria-current="true">A, the best quarter \(\d+\)', text)
    letters = re.findall(r'<li><a class="\w+" href="#i\d+"[^>]*>([A-D–])', text)
    assert letters
    assert set(letters) == {"A"}
    nonsense = get(client, "profile/?band=%22E%22")
    assert "There is no choice “&#34;E&#34;” here, so all are shown." in nonsense
    assert rows_of(nonsense, "topic-1") == rows_of(get(client, "profile/"), "topic-1")


def test_years_and_groups_of_an_own_table_that_are_nonsense_are_left_out_with_a_sentence(
    eastmere: Area, client: Client
) -> None:
    address = "build/?i=lait:TotPermEx&p=la-001"
    plain = get(client, address)
    text = get(client, f"{address}&from=soon&to=%C2%B2019&group=friends")
    assert rows_of(text, "table") == rows_of(plain, "table")
    for word in ("soon", "²019"):
        assert f"“{word}” is no year such as 2019" in text
    assert "There is no group “friends”: only the areas added are shown." in text
    assert "is no year" not in plain


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_with_script_topics_without_a_row_go_and_come_back(
    eastmere: Area, page_for: Callable[..., Any]
) -> None:
    page = page_for("public")
    page.goto(f"{EXPLORE}profile/")
    count = page.locator("section[data-stocktake-part]").count()
    assert count > 1
    visible = page.locator("section[data-stocktake-part]:not([hidden])")
    page.get_by_label("Show only rows with these words").fill("absen")
    assert 0 < visible.count() < count
    page.get_by_label("Show only rows with these words").fill("")
    assert visible.count() == count
