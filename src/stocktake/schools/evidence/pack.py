"""Says from counts and dates of records which evidence is there and what is missing, that first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from stocktake.schools.evidence.definition import (
    EvidenceArea,
    EvidencePoint,
    EvidenceScheme,
    RecordKind,
)
from stocktake.standards.errors import Fault, UsageError, nearest

EvidenceStatus = Literal["missing", "too_few", "old", "fresh"]
ORDER: tuple[EvidenceStatus, ...] = ("missing", "too_few", "old", "fresh")


@dataclass(frozen=True)
class RecordSummary:
    """How many records of a kind there are, and the date of the latest."""

    count: int
    latest: date | None


@dataclass(frozen=True)
class EvidenceItem:
    """One kind of record for one point.

    Parameters
    ----------
    status : str
        ``missing`` (none), ``too_few``, ``old`` (the latest is too long ago) or ``fresh``.
    """

    record_kind: RecordKind
    status: EvidenceStatus
    count: int
    latest: date | None


@dataclass(frozen=True)
class PointEvidence:
    """One point with its evidence, what is missing first.

    Parameters
    ----------
    status : str
        The weakest of its items: a point is answered when every kind of record is fresh.
    """

    point: EvidencePoint
    status: EvidenceStatus
    items: tuple[EvidenceItem, ...]


@dataclass(frozen=True)
class AreaEvidence:
    """One area of the pack: its points, those without evidence first."""

    area: EvidenceArea
    points: tuple[PointEvidence, ...]


@dataclass(frozen=True)
class EvidencePack:
    """Everything, under the areas, and what is missing in one list.

    Parameters
    ----------
    missing : tuple of RecordKind
        Kinds of which there is no record at all, in the scheme's order, each once.
    fresh_count : int
        Points of which every kind of record is fresh.
    days_to_visit : int or None
        Days to a re-inspection or monitoring visit; None where no day is known.
    """

    scheme: EvidenceScheme
    as_of: date
    areas: tuple[AreaEvidence, ...]
    missing: tuple[RecordKind, ...]
    fresh_count: int
    point_count: int
    days_to_visit: int | None


def evidence_pack(
    scheme: EvidenceScheme,
    records: Mapping[str, RecordSummary],
    as_of: date,
    *,
    visit_date: date | None = None,
) -> EvidencePack:
    """Which evidence answers each point on a day.

    Parameters
    ----------
    records : mapping of str to RecordSummary
        By kind of record; a kind that is not there has none. Records dated after ``as_of`` are
        left out by the caller.
    visit_date : date, optional
        A re-inspection or monitoring visit that was announced. One in the past counts no more.

    Raises
    ------
    UsageError
        For a kind of record that the scheme does not know, a negative count, a latest record
        after ``as_of``, or a count without a date.
    """
    _refuse_wrong_records(scheme, records, as_of)
    items = {kind.id: _item(kind, records.get(kind.id), as_of) for kind in scheme.record_kind}
    points = [_point(point, items) for point in scheme.point]
    areas = tuple(
        AreaEvidence(
            area, tuple(_weakest_first(row for row in points if row.point.area == area.id))
        )
        for area in scheme.area
    )
    is_to_come = visit_date is not None and visit_date >= as_of
    return EvidencePack(
        scheme=scheme,
        as_of=as_of,
        areas=areas,
        missing=tuple(item.record_kind for item in items.values() if item.status == "missing"),
        fresh_count=sum(row.status == "fresh" for row in points),
        point_count=len(points),
        days_to_visit=(visit_date - as_of).days if visit_date is not None and is_to_come else None,
    )


def _item(kind: RecordKind, record: RecordSummary | None, as_of: date) -> EvidenceItem:
    if record is None or record.count == 0 or record.latest is None:
        return EvidenceItem(kind, "missing", 0, None)
    status: EvidenceStatus = "fresh"
    if record.count < kind.smallest_count:
        status = "too_few"
    elif record.latest + timedelta(days=kind.fresh_within_days) < as_of:
        status = "old"
    return EvidenceItem(kind, status, record.count, record.latest)


def _point(point: EvidencePoint, items: Mapping[str, EvidenceItem]) -> PointEvidence:
    rows = sorted(
        (items[kind] for kind in point.evidence), key=lambda item: ORDER.index(item.status)
    )
    return PointEvidence(point, rows[0].status, tuple(rows))


def _weakest_first(points: Iterable[PointEvidence]) -> list[PointEvidence]:
    return sorted(points, key=lambda row: ORDER.index(row.status))


def _refuse_wrong_records(
    scheme: EvidenceScheme, records: Mapping[str, RecordSummary], as_of: date
) -> None:
    kinds = [kind.id for kind in scheme.record_kind]
    faults = [
        Fault(kind, "is no kind of record of this scheme", "", nearest(kind, kinds))
        for kind in records
        if kind not in kinds
    ]
    for kind, record in records.items():
        if record.count < 0:
            faults.append(Fault(kind, f"has a count of {record.count}", "0 or more"))
        if record.count > 0 and record.latest is None:
            faults.append(Fault(kind, "has records and no date of the latest", "a date"))
        if record.latest is not None and record.latest > as_of:
            problem = f"its latest record is of {record.latest.isoformat()}"
            faults.append(Fault(kind, problem, f"{as_of.isoformat()} or earlier"))
    if faults:
        raise UsageError("the evidence cannot be put together", faults)
