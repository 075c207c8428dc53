"""An indicator over the whole country: the strip of all authorities and the map."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from stocktake_web.accounts.models import Area

ROOT = "/blackpool/explore/authority/"
EXCLUSIONS = f"{ROOT}?indicator=lait:TotPermEx"


def figures(page: str) -> dict[str, str]:
    """Each chart of the page by the id of its drawing."""
    parts = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    return {
        match[1]: part for part in parts if (match := re.search(r'aria-labelledby="(\w+)-t', part))
    }


@pytest.mark.django_db
def test_the_strip_says_rank_number_and_direction(blackpool: Area, client: Client) -> None:
    charts = figures(client.get(EXCLUSIONS).content.decode())
    title = re.search(r"<figcaption><p[^>]*>([^<]+)", charts["strip"])
    assert title
    assert re.match(
        r"Blackpool ranks \d+ of \d+ in 20\d\d/\d\d.*\(1 is best; a lower figure is better\)$",
        title[1],
    )
    match = re.search(r"ranks (\d+) of (\d+)", title[1])
    assert match
    assert 1 <= int(match[1]) <= int(match[2]) <= 153


@pytest.mark.django_db
def test_the_map_has_a_tile_for_each_authority_and_a_table_of_the_same(
    blackpool: Area, client: Client
) -> None:
    page = client.get(EXCLUSIONS).content.decode()
    chart = figures(page)["map"]
    places = re.findall(r'data-tile="" data-place="([^"]+)"', chart)
    assert len(places) == len(set(places)) == 153
    (chosen_place,) = re.findall(r'data-place="([^"]+)" data-chosen=""', chart)
    assert chosen_place == "la-890"
    links = re.findall(r'<a href="([^"]+)" data-tile', chart)
    assert len(links) == 153
    own_link = next(link for link in links if link.endswith("la-890"))
    assert client.get(ROOT + own_link.replace("&amp;", "&")).status_code == 200
    table = page[page.index('id="after-map"') :]
    for name in ("Blackpool", "Westmorland and Furness", "Isles of Scilly"):
        assert f">{name}</th>" in table
    # Skipped by who does not want to pass a hundred and fifty links.
    assert page.index('href="#after-map"') < page.index('data-tile=""')


@pytest.mark.django_db
def test_an_invented_country_has_a_strip_and_no_map(eastmere: Area, client: Client) -> None:
    page = client.get("/eastmere/explore/authority/?indicator=lait:TotPermEx").content.decode()
    charts = figures(page)
    assert "strip" in charts
    assert "map" not in charts
    assert "Skip the map" not in page
    address = "/eastmere/explore/pictures/{}.svg?indicator=lait:TotPermEx"
    assert client.get(address.format("strip")).status_code == 200
    assert client.get(address.format("map")).status_code == 404


@pytest.mark.django_db
def test_strip_and_map_are_pictures_to_take_away(blackpool: Area, client: Client) -> None:
    for name in ("strip", "map"):
        for kind, beginning in (("svg", b"<svg"), ("png", b"\x89PNG")):
            address = f"/blackpool/explore/pictures/{name}.{kind}?indicator=lait:TotPermEx"
            answer = client.get(address)
            assert answer.status_code == 200
            assert answer.content.startswith(beginning)
        assert b"<a " not in client.get(address.replace("png", "svg")).content


@pytest.mark.django_db
def test_a_place_is_next_to_each_of_its_neighbours_or_of_the_readers_own_set(
    eastmere: Area, client: Client
) -> None:
    root = "/eastmere/explore/neighbours/?indicator=lait:TotPermEx"
    chart = figures(client.get(root).content.decode())["multiples"]
    assert re.search(r"\d of the \d+ (has|have) a higher figure than Eastmere", chart)
    own_figure = figures(client.get(f"{root}&set=la-002,la-003").content.decode())["multiples"]
    assert re.search(r"\d of the [12] (has|have) a higher figure than Eastmere", own_figure)
    address = "/eastmere/explore/pictures/multiples.svg?indicator=lait:TotPermEx"
    assert client.get(address).status_code == 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_map_is_one_stop_of_the_tab_key_and_the_arrows_move_in_it(
    blackpool: Area, page_for: Callable[..., Any]
) -> None:
    page = page_for("public")
    page.goto(EXCLUSIONS)
    chart = page.locator("figure", has=page.locator("[data-tile]"))
    expect(chart.locator('a[tabindex="0"]')).to_have_count(1)
    words = chart.locator("[data-stocktake-words]")
    chart.locator("[data-chosen]").focus()
    assert words.inner_text().startswith("Blackpool: ")
    page.keyboard.press("ArrowRight")
    assert words.inner_text().startswith("Westmorland and Furness: ")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator("h1").inner_text().endswith("Westmorland and Furness")
