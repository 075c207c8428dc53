"""The list of risks in the order that a reader chose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from stocktake_web.accounts.models import Area
from stocktake_web.plans.models import PlanRevision
from stocktake_web.plans.risks.models import Risk
from stocktake_web.records.change import change


def add_risks(area: Area) -> None:
    for title, likelihood, impact in (("Rain", 4, 2), ("<b>Ash</b>", 2, 3), ("Snow", 4, 4)):
        values = {"title": title, "likelihood": likelihood, "impact": impact}
        change(Risk(area=area), actor=None, values=values)


@pytest.mark.django_db
def test_the_server_sorts_a_page(
    area: Area, client_for: Callable[[str], Any], revision: PlanRevision
) -> None:
    add_risks(area)
    client = client_for("delivery_lead")
    text = client.get("/example-borough/dashboard/plan/risks/?sort=title").content.decode()
    assert text.index("&lt;b&gt;Ash") < text.index("Rain") < text.index("Snow")
    assert 'aria-sort="ascending"' in text
    assert text.count('aria-sort="none"') == 3
    assert 'href="?sort=-title#risks"' in text


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_script_sorts_in_place_as_the_server_does(
    area: Area, page_for: Callable[..., Any], revision: PlanRevision
) -> None:
    add_risks(area)
    page = page_for("delivery_lead")
    page.goto("/example-borough/dashboard/plan/risks/?sort=title")
    page.evaluate("window.stays = true")

    def first_words() -> list[str]:
        cells = page.locator("#risks tbody th").all_inner_texts()
        return [text.split("\n")[0].strip() for text in cells]

    assert first_words() == ["<b>Ash</b>", "Rain", "Snow"]
    heading = page.get_by_role("link", name="Score")
    for order, way in ((["Snow", "Rain", "<b>Ash</b>"], "descending"),
                       (["<b>Ash</b>", "Rain", "Snow"], "ascending")):  # fmt: skip
        heading.press("Enter")
        assert first_words() == order
        assert page.locator(f'th[aria-sort="{way}"]').inner_text().startswith("Score")
        in_place = first_words()
        assert page.evaluate("window.stays") is True
        expect(page.get_by_text(f"Sorted by Score, {way}")).to_have_count(1)
        second_page = page.context.new_page()
        second_page.goto(page.url)
        assert second_page.locator("#risks tbody th").first.inner_text().startswith(in_place[0])
        second_page.close()
