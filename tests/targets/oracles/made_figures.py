"""Publishes and returns figures written by hand, and judges targets on them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.sources.reading import LOCAL_COLUMNS, OBSERVATIONS, SERIES, Provenance, Reading
from stocktake.standards.places import PlaceRegister, place_register
from stocktake.statistics.figures import Statistics
from stocktake.statistics.schema import Indicator
from stocktake.statistics.store import Release, Warehouse
from stocktake.targets.context import JudgementContext
from stocktake.targets.judge import judge_target
from stocktake.targets.kinds import BaseTarget, parse_target
from stocktake.targets.verdict import Verdict

HOME = "la-890"
RELEASE_DATE = date(2026, 4, 8)
Figure = float | str | None | tuple[float, float]


def indicator(**over: Any) -> Indicator:
    """A percentage of pupils, more of them being better, unless told otherwise."""
    fields = {
        "title": "Pass rate",
        "population": "pupils",
        "numerator": "those who pass",
        "denominator": "all",
        "unit": "percent",
        "better": "higher",
        "topic": "made",
        "series": [{"series": "lait:pass"}],
        "source": [{"title": "made by hand"}],
    }
    return Indicator.model_validate(fields | over)


def special(period: str, flatters: str, *, published: bool = True) -> dict[str, Any]:
    return {
        "period": period,
        "reason": "schools were closed",
        "flatters": flatters,
        "published": published,
    }


class FigureStore:
    """A store of figures written by hand."""

    def __init__(self, folder: Path) -> None:
        self.warehouse = Warehouse(folder)
        self.releases_count = 0

    def publish(
        self,
        figures: Mapping[str, Mapping[str, Mapping[str, Figure]]],
        *,
        on: date = RELEASE_DATE,
        source: str = "lait",
        kind: str = "Academic year",
    ) -> Release:
        """Publish figures by series, place and period; a text is a symbol, a pair a fraction."""
        rows = [
            _row(series, place, period, figure, kind)
            for series, places in figures.items()
            for place, periods in places.items()
            for period, figure in periods.items()
        ]
        return self.keep(pl.DataFrame(rows, schema=OBSERVATIONS), on=on, source=source)

    def give_back(self, *rows: Mapping[str, Any], on: date = date(2021, 9, 1)) -> Release:
        """Return local figures; each row names ``series`` and ``value``, and what else it has."""
        whole = []
        for row in rows:
            blank: dict[str, Any] = dict.fromkeys([*OBSERVATIONS, *LOCAL_COLUMNS])
            blank |= {
                "place": HOME,
                "time_identifier": "Academic year",
                "span_years": 1,
                "group": "all",
            }
            whole.append(blank | dict(row))
        table = pl.DataFrame(whole, schema=OBSERVATIONS | LOCAL_COLUMNS)
        return self.keep(table, on=on, source="local-board")

    def keep(self, table: pl.DataFrame, *, on: date, source: str) -> Release:
        self.releases_count += 1
        names = table["series"].unique().sort()
        series = pl.DataFrame([{"series": n, "title": n} for n in names], schema=SERIES)
        provenance = Provenance(
            source=source,
            producer="made",
            title="made",
            address="not stated",
            licence="not stated",
            published=None if source.startswith("local") else on,
            retrieved=on,
            sha256=hashlib.sha256(f"{source} {self.releases_count}".encode()).hexdigest(),
            reader=1,
            files=("made.csv",),
        )
        loaded_at = datetime(2026, 4, 9, 12, 0, self.releases_count, tzinfo=UTC)
        return self.warehouse.write(
            Reading(provenance, table, series), loaded_at=loaded_at, supersedes=True
        )

    def context(
        self,
        indicators: Mapping[str, Indicator] | None = None,
        *,
        at: str | None = "202021",
        as_of: date = date(2026, 11, 22),
        place: str = HOME,
        register: PlaceRegister | None = None,
        **more: Any,
    ) -> JudgementContext:
        quoted_figures = more.pop("quoted", None)
        statistics = Statistics(
            self.warehouse,
            as_of=as_of,
            local=indicators or {"pass": indicator()},
            quoted_figures=quoted_figures,
        )
        return JudgementContext(statistics, register or place_register(), place, as_of, at, **more)

    def judge(self, target: BaseTarget, indicators: Any = None, **more: Any) -> Verdict:
        return judge_target(target, self.context(indicators, **more))


def target(kind: str, **over: Any) -> BaseTarget:
    """A target on the made pass rate, due 2020/21."""
    fields: dict[str, Any] = {"id": "promise", "title": "A promise", "kind": kind, "due": "202021"}
    if kind not in ("all_of", "any_of", "qualitative"):
        fields["indicator"] = "pass"
    return parse_target(fields | over)


def _row(series: str, place: str, period: str, figure: Figure, kind: str) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(OBSERVATIONS)
    row |= {
        "series": series,
        "place": place,
        "time_period": period,
        "time_identifier": kind,
        "span_years": 1,
        "group": "all",
        "row": 7,
    }
    if isinstance(figure, tuple):
        row |= {"value": 100 * figure[0] / figure[1]}
        row |= {"numerator": figure[0], "denominator": figure[1]}
    elif isinstance(figure, str):
        row["missing"] = figure
    else:
        row |= {"value": figure, "missing": "-" if figure is None else None}
    return row
