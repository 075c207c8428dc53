"""The pages of tables to release in Chromium: with the keyboard's order, narrow and wide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from release_tables import STRUCTURE, csv_of

from stocktake.disclosure import Record, Request
from stocktake_web.accounts.models import Area, User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BEGIN = "/example-borough/dashboard/releases/"


def test_a_table_is_asked_for_and_released(
    area: Area, users: dict[str, User], page_for: Any, accessible: Any, tmp_path: Path
) -> None:
    for name, content in (("pupils.csv", csv_of()), ("pupils.toml", STRUCTURE.encode())):
        (tmp_path / name).write_bytes(content)
    page = page_for("analyst")
    page.goto(BEGIN)
    accessible(page)
    page.click("main >> text=Ask for a release >> nth=0")
    accessible(page)
    page.fill("#id_name", "pupils-by-need")
    page.set_input_files("#id_table", tmp_path / "pupils.csv")
    page.set_input_files("#id_structure", tmp_path / "pupils.toml")
    page.check("text=Counts below 10 hidden, and every figure that would give one away")
    page.fill("#id_purpose", "For the board of June.")
    page.click("text=See what would be released")
    accessible(page)
    marks = page.locator("td .govuk-tag").all_inner_texts()
    assert [mark.split() for mark in marks] == [["c", "(hidden)"]] * 2

    checker = page_for("output_checker")
    checker.goto(BEGIN)
    checker.click("main >> text=pupils-by-need")
    checker.click("text=Release it")
    accessible(checker)
    checker.fill("#id_reason", "The board asked for it.")
    checker.click("main button")
    assert "The table was released." in checker.inner_text("main")
    checker.click("text=See the release and its files")
    accessible(checker)
    with checker.expect_download() as download:
        checker.click("text=The table (CSV)")
    assert download.value.suggested_filename == "pupils-by-need.csv"


def test_every_other_page_is_accessible(
    area: Area,
    ask: Callable[..., Request],
    release: Callable[..., Record],
    address_of: Callable[..., str],
    page_for: Any,
    accessible: Any,
    registers: Path,
) -> None:
    record, request = release(population="others"), ask(no_need=9, support=8, plan=7)
    page = page_for("head_of_service")
    for address in (
        f"{BEGIN}released/",
        address_of(record, "recall/"),
        address_of(request, "release/"),
        address_of(request, "send-back/"),
    ):
        page.goto(address)
        accessible(page)
    (registers / area.slug).rename(registers / "elsewhere")
    page.goto(BEGIN)
    assert "The register of releases cannot be used" in page.inner_text("h1")
    accessible(page)
