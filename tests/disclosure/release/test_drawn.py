"""A chart of released figures, its words and the PDF of it: a gap where a figure is hidden."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pypdf
import pytest

from stocktake.disclosure import Disclosure, Structure, Table
from stocktake.plan.judge import judge
from stocktake.publish import ReportContent, chart_svg, report_content, write_pdf
from stocktake.publish.content import Chart
from stocktake.statistics.disclosed import indicator_for, keep_disclosed
from stocktake.statistics.store import Warehouse

MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
PUPILS = {"None": 50000, "Support": 14523, "Plan": 117}
ABSENT = {
    "201415": {"None": 9000, "Support": 4073, "Plan": 31},
    # Three pupils with a plan: hidden, and for their sake those with support.
    "201516": {"None": 9000, "Support": 6347, "Plan": 3},
    "201617": {"None": 9000, "Support": 4173, "Plan": 33},
}
SECRETS = re.compile(r"(?<![\d.])(6,?347|43\.7\d*|44%|2\.6\d*|2\.5641\d*)(?!\d)")
"""What is hidden of 2015/16, however it could be written."""

STRUCTURE = {
    "population": "all",
    "place": "la-890",
    "measure": [
        {"id": "pupils", "column": "pupils"},
        {"id": "absent", "column": "absent"},
        {
            "id": "rate",
            "unit": "percent",
            "column": "rate",
            "numerator": "absent",
            "denominator": "pupils",
            "decimals": 1,
        },
    ],
    "dimension": [
        {"id": "period", "column": "period"},
        {
            "id": "need",
            "column": "need",
            "total": "Total",
            "split": [{"total": "Total", "parts": list(PUPILS)}],
        },
    ],
}

PLAN = """
id = "small"
title = "A small plan"
vision = "That it can be read."
[place]
id = "la-890"
name = "Blackpool"
[period]
first = "201415"
last = "201617"
[[priority]]
id = "absence"
title = "Absence"
why = "Children should be in school."
[[target]]
id = "fewer-support"
title = "Fewer absent pupils with support"
words = "At most 20 per cent."
priority = "absence"
kind = "level"
indicator = "our-absence"
group = "support"
comparison = "at_most"
level = 20
due = "201617"
"""


@pytest.fixture
def disclosure(let_out) -> Disclosure:
    rows = []
    for period, groups in ABSENT.items():
        for need in (*PUPILS, "Total"):
            n = PUPILS.get(need) or sum(PUPILS.values())
            absent = groups.get(need) or sum(groups.values())
            share = 100 * absent / n
            row = {"period": period, "need": need, "pupils": n, "absent": absent, "rate": share}
            rows.append(row)
    return let_out(Table(pl.DataFrame(rows), Structure.model_validate(STRUCTURE)))


@pytest.fixture
def content(tmp_path: Path, disclosure: Disclosure) -> ReportContent:
    store = Warehouse(tmp_path / "warehouse")
    keep_disclosed(disclosure, store, loaded_at=MOMENT, producer="An invented authority")
    own_folder = tmp_path / "own" / "indicators"
    own_folder.mkdir(parents=True)
    text = indicator_for(disclosure, "rate", "Pupils who are absent", better="lower")
    (own_folder / "our-absence.toml").write_text(text, encoding="utf-8")
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN, encoding="utf-8")
    judgement = judge(plan, store, as_of=MOMENT.date(), own_folder=own_folder.parent)
    return report_content(judgement, for_public=True)


@pytest.fixture
def chart(content: ReportContent) -> Chart:
    charts = [
        figure.chart for card in content.every_card for figure in card.figures if figure.chart
    ]
    assert len(charts) == 1
    return charts[0]


def test_a_hidden_year_is_a_gap_in_the_line(chart: Chart) -> None:
    home = next(line for line in chart.lines if line.role == "home")
    runs = [[(point.at, point.value) for point in run] for run in home.runs]
    assert runs == [[(0, 28.0)], [(2, 28.7)]]


def test_the_drawing_and_its_words_hold_nothing_hidden(chart: Chart) -> None:
    svg = chart_svg(chart)
    assert "28.7" in svg
    assert "28.7" in chart.description
    for text in (svg, chart.description, chart.title, chart.subtitle):
        assert SECRETS.findall(text) == []


def test_the_pdf_holds_nothing_hidden(content: ReportContent) -> None:
    reader = pypdf.PdfReader(io.BytesIO(write_pdf(content)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "28.0" in text
    assert "28.7" in text
    assert SECRETS.findall(text) == []
