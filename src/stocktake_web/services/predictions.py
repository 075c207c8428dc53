"""Predictions of schools: definitions of an area, its forms read, the results that came."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.schools import (
    Addition,
    CollectionWindow,
    PredictionMeasure,
    collection_windows,
    prediction_measures,
    prediction_template,
    read_predictions,
    results_from_figures,
)
from stocktake.statistics import school_figures
from stocktake_web.services.area import AreaFields
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.school_profiles import school_warehouse

ENDINGS = (".csv", ".xlsx")
_results = LRUCache[pl.DataFrame](size=8)
_final = LRUCache[frozenset[tuple[str, str]]](size=8)


def windows_of(area: AreaFields) -> Mapping[str, CollectionWindow]:
    """What an area collects, and when."""
    return collection_windows(own_definitions(area))


def measures_of(area: AreaFields) -> Mapping[str, PredictionMeasure]:
    """What may be predicted in an area."""
    return prediction_measures(own_definitions(area))


def template_of(area: AreaFields, rows: Collection[Mapping[str, str]] = ()) -> bytes:
    """The workbook in which predictions are returned, with rows to fill in."""
    return prediction_template(".xlsx", rows=list(rows), own_folder=own_definitions(area))


def rows_content(rows: Collection[Mapping[str, str]]) -> bytes:
    """Rows as the form in CSV, so that a page's answers are read as a file's are."""
    return prediction_template(".csv", rows=list(rows))


def read_return(
    area: AreaFields,
    *,
    name: str,
    content: bytes,
    schools: Mapping[int, str],
    newest: Mapping[int, int],
    as_of: date,
) -> list[Addition]:
    """Read a filled-in form: everything, or nothing and all that is wrong.

    Parameters
    ----------
    schools : mapping of int to str
        Those of which predictions may come; a row about another is a fault.
    newest : mapping of int to int
        The number of today of a school by an earlier one, with which a row is a fault.

    Raises
    ------
    InputError
        All faults of all rows.
    """
    urns = {*schools, *(old for old, new in newest.items() if new in schools)}
    keys = results_held(area, urns, as_of).select("school_urn", "measure", "time_period")
    results_out = [(newest.get(urn, urn), *rest) for urn, *rest in keys.iter_rows()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"return{_ending(name)}"
        path.write_bytes(content)
        return read_predictions(
            path,
            retrieved=as_of,
            schools=schools,
            successors=newest,
            results_out=results_out,
            own_folder=own_definitions(area),
        )


def results_held(area: AreaFields, urns: Collection[int], as_of: date) -> pl.DataFrame:
    """The published results of predicted measures of some schools, as known on a day."""
    own_folder = own_definitions(area)
    store = school_warehouse(area)
    key = (str(store.path), store.release_names(), as_of, str(own_folder))

    def read() -> pl.DataFrame:
        figures = {item.figures for item in prediction_measures(own_folder).values()} - {""}
        table = school_figures(store, as_of=as_of, measures=figures, own_folder=own_folder)
        return results_from_figures(table, own_folder=own_folder)

    rows: Any = _results.get(key, read)
    return rows.filter(pl.col("school_urn").is_in(list(urns)))  # type: ignore[no-any-return]


def final_results(area: AreaFields, as_of: date) -> frozenset[tuple[str, str]]:
    """Measure and academic year of every result that was published as final by a day."""
    own_folder = own_definitions(area)
    store = school_warehouse(area)
    key = (str(store.path), store.release_names(), as_of, str(own_folder))

    def read() -> frozenset[tuple[str, str]]:
        names = {item.figures: name for name, item in prediction_measures(own_folder).items()}
        table = school_figures(
            store, as_of=as_of, measures=set(names) - {""}, own_folder=own_folder
        )
        rows = table.filter(pl.col("stage") == "final").select("measure", "time_period").unique()
        return frozenset((names[measure], period) for measure, period in rows.iter_rows())

    return _final.get(key, read)


def _ending(name: str) -> str:
    return next((ending for ending in ENDINGS if name.lower().endswith(ending)), ".csv")
