"""Released tables in the warehouse: shown like any other figure, and never what they hide."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from stocktake.disclosure import Disclosure, Structure, Table
from stocktake.plan.judge import Judgement, judge
from stocktake.publish import report_content, verdicts_for_public, write_html, write_workbook
from stocktake.standards.errors import InputError, UsageError
from stocktake.statistics.disclosed import indicator_for, keep_disclosed
from stocktake.statistics.figures import Statistics
from stocktake.statistics.store import Warehouse

MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECRETS = re.compile(r"(?<![\d.])(4,?273|29\.4\d*|17\.6\d*)(?!\d)")
"""Hidden counts and shares, however they could be written."""

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
id = "fewer"
title = "Fewer absent pupils"
words = "At most 20 per cent."
priority = "absence"
kind = "level"
indicator = "our-absence"
comparison = "at_most"
level = 20
due = "201516"
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
due = "201516"
"""

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
            "split": [{"total": "Total", "parts": ["None", "Support", "Plan"]}],
        },
    ],
}


def table(period: str = "201516") -> Table:
    """Of 17 pupils with a plan 3 are absent; for their sake 4273 with support are hidden too."""
    figures = {"None": (50000, 9000), "Support": (14523, 4273), "Plan": (17, 3)}
    figures["Total"] = tuple(map(sum, zip(*figures.values(), strict=True)))
    rows = [
        {"period": period, "need": need, "pupils": n, "absent": a, "rate": 100 * a / n}
        for need, (n, a) in figures.items()
    ]
    return Table(pl.DataFrame(rows), Structure.model_validate(STRUCTURE))


@pytest.fixture
def disclosure(let_out) -> Disclosure:
    return let_out(table())


@pytest.fixture
def warehouse(tmp_path: Path, disclosure: Disclosure) -> Warehouse:
    store = Warehouse(tmp_path / "warehouse")
    keep_disclosed(disclosure, store, loaded_at=MOMENT, producer="An invented authority")
    return store


@pytest.fixture
def judgement(tmp_path: Path, disclosure: Disclosure, warehouse: Warehouse) -> Judgement:
    own_folder = tmp_path / "own" / "indicators"
    own_folder.mkdir(parents=True)
    text = indicator_for(disclosure, "rate", "Pupils who are absent", better="lower")
    (own_folder / "our-absence.toml").write_text(text, encoding="utf-8")
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN, encoding="utf-8")
    return judge(plan, warehouse, as_of=MOMENT.date(), own_folder=own_folder.parent)


def test_a_hidden_count_hides_its_share(disclosure: Disclosure) -> None:
    rows = {row["need"]: row for row in disclosure.released.content.iter_rows(named=True)}
    assert [rows["Plan"][name] for name in ("absent_symbol", "rate_symbol")] == ["c", "c"]
    assert [rows["Support"][name] for name in ("absent_symbol", "rate_symbol")] == ["c", "c"]
    assert rows["Total"]["rate"] == 20.6
    assert SECRETS.findall(disclosure.csv) == []


def test_a_released_figure_is_a_figure_with_its_record_as_basis(
    disclosure: Disclosure, warehouse: Warehouse
) -> None:
    figures = Statistics(warehouse, as_of=MOMENT.date()).figures("disclosed:rate")
    assert figures.table.select("place", "time_period", "value").rows() == [
        ("la-890", "201516", 20.6)
    ]
    assert figures.table.row(0, named=True)["denominator"] == 64540
    basis = figures.released().bases[0]
    assert (basis.kind, basis.release, basis.sha256) == (
        "disclosed",
        disclosure.record.id,
        disclosure.record.sha256,
    )
    assert warehouse.releases()[0].released(1).bases[0].release == disclosure.record.id
    hidden_rows = (
        Statistics(warehouse, as_of=MOMENT.date()).figures("disclosed:rate?need=Plan").table
    )
    assert hidden_rows.select("value", "numerator", "missing").row(0) == (None, None, "c")


def test_it_is_not_known_before_the_day_of_the_decision(warehouse: Warehouse) -> None:
    assert warehouse.known_on(date(2025, 1, 30)) == []
    assert len(warehouse.known_on(date(2025, 1, 31))) == 1


def test_a_later_years_table_does_not_take_an_earlier_one_away(
    let_out, warehouse: Warehouse
) -> None:
    later = let_out(table("201617"), as_of=date(2025, 3, 1))
    keep_disclosed(later, warehouse, loaded_at=MOMENT)
    figures = Statistics(warehouse, as_of=MOMENT.date()).figures("disclosed:rate")
    assert figures.table["time_period"].to_list() == ["201516", "201617"]


def test_reports_in_every_form_hold_nothing_hidden(judgement: Judgement) -> None:
    content = report_content(judgement, for_public=True)
    with zipfile.ZipFile(io.BytesIO(write_workbook(content))) as parts:
        files = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
    texts = {
        "html": write_html(content),
        "json": json.dumps(verdicts_for_public(judgement), default=str),
        "workbook": "\n".join(files),
    }
    assert "20.6" in texts["html"]
    assert "20.6" in texts["workbook"]
    for text in texts.values():
        assert SECRETS.findall(text) == []


def test_the_definition_names_a_group_for_every_item(disclosure: Disclosure) -> None:
    import tomllib

    definition = tomllib.loads(
        indicator_for(disclosure, "rate", "Pupils who are absent", better="lower")
    )
    assert definition["unit"] == "percent"
    assert [group["id"] for group in definition["group"]] == ["none", "plan", "support"]
    with pytest.raises(UsageError, match="no measure 'rates' in this release"):
        indicator_for(disclosure, "rates", "Pupils")


def test_a_table_of_no_place_is_no_figure(let_out, tmp_path: Path) -> None:
    nowhere = Structure.model_validate(STRUCTURE | {"place": ""})
    disclosure = let_out(Table(table().frame, nowhere), "nowhere")
    with pytest.raises(InputError) as caught:
        keep_disclosed(disclosure, Warehouse(tmp_path / "w"), loaded_at=MOMENT)
    assert "nowhere.csv: row 2: no place or no period" in str(caught.value)
