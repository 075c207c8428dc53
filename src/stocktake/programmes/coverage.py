"""Whether as many schools are reached as the plan promises, rule by rule, with who is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from stocktake.programmes.coverage_rules import BaseRule, Reach, Requirement
from stocktake.programmes.presence import Presence
from stocktake.programmes.tables import DeliveryRow
from stocktake.programmes.terms import Term

CoverageStatus = Literal["met", "not_met", "not_yet_due", "cannot_tell"]


@dataclass(frozen=True)
class CoverageResult:
    """One rule and what became of it.

    Parameters
    ----------
    status : str
        ``not_yet_due`` where it is not met and its day has not passed.
    requirements : tuple of Requirement
        Its parts; all have to be met.
    reason : str
        Why no answer is possible.
    """

    rule: BaseRule
    status: CoverageStatus
    requirements: tuple[Requirement, ...]
    reason: str = ""


def assess_coverage(
    rules: Sequence[BaseRule],
    presence: Presence,
    deliveries: Sequence[DeliveryRow],
    *,
    as_of: date,
) -> list[CoverageResult]:
    """Hold each rule of a plan against what was delivered by a day.

    Delivered is what a row of deliveries says so of, in a term that had begun. Offers, agreements
    and what a programme says of all its schools are promises, and counted apart.
    """
    delivered_rows = {
        (row.programme, row.school_urn, row.term)
        for row in deliveries
        if row.state == "delivered" and row.term.starts <= as_of
    }
    return [_assess(rule, presence, delivered_rows, as_of) for rule in rules]


def _assess(
    rule: BaseRule, presence: Presence, delivered_rows: set[tuple[str, int, Term]], as_of: date
) -> CoverageResult:
    if not presence.schools:
        return CoverageResult(rule, "cannot_tell", (), "the plan has no list of schools")
    reaches = _reaches(rule, presence, delivered_rows)
    requirements = tuple(rule.requirements(presence.schools, reaches))
    empty = [part.text for part in requirements if not part.school_urns]
    if empty:
        reason = f"no school in the list counts for {', '.join(empty)}"
        return CoverageResult(rule, "cannot_tell", requirements, reason)
    if all(part.is_met for part in requirements):
        return CoverageResult(rule, "met", requirements)
    is_open = rule.due is not None and as_of <= rule.due
    return CoverageResult(rule, "not_yet_due" if is_open else "not_met", requirements)


def _reaches(
    rule: BaseRule, presence: Presence, delivered_rows: set[tuple[str, int, Term]]
) -> list[Reach]:
    """Where the programmes of a rule are, in the terms that count for it."""
    columns = [
        column
        for column, term in enumerate(presence.terms)
        if (rule.due is None or term.starts <= rule.due)
        and (rule.starts is None or rule.starts <= term.ends)
    ]
    reaches = []
    for number, programme in enumerate(presence.programmes):
        if not rule.counts(programme):
            continue
        for row in presence.in_school[number].any(axis=1).nonzero()[0].tolist():
            urn = presence.schools[row].school_urn
            terms = [presence.terms[c] for c in columns if presence.in_school[number, row, c]]
            if terms:
                is_delivered = any((programme.id, urn, term) in delivered_rows for term in terms)
                reaches.append(Reach(programme, urn, is_delivered))
    return reaches
