"""Keeps what a disclosure decision let out as a release like any other.

A released aggregate is a figure for a place and period, so that explorer, packs and public pages
show it as they show a published one; its basis is the record of the decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import polars as pl
import tomli_w

from stocktake.disclosure import Disclosure, Recall, Register, Structure
from stocktake.disclosure.published_table import SYMBOL, identity
from stocktake.disclosure.structure import Measure
from stocktake.sources.reading import NOT_STATED, OBSERVATIONS, SERIES, Provenance, Reading
from stocktake.standards.errors import Fault, InputError, UsageError
from stocktake.statistics.release import DISCLOSED, Release
from stocktake.statistics.schema import Indicator
from stocktake.statistics.store import Warehouse
from stocktake.statistics.withdrawal import withdraw_release

READER_VERSION = 1
UNITS = {"percent": "%", "rate": "per 100", "mean": "score", "count": "number", "sum": "number"}


def keep_disclosed(
    disclosure: Disclosure,
    warehouse: Warehouse,
    *,
    loaded_at: datetime,
    time_identifier: str = "Academic year",
    producer: str = NOT_STATED,
    supersedes: bool = False,
) -> Release:
    """Keep a released table in the warehouse.

    Parameters
    ----------
    disclosure : Disclosure
    warehouse : Warehouse
    loaded_at : datetime
    time_identifier : str
        The kind of year of the table's periods, as the open data standard calls it.
    producer : str
        The organisation that releases.
    supersedes : bool
        Whether it replaces the release of the same name and day.

    Returns
    -------
    Release
        Of the source ``disclosed-<name>``, known from the day of the decision.

    Raises
    ------
    InputError
        A row has no place or no period.
    StoreError
        As :meth:`Warehouse.write` says.
    """
    reading = read_disclosed(disclosure, time_identifier=time_identifier, producer=producer)
    return warehouse.write(reading, loaded_at=loaded_at, supersedes=supersedes)


def recall_disclosed(
    register: Register,
    record_id: str,
    *,
    reason: str,
    by: str,
    as_of: date,
    warehouse: Warehouse | None = None,
) -> Recall:
    """Take a table of ours back: out of the warehouse's answers, and in the register.

    Parameters
    ----------
    register : Register
    record_id : str
    reason, by : str
        ``by`` is a role or an account's id.
    as_of : date
    warehouse : Warehouse, optional
        In which it was kept as figures. What was shown cannot be unseen; it is shown no more, on
        whatever day an answer is for.

    Raises
    ------
    UsageError
        As :meth:`Register.recall` says.
    StoreError
        The register is in use, or one of the two cannot be written to.
    """
    register.check_recall(record_id, reason, by)
    if warehouse is not None:
        name = f"{DISCLOSED}{record_id}-r{READER_VERSION}"
        for release in warehouse.releases():
            if release.id == name:
                withdraw_release(release.folder, reason=reason, by=by, as_of=as_of)
    return register.recall(record_id, reason, by, as_of)


def read_disclosed(
    disclosure: Disclosure, *, time_identifier: str = "Academic year", producer: str = NOT_STATED
) -> Reading:
    """The observations of a released table.

    Returns
    -------
    Reading
        Series are named by what is counted, of whom and for which items:
        ``disclosed:pupils?population=disadvantaged&sex=Girls``. A percentage has its numerator
        and denominator where both are printed. A hidden figure is empty, with the symbol ``c``.

    Raises
    ------
    InputError
        A row has no place or no period.
    """
    record, structure = disclosure.record, disclosure.structure
    rows = list(_rows(disclosure, time_identifier))
    lost = [row["row"] for row in rows if not row["place"] or not row["time_period"]]
    if lost:
        problem = "no place or no period, which the structure must name"
        faults = [Fault(f"{record.name}.csv: row {row}", problem) for row in dict.fromkeys(lost)]
        raise InputError("the table cannot be kept as figures of places", faults)
    observations = pl.DataFrame(rows, schema=OBSERVATIONS)
    return Reading(
        provenance=Provenance(
            source=f"{DISCLOSED}{record.name}",
            producer=producer,
            title=record.name,
            address=NOT_STATED,
            licence=NOT_STATED,
            published=record.as_of,
            retrieved=record.as_of,
            sha256=record.sha256,
            reader=READER_VERSION,
            files=(f"{record.name}.csv",),
        ),
        observations=observations.sort("series", "place", "time_period"),
        series=_series(observations, structure),
    )


def indicator_for(
    disclosure: Disclosure,
    measure: str,
    title: str,
    *,
    better: str = "neither",
    topic: str = "Released by us",
    population: str = "",
) -> str:
    """An indicator's definition file for a released measure, to be kept and corrected.

    Parameters
    ----------
    disclosure : Disclosure
    measure : str
        Id of one of its measures.
    title : str
        In words that a governor understands.
    better : str
        ``higher``, ``lower`` or ``neither``.
    topic, population : str
        In words; by default the population's id.

    Returns
    -------
    str
        TOML, with one group for each combination of items.

    Raises
    ------
    UsageError
        The table does not print the measure.
    """
    structure = disclosure.structure
    measures = {
        measure.id: measure
        for measure in structure.measure
        if measure.column and not measure.withheld
    }
    if measure not in measures:
        raise UsageError(f"no measure {measure!r} in this release; it prints {', '.join(measures)}")
    of = measures[measure]
    reading = read_disclosed(disclosure)
    names = reading.series["series"].to_list()
    plain = series_name(structure, measure, ())
    start = f"disclosed:{measure}"
    groups = [name for name in names if name.split("?")[0] == start and name != plain]
    units = {"percent": "percent", "rate": "per_100", "mean": "score", "sum": "count"}
    definition: dict[str, object] = {
        "title": title,
        "population": population or structure.population,
        "numerator": of.numerator or measure,
        "denominator": of.denominator or "none: a count",
        "unit": units.get(of.unit, "count"),
        "better": better,
        "topic": topic,
        "decimal_places": of.decimals if of.is_ratio and of.decimals is not None else 0,
        "series": [{"series": plain}],
        "source": [{"title": f"our own release {disclosure.record.id}", "verified": True}],
        "group": [
            {
                "id": _group_id(name, plain),
                "title": _words(name, plain),
                "series": [{"series": name}],
            }
            for name in groups
        ],
    }
    Indicator.model_validate(definition)
    return tomli_w.dumps(definition)


def series_name(structure: Structure, measure: str, items: tuple[tuple[str, str], ...]) -> str:
    """How the series of a cell is called; the population is left out where it is everybody.

    Examples
    --------
    >>> from stocktake.disclosure import Structure
    >>> girls = Structure.model_validate(
    ...     {"population": "fsm", "measure": [{"id": "pupils", "column": "n"}]}
    ... )
    >>> series_name(girls, "pupils", (("sex", "Girls"),))
    'disclosed:pupils?population=fsm&sex=Girls'
    """
    pairs = [] if structure.population == "all" else [("population", structure.population)]
    end = "&".join(f"{name}={item}" for name, item in (*pairs, *items))
    return f"disclosed:{measure}" + (f"?{end}" if end else "")


def _rows(disclosure: Disclosure, time_identifier: str) -> Iterator[dict[str, object]]:
    structure, frame = disclosure.structure, disclosure.released.content
    measures = {
        measure.id: measure
        for measure in structure.measure
        if measure.column and not measure.withheld
    }
    for number, row in enumerate(frame.iter_rows(named=True), start=2):
        cell = identity(structure, row)
        for measure in measures.values():
            yield {
                "series": series_name(structure, measure.id, cell.items),
                "place": cell.place,
                "time_period": cell.period,
                "time_identifier": time_identifier,
                "span_years": 1,
                "group": "all",
                "value": _figure(row, measure),
                "numerator": _figure(row, measures.get(measure.numerator)),
                "denominator": _figure(row, measures.get(measure.denominator)),
                "missing": row[f"{measure.column}{SYMBOL}"],
                "stage": None,
                "text": None,
                "row": number,
            }


def _figure(row: dict[str, object], measure: Measure | None) -> float | None:
    value = None if measure is None else row[measure.column]
    return None if value is None else float(str(value))


def _series(observations: pl.DataFrame, structure: Structure) -> pl.DataFrame:
    measures = {measure.id: measure for measure in structure.measure}
    rows = []
    for name in observations["series"].unique().sort():
        start, _, end = name.removeprefix("disclosed:").partition("?")
        row: dict[str, object] = dict.fromkeys(SERIES)
        row["series"] = name
        title = measures[start].title or start
        row["title"] = title + (f" ({end.replace('&', '; ').replace('=', ': ')})" if end else "")
        row["topic"] = "Released by us"
        row["unit"] = UNITS[measures[start].unit]
        row["decimal_places"] = measures[start].decimals
        row["listings"] = []
        rows.append(row)
    return pl.DataFrame(rows, schema=SERIES)


def _group_id(name: str, plain: str) -> str:
    items = _items(name, plain)
    item_label = "-".join(item.partition("=")[2] for item in items)
    return "-".join("".join(c if c.isalnum() else " " for c in item_label.lower()).split())


def _words(name: str, plain: str) -> str:
    return "; ".join(item.replace("=", ": ") for item in _items(name, plain))


def _items(name: str, plain: str) -> list[str]:
    common = set(plain.partition("?")[2].split("&"))
    return [item for item in name.partition("?")[2].split("&") if item not in common]
