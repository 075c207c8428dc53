"""Which figure stands where several series, releases and quotations could give one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from made_readings import DAY, made_reading, row

from stocktake.standards.errors import UsageError
from stocktake.statistics.figures import Statistics
from stocktake.statistics.indicator_figures import Figures
from stocktake.statistics.indicators import from_series
from stocktake.statistics.quoted import QUOTED_COLUMNS
from stocktake.statistics.schema import Indicator
from stocktake.statistics.store import Warehouse

NOON = datetime(2026, 4, 9, 12, tzinfo=UTC)


class FigureStore:
    def __init__(self, folder: Path) -> None:
        self.store = Warehouse(folder)
        self.count = 0

    def put(self, *rows: dict[str, Any], **over: Any) -> str:
        self.count += 1
        over.setdefault("content", f"file {self.count}")
        reading = made_reading(rows, **over)
        at = NOON + timedelta(minutes=self.count)
        return self.store.write(reading, loaded_at=at, supersedes=True).id

    def figures(self, indicator: Indicator, *, as_of: date = DAY, **more: Any) -> Figures:
        return Statistics(self.store, as_of=as_of, local={"x": indicator}, **more).figures("x")


@pytest.fixture
def figure_store(tmp_path: Path) -> FigureStore:
    return FigureStore(tmp_path)


def of(*series: dict[str, Any] | str, **over: Any) -> Indicator:
    uses = [{"series": item} if isinstance(item, str) else item for item in series]
    words = dict.fromkeys(("title", "population", "numerator", "denominator", "topic"), "made")
    fields = words | {"unit": "percent", "better": "higher", "series": uses}
    return Indicator.model_validate(fields | {"source": [{"title": "made"}]} | over)


def values(figures: Figures) -> dict[tuple[str, str], float | None]:
    columns = ("place", "time_period", "value")
    return {(place, period): v for place, period, v in figures.table.select(columns).iter_rows()}


def test_the_preferred_series_stands_and_another_fills_what_it_lacks(
    figure_store: FigureStore,
) -> None:
    figure_store.put(
        row("lait:a", value=1.0),
        row("lait:b", value=2.0),
        row("lait:a", place="la-1", value=None, missing="-"),
        row("lait:b", place="la-1", value=4.0),
        row("lait:b", place="la-2", value=None, missing="c"),
    )
    assert values(figure_store.figures(of("lait:a", "lait:b"))) == {
        ("la-890", "202021"): 1.0,
        ("la-1", "202021"): 4.0,
        ("la-2", "202021"): None,
    }
    assert values(figure_store.figures(of("lait:b", "lait:a")))["la-890", "202021"] == 2.0


def test_where_every_series_is_blank_the_preferred_ones_symbol_stands(
    figure_store: FigureStore,
) -> None:
    figure_store.put(row("lait:a", value=None, missing="c"), row("lait:b", value=None, missing="-"))
    assert figure_store.figures(of("lait:a", "lait:b")).table["missing"].to_list() == ["c"]


def test_a_series_counts_for_its_own_periods_alone(figure_store: FigureStore) -> None:
    years = ("201819", "201920", "202021", "202122")
    figure_store.put(
        *(row("lait:old", value=1.0, time_period=year) for year in years),
        *(row("lait:new", value=2.0, time_period=year) for year in years),
    )
    uses = (
        {"series": "lait:old", "last_period": "201920"},
        {"series": "lait:new", "first_period": "202021"},
    )
    assert [values(figure_store.figures(of(*uses)))["la-890", year] for year in years] == [
        1,
        1,
        2,
        2,
    ]


def test_counts_are_joined_place_by_place_and_period_by_period(figure_store: FigureStore) -> None:
    use = {"series": "lait:r", "numerator": "lait:n", "denominator": "lait:d"}
    figure_store.put(
        row("lait:r", value=50.0),
        row("lait:r", place="la-1", value=25.0),
        row("lait:r", time_period="201920", value=10.0),
        row("lait:n", value=5.0),
        row("lait:d", value=10.0),
        row("lait:d", place="la-1", value=8.0),
        row("lait:n", time_period="201819", value=99.0),
    )
    table = figure_store.figures(of(use)).table.select(
        "place", "time_period", "numerator", "denominator"
    )
    assert sorted(table.rows()) == [
        ("la-1", "202021", None, 8.0),
        ("la-890", "201920", None, None),
        ("la-890", "202021", 5.0, 10.0),
    ]
    counts = Statistics(figure_store.store, as_of=DAY, local={"x": of("lait:r", use)}).counts("x")
    assert counts.table.select("place", "time_period").rows() == [("la-890", "202021")]


def test_as_known_on_a_day_and_where_it_is_written(figure_store: FigureStore) -> None:
    first = figure_store.put(row(value=1.0, row=11), published=date(2025, 12, 2))
    second = figure_store.put(row(value=2.0, row=12), published=DAY)
    for day, value, release, line in (
        (date(2025, 12, 2), 1.0, first, 11),
        (DAY, 2.0, second, 12),
    ):
        figures = figure_store.figures(of("lait:a"), as_of=day)
        assert values(figures) == {("la-890", "202021"): value}
        assert list(figures.releases) == [release]
        located = figures.locate(release, line)
        assert (located.release, located.locator) == (release, f"made.csv, row {line}")
        assert located.sha256 == figures.releases[release].provenance.sha256
    assert figure_store.figures(of("lait:a"), as_of=date(2025, 12, 1)).table.is_empty()


def test_the_first_day_from_which_it_is_known(figure_store: FigureStore) -> None:
    figure_store.put(row(value=None, missing="-"), published=date(2025, 12, 2))
    figure_store.put(row(value=2.0), published=DAY)
    early = Statistics(figure_store.store, as_of=date(2025, 1, 1), local={"x": of("lait:a")})
    assert early.first_known("x", "all", "la-890", "202021") == DAY
    assert early.first_known("x", "all", "la-890", "202122") is None
    assert early.first_known("x", "all", "la-1", "202021") is None


def test_what_is_withdrawn_is_no_longer_known(figure_store: FigureStore) -> None:
    figure_store.put(row(value=2.0), published=date(2025, 12, 2))
    figure_store.put(row(place="la-1", value=3.0), published=DAY)
    assert values(figure_store.figures(of("lait:a"))) == {("la-1", "202021"): 3.0}


def test_a_superseded_release_is_not_used(figure_store: FigureStore) -> None:
    figure_store.put(row(value=2.0))
    figure_store.put(row(value=3.0))
    assert values(figure_store.figures(of("lait:a"))) == {("la-890", "202021"): 3.0}


def quotation(place: str, value: float, known_on: date = date(2018, 1, 1)) -> pl.DataFrame:
    quoted_row: dict[str, Any] = dict.fromkeys(QUOTED_COLUMNS)
    quoted_row |= {
        "series": "lait:a",
        "time_period": "202021",
        "time_identifier": "Academic year",
        "place": place,
        "value": value,
        "quoted_rank": 5,
        "quoted_n": 9,
        "known_on": known_on,
        "file": "figures.csv",
        "sha256": "abc",
        "row": 3,
    }
    return pl.DataFrame([quoted_row], schema=QUOTED_COLUMNS)


def test_a_quoted_figure_stands_only_where_nothing_is_held(figure_store: FigureStore) -> None:
    figure_store.put(row(value=2.0), row(place="la-1", value=None, missing="-"))
    quoted_rows = pl.concat([quotation(place, 7.0) for place in ("la-890", "la-1", "la-2")])
    figures = figure_store.figures(of("lait:a"), quoted_figures=quoted_rows)
    assert values(figures) == {
        ("la-890", "202021"): 2.0,
        ("la-1", "202021"): 7.0,
        ("la-2", "202021"): 7.0,
    }
    assert set(figures.quoted_figures["place"]) == {"la-1", "la-2"}
    assert figures.locate("quoted", 3).locator == "figures.csv, row 3"
    assert figures.locate("quoted", 3).sha256 == "abc"


def test_a_quoted_figure_too_is_known_from_a_day() -> None:
    quoted_rows = quotation("la-890", 7.0, known_on=DAY)
    for day, rows_count in ((DAY - timedelta(days=1), 0), (DAY, 1)):
        statistics = Statistics(
            None, as_of=day, local={"x": of("lait:a")}, quoted_figures=quoted_rows
        )
        assert statistics.figures("x").table.height == rows_count
    early = Statistics(
        None, as_of=date(2020, 1, 1), local={"x": of("lait:a")}, quoted_figures=quoted_rows
    )
    assert early.first_known("x", "all", "la-890", "202021") == DAY


def test_published_figures_are_released_and_local_returns_are_not(
    figure_store: FigureStore,
) -> None:
    figure_store.put(row(value=2.0))
    published = figure_store.figures(of("lait:a"))
    released_figures = published.released()
    assert released_figures is not None
    assert [basis.kind for basis in released_figures.bases] == ["published"]
    assert not published.local
    local = row("local:a", value=2.0)
    figure_store.put(local, source="local-board", published=None)
    returned_figures = figure_store.figures(of("local:a"))
    assert returned_figures.local
    assert returned_figures.released() is None


def test_the_latest_dated_return_of_a_period_stands(figure_store: FigureStore) -> None:
    days = (date(2020, 12, 31), date(2021, 3, 31))
    rows = [row("local:a", value=float(n), as_at=day) for n, day in enumerate(days)]
    figure_store.put(*rows[::-1], source="local-board", published=None)
    figures = figure_store.figures(of("local:a"))
    assert figures.table.height == 2
    assert figures.by_period["202021", "Academic year", 1]["la-890"]["value"] == 1.0


def test_kinds_of_year_with_the_same_digits_are_periods_of_their_own(
    figure_store: FigureStore,
) -> None:
    kinds = ("Academic year", "Financial year")
    rows = [
        row("lait:r", place=place, value=float(n), time_identifier=kind, row=n + 2)
        for n, (kind, place) in enumerate(product(kinds, ("la-889", "la-890")))
    ]
    figure_store.put(*rows)
    by_period = figure_store.figures(of("lait:r")).by_period
    values_by_kind = {kind: by_period["202021", kind, 1]["la-890"]["value"] for kind in kinds}
    assert values_by_kind == {"Academic year": 1.0, "Financial year": 3.0}


def test_a_list_of_neighbours_read_again_takes_the_place_of_the_first(
    figure_store: FigureStore,
) -> None:
    def neighbour_tables(neighbour: str) -> dict[str, pl.DataFrame]:
        from stocktake.sources.neighbours import NEIGHBOURS

        one = {"vintage": 2021, "place": "la-890", "order": 1, "neighbour": neighbour,
               "closeness": "close", "row": 4}  # fmt: skip
        return {"neighbours": pl.DataFrame([one], schema=NEIGHBOURS)}

    for reader, neighbour in ((1, "la-1"), (2, "la-805")):
        figure_store.put(
            content="list",
            source="neighbours-2021",
            published=None,
            reader=reader,
            tables=neighbour_tables(neighbour),
        )
    table = Statistics(figure_store.store, as_of=DAY).neighbours
    assert table["neighbour"].to_list() == ["la-805"]
    assert Statistics(None, as_of=DAY).neighbours.is_empty()


def test_an_unknown_indicator_or_group_names_the_nearest(figure_store: FigureStore) -> None:
    statistics = Statistics(figure_store.store, as_of=DAY, local={"x": of("lait:a")})
    with pytest.raises(UsageError, match="no indicator 'progres-8'.*progress-8"):
        statistics.figures("progres-8")
    with pytest.raises(UsageError, match="x has no group 'boys'; its groups are all"):
        statistics.figures("x", "boys")
    with pytest.raises(UsageError, match="no indicator 'lait:nothing'"):
        statistics.figures("lait:nothing")


def test_places_that_share_a_warehouse_use_their_own_streams(figure_store: FigureStore) -> None:
    for stream, value in (("local-north", 1.0), ("local-south", 2.0)):
        rows = row("local:trained", value=value, as_at=DAY)
        figure_store.put(rows, source=stream, published=None)
    figures = figure_store.figures(of("local:trained"), streams=("local-north",))
    assert figures.table["value"].to_list() == [1.0]
    assert figure_store.figures(of("local:trained")).table["value"].to_list() == [2.0]


@pytest.mark.parametrize(("listed_places", "expected"), [(0, 0), (2, 2), (None, 1), (9, 6)])
def test_decimals_are_those_of_the_producers_list(listed_places: int | None, expected: int) -> None:
    """A count is listed with 0 decimals, which is an answer; none listed is shown with one."""
    listing = {
        "series": "made:up",
        "title": "Made up",
        "unit": "Number",
        "decimal_places": listed_places,
    }
    assert from_series(listing, "Academic year").decimal_places == expected
