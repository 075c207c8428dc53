"""A figure that was noted when its file was read carries its note into the verdict."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from made_figures import FigureStore, indicator, target

from stocktake.sources.ees import read_ees

HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name,pass_rate"
)
BLACKPOOL = "Local authority,E92000001,England,E12000002,North West,890,E06000009,Blackpool"
OWN_INDICATORS = {"pass": indicator(series=[{"series": "ees:passes/pass_rate"}])}


def load(store: FigureStore, folder: Path, last: str) -> None:
    rows = [f"20{16 + n}{17 + n},Academic year,{BLACKPOOL},60" for n in range(4)]
    rows.append(f"202021,Academic year,{BLACKPOOL},{last}")
    (folder / "passes.csv").write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    (folder / "passes.meta.csv").write_text(
        "col_name,col_type,label,indicator_unit,indicator_dp\npass_rate,Indicator,Rate,%,1",
        encoding="utf-8",
    )
    reading = read_ees(
        folder / "passes.csv", published=date(2022, 1, 1), retrieved=date(2022, 1, 2)
    )
    store.warehouse.write(reading, loaded_at=datetime(2022, 1, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    ("figure", "status", "note"),
    [
        ("-99", "cannot_tell", "'-99' stands for no figure, as such numbers do"),
        ("250", "cannot_tell", "'250' is more than 100%"),
        (
            "100.4",
            "met",
            "'100.4' is more than 100%, as others of its series are",
        ),
    ],
)
def test_a_verdict_says_what_was_noted_of_its_figure(
    store: FigureStore, tmp_path: Path, figure: str, status: str, note: str
) -> None:
    load(store, tmp_path, figure)
    verdict = store.judge(target("level", comparison="at_least", level=50), OWN_INDICATORS)
    assert verdict.status == status
    assert verdict.sentence.endswith(f" Noted of 2020/21: {note}.")


def test_an_ordinary_figure_has_no_note(store: FigureStore, tmp_path: Path) -> None:
    load(store, tmp_path, "61")
    verdict = store.judge(target("level", comparison="at_least", level=50), OWN_INDICATORS)
    assert "Noted" not in verdict.sentence
