"""Wide tables: what matters first, the own place on top, sorted and filtered by the address."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from markupsafe import Markup
from playwright.sync_api import expect

from stocktake.publish import Cell, Column, Table
from stocktake_web.accounts.models import Area
from stocktake_web.explorer.page_table import PageTables, column_keys, put_latest_first

RWM = "indicator=lait:KS2RWM_Expected_STD"
TABLE = Table(
    "Three places",
    (Column("Area"), Column("2023/24", True, 1), Column("2024/25", True, 1), Column("Rank")),
    (
        (Cell("Ayton"), Cell("1.0", 1.0), Cell("20.0", 20.0), Cell("10 of 12")),
        (Cell("Béton"), Cell("3.0", 3.0), Cell("z"), Cell("no rank")),
        (Cell("Ceton"), Cell("2.0", 2.0), Cell("9.0", 9.0), Cell("9 of 12")),
    ),
)


def names(html: str, *, with_hidden: bool = False) -> list[str]:
    rows = re.findall(r"<tr([^>]*)><th scope=\"row\"[^>]*>(.*?)</th>", str(html))
    return [
        unescape(re.sub("<[^>]+>", "", name))
        for more, name in rows
        if with_hidden or "hidden" not in more
    ]


def draw(query: str, **options: Any) -> str:
    return str(PageTables(QueryDict(query))(TABLE, table_id="t", **options))


def headings(html: str, table_id: str) -> list[str]:
    table = re.search(rf'<table[^>]* id="{table_id}".*?</thead>', html, re.S)
    assert table
    cells = re.findall(r'<th scope="col".*?</th>', table[0], re.S)
    return [unescape(re.sub("<[^>]+>", "", heading)) for heading in cells]


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["Ayton", "Béton", "Ceton"]),
        ("sort=-area", ["Ceton", "Béton", "Ayton"]),
        ("sort=2024-25", ["Ceton", "Ayton", "Béton"]),
        # Rows without a figure come last, whichever way.
        ("sort=-2024-25", ["Ayton", "Ceton", "Béton"]),
        # By number, not by letter: 9 before 10.
        ("sort=rank", ["Ceton", "Ayton", "Béton"]),
        ("sort=nonsense", ["Ayton", "Béton", "Ceton"]),
        ("sort=&sort=-area", ["Ceton", "Béton", "Ayton"]),
    ],
)
def test_rows_come_in_the_order_that_the_address_names(query: str, order: list[str]) -> None:
    assert names(draw(query)) == order


def test_the_own_place_is_on_top_in_every_order() -> None:
    for query in ("", "sort=area", "sort=-area", "sort=2024-25", "filter=ayton"):
        html = draw(query, focus="Béton", has_filter=True)
        assert names(html)[0] == "Béton"
        assert html.count("<tbody data-stocktake-pinned>") == 1


@pytest.mark.parametrize(
    ("words", "expected_names"),
    [
        ("beton", ["Béton"]),
        ("TON", []),
        ("cet", ["Ceton"]),
        ("9 of", ["Ceton"]),
        # A figure is no word.
        ("20.0", []),
        ("(.*", ["Ayton", "Béton", "Ceton"]),
        ("", ["Ayton", "Béton", "Ceton"]),
        ("x" * 5_000, []),
    ],
)
def test_rows_are_filtered_by_the_beginnings_of_words(
    words: str, expected_names: list[str]
) -> None:
    query = QueryDict(mutable=True)
    query["filter"] = words
    html = str(PageTables(query)(TABLE, table_id="t", has_filter=True))
    assert names(html) == expected_names
    # The script shows the others again when the words are taken away.
    assert len(names(html, with_hidden=True)) == 3
    message = "No row has these words" if not expected_names else f"{len(expected_names)} "
    assert message in html


def test_a_filter_keeps_the_rest_of_the_address_and_is_kept_by_a_sort() -> None:
    html = draw("place=la-1&sort=area&filter=ay&page=3", has_filter=True)
    assert '<input type="hidden" name="place" value="la-1">' in html
    assert '<input type="hidden" name="sort" value="area">' in html
    assert 'name="page"' not in html
    assert "filter=ay&amp;sort=rank" in html


def test_hostile_text_of_a_table_or_an_address_is_text() -> None:
    evil = '"><script>alert(1)</script>'
    content = Table(evil, (Column(evil), Column("B")), ((Cell(evil), Cell(evil)),))
    query = QueryDict(mutable=True)
    query.update({"filter": evil, evil: evil})
    html = str(PageTables(query)(content, table_id="t", focus=evil, has_filter=True))
    assert "<script" not in html


def test_a_small_picture_goes_with_its_row_in_every_order() -> None:
    pictures = [Markup(f"<svg><title>{name} 7</title></svg>") for name in "ABC"]
    for query in ("", "sort=-area", "sort=rank", "filter=cet"):
        html = draw(query, has_filter=True, pictures=pictures, pictures_heading="Over time")
        rows = re.findall(r"<th scope=\"row\"[^>]*>(.).*?</th><td[^>]*>(.*?)</td>", html)
        assert sorted(rows) == [(name, f"<svg><title>{name} 7</title></svg>") for name in "ABC"]
    # The column of pictures is the second, and nothing is sorted by it.
    assert headings(html, "t") == ["Area", "Over time", "2023/24", "2024/25", "Rank"]
    assert html.count("aria-sort=") == 4
    assert "over-time" not in html
    # What a picture says is no text of the row.
    assert names(draw("filter=7", has_filter=True, pictures=pictures, pictures_heading="P")) == []


def test_a_long_table_is_cut_with_its_pictures() -> None:
    pictures = [Markup(f"<svg><title>{name}</title></svg>") for name in "ABC"]
    html = draw("sort=-area", most=1, pictures=pictures, pictures_heading="Over time")
    assert names(html) == ["Ceton"]
    assert re.findall("<title>(.)</title>", html) == ["C"]
    assert headings(html, "t")[1] == "Over time"


def test_two_columns_of_one_heading_have_two_keys() -> None:
    assert column_keys((Column("A"), Column("A"), Column("!"))) == ("a", "a-1", "column")


def test_a_long_table_is_cut_after_it_was_sorted_and_filtered() -> None:
    rows = tuple((Cell(f"Row {n}"), Cell(str(n), float(n))) for n in range(30))
    content = Table("Long", (Column("Name"), Column("Size", True)), rows)
    html = str(PageTables(QueryDict("sort=-size"))(content, table_id="t", most=3))
    assert names(html) == ["Row 29", "Row 28", "Row 27"]
    # The script would sort three rows of thirty.
    assert "data-stocktake-sort" not in html


def test_the_latest_year_stands_next_to_the_name() -> None:
    whole = put_latest_first(TABLE, range(1, 3), 1)
    assert [c.heading for c in whole.columns] == ["Area", "2024/25", "Rank", "2023/24"]
    short = put_latest_first(TABLE, range(1, 3), 1, earlier=False)
    assert [c.heading for c in short.columns] == ["Area", "2024/25", "Rank"]
    assert put_latest_first(TABLE, range(0), 0) == TABLE


@pytest.mark.parametrize(
    ("page", "table_id"),
    [("all/", "authorities"), ("region/", "authorities"), ("neighbours/", "neighbours-table")],
)
def test_latest_year_rank_and_band_come_first_and_the_other_years_by_choice(
    eastmere: Area, client: Client, page: str, table_id: str
) -> None:
    short = client.get(f"/eastmere/explore/{page}?{RWM}").content.decode()
    assert headings(short, table_id)[:4] == ["Area", "2024/25", "Rank", "Band"]
    assert "2023/24" not in headings(short, table_id)
    assert "years=all" in short
    whole = client.get(f"/eastmere/explore/{page}?{RWM}&years=all").content.decode()
    assert headings(whole, table_id)[:4] == ["Area", "2024/25", "Rank", "Band"]
    assert "2023/24" in headings(whole, table_id)
    assert "Show the latest year only" in whole
    assert names(short)[0] == "Eastmere"
    nonsense = client.get(f"/eastmere/explore/{page}?{RWM}&years=nonsense&sort=%00&filter=%00")
    assert nonsense.status_code == 200


@pytest.mark.slow
def test_every_table_of_the_explorer_can_be_sorted(eastmere: Area, client: Client) -> None:
    pages = ("authority/", "region/", "neighbours/", "all/", "gaps/", "profile/", "changes/")
    for page in (*pages, "build/?i=lait:TotPermEx&p=la-001&group=region"):
        text = client.get(f"/eastmere/explore/{page}").content.decode()
        tables = re.findall(r"<table.*?</table>", text, re.S)
        assert tables
        for table in tables:
            assert "aria-sort=" in table, page
        params = re.findall(r'data-stocktake-sort="([^"]+)"', text)
        assert page == "profile/" or len(params) == len(set(params)), page


def test_the_profile_is_sorted_with_its_small_pictures(eastmere: Area, client: Client) -> None:
    text = client.get("/eastmere/explore/profile/").content.decode()
    assert headings(text, "topic-1")[:3] == ["Indicator", "Over time", "Figure"]
    row = re.compile(r'<th scope="row" id="(i\d+)".*?(<svg.*?</svg>)', re.S)
    pictures = dict(row.findall(text))
    assert pictures
    sorted_page = client.get("/eastmere/explore/profile/?sort=-indicator").content.decode()
    assert dict(row.findall(sorted_page)) == pictures
    assert [name for name, _ in row.findall(sorted_page)] != list(pictures)


@pytest.mark.parametrize("page", ["authority/", "region/", "neighbours/"])
def test_charts_and_sorted_tables_share_a_page(eastmere: Area, client: Client, page: str) -> None:
    text = client.get(f"/eastmere/explore/{page}?{RWM}&years=all").content.decode()
    assert "data-stocktake-chart" in text
    assert "data-stocktake-sort" in text
    for kind in ("svg", "png"):
        assert f".{kind}?" in text
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_changes_are_filtered_before_they_are_cut(eastmere: Area, client: Client) -> None:
    text = client.get("/eastmere/explore/changes/?filter=attain").content.decode()
    rows = names(text.partition('id="changed"')[2])
    assert rows
    assert all("ttainment" in row for row in rows)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_with_script_rows_are_sorted_and_filtered_in_place(
    eastmere: Area, page_for: Callable[..., Any]
) -> None:
    page = page_for("public")
    page.goto(f"/eastmere/explore/all/?{RWM}")
    first = "table#authorities tbody:not([data-stocktake-pinned]) tr:not([hidden]) th"
    page.locator("table#authorities thead a", has_text="Rank").click()
    assert "sort=rank" in page.url
    ranks = page.locator("table#authorities tbody:last-of-type tr td:nth-child(3)")
    numbers = [int(text.split()[0]) for text in ranks.all_inner_texts() if text[:1].isdigit()]
    assert numbers == sorted(numbers)
    expect(page.locator("table#authorities tbody tr th").first).to_have_text("Eastmere")
    page.get_by_label("Show only rows with these words").fill("vale")
    assert all("Vale" in name or "vale" in name for name in page.locator(first).all_inner_texts())
    first_texts = page.locator(first).all_inner_texts()
    page.reload()
    assert page.locator(first).all_inner_texts() == first_texts


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_with_script_a_table_of_the_profile_is_fetched_in_its_other_order(
    eastmere: Area, client: Client, page_for: Callable[..., Any]
) -> None:
    html = client.get("/eastmere/explore/profile/").content.decode()
    assert "data-places" not in html
    address = "/eastmere/explore/profile/?sort=-indicator"
    sorted_names = names(client.get(address).content.decode().partition('id="topic-2"')[2])
    page = page_for("public")
    page.goto("/eastmere/explore/profile/")
    page.evaluate("window.isTheSamePage = true")
    heading = page.locator("#topic-2 thead a", has_text="Indicator")
    for order in ("ascending", "descending"):
        heading.click()
        page.locator(f"#topic-2 th[aria-sort={order}]").wait_for()
    heading_texts = page.locator("#topic-2 tbody th").all_inner_texts()
    assert heading_texts == sorted_names[: len(heading_texts)]
    assert heading_texts == sorted(heading_texts, key=str.casefold, reverse=True)
    assert page.url.endswith(address)
    assert page.evaluate("window.isTheSamePage")
    status = page.locator("[data-stocktake-sorted=topic-2]")
    assert status.inner_text() == "Sorted by Indicator, descending"


def test_figures_of_many_units_are_not_put_in_an_order(eastmere: Area, client: Client) -> None:
    usual, reverse = (
        client.get(f"/eastmere/explore/profile/{query}").content.decode()
        for query in ("", "?sort=-figure")
    )
    assert names(usual) == names(reverse)
    heads = re.findall(r'<th scope="col"[^>]*>.*?</th>', usual.partition("</thead>")[0], re.S)
    sortable = [re.sub("<[^>]+>", "", head) for head in heads if "aria-sort" in head]
    assert sortable == ["Indicator", "Rank", "Band", "Year", "Direction over three years"]


def test_a_letter_of_the_strip_leads_to_the_heading_of_its_row(
    eastmere: Area, client: Client
) -> None:
    html = client.get("/eastmere/explore/profile/").content.decode()
    letters = re.findall(r'href="#(i\d+)" aria-describedby="(i\d+)">(.)</a>', html)
    assert letters
    bands = dict(re.findall(r'<th scope="row" id="(i\d+)">.*?of \d+</td><td>(.)</td>', html))
    assert bands
    for target, description, letter in letters:
        assert target == description
        assert bands.get(target, letter) == letter
        assert html.count(f' id="{target}"') == 1
