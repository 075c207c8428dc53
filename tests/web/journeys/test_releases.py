"""An analyst loads LAIT's new release with the command, and sees what it changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from publishing import TOPIC, figures, publish

pytestmark = pytest.mark.slow
ROOT = "/blackpool/explore/"
BLACKPOOL = 890


def test_an_analyst_loads_a_release_and_sees_what_changed(demonstration: Any, browser: Any) -> None:
    place = demonstration.installation
    december = figures("2023", "2024")
    april = december | figures("2025") | {("2024", BLACKPOOL): 12.0}
    with place.serve() as server:
        signed_in = demonstration.sign_in(server, "analyst")
        context = browser.new_context(base_url=server.address)
        context.add_cookies(
            [
                {"name": cookie.name, "value": str(cookie.value), "url": server.address}
                for cookie in signed_in.cookies
            ]
        )
        page = context.new_page()
        page.goto("/blackpool/")
        page.get_by_role("link", name="Explore figures").first.click()
        assert "Ask the administrator" in page.locator("main").inner_text()
        assert publish(place, december, "2025-12-02").startswith("Kept: lait/2025-12-02")
        page.goto(ROOT)
        assert "2 December 2025" in page.locator("main").inner_text()
        page.get_by_role("link", name="What changed in the last release").click()
        assert "nothing to compare it with" in page.locator("main").inner_text()

        assert publish(place, april, "2026-04-08").startswith("Kept: lait/2026-04-08")
        page.goto(ROOT)
        assert "8 April 2026" in page.locator("main").inner_text()
        page.get_by_role("link", name="What changed in the last release").click()
        text = page.locator("main").inner_text()
        assert "Compared with" in text
        assert "2 changed figures" in text
        assert TOPIC in text
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").first.click()
        lines = Path(download.value.path()).read_text().splitlines()
        lines_by_change = {line.rpartition(",")[2]: line for line in lines[1:]}
        assert set(lines_by_change) == {"added", "revised"}
        assert "12" in lines_by_change["revised"]
        context.close()
