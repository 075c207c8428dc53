"""A target's charts: drawn at two widths, with what a reader can take away."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from stocktake_web.plans.models import PlanRevision

TARGET = "/example-borough/dashboard/plan/targets/absence/"


def chart_of(page: str) -> str:
    match = re.search(r"<figure.*?</figure>", page, re.DOTALL)
    assert match
    return match[0]


@pytest.mark.django_db
def test_a_chart_has_its_sentence_two_drawings_its_table_and_its_source(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    chart = chart_of(client_for("adviser").get(TARGET).content.decode())
    assert chart.count("<svg") == 2
    ids = re.findall(r' id="([^"]+)"', chart)
    assert len(ids) == len(set(ids))
    title = re.search(r"<figcaption><p[^>]*>([^<]+)", chart)
    assert title
    assert "28" in title[1]
    description = re.search(r"<desc[^>]*>([^<]+)", chart)
    assert description
    assert "fell from 30" in description[1]
    assert "above England" in description[1]
    assert "<table" in chart
    assert "Cite this" in chart
    assert f"http://testserver{TARGET}" in chart
    assert "Figures known on 23 November 2026" in chart
    # Without a script there is no button that does nothing.
    assert re.search(r"<button[^>]* hidden>Copy picture", chart)


@pytest.mark.django_db
def test_a_chart_can_be_taken_away_as_picture_and_as_figures(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("adviser")
    for address in re.findall(r'href="([^"]+/figures/[^"]+)"', client.get(TARGET).content.decode()):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith('attachment; filename="absence-1.')
        if address.endswith("csv"):
            rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
            assert rows[0][0] == "Year"
            assert [row[1] for row in rows if row[0] == "2024/25"] == ["28.0"]
        elif address.endswith("svg"):
            assert answer.content.startswith(b"<svg")
        else:
            assert answer.content.startswith(b"\x89PNG")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["7.svg", "999.csv", "0.exe", "-1.csv", "0.csv/x"])
def test_what_is_no_figure_of_the_target_is_not_found(
    client_for: Callable[[str], Client], revision: PlanRevision, name: str
) -> None:
    assert client_for("adviser").get(f"{TARGET}figures/{name}").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_arrow_keys_and_the_pointer_say_each_figure(
    page_for: Callable[..., Any], revision: PlanRevision
) -> None:
    page = page_for("adviser")
    page.goto(TARGET)
    figure = page.locator("figure").first
    words = figure.locator("[data-stocktake-words]")
    figure.locator("[data-stocktake-drawings]").focus()
    page.keyboard.press("ArrowRight")
    first = words.inner_text()
    assert re.search(r", 20\d\d/\d\d: ", first)
    page.keyboard.press("ArrowLeft")
    assert words.inner_text() != first
    page.keyboard.press("Escape")
    assert words.inner_text() == ""
    mark = figure.locator("svg >> visible=true").first.locator("circle").last
    mark.hover()
    assert "2024/25: 28" in words.inner_text()
    page.mouse.move(0, 0)
    assert words.inner_text() == ""
