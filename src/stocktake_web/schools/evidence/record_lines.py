"""The records of a kind one by one, by the same rows and days as they are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model

from stocktake.standards import period_label
from stocktake_web.accounts.models import School
from stocktake_web.schools.evidence.dated_rows import DatedRows
from stocktake_web.schools.interests.models import AdviserInterest
from stocktake_web.schools.predictions.models import PredictionRequest


@dataclass(frozen=True)
class RecordLine:
    """One record that is counted."""

    day: date
    row: Any

    @property
    def school(self) -> School | None:
        """The school that it is about; None where it is about none."""
        school = getattr(self.row, "school", None)
        if school is None and hasattr(self.row, "setting"):
            school = self.row.setting.school
        return school if isinstance(school, School) else None

    @property
    def title(self) -> str:
        """What it is about, in the words of the record."""
        if isinstance(self.row, PredictionRequest):
            return f"Round “{self.row.round}”, results of {period_label(self.row.time_period)}"
        if isinstance(self.row, AdviserInterest):
            return str(self.row.owner_user.display_name)
        provision = getattr(self.row, "provision", None)
        if provision is not None:
            return str(provision.title)
        title = getattr(self.row, "title", "")
        return self.school.name if self.school else str(title or self.row)


def record_lines(source: DatedRows, first_day: date, last_day: date) -> list[RecordLine]:
    """What a period counts, the latest first; of rows that count once together the latest."""
    day = F(source.day) if isinstance(source.day, str) else source.day
    key = F(source.distinct) if isinstance(source.distinct, str) else source.distinct
    rows = (
        source.rows.order_by()
        .annotate(evidence_day=day, evidence_key=key)
        .filter(evidence_day__gte=first_day, evidence_day__lte=last_day)
        .order_by("-evidence_day", "-pk")
    )
    if _has_school(rows.model):
        rows = rows.select_related("school")
    return list(_lines(rows))


def _lines(rows: Any) -> Iterator[RecordLine]:
    known_keys = set()
    for row in rows:
        if row.evidence_key not in known_keys:
            known_keys.add(row.evidence_key)
            yield RecordLine(row.evidence_day, row)


def _has_school(model: type[Model]) -> bool:
    try:
        model._meta.get_field("school")
    except FieldDoesNotExist:
        return False
    return True
