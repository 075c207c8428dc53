"""What pages of the explorer say: no commands, no codes, figures in their unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area, Role
from stocktake_web.explorer.indicator.targets import IndicatorTarget

PAGES = (
    "",
    "search/",
    "search/?q=absence",
    "search/?q=nonsensewords",
    "search/?topic=absence",
    "authority/",
    "authority/?indicator=lait:TotPermEx&set=la-002,la-003",
    "region/",
    "neighbours/",
    "neighbours/?years=all",
    "all/",
    "all/?years=all&sort=rank&filter=vale",
    "gaps/",
    "profile/",
    "build/",
    "build/?i=lait:TotPermEx",
    "build/?i=lait:TotPermEx&i=lait:TotAbs&p=la-001&group=region&regions=on&country=on",
    "changes/",
)
COMMAND = re.compile(r"\bstocktake(-web)? [a-z_]+\b|\b(pip|python|make|docker|sudo) [a-z-]+|\$ ")
CODES = re.compile(
    r"\bla-\d+|\bregion-[a-z]+|\b(lait|ees|local|disclosed):\S|\b20\d{4}\b|\d{4}-\d\d-\d\d"
)


def text_of(page: str, *, details: bool = True) -> str:
    """What a reader sees or hears, without scripts and the addresses of links."""
    page = re.sub(r"<script.*?</script>", " ", page, flags=re.S)
    if not details:
        # How to cite is for a footnote: it has the producer's own names.
        page = re.sub(r"<details.*?</details>", " ", page, flags=re.S)
    heard = re.findall(r'(?:alt|aria-label|placeholder|title)="([^"]*)"', page)
    fields = re.findall(r'<input(?![^>]*type="hidden")[^>]* value="([^"]*)"', page)
    return unescape(" ".join([re.sub(r"<[^>]+>", " ", page), *heard, *fields]))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["public", "board_member", "analyst"])
def test_no_page_without_figures_shows_a_command(
    area: Area, client_for: Callable[[str], Client], page: str, role: str
) -> None:
    answer = client_for(role).get(f"/example-borough/explore/{page}")
    assert answer.status_code == 200
    text = text_of(answer.content.decode())
    assert not COMMAND.search(text), text
    assert "Ask the administrator of Example Borough" in text


@pytest.mark.parametrize("page", PAGES)
def test_no_page_with_figures_shows_a_command_or_a_code(
    eastmere: Area, client: Client, page: str
) -> None:
    html = client.get(f"/eastmere/explore/{page}").content.decode()
    assert not COMMAND.search(text_of(html))
    # The choices of the own set are in a details element too, and the values of lists are codes.
    text = text_of(html, details=False)
    assert not CODES.search(text), CODES.search(text)


def test_the_own_set_is_written_in_names(eastmere: Area, client: Client) -> None:
    html = client.get("/eastmere/explore/authority/?set=la-002,la-003").content.decode()
    field = re.search(r'<input[^>]*id="set"[^>]* value="([^"]*)"', html)
    assert field
    assert "la-" not in field[1]
    # What the field holds is read as what it was.
    again = client.get("/eastmere/explore/authority/", {"set": unescape(field[1])})
    assert field[0] in again.content.decode()


def test_only_the_administrator_is_shown_the_command(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    for role in ("public", *Role.values):
        answer = client_for(role).get("/example-borough/explore/")
        text = text_of(answer.content.decode())
        assert bool(COMMAND.search(text)) == (role == "administrator"), role
        # No cache shows the administrator's page to somebody else.
        assert "public" not in answer["Cache-Control"]


def test_the_start_of_an_empty_installation_shows_no_command(db: None, client: Client) -> None:
    text = text_of(client.get("/").content.decode())
    assert "holds no place yet" in text
    assert not COMMAND.search(text)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        # In tables of several units each figure has its own.
        ("profile/", r"Children in need per 10,000 children</a></th>.{0,80}?[\d.]+ per 10,000<"),
        ("profile/", r"Permanent exclusions per 100 pupils.{0,120}?0\.20 per 100<"),
        ("changes/", r"Looked-after children per 10,000.{0,80}?\d+ per 10,000<"),
        ("build/?i=lait:TotPermEx&i=lait:TotAbs&p=la-001", r">0\.20 per 100<"),
        ("build/?i=lait:TotPermEx&i=lait:TotAbs&p=la-001", r">7\.91%<"),
        # In a table of one unit the caption says it.
        (
            "authority/?indicator=lait:TotPermEx",
            r"What the quartile bands mean in 2023/24 \(per 100\)",
        ),
        (
            "authority/?indicator=lait:TotPermEx",
            r"\d+ for every [\d,]+ \(0\.20 per 100\) in 2023/24",
        ),
        ("authority/?indicator=lait:TotPermEx", r"<desc[^>]*>Figures are per 100\. "),
        ("region/?indicator=lait:TotPermEx", r"<desc[^>]*>Figures are per 100\. "),
    ],
)
def test_a_figure_never_loses_its_unit(
    eastmere: Area, client: Client, page: str, expected: str
) -> None:
    html = client.get(f"/eastmere/explore/{page}").content.decode()
    # The small pictures of a table have the units too, but it is the cells that are read here.
    html = re.sub(r'<td class="explorer-picture">.*?</td>', "", html, flags=re.S)
    assert re.search(expected, html, re.S), expected


def test_a_target_is_pictured_in_the_group_of_its_promise(eastmere: Area) -> None:
    from datetime import date

    from stocktake_web.explorer.indicator.targets import find_targets
    from stocktake_web.services import invented_plan_text
    from stocktake_web.services.explorer_data import explorer_data

    data = explorer_data(eastmere)
    entry = data.catalogue(data.release()).get("permanent-exclusions")
    targets: list[IndicatorTarget] = find_targets(
        eastmere, invented_plan_text(), entry, as_of=date(2026, 11, 23)
    )
    pictures = {target.title: target.picture for target in targets}
    # The promise is one in a thousand; the figure is published per 100.
    assert "for every 1,000" in pictures["At most one permanent exclusion in a thousand pupils"]
    assert "The target is 1." in pictures["At most one permanent exclusion in a thousand pupils"]
