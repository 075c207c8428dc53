"""What anyone reads of a published account, without signing in and without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.public.editions import actions, queries
from stocktake_web.public.models import Publication
from stocktake_web.public.pages import content as site
from stocktake_web.services.cache import LRUCache

pytestmark = pytest.mark.django_db
ROOT = "/example-borough/"
EXCLUSIONS = f"{ROOT}targets/secondary-exclusions-halved/"


def words(client: Client, path: str) -> str:
    """The words of a page as they are read."""
    page = client.get(path)
    assert page.status_code == 200, path
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(text.split())


class Links(HTMLParser):
    """The addresses that a page links to, by the words of the link."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self._open: list[str] | None = None
        self._href = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href, self._open = dict(attrs).get("href") or "", []

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open is not None:
            self.links.append((" ".join("".join(self._open).split()), self._href))
            self._open = None


def test_whether_exclusions_were_halved_takes_at_most_three_clicks(
    published: Publication, client: Client
) -> None:
    address, clicks = "/", 0
    for label in ("Example Borough", "exclusions halved"):
        links = Links(client.get(address).content.decode()).links
        address = next(href for text, href in links if label in text)
        clicks += 1
    assert clicks <= 3
    assert address == EXCLUSIONS
    text = words(client, address)
    assert "Not met: secondary suspensions halved is not met, at 15.51 per 100" in text
    assert "against the 7.62 per 100 promised" in text


def test_the_home_page_says_each_priority_in_a_sentence_first(
    published: Publication, client: Client
) -> None:
    text = words(client, ROOT)
    assert "Of 14 targets, none is met, 4 are not met and 10 have no verdict." in text
    assert "no child in Blackpool is left behind" in text
    assert "Four teaching schools work in the town" in text
    account = queries.current(published.area)
    assert account is not None
    for priority in account.priorities:
        after = text.split(priority.title, 1)[1]
        assert after.strip().startswith(priority.sentence[:40])


def test_a_priority_says_what_was_promised_what_happened_and_what_was_missed(
    published: Publication, client: Client
) -> None:
    account = queries.current(published.area)
    assert account is not None
    priority = account.priority_of("secondary-exclusions-halved")
    assert priority is not None
    text = words(client, f"{ROOT}priorities/{priority.id}/")
    order = [
        text.index(f" {heading} ")
        for heading in (
            "What was promised",
            "What happened",
            "What was missed",
            "No verdict",
            "What changed",
        )
        if heading in text
    ]
    assert order == sorted(order)
    missed = text.split(" What was missed ", 1)[1]
    assert "Not met: secondary suspensions halved is not met" in missed
    assert "This is the first account, so there is none to compare it with." in missed


def test_a_target_shows_chart_and_table_sources_and_the_way_to_the_method(
    published: Publication, client: Client
) -> None:
    html = client.get(f"{ROOT}targets/english-maths-gcse-two-thirds/").content.decode()
    image = re.search(r'<img src="([^"]+)" alt="([^"]+)"', html)
    assert image
    assert "rose from" in image[2] or "fell from" in image[2]
    assert "The table that follows holds every figure." in image[2]
    drawing = client.get(image[1])
    assert drawing["Content-Type"] == "image/svg+xml"
    assert drawing.content.startswith(b"<svg")
    assert '<th scope="row" class="govuk-table__header">2020/21' in html
    assert "Where the figures come from" in html
    assert 'href="/example-borough/method/"' in html
    assert "How targets are judged" in words(client, f"{ROOT}method/")


def test_a_chart_has_a_narrow_drawing_for_a_phone(published: Publication, client: Client) -> None:
    html = client.get(f"{ROOT}targets/english-maths-gcse-two-thirds/").content.decode()
    source = re.search(r'<source media="\(max-width: 40em\)" srcset="([^"]+)">', html)
    image = re.search(r'<img src="([^"]+)"', html)
    assert source
    assert image
    phone, page = client.get(source[1]), client.get(image[1])
    assert phone["Content-Type"] == "image/svg+xml"
    widths = [
        float(re.search(rb'viewBox="0 0 ([0-9.]+) ', drawing.content)[1])  # type: ignore[index]
        for drawing in (phone, page)
    ]
    assert widths[0] < 375 < widths[1]


def test_an_edition_stored_without_narrow_drawings_shows_the_approved_ones(
    published: Publication, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    published.files.filter(name__endswith=".phone.svg").delete()
    monkeypatch.setattr(queries, "_phone_drawings", LRUCache[frozenset[str]](size=1))
    html = client.get(f"{ROOT}targets/english-maths-gcse-two-thirds/").content.decode()
    assert "<source" not in html
    assert re.search(r'<img src="([^"]+)"', html)


def test_a_chart_is_downloaded_in_every_form_and_says_how_to_cite_it(
    published: Publication, client: Client
) -> None:
    html = client.get(f"{ROOT}targets/english-maths-gcse-two-thirds/").content.decode()
    (links,) = set(re.findall(r'href="([^"]+)\.png"', html))
    png = client.get(f"{links}.png")
    assert png["Content-Type"] == "image/png"
    assert png.content.startswith(b"\x89PNG")
    table = client.get(f"{links}.csv").content.decode("utf-8-sig")
    assert table.startswith("Year,")
    assert "2020/21" in table
    assert "Public account, edition 1, published 23 November 2026. Figures known on" in html
    assert client.get(f"{links}.gif").status_code == 404
    assert client.get(f"{ROOT}charts/1/nothing.csv").status_code == 404


def test_the_charts_of_a_recalled_edition_are_gone_in_every_form(
    published: Publication, users: dict[str, User], client: Client
) -> None:
    html = client.get(f"{ROOT}targets/english-maths-gcse-two-thirds/").content.decode()
    (stem,) = set(re.findall(r'href="([^"]+)\.png"', html))
    actions.recall(
        area=published.area,
        actor=users["administrator"],
        publication=published,
        reason="A figure was wrong.",
        expected_version=published.version,
    )
    for kind in ("svg", "png", "csv"):
        assert client.get(f"{stem}.{kind}").status_code == 410


def test_every_page_has_one_heading_needs_no_script_and_is_small(
    published: Publication, client: Client, page_bytes: Callable[[bytes], int]
) -> None:
    account = queries.current(published.area)
    assert account is not None
    logs = ("corrections/", "revisions/", "downloads/")
    for path in (*site.paths(account), *logs):
        page = client.get(ROOT + path)
        assert page.status_code == 200, path
        html = page.content.decode()
        assert html.count("<h1") == 1, path
        assert " style=" not in html, path
        assert html.count("<script") == 1, path
        assert page_bytes(page.content) < 60_000, path
        assert page["Cache-Control"] == "public, max-age=30, must-revalidate", path
        assert re.search(r"<caption[^>]*>\s*</caption>", html) is None, path


@pytest.mark.slow
def test_every_link_of_every_page_leads_somewhere(published: Publication, client: Client) -> None:
    account = queries.current(published.area)
    assert account is not None
    addresses_seen: set[str] = set()
    for path in (*site.paths(account), "corrections/", "revisions/", "downloads/"):
        html = client.get(ROOT + path).content.decode()
        for _, href in Links(html).links:
            if href.startswith("/") and href not in addresses_seen:
                addresses_seen.add(href)
                address, _, anchor = href.partition("#")
                page = client.get(address)
                assert page.status_code == 200, href
                if anchor:
                    assert f'id="{anchor}"' in page.content.decode(), href
    assert EXCLUSIONS in addresses_seen


def test_no_page_needs_more_than_four_queries(
    published: Publication, client: Client, django_assert_max_num_queries: object
) -> None:
    client.get(ROOT)
    for path in ("", "targets/", EXCLUSIONS.removeprefix(ROOT), "activities/", "method/"):
        with django_assert_max_num_queries(4):  # type: ignore[operator]
            assert client.get(ROOT + path).status_code == 200


def test_what_is_not_in_the_account_is_not_found(published: Publication, client: Client) -> None:
    for path in ("targets/nothing/", "priorities/nothing/", "charts/1/x.svg", "downloads/1/x.pdf"):
        assert client.get(ROOT + path).status_code == 404, path


def test_nothing_is_shown_before_it_is_published(
    area: Area, waiting: Publication, client: Client
) -> None:
    assert "Nothing is published yet" in words(client, ROOT)
    assert client.get(f"{ROOT}targets/").status_code == 404
    assert client.get(f"{ROOT}downloads/1/report.pdf").status_code == 404
    assert client.get(f"{ROOT}dashboard/public/1/preview/").status_code == 302


def test_another_place_shows_nothing_of_it(
    published: Publication, other_area: Area, client: Client
) -> None:
    assert "Nothing is published yet" in words(client, "/other-town/")
    assert client.get("/other-town/downloads/1/report.pdf").status_code == 404
    assert client.get("/other-town/targets/secondary-exclusions-halved/").status_code == 404


def test_a_priority_shows_each_of_its_targets_once_under_what_became_of_it(
    published: Publication,
) -> None:
    account = queries.current(published.area)
    assert account is not None
    priority = account.priorities[0]
    due_later = replace(priority.cards[0], kind="not_yet_due", tag="Not yet due")
    priority = replace(priority, cards=(due_later, *priority.cards[1:]))
    cards = [
        *priority.met_or_on_track,
        *priority.not_met_or_off_track,
        *priority.without_verdict,
        *priority.not_yet_due,
    ]
    assert sorted(card.id for card in cards) == sorted(card.id for card in priority.cards)
    assert priority.not_yet_due == (due_later,)
