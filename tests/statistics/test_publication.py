"""The usual month of publication, and the newest release, of an indicator."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from made_readings import made_reading, row

from stocktake.standards.periods import Period
from stocktake.statistics.figures import Statistics
from stocktake.statistics.publication import newest_release_date, usual_publication
from stocktake.statistics.schema import Indicator
from stocktake.statistics.store import Warehouse

NOON = datetime(2026, 4, 9, 12, tzinfo=UTC)
AS_OF = date(2026, 11, 29)


class Releases:
    """A warehouse to which releases of made series are added."""

    def __init__(self, folder: Path) -> None:
        self.warehouse = Warehouse(folder)
        self.count = 0

    def add(self, published: date | None, *rows: dict[str, Any], **more: Any) -> None:
        self.count += 1
        reading = made_reading(rows, content=f"{self.count}", published=published, **more)
        self.warehouse.write(reading, loaded_at=NOON + timedelta(minutes=self.count))

    def statistics(self, as_of: date = AS_OF, **more: Any) -> Statistics:
        return Statistics(self.warehouse, as_of=as_of, local={"x": indicator(**more)})


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path)


def indicator(**more: Any) -> Indicator:
    words = dict.fromkeys(("title", "population", "numerator", "denominator", "topic"), "made")
    fields = {"unit": "percent", "better": "higher", "series": [{"series": "lait:a"}]}
    return Indicator.model_validate(words | fields | {"source": [{"title": "made"}]} | more)


def figures(*periods: str, **more: Any) -> list[dict[str, Any]]:
    return [row("lait:a", time_period=period, **more) for period in periods]


def year(time_period: str) -> Period:
    return Period(time_period, "Academic year")


@pytest.mark.parametrize(
    ("name", "period", "month"),
    [
        ("ks2-rwm-expected", Period("202627", "Academic year"), date(2027, 12, 1)),
        ("attainment-8", Period("202627", "Academic year"), date(2028, 2, 1)),
        ("secondary-suspensions", Period("202627", "Academic year"), date(2028, 7, 1)),
        ("ehc-plans-within-20-weeks", Period("2026", "Calendar year"), date(2027, 6, 1)),
        (
            "care-leavers-in-education-or-work",
            Period("202627", "Financial year"),
            date(2027, 11, 1),
        ),
        ("neet", Period("2026", "Reporting year"), date(2026, 12, 1)),
    ],
)
def test_the_definition_states_the_month(name: str, period: Period, month: date) -> None:
    assert usual_publication(Statistics(as_of=AS_OF), name, period) == month


def test_a_definition_goes_before_the_dates_of_releases(releases: Releases) -> None:
    releases.add(date(2024, 12, 5), *figures("202223"))
    releases.add(date(2026, 1, 5), *figures("202223", "202324"))
    statistics = releases.statistics(months_to_publication=2)
    assert usual_publication(statistics, "x", year("202425")) == date(2025, 10, 1)


def test_without_one_the_median_lag_of_periods_that_appeared_between_releases(
    releases: Releases,
) -> None:
    releases.add(date(2022, 3, 1), *figures("201920", "202021"))
    releases.add(date(2022, 12, 8), *figures("201920", "202021", "202122"))
    releases.add(date(2023, 12, 14), *figures("202021", "202122", "202223"))
    releases.add(date(2025, 3, 20), *figures("202122", "202223", "202324"))
    assert usual_publication(releases.statistics(), "x", year("202425")) == date(2025, 12, 1)


def test_only_releases_known_on_the_day_show_the_month(releases: Releases) -> None:
    releases.add(date(2022, 3, 1), *figures("202021"))
    releases.add(date(2022, 12, 8), *figures("202021", "202122"))
    before = releases.statistics(as_of=date(2022, 12, 7))
    assert usual_publication(before, "x", year("202122")) is None
    after = releases.statistics(as_of=date(2022, 12, 8))
    assert usual_publication(after, "x", year("202223")) == date(2023, 12, 1)


def test_one_release_shows_no_month(releases: Releases) -> None:
    releases.add(date(2026, 4, 8), *figures("202324", "202425"))
    assert usual_publication(releases.statistics(), "x", year("202526")) is None


def test_a_blank_is_no_publication(releases: Releases) -> None:
    releases.add(date(2022, 3, 1), *figures("202021"))
    releases.add(date(2022, 9, 1), *figures("202021"), *figures("202122", value=None, missing="-"))
    releases.add(date(2022, 12, 8), *figures("202021", "202122"))
    assert usual_publication(releases.statistics(), "x", year("202223")) == date(2023, 12, 1)


def test_a_series_that_is_new_to_the_source_shows_no_month(releases: Releases) -> None:
    releases.add(date(2022, 3, 1), row("lait:b"))
    releases.add(date(2022, 12, 8), *figures("201819", "201920", "202021"))
    assert usual_publication(releases.statistics(), "x", year("202122")) is None


def test_a_release_without_a_stated_day_shows_no_month(releases: Releases) -> None:
    releases.add(date(2022, 3, 1), *figures("202021"))
    releases.add(None, *figures("202021", "202122"), retrieved=date(2023, 5, 1))
    assert usual_publication(releases.statistics(), "x", year("202223")) is None


def test_a_figure_that_comes_before_its_year_ends_comes_by_its_end(releases: Releases) -> None:
    kind = {"time_identifier": "Reporting year"}
    releases.add(date(2024, 3, 1), *figures("2023", **kind))
    releases.add(date(2024, 7, 1), *figures("2023", "2024", **kind))
    period = Period("2025", "Reporting year")
    statistics = releases.statistics(kind_of_year="Reporting year")
    assert usual_publication(statistics, "x", period) == date(2025, 12, 1)


def test_the_newest_release_of_a_source_that_can_carry_the_series(releases: Releases) -> None:
    releases.add(date(2025, 12, 2), *figures("202324"))
    releases.add(date(2026, 4, 8), *figures("202324"))
    releases.add(date(2026, 9, 1), row("ees:other/b"), source="ees-other")
    assert newest_release_date(releases.statistics(), "x") == date(2026, 4, 8)
    assert newest_release_date(releases.statistics(date(2026, 4, 7)), "x") == date(2025, 12, 2)


def test_without_a_release_there_is_no_newest_one(releases: Releases) -> None:
    assert newest_release_date(releases.statistics(), "x") is None
    assert newest_release_date(Statistics(as_of=AS_OF), "ks2-rwm-expected") is None
