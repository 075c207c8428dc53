"""A school's inspections in every regime, each in its own words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import polars as pl

from stocktake.schools.inspections import distinct_inspections, known_inspections
from stocktake.schools.profile.model import AreaJudgement, InspectionPart, InspectionRecord
from stocktake.sources.schools.inspections import inspection_regimes

AREA_TITLES = {
    "overall": "Overall effectiveness",
    "sixth_form": "Sixth form",
    "post_16": "Post-16 provision",
}
"""Other areas are called as they are named."""

NOT_INSPECTED = (
    "No inspection of the school is held: it counts as not yet rated, which is no grade."
)


def inspection_part(
    inspections: pl.DataFrame, numbers: Collection[int], as_of: date
) -> InspectionPart:
    """The inspections of a school under all its numbers, latest first.

    Parameters
    ----------
    inspections : polars.DataFrame
        Columns of ``stocktake.schools.school_data.INSPECTIONS``.
    numbers : collection of int
        The school's own numbers; not those of schools that were merged into it.
    as_of : date
        Outcomes published later are not known.

    Returns
    -------
    InspectionPart
        With a sentence on the latest full inspection; none on another regime's scale.
    """
    rows = inspections.filter(pl.col("school_urn").is_in(list(numbers)))
    rows = distinct_inspections(known_inspections(rows, as_of))
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows.iter_rows(named=True):
        key = (row["inspection_date"], row["regime"], row["school_urn"], row["event"])
        groups.setdefault(key, []).append(row)
    records = [_record(group) for group in groups.values()]
    records.sort(key=lambda record: record.inspection_date or date.min, reverse=True)
    return InspectionPart(inspections=tuple(records), sentence=_sentence(records))


def _record(rows: list[dict[str, Any]]) -> InspectionRecord:
    first = rows[0]
    regime = inspection_regimes().get(first["regime"])
    order = {"overall": 0}
    judgements = sorted(rows, key=lambda row: (order.get(row["area"], 1), row["area"] or ""))
    return InspectionRecord(
        regime=first["regime"],
        regime_title=regime.title if regime else first["regime"],
        inspection_date=first["inspection_date"],
        published_date=first["published_date"],
        event=first["event"],
        judgements=tuple(
            AreaJudgement(area=row["area"], title=area_title(row["area"]), value=row["value"])
            for row in judgements
            if row["area"]
        ),
        safeguarding=first["safeguarding"],
        category=first["category"],
        inspected_urn=first["school_urn"],
    )


def area_title(area: str) -> str:
    """An area of inspection as a page shows it.

    Examples
    --------
    >>> area_title("curriculum_and_teaching")
    'Curriculum and teaching'
    """
    return AREA_TITLES.get(area) or area.replace("_", " ").capitalize()


def _sentence(records: list[InspectionRecord]) -> str:
    """What the latest inspection with any judgement found."""
    with_judgement = [
        record for record in records if any(entry.value for entry in record.judgements)
    ]
    if not with_judgement:
        return NOT_INSPECTED
    latest = with_judgement[0]
    day = latest.inspection_date
    date_text = f"{day.day} {day:%B %Y}" if day else "a day that is not known"
    safeguarding = f"; safeguarding {latest.safeguarding}" if latest.safeguarding else ""
    category = f"; category: {latest.category}" if latest.category else ""
    overall = [
        entry.value for entry in latest.judgements if entry.area == "overall" and entry.value
    ]
    if overall:
        grade = " or ".join(overall) + (" (files differ)" if len(overall) > 1 else "")
        return (
            f"Latest inspection, {date_text}: {grade} overall{safeguarding}{category}. Overall "
            "grades ended in August 2024 and are not compared with later inspections."
        )
    return (
        f"Latest inspection, {date_text}: {_areas_by_value(latest)}{safeguarding}{category}. "
        "There is no overall grade, and none is derived."
    )


def _areas_by_value(record: InspectionRecord) -> str:
    regime = inspection_regimes().get(record.regime)
    words = regime.grade_words() if regime else ()
    values = [entry.value for entry in record.judgements if entry.value]
    order = {word: index for index, word in enumerate(words)}
    parts = []
    for value in sorted(set(values), key=lambda value: order.get(value, len(order))):
        count = values.count(value)
        parts.append(f"{value.lower()} in {count} {'area' if count == 1 else 'areas'}")
    return ", ".join(parts)
