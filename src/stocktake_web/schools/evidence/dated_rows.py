"""Rows of one kind of record, each with the day that counts; how they are counted is here once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateField,
    DateTimeField,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, TruncDate

from stocktake_web.audit.models import Event
from stocktake_web.formats import LONDON


@dataclass(frozen=True)
class DatedRows:
    """Rows that answer a point, and by which day.

    Parameters
    ----------
    day : str or expression
        The field, or the expression, of the day that counts.
    distinct : str or expression
        Of what each is counted once; by default of the row.
    """

    rows: QuerySet[Any]
    day: Any
    distinct: Any = "pk"


@dataclass(frozen=True)
class RecordCount:
    """How many records of a period, and the latest up to its last day.

    Parameters
    ----------
    latest : date or None
        It may be of before the period, where the period has none.
    """

    count: int
    latest: date | None


def count_rows(
    sources: Mapping[str, DatedRows], first_day: date, last_day: date
) -> dict[str, RecordCount]:
    """Count the rows of a period, by kind of record; one query for all of them.

    Parameters
    ----------
    sources : mapping of str to DatedRows
        By kind. A kind without a row up to the last day has none in what is returned.
    """
    first, *rest = (_sums(kind, source, first_day, last_day) for kind, source in sources.items())
    return {
        kind: RecordCount(count, latest) for kind, count, latest in first.union(*rest, all=True)
    }


def _sums(kind: str, source: DatedRows, first_day: date, last_day: date) -> QuerySet[Any]:
    day = F(source.day) if isinstance(source.day, str) else source.day
    in_period = Q(evidence_day__gte=first_day)
    # An order of the model would group the sums by it.
    rows = source.rows.order_by().annotate(
        evidence_day=day, evidence_kind=Value(kind, output_field=CharField())
    )
    sums: QuerySet[Any] = (
        rows.filter(evidence_day__lte=last_day)
        .values("evidence_kind")
        .annotate(
            in_period=Count(source.distinct, filter=in_period, distinct=True),
            latest=Max("evidence_day", output_field=DateField()),
        )
        .values_list("evidence_kind", "in_period", "latest")
    )
    return sums


def day_of(moment: str) -> TruncDate:
    """The day in England of a field that holds a moment."""
    return TruncDate(moment, tzinfo=LONDON)


def last_change(model: type[Any]) -> TruncDate:
    """The day on which a row was last added or changed, by its history.

    For what has no day of its own, such as a rating. A row without a history has none.
    """
    events = Event.objects.filter(
        object_type=model._meta.label_lower, object_id=Cast(OuterRef("pk"), CharField())
    )
    latest = Subquery(events.order_by("-at").values("at")[:1], output_field=DateTimeField())
    return TruncDate(latest, tzinfo=LONDON)
