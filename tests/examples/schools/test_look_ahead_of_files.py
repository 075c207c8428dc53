"""As of a day, criteria, alerts and early indications rest on the files known by then alone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import stocktake.schools
from stocktake.schools import (
    decline_alerts,
    evaluate_criteria,
    good_schools_on,
    held_concern_data,
    held_improvement_data,
    held_school_indications,
    load_measures,
)
from stocktake.statistics.store import Warehouse

pytestmark = pytest.mark.slow
DAY, LATER = date(2026, 4, 15), date(2026, 11, 30)
"""Between the results of one summer and those of the next; later, six files more are known."""
URNS = range(900001, 900045)
ALERT_MEASURES = ("ks2.rwm_expected", "ks4.attainment_8")


@pytest.fixture(scope="module")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped criteria, in use for long enough to be asked of a day in the past."""
    shipped = Path(stocktake.schools.__file__).parent / "definitions" / "concern_criteria"
    folder = tmp_path_factory.mktemp("own")
    (folder / "concern_criteria").mkdir()
    for path in shipped.glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace(
            "starts = 2026-11-30", "starts = 2016-01-01"
        )
        (folder / "concern_criteria" / path.name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def earlier(warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A warehouse that nobody loaded a file into after the day."""
    store = Warehouse(tmp_path_factory.mktemp("earlier"))
    for release in warehouse.releases():
        if release.known_on <= DAY:
            folder = Path(release.folder)
            shutil.copytree(folder, store.path / folder.relative_to(warehouse.path))
    assert len(store.releases()) < len(warehouse.releases())
    return store


def answers_of(store: Warehouse, day: date, own_folder: Path) -> dict[str, Any]:
    """Everything that is said of schools on a day."""
    data = held_concern_data(store, as_of=day, own_folder=own_folder)
    results = held_improvement_data(store, as_of=day, own_folder=own_folder)
    assert data.inspections is not None
    good_schools, measures = good_schools_on(data.inspections, day), load_measures(own_folder)
    period = "202526" if day == DAY else "202627"
    indications = held_school_indications(
        store, URNS, time_period=period, as_of=day, own_folder=own_folder
    )
    return {
        "outcomes": evaluate_criteria(data).rows(),
        "alerts": [
            decline_alerts(results.points(name), measures[name], good_schools).rows()
            for name in ALERT_MEASURES
        ],
        "indications": {
            urn: [row.model_dump() for row in items] for urn, items in indications.items()
        },
    }


def test_files_of_a_later_day_change_nothing(
    warehouse: Warehouse, earlier: Warehouse, own_folder: Path
) -> None:
    expected = answers_of(earlier, DAY, own_folder)
    assert expected["outcomes"]
    assert any(row["indication"] for items in expected["indications"].values() for row in items)
    actual = answers_of(warehouse, DAY, own_folder)
    for name, answer in expected.items():
        assert actual[name] == answer, name
    later = evaluate_criteria(held_concern_data(warehouse, as_of=LATER, own_folder=own_folder))
    assert later.rows() != expected["outcomes"], "the later files say something else"
