"""Keeps the suggested category and the alert of each school in files (see ``school_files``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import polars as pl
from pydantic import BaseModel, ConfigDict

from stocktake.schools import (
    CategorySuggestion,
    ImprovementData,
    alert_sentence,
    decline_alerts,
    evaluate_criteria,
    good_schools_on,
    held_concern_data,
    held_improvement_data,
    load_alert_records,
    load_categories,
    load_criteria,
    load_measures,
    suggestion_of,
)
from stocktake_web.services.area import AreaFields
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.school_files import (
    StoredFile,
    discard_file,
    keep_file,
    read_file,
    school_file,
)
from stocktake_web.services.school_profiles import profile_state, school_warehouse

ALERT_MEASURES = {"ks2": "ks2.rwm_expected", "ks4": "ks4.attainment_8"}
"""In which measure a fall raises an alert, by key stage."""


class Alert(BaseModel):
    """A good school that fell beyond chance into the lowest quarter, with the alert's record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sentence: str
    record: str


class StoredSuggestion(StoredFile):
    """What the criteria suggest for a school on a day.

    Parameters
    ----------
    suggestion : CategorySuggestion or None
        None where no criterion is asked of the school.
    """

    as_of: date
    suggestion: CategorySuggestion | None
    alert: Alert | None


def make_suggestions(area: AreaFields, urns: Iterable[int], *, as_of: date) -> Iterator[int]:
    """Evaluate the criteria and keep what they suggest; the numbers of schools of which they say.

    Raises
    ------
    StoreError
        A release is damaged.
    OSError
        Nothing can be written where suggestions are kept.
    """
    if school_file(area.slug, "") is None:
        return
    folder, store = own_definitions(area), school_warehouse(area)
    concern_data = held_concern_data(store, as_of=as_of, own_folder=folder)
    results = held_improvement_data(store, as_of=as_of, own_folder=folder)
    outcomes = evaluate_criteria(concern_data)
    scheme, criteria = load_categories(folder), load_criteria(folder)
    alerts = _find_alerts(results, concern_data.inspections, as_of, folder)
    state = profile_state(area)
    for urn in urns:
        # A place may know a school by the number that it had before.
        newest = results.newest_number(urn)
        stored = StoredSuggestion(
            area=area.slug,
            state=state,
            as_of=as_of,
            suggestion=suggestion_of(newest, outcomes, scheme, criteria),
            alert=alerts.get(newest),
        )
        if stored.suggestion is None and stored.alert is None:
            discard_file(area, _name(urn))
            continue
        keep_suggestion(area, urn, stored)
        yield urn


def keep_suggestion(area: AreaFields, urn: int, stored: StoredSuggestion) -> None:
    """Write a school's suggestion, whole or not at all."""
    keep_file(area, _name(urn), stored)


def stored_suggestion(area: AreaFields, urn: int) -> StoredSuggestion | None:
    """What is kept of a school; None where nothing was made, or the file is damaged."""
    return read_file(area, _name(urn), StoredSuggestion)


def _name(urn: int) -> str:
    return f"{urn}.suggestion.json"


def _find_alerts(
    data: ImprovementData, inspections: pl.DataFrame | None, as_of: date, own_folder: Path | None
) -> dict[int, Alert]:
    alerts: dict[int, Alert] = {}
    if inspections is None or inspections.is_empty():
        return alerts
    measures, records = load_measures(own_folder), load_alert_records(own_folder)
    good_schools = good_schools_on(inspections, as_of)
    for stage, name in ALERT_MEASURES.items():
        points = data.points(name)
        if points.is_empty() or good_schools.is_empty() or stage not in records:
            continue
        rows = decline_alerts(points, measures[name], good_schools).filter(pl.col("is_alert"))
        for row in rows.iter_rows(named=True):
            urn = row["school_urn"]
            words = alert_sentence(row, measures[name], data.school_name(urn))
            alerts[urn] = Alert(sentence=words, record=records[stage].sentence)
    return alerts
