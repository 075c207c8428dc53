"""Reads rounds of collection, what they ask of a school, and how accurate predictions were."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stocktake.schools import (
    AccuracyReport,
    ExpectedSchool,
    Ledger,
    accuracy_report,
    collection_status,
)
from stocktake.standards import period_label
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import current_numbers, rows_about
from stocktake_web.schools.predictions.ledger import ledger_of
from stocktake_web.schools.predictions.models import PredictionRequest
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.predictions import results_held, windows_of
from stocktake_web.services.school_profiles import school_warehouse

_reports = LRUCache[AccuracyReport](size=8)


@dataclass(frozen=True)
class RoundLine:
    """A school in a round of collection.

    Parameters
    ----------
    state : str
        ``"returned"``, ``"returned late"``, ``"partly returned"``, ``"awaited"`` or
        ``"not returned"``.
    is_held_against : bool
        Whether the day has passed without a return that the school owes.
    """

    request: PredictionRequest
    state: str
    is_held_against: bool
    missing_measures: tuple[str, ...]

    @property
    def is_missing(self) -> bool:
        """Whether something is still to come."""
        return self.state in {"awaited", "partly returned", "not returned"}


@dataclass(frozen=True)
class RoundView:
    """A round of collection with every school that was asked."""

    title: str
    round: str
    period: str
    due: date
    sentence: str
    lines: tuple[RoundLine, ...]


def requests(area: Area) -> Any:
    """Every request, the latest round first."""
    return PredictionRequest.objects.filter(area=area).select_related("area", "school")


def request_by_number(area: Area, pk: int) -> PredictionRequest:
    """One request."""
    row: PredictionRequest = requests(area).get(pk=pk)
    return row


def round_views(area: Area, schools: Collection[School] | None = None) -> list[RoundView]:
    """The rounds that were asked for, the latest first; of some schools' requests alone if named.

    Three queries, however many rounds and schools there are.
    """
    rows = requests(area) if schools is None else requests(area).filter(rows_about(schools))
    rounds: dict[tuple[date, str, str, str], list[PredictionRequest]] = {}
    for row in rows:
        rounds.setdefault((row.due, row.window, row.round, row.time_period), []).append(row)
    if not rounds:
        return []
    windows, ledger, newest = windows_of(area), ledger_of(area), current_numbers(area)
    return [
        _round_view(area, ledger, newest, key, group)
        for key, group in sorted(rounds.items(), reverse=True)
        if key[1] in windows
    ]


def _round_view(
    area: Area,
    ledger: Ledger,
    newest: Mapping[int, int],
    key: tuple[date, str, str, str],
    rows: list[PredictionRequest],
) -> RoundView:
    due, window, round_id, time_period = key
    rows = _once_a_school(rows)
    expected = [
        ExpectedSchool(int(row.school_urn), row.school.name, row.is_invited) for row in rows
    ]
    status = collection_status(
        ledger,
        expected,
        window=window,
        round_id=round_id,
        time_period=time_period,
        as_of=services.today(),
        newest=newest,
        own_folder=own_definitions(area),
    )
    by_urn = {str(row["school_urn"]): row for row in status.schools.iter_rows(named=True)}
    lines = tuple(
        RoundLine(
            row,
            by_urn[row.school_urn]["status"],
            by_urn[row.school_urn]["counts_against_school"],
            tuple(by_urn[row.school_urn]["missing_measures"]),
        )
        for row in rows
    )
    return RoundView(
        status.title, round_id, period_label(time_period), due, status.sentence(), lines
    )


def _once_a_school(rows: list[PredictionRequest]) -> list[PredictionRequest]:
    """The requests without those that a school got under an earlier number as well."""
    current_urns = {row.school.urn for row in rows if not row.school.continued_urn}
    return [
        row for row in rows if not row.school.continued_urn or row.school_urn not in current_urns
    ]


def accuracy_of(area: Area) -> AccuracyReport:
    """How accurate the predictions of an area were; for officers, and to cut schools from."""
    ledger = ledger_of(area)
    newest = current_numbers(area)
    releases = school_warehouse(area).release_names()
    key = (area.pk, ledger.head, releases, services.today(), tuple(sorted(newest.items())))

    def judge() -> AccuracyReport:
        predictions = ledger.frame()
        predicted_urns = {newest.get(urn, urn) for urn in predictions["school_urn"]}
        urns = predicted_urns | {old for old, new in newest.items() if new in predicted_urns}
        return accuracy_report(
            predictions,
            results_held(area, urns, services.today()),
            newest=newest,
            own_folder=own_definitions(area),
        )

    return _reports.get(key, judge)


def accuracy_of_school(school: School) -> AccuracyReport:
    """How accurate one school's predictions were: nothing pooled with others."""
    return accuracy_of(school.area).for_schools([int(school.urn)])
