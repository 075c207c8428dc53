"""Every view of the explorer, over the invented country."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from python_calamine import load_workbook

from stocktake.benchmarks.engine import Benchmarks
from stocktake.benchmarks.gaps import group_gaps
from stocktake.standards.periods import Period
from stocktake.standards.places import place_register
from stocktake.statistics.changes import compare_releases
from stocktake.statistics.store import Warehouse
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.services import figures
from stocktake_web.services.explorer_data import explorer_data

RWM = "indicator=lait:KS2RWM_Expected_STD"
PAGES = [
    "",
    "search/?q=exclusions",
    f"authority/?{RWM}",
    f"authority/?{RWM}&set=la-002,la-003&neighbours=2021",
    f"region/?{RWM}",
    f"neighbours/?{RWM}",
    f"all/?{RWM}",
    f"gaps/?{RWM}",
    "profile/",
    "build/?i=lait:TotPermEx&p=la-001&country=on",
    "changes/",
]
FILES = ["authority", "region", "neighbours", "everyone", "profile", "build", "gap"]
QUERY = "i=lait:TotPermEx&p=la-001&group=neighbours"


def get(client: Client, path: str) -> str:
    answer = client.get(f"/eastmere/explore/{path}")
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.content.decode())


def rows_of(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(f"/eastmere/explore/{path}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_asks_little_of_the_database(
    eastmere: Area, client: Client, django_assert_max_num_queries: Any, path: str
) -> None:
    with django_assert_max_num_queries(3):
        text = get(client, path)
    assert text.count("<h1") == 1
    for table in re.findall(r"<table.*?</table>", text, flags=re.DOTALL):
        assert "<caption" in table
        assert 'scope="col"' in table
        assert 'scope="row"' in table
    for image in re.findall(r"<img[^>]*>", text):
        assert re.search(r'alt="[^"]{20,}"', image)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for label in re.findall(r'<label[^>]* for="([^"]+)"', text):
        assert label in ids


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(eastmere: Area, client: Client, path: str) -> None:
    text = get(client, path)
    links = {
        link.replace("&amp;", "&")
        for link in re.findall(r'(?:href|src)="(/eastmere/explore/[^"#]*)"', text)
    }
    for link in sorted(links)[:40]:
        assert client.get(link).status_code == 200, link


def test_a_place_without_releases_is_told_whom_to_ask(area: Area, client: Client) -> None:
    text = client.get("/example-borough/explore/authority/").content.decode()
    assert "Ask the administrator of Example Borough" in text
    assert client.get("/example-borough/explore/data/authority.csv").status_code == 404


def test_the_stored_table_agrees_with_one_figure_placed_by_itself(
    eastmere: Area, country_folder: Path
) -> None:
    shelf = explorer_data(eastmere)
    release = shelf.release()
    register = place_register(country_folder / "definitions")
    table = figures.load_series(shelf, release, "lait:TotPermEx", None)
    observations = release.scan().filter(pl.col("series") == "lait:TotPermEx").collect()
    engine = Benchmarks(
        observations, {"lait:TotPermEx": "lower"}, register=register, neighbours=shelf.neighbours
    )
    checked_count = 0
    for row in table.filter(pl.col("place").str.starts_with("la-")).sample(40, seed=3).to_dicts():
        period = Period(row["time_period"], row["time_identifier"], row["span_years"])
        alone = engine.benchmark("lait:TotPermEx", "all", row["place"], period)
        assert alone is not None
        assert (row["rank"], row["quartile"]) == (alone.rank and alone.rank.rank, alone.quartile)
        assert row["neighbours_mean"] == pytest.approx(alone.neighbours_mean)
        assert row["england"] == alone.england
        checked_count += alone.rank is not None
    assert checked_count > 10


def test_real_and_invented_places_never_meet(eastmere: Area, client: Client) -> None:
    answer = client.get(f"/eastmere/explore/authority/?{RWM}&place=la-890")
    assert answer.status_code == 400
    assert "Blackpool cannot be explored here" in answer.content.decode()


def test_a_local_return_cannot_be_explored(
    eastmere: Area, client: Client, country_folder: Path
) -> None:
    local = [
        r.id for r in Warehouse(country_folder / "warehouse").releases() if "local" in r.source
    ]
    assert local
    start = get(client, "")
    for release in local:
        assert release not in start
        assert client.get(f"/eastmere/explore/authority/?release={release}").status_code == 400
        assert (
            client.get(f"/eastmere/explore/data/everyone.csv?release={release}").status_code == 400
        )


@pytest.mark.slow
def test_a_permanent_link_stays_with_its_release(eastmere: Area, client: Client) -> None:
    earlier = explorer_data(eastmere).releases[1].id
    current_periods = {r["time_period"] for r in rows_of(client, f"data/authority.csv?{RWM}")}
    earlier_rows = rows_of(client, f"data/authority.csv?{RWM}&release={earlier}")
    assert "202425" in current_periods
    assert max(r["time_period"] for r in earlier_rows) == "202324"
    assert {r["release"] for r in earlier_rows} == {earlier}
    page = get(client, f"authority/?{RWM}&release={earlier}")
    assert f"release={earlier.replace('/', '%2F')}" in page


def test_a_form_shows_what_the_page_is_about(eastmere: Area, client: Client) -> None:
    text = get(client, f"authority/?{RWM}&place=la-002")
    for value in ("la-002", "lait:KS2RWM_Expected_STD"):
        assert f'<option value="{value}" selected>' in text


def test_an_own_set_is_read_by_name_and_number(eastmere: Area, client: Client) -> None:
    shelf = explorer_data(eastmere)
    name = shelf.authorities["la-003"].name
    text = get(client, f"authority/?{RWM}&set=2;{name}")
    values = [
        float(r["value"])
        for r in rows_of(client, f"data/everyone.csv?{RWM}")
        if r["place"] in ("la-002", "la-003") and r["time_period"] == "202425"
    ]
    assert f"Mean {int(sum(values) / 2 + 0.5)}%" in text
    assert "of 3 among them" in text


def test_an_own_set_that_cannot_be_read_names_every_fault(eastmere: Area, client: Client) -> None:
    answer = client.get(f"/eastmere/explore/authority/?{RWM}&set=Nowhere,<b>Neither</b>")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "&#39;Nowhere&#39; is no authority here" in text
    assert "<b>Neither" not in text


def test_a_gap_is_one_group_less_the_other(eastmere: Area, client: Client) -> None:
    shelf = explorer_data(eastmere)
    catalogue = shelf.catalogue(shelf.release())
    one, other_series = next(
        (candidate, catalogue.by_indicator[candidate.indicator_id, "not-disadvantaged"])
        for candidate in catalogue.series.values()
        if candidate.group == "disadvantaged"
        and (candidate.indicator_id, "not-disadvantaged") in catalogue.by_indicator
    )
    rows = rows_of(client, f"data/gap.csv?indicator={one.id}")
    observations = shelf.release().scan().filter(pl.col("place") == "la-001").collect()
    by_hand = group_gaps(
        observations.filter(pl.col("series") == one.id),
        observations.filter(pl.col("series") == other_series.id),
    )
    expected = {r["time_period"]: r["value"] for r in by_hand.to_dicts() if r["value"] is not None}
    values_by_period = {
        r["time_period"]: float(r["value"]) for r in rows if r["place"] == "la-001" and r["value"]
    }
    assert values_by_period == pytest.approx(expected)
    assert rows[0]["indicator_title"] == f"{one.title} less {other_series.title}"


def test_what_changed_is_what_a_comparison_of_the_releases_says(
    eastmere: Area, client: Client
) -> None:
    later, earlier = explorer_data(eastmere).releases
    changes = compare_releases(earlier, later)
    text = get(client, "changes/")
    total = re.search(r"All topics</th>(.*?)</tr>", text, flags=re.DOTALL)
    assert total
    counts = [int(n.replace(",", "")) for n in re.findall(r">([\d,]+)</td>", total[1])]
    assert counts == [changes.count(kind) for kind in ("added", "revised", "withdrawn")]
    rows = rows_of(client, "data/changes.csv?place=la-001")
    assert len(rows) == changes.table.filter(pl.col("place") == "la-001").height


def test_a_built_table_is_kept_in_its_address(eastmere: Area, client: Client) -> None:
    text = get(client, f"build/?{QUERY}&i=&p=&regions=on&from=2021&to=2023")
    rows = rows_of(client, f"data/build.csv?{QUERY}&regions=on&from=2021&to=2023")
    assert {r["time_period"][:4] for r in rows} == {"2021", "2022", "2023"}
    levels = {r["geographic_level"] for r in rows}
    assert levels == {"Local authority", "Regional"}
    assert len({r["place"] for r in rows if r["place"].startswith("la-")}) == 11
    remove = re.search(r'href="([^"]+)">Remove', text)
    assert remove
    assert "lait" not in remove[1].replace("&amp;", "&")


def test_a_selection_that_is_too_large_is_refused_in_words(eastmere: Area, client: Client) -> None:
    many = "&".join(f"i=lait:{number}" for number in range(21))
    areas = "&".join(f"p=la-{number:03}" for number in range(201))
    answer = client.get(f"/eastmere/explore/build/?{many}&{areas}")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "i: 21 indicators; expected 20 at most" in text
    assert "p: 201 areas; expected 200 at most" in text


@pytest.mark.parametrize("name", FILES)
def test_every_view_is_a_file_with_the_departments_columns(
    eastmere: Area, client: Client, name: str
) -> None:
    rows = rows_of(client, f"data/{name}.csv?{RWM}&{QUERY}")
    assert list(rows[0])[:5] == [
        "time_period",
        "time_identifier",
        "span_years",
        "place",
        "geographic_level",
    ]
    assert {"new_la_code", "old_la_code", "region_code", "value", "rank"} <= set(rows[0])
    answer = client.get(f"/eastmere/explore/data/{name}.xlsx?{RWM}&{QUERY}")
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheet_names[:3] == ["Cover", "Contents", "Notes"]
    table = book.get_sheet_by_name("Table_1").to_python()
    assert any(isinstance(cell, float) for row in table for cell in row)
    assert "attachment" in answer["Content-Disposition"]


def test_workbooks_of_several_units_have_a_column_of_them(eastmere: Area, client: Client) -> None:
    for path in ("profile.xlsx", "build.xlsx?i=lait:TotPermEx&i=lait:TotAbs&p=la-001"):
        answer = client.get(f"/eastmere/explore/data/{path}")
        book = load_workbook(io.BytesIO(answer.content))
        rows = book.get_sheet_by_name("Table_1").to_python()
        header = next(row for row in rows if "Unit" in row)
        indicator, unit = header.index("Indicator"), header.index("Unit")
        assert unit == indicator + 1
        units = {row[unit] for row in rows[rows.index(header) + 1 :] if row[indicator]}
        assert {"per 100", "percentage"} <= units, path
    page = get(client, "build/?i=lait:TotPermEx&p=la-001")
    assert ">Unit<" not in page


@pytest.mark.slow
def test_search_knows_the_words_that_people_use(eastmere: Area, client: Client) -> None:
    assert "lait%3AKS2RWM_Expected_STD" in get(client, "search/?q=sats")
    assert "Eastmere" in get(client, "search/?q=eastmere")
    text = get(client, "search/?q=<script>alert(1)</script>")
    assert "<script>alert" not in text
    assert "No indicator of this release has these words" in text


def test_an_indicator_that_the_release_lacks_is_said_plainly(
    eastmere: Area, client: Client
) -> None:
    answer = client.get("/eastmere/explore/authority/?indicator=lait:KS2RWM_Expected_ST")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "has no indicator" in text
    assert "did you mean &#39;lait:KS2RWM_Expected_STD&#39;" in text


@pytest.mark.parametrize("name", ["figures", "ranks", "region", "neighbours"])
def test_pictures_are_svg_with_words_and_png(eastmere: Area, client: Client, name: str) -> None:
    answer = client.get(f"/eastmere/explore/pictures/{name}.svg?{RWM}")
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<title" in answer.content
    assert b"<desc" in answer.content
    png = client.get(f"/eastmere/explore/pictures/{name}.png?{RWM}")
    assert png.content.startswith(b"\x89PNG")
    assert client.get("/eastmere/explore/pictures/nothing.svg").status_code == 404


def test_a_built_table_has_its_pictures_as_files_and_says_how_to_cite_it(
    eastmere: Area, client: Client
) -> None:
    text = get(client, "build/?i=lait:TotPermEx&i=lait:TotAbs&p=la-001&country=on")
    assert "series lait:TotPermEx, lait:TotAbs." in text
    assert text.count("data-stocktake-copy") == 2
    assert text.count(">PNG<span") == text.count(">SVG<span") == 2
    assert 'role="img"' in text
    assert "Retrieved 23 November 2026 from http://testserver/eastmere/explore/build/?" in text
    query = "i=lait:TotPermEx&p=la-001&country=on"
    png = client.get(f"/eastmere/explore/pictures/own.png?{query}")
    assert png.content.startswith(b"\x89PNG")
    assert client.get("/eastmere/explore/pictures/own.svg").status_code == 404
    # The profile is about no single series.
    assert "all series." in get(client, "profile/")


@pytest.mark.slow
def test_pages_may_be_kept_for_a_minute_and_only_read(eastmere: Area, client: Client) -> None:
    answer = client.get(f"/eastmere/explore/all/?{RWM}")
    assert answer["Cache-Control"] == "public, max-age=60"
    same = client.get(f"/eastmere/explore/all/?{RWM}", headers={"If-None-Match": answer["ETag"]})
    assert same.status_code == 304
    assert client.post(f"/eastmere/explore/all/?{RWM}").status_code == 405


def test_the_search_of_the_whole_site_knows_the_figures(eastmere: Area, client: Client) -> None:
    text = client.get("/eastmere/search/?q=expected+standrad").content.decode()
    assert "These are the results for <strong" in text
    assert (
        "/eastmere/explore/authority/?place=la-001&amp;indicator=lait%3AKS2RWM_Expected_STD" in text
    )
    places = client.get("/eastmere/search/?q=eastmere").content.decode()
    assert "/eastmere/explore/profile/?place=la-001" in places


def test_the_indicators_of_the_plan_come_first(
    eastmere: Area, client: Client, country_folder: Path
) -> None:
    from stocktake_web.explorer.search import find_entries
    from stocktake_web.plans.revisions.actions import add_revision
    from stocktake_web.services import invented_plan_text

    lead = add_lead(eastmere)
    assert not find_entries(lead, eastmere)[0].first
    add_revision(area=eastmere, actor=None, text=invented_plan_text(), reason="first")
    (indicators, _) = find_entries(lead, eastmere)
    assert "lait:KS2RWM_Expected_STD" in indicators.first
    # The public does not know the plan before it is published.
    assert not find_entries(AnonymousUser(), eastmere)[0].first


def add_lead(area: Area) -> User:
    lead = add_account(
        actor=None, email="lead@example.org", display_name="Lead", password="an invented phrase"
    )
    give_role(area=area, actor=None, user=lead, role=Role.DELIVERY_LEAD, starts=date(2026, 1, 1))
    return lead
