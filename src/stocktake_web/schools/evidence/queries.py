"""Reads the evidence pack of an area: counts from its records, and what is missing first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stocktake.schools import (
    EvidenceItem,
    EvidencePack,
    RecordKind,
    RecordSummary,
    evidence_pack,
    load_evidence_scheme,
)
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.plans.revisions.models import PlanRevision
from stocktake_web.schools.evidence.challenge_rows import challenge_rows
from stocktake_web.schools.evidence.dated_rows import (
    DatedRows,
    RecordCount,
    count_rows,
    day_of,
)
from stocktake_web.schools.evidence.periods import Period
from stocktake_web.schools.evidence.reinspection import Reinspection, next_reinspection
from stocktake_web.schools.evidence.sources import RecordSource, record_sources
from stocktake_web.schools.evidence.support_rows import support_rows
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.school_grades import stored_grades

UNKNOWN_KIND = "Stocktake knows no such kind of record, so that it counts none."


@dataclass(frozen=True)
class Evidence:
    """The pack of an area for a period.

    Parameters
    ----------
    latest_before : mapping of str to date
        Of kinds without a record in the period, the day of the latest one before it.
    """

    place: str
    period: Period
    pack: EvidencePack
    latest_before: Mapping[str, date]
    reinspection: Reinspection | None

    def source_of(self, kind: RecordKind) -> RecordSource:
        """What is counted of a kind, and where it is."""
        unknown = RecordSource(kind=kind.id, description=UNKNOWN_KIND)
        return record_sources().get(kind.id, unknown)

    @property
    def missing(self) -> list[RecordKind]:
        """Kinds that are kept here and of which the period has no record."""
        return [kind for kind in self.pack.missing if self.source_of(kind).is_kept]

    @property
    def not_kept(self) -> list[RecordKind]:
        """Kinds of which nothing is kept here, whatever was done."""
        return [kind for kind in self.pack.missing if not self.source_of(kind).is_kept]

    @property
    def answered_count(self) -> int:
        """Points of which every kind of record is there and fresh."""
        return self.pack.fresh_count

    def words_of(self, item: EvidenceItem) -> str:
        """What an item is, in words that a document uses too."""
        match item.status:
            case "missing":
                is_kept = self.source_of(item.record_kind).is_kept
                return "No record" if is_kept else "Not kept here"
            case "too_few":
                return f"Too few: {item.record_kind.smallest_count} are needed"
            case "old":
                return f"Old: more than {item.record_kind.fresh_within_days} days"
        return "On record"


def evidence_of(area: Area, period: Period) -> Evidence:
    """The evidence of a period; one query for all kinds of record."""
    scheme = load_evidence_scheme(own_definitions(area))
    known_kinds = {kind.id for kind in scheme.record_kind}
    counts = {kind: count for kind, count in _counts(area, period).items() if kind in known_kinds}
    reinspection = next_reinspection(area, services.today())
    return Evidence(
        place=area.name,
        period=period,
        pack=evidence_pack(
            scheme,
            {kind: _summary(count) for kind, count in counts.items()},
            period.last_day,
            visit_date=reinspection.opens if reinspection else None,
        ),
        latest_before={
            kind: count.latest for kind, count in counts.items() if count.latest and not count.count
        },
        reinspection=reinspection,
    )


def record_rows(area: Area) -> dict[str, DatedRows]:
    """The rows by kind of record, of those kinds that are rows; nothing is read yet."""
    return challenge_rows(area) | support_rows(area)


def kind_title(area: Area, kind: str) -> str:
    """What the letter's scheme calls a kind of record; its id where it has none."""
    scheme = load_evidence_scheme(own_definitions(area))
    return next((row.title for row in scheme.record_kind if row.id == kind), kind)


def _summary(count: RecordCount) -> RecordSummary:
    return RecordSummary(count.count, count.latest if count.count else None)


def _counts(area: Area, period: Period) -> dict[str, RecordCount]:
    return count_rows(record_rows(area), period.first_day, period.last_day) | {
        "plan_target": _targets(area, period),
        "access_figure": _shares(area, period),
    }


def _targets(area: Area, period: Period) -> RecordCount:
    """The targets of the plan that was in force on the last day, of whatever day it is."""
    revisions = PlanRevision.objects.filter(area=area).annotate(evidence_day=day_of("created_at"))
    row = revisions.filter(evidence_day__lte=period.last_day).first()
    if row is None:
        return RecordCount(0, None)
    return RecordCount(len(services.plan_of(row).target), row.evidence_day)


def _shares(area: Area, period: Period) -> RecordCount:
    stored = stored_grades(area)
    if stored is None or stored.grades.as_of > period.last_day:
        return RecordCount(0, None)
    return RecordCount(int(stored.grades.as_of >= period.first_day), stored.grades.as_of)
