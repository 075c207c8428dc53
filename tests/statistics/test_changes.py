"""What two releases of one source say differently."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from made_readings import made_reading, row

from stocktake.sources.lait import read_lait
from stocktake.statistics.changes import Changes, compare_releases
from stocktake.statistics.store import Warehouse

NOON = datetime(2026, 4, 9, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def lait(published_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """LAIT's releases of December 2025 and April 2026."""
    store = Warehouse(tmp_path_factory.mktemp("two"))
    for day in (date(2025, 12, 2), date(2026, 4, 8)):
        reading = read_lait(
            published_files / "lait" / f"bds_long_{day}.parquet",
            published_files / "lait" / "lait_data_dictionary.csv",
            published=day,
            retrieved=day,
        )
        store.write(reading, loaded_at=NOON)
    return store


@pytest.fixture(scope="module")
def changes(lait: Warehouse) -> Changes:
    earlier, later = lait.releases()
    return compare_releases(
        earlier, later, places=["la-890"], series=["lait:EngMaths9-4", "lait:KS2RWM_Expected_STD"]
    )


@pytest.mark.parametrize("published_files", ["real"], indirect=True)
def test_the_real_releases_differ_as_they_were_counted_by_hand(changes: Changes) -> None:
    assert changes.count("revised") == 22_116
    assert changes.count("withdrawn") == 2_189
    assert changes.count("added") == 16_698
    withdrawn_rows = changes.table.filter(changes.table["change"] == "withdrawn")
    assert (withdrawn_rows["series"] == "lait:ChildPov").sum() == 978
    assert changes.table.height == 22_116 + 2_189 + 16_698


def test_what_touches_a_plan_comes_first(changes: Changes) -> None:
    concerns = changes.table["concerns"]
    rows_of_plan = changes.table.filter(concerns)
    assert concerns.to_list() == sorted(concerns.to_list(), reverse=True)
    assert 0 < rows_of_plan.height < changes.table.height
    assert rows_of_plan["place"].unique().to_list() == ["la-890"]
    assert set(rows_of_plan["series"]) <= {"lait:EngMaths9-4", "lait:KS2RWM_Expected_STD"}


def test_a_verdict_rests_on_the_release_known_then(lait: Warehouse) -> None:
    from stocktake.statistics.figures import Statistics

    name = "lait:EngMaths9-4"
    before, after = (
        Statistics(lait, as_of=day).figures(name).by_period.get(("202425", "Academic year", 1), {})
        for day in (date(2026, 4, 7), date(2026, 4, 8))
    )
    figures = [rows.get("la-890", {}).get("value") for rows in (before, after)]
    assert figures[0] != figures[1]
    assert figures[1] == 51.2


def test_added_withdrawn_revised_and_the_same(tmp_path: Path) -> None:
    store = Warehouse(tmp_path)
    old = [
        row(place="la-301", value=1.0),
        row(place="la-302", value=2.0),
        row(place="la-303", value=3.0),
        row(place="la-304", value=None, missing="-"),
        row(place="la-305", value=0.1 + 0.2, stage="provisional"),
        row(place="la-306", value=None, missing="c"),
    ]
    new = [
        row(place="la-301", value=1.5),
        row(place="la-302", value=None, missing="c"),
        row(place="la-304", value=4.0),
        row(place="la-305", value=0.3, stage="final"),
        row(place="la-306", value=None, missing="-"),
        row(place="la-301", value=9.0, time_period="202122"),
    ]
    one = store.write(made_reading(old, content="a", published=date(2025, 1, 1)), loaded_at=NOON)
    two = store.write(made_reading(new, content="b"), loaded_at=NOON)
    changes = compare_releases(one, two)
    assert (changes.earlier, changes.later) == (one.id, two.id)
    rows = changes.table.select("place", "time_period", "change", "value_before", "value_after")
    assert sorted(rows.rows()) == [
        ("la-301", "202021", "revised", 1.0, 1.5),
        ("la-301", "202122", "added", None, 9.0),
        ("la-302", "202021", "withdrawn", 2.0, None),
        ("la-303", "202021", "withdrawn", 3.0, None),
        ("la-304", "202021", "added", None, 4.0),
    ]
    assert not changes.table["concerns"].any()
    back = compare_releases(two, one)
    assert (back.count("added"), back.count("withdrawn"), back.count("revised")) == (2, 2, 1)
    assert compare_releases(one, one).table.is_empty()
