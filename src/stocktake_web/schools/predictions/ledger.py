"""The ledger of an area, read from its rows: a row that was changed is noticed."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.schools import Ledger, LedgerEntry
from stocktake.standards import period_label
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.formats import number
from stocktake_web.schools.predictions.models import PredictionEntry
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.predictions import measures_of

_ledgers = LRUCache[Ledger](size=16)


@dataclass(frozen=True)
class EntryView:
    """An entry as a page shows it.

    Parameters
    ----------
    is_corrected : bool
        Whether a later entry took its place.
    """

    row: PredictionEntry
    entry: LedgerEntry
    measure: str
    period: str
    value: str
    is_corrected: bool


def ledger_of(area: Area) -> Ledger:
    """The ledger of an area; one query, and read again only when an entry was added.

    Raises
    ------
    StoreError
        An entry was changed, taken away or put in between.
    """
    texts = list(PredictionEntry.objects.filter(area=area).values_list("text", flat=True))
    key = (area.pk, hash(tuple(texts)))
    return _ledgers.get(
        key, lambda: Ledger(tuple(LedgerEntry.model_validate_json(text) for text in texts))
    )


def entry_views(area: Area, school: School) -> list[EntryView]:
    """The entries of one school, the latest first."""
    ledger = ledger_of(area)
    measures = measures_of(area)
    rows = PredictionEntry.objects.filter(rows_about([school]), area=area).select_related(
        "by", "school"
    )
    views = []
    for row in rows.order_by("-number"):
        entry = ledger.entries[row.number - 1]
        item = entry.prediction
        measure = measures.get(item.measure)
        title = measure.title if measure else item.measure
        views.append(
            EntryView(
                row,
                entry,
                f"{title}: {item.subject}" if item.subject else title,
                period_label(item.time_period),
                value_words(entry, measure.unit if measure else ""),
                row.number in ledger.corrected_numbers,
            )
        )
    return views


def value_words(entry: LedgerEntry, unit: str) -> str:
    """What an entry predicts: a value, or pupils by grade."""
    item = entry.prediction
    if item.grade_counts:
        return ", ".join(
            f"{count} with {grade}" for grade, count in item.grade_counts.items() if count
        )
    return f"{number(item.value, 1)}{'%' if unit == 'percent' else ''}"
