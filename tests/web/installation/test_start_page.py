"""The start page: what this is, and the state of each place from its published account alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stocktake_web import services
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.models import PlanRevision
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.public.drafting.preparation import prepare_edition
from stocktake_web.public.editions import actions
from stocktake_web.public.models import Publication
from stocktake_web.status_bar import GAP, SWATCHES, WIDTH, StatusBar

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(area: Area) -> PlanRevision:
    text = services.example_plan_text("blackpool")
    return add_revision(area=area, actor=None, text=text, reason="As it was written.")


def prepare(area: Area, users: dict[str, User], revision: PlanRevision) -> Publication:
    prepared = prepare_edition(area, revision, as_of=services.today())
    return actions.prepare(
        area=area,
        actor=users["analyst"],
        revision=revision,
        account=prepared.account,
        documents={},
        drawings={},
        reason="New figures.",
    )


def publish(area: Area, users: dict[str, User], publication: Publication) -> Publication:
    approved = actions.approve(
        area=area, actor=users["head_of_service"], publication=publication, expected_version=1
    )
    return actions.publish(
        area=area, actor=users["secretary"], publication=approved, expected_version=2
    )


def start_page(client: Client, address: str = "/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    return re.sub(r"\s+", " ", page[page.index("<main") : page.index("</main>")])


def test_without_a_place_it_says_what_to_do(client: Client) -> None:
    page = start_page(client)
    assert "This installation holds no place yet." in page
    assert "Sign in" in page


def test_a_place_without_a_published_account_says_so(area: Area, client: Client) -> None:
    page = start_page(client)
    assert "No public account is published yet." in page
    assert "<svg" not in page
    assert "Public account" not in page
    assert 'href="/example-borough/explore/"' in page


@pytest.mark.slow
def test_the_published_account_alone_is_shown(
    area: Area, users: dict[str, User], revision: PlanRevision, client: Client
) -> None:
    waiting = prepare(area, users, revision)
    assert "No public account is published yet." in start_page(client)
    publish(area, users, waiting)
    page = start_page(client)
    [sentence] = re.findall(r'role="img" aria-label="(Of \d+ targets: [^"]+)"', page)
    assert f"{sentence}</p>" in page
    assert "cannot tell" in sentence or "met" in sentence
    assert 'href="/example-borough/"' in page
    assert "As known on 23 November 2026." in page
    Publication.objects.create(
        area=area, number=2, revision=revision, as_of=services.today(), reason="not yet",
        content="{}", digest="0" * 64, prepared_at=services.now(), prepared_by=users["analyst"],
    )  # fmt: skip
    assert sentence in start_page(client)


@pytest.mark.slow
def test_of_a_recalled_account_nothing_is_shown(
    area: Area, users: dict[str, User], revision: PlanRevision, client: Client
) -> None:
    published = publish(area, users, prepare(area, users, revision))
    assert "<svg" in start_page(client)
    actions.recall(
        area=area, actor=users["head_of_service"], publication=published, expected_version=3,
        reason="A figure was wrong.", note="",
    )  # fmt: skip
    page = start_page(client)
    assert "<svg" not in page
    assert "The public account was recalled." in page


def test_153_places_are_shown_in_pages_and_found_by_name(client: Client) -> None:
    for number in range(153):
        name = f"Place {number:03}"
        add_area(actor=None, slug=f"place-{number}", name=name, place_id="la-890", invented=False)
    with CaptureQueriesContext(connection) as queries:
        page = start_page(client)
    assert len(queries) <= 2
    assert page.count('class="stocktake-place"') == 24
    last = start_page(client, "/?page=7")
    assert "Place 152" in last
    assert "Place 152" in start_page(client, "/?q=place 152")
    assert "0 places with “Nowhere”" in start_page(client, "/?q=Nowhere")
    assert "Place 000" in start_page(client, "/?page=x&q=")
    assert "&lt;script&gt;" in start_page(client, "/?q=<script>")


def test_it_leads_to_documentation_where_there_is_some(settings: Any, client: Client) -> None:
    assert "Documentation of the data" in start_page(client)
    settings.STOCKTAKE_DOCUMENTATION_URL = "https://docs.example.org/stocktake/"
    assert 'href="https://docs.example.org/stocktake/"' in start_page(client)


def test_who_is_signed_in_is_led_to_their_first_page(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    page = start_page(client_for("board_member"))
    assert 'href="/accounts/arrived/"' in page
    assert "Sign in" not in page


@pytest.mark.parametrize(
    "counts",
    [
        {"met": 1},
        {"met": 1, "off_track": 99},
        dict.fromkeys(SWATCHES, 3),
        {"met": 0, "note": 4},
        {},
    ],
)
def test_the_picture_holds_every_target_in_proportion(counts: dict[str, int]) -> None:
    bar = StatusBar.of(counts)
    counts_shown = {
        status: count for status, count in counts.items() if status in SWATCHES and count
    }
    assert {piece.status: piece.count for piece in bar.pieces} == counts_shown
    if counts_shown:
        assert sum(piece.width for piece in bar.pieces) + GAP * (
            len(counts_shown) - 1
        ) == pytest.approx(WIDTH, abs=1)
        widths = [piece.width / piece.count for piece in bar.pieces]
        assert max(widths) == pytest.approx(min(widths), abs=0.1)
    assert len({swatch.sign for swatch in SWATCHES.values()}) == len(SWATCHES)


def test_the_white_signs_can_be_read_on_every_colour() -> None:
    for swatch in SWATCHES.values():
        channels = [int(swatch.colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (luminance + 0.05) >= 4.5, swatch
