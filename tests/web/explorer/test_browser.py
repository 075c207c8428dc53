"""The explorer in a browser: read by anyone, without script, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stocktake_web.accounts.models import Area

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROOT = "/eastmere/explore/"
PHONE = {"width": 375, "height": 740}
RWM = "indicator=lait:KS2RWM_Expected_STD"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_reader_searches_compares_and_keeps_the_link(
    eastmere: Area, page_for: Callable[..., Any], script: bool
) -> None:
    page = page_for("public", viewport=PHONE, java_script_enabled=script)
    page.goto(ROOT)
    page.get_by_label("Search for an indicator or an authority").fill("permanent exclusions")
    page.locator("main").get_by_role("button", name="Search").click()
    page.locator("main ul a").first.click()
    heading = page.locator("h1").inner_text()
    assert heading.endswith("Eastmere")
    page.wait_for_load_state()
    drawing = page.locator("main figure svg >> visible=true").first
    assert drawing.get_attribute("viewBox").split()[2] == "345"
    page.get_by_label("Local authority").select_option("la-002")
    page.get_by_role("button", name="Show").click()
    assert page.locator("h1").inner_text() != heading
    page.get_by_role("link", name="Neighbours", exact=True).click()
    page.get_by_role("link", name="Permanent link").click()
    assert "release=invented-country" in page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert download.value.suggested_filename == "stocktake-neighbours-la-002.csv"
