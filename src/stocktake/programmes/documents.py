"""What the map says as plain values, for programs: ids, days as text, absences by their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from stocktake.programmes.burden import Burden
from stocktake.programmes.coverage import CoverageResult
from stocktake.programmes.dose import Uptake
from stocktake.programmes.gaps import Gap
from stocktake.programmes.matrix import ThemeRow
from stocktake.programmes.overlap import Overlap
from stocktake.programmes.programme import Programme
from stocktake.programmes.proposal import ProposalAnswer
from stocktake.programmes.score import Score

CONTRACT = "stocktake-programmes-1"


def map_document(
    programmes: Sequence[Programme],
    themes: Iterable[ThemeRow],
    uptake: Sequence[Uptake],
    burden: Burden,
) -> dict[str, Any]:
    """Programmes as they are described, the themes, what was taken up, and asks by school."""
    taken_up = {item.programme.id: item for item in uptake}
    return {
        "contract": CONTRACT,
        "programmes": [
            programme.model_dump(mode="json") | {"uptake": _uptake(taken_up[programme.id])}
            for programme in programmes
        ],
        "themes": [
            {"theme": row.theme, "title": row.title, "programmes": row.programmes} for row in themes
        ],
        "burden": burden.table.to_dicts(),
        "calendar": burden.calendar.to_dicts(),
    }


def overlap_document(overlaps: Iterable[Overlap]) -> dict[str, Any]:
    """Every overlap with its reasons and the parts of its score."""
    return {"contract": CONTRACT, "overlaps": [_overlap(item) for item in overlaps]}


def gap_document(gaps: Iterable[Gap]) -> dict[str, Any]:
    """Every gap with its reasons and the parts of its score."""
    return {
        "contract": CONTRACT,
        "gaps": [
            {
                "kind": gap.kind,
                "answer": gap.answer,
                "subject": gap.subject,
                "text": gap.text,
                "need_count": gap.need_count,
                "uncovered_count": gap.uncovered_count,
                "reasons": gap.reasons,
                "source": gap.source,
                "score": _score(gap.score),
            }
            for gap in gaps
        ],
    }


def coverage_document(results: Iterable[CoverageResult]) -> dict[str, Any]:
    """Every rule with its parts and the schools that are missing."""
    return {
        "contract": CONTRACT,
        "coverage": [
            {
                "id": result.rule.id,
                "text": result.rule.text,
                "due": _day(result.rule.due),
                "status": result.status,
                "reason": result.reason,
                "parts": [
                    {
                        "text": part.text,
                        "required_count": part.required_count,
                        "delivered_count": len(part.delivered_urns),
                        "promised_count": len(part.promised_urns),
                        "schools_count": len(part.school_urns),
                        "is_met": part.is_met,
                        "missing": part.missing_urns,
                    }
                    for part in result.requirements
                ],
            }
            for result in results
        ],
    }


def proposal_document(answer: ProposalAnswer) -> dict[str, Any]:
    """What a proposal would add to each school, and who does it already."""
    return {
        "contract": CONTRACT,
        "proposal": answer.proposal.id,
        "already_done_by": answer.same_ids,
        "schools": [
            {
                "school_urn": item.school_urn,
                "term": str(item.term),
                "ask_number": item.ask_number,
                "minutes": item.minutes,
                "is_over_asks": item.is_over_asks,
                "is_over_minutes": item.is_over_minutes,
                "already_done_by": item.same_ids,
            }
            for item in answer.schools
        ],
        "overlaps": [_overlap(item) for item in answer.overlaps],
    }


def _overlap(overlap: Overlap) -> dict[str, Any]:
    return {
        "programmes": [overlap.first.id, overlap.second.id],
        "certainty": overlap.certainty,
        "reasons": overlap.reasons,
        "is_coordinated": overlap.is_coordinated,
        "themes": overlap.themes,
        "participants": overlap.participants,
        "terms": [str(term) for term in overlap.terms],
        "places": [{"school_urn": urn, "term": str(term)} for urn, term in overlap.school_terms],
        "score": _score(overlap.score),
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "lowest": score.lowest,
        "highest": score.highest,
        "parts": [
            {"name": part.name, "share": part.share, "weight": part.weight, "text": part.text}
            for part in score.parts
        ],
    }


def _uptake(uptake: Uptake) -> dict[str, Any]:
    return {
        "schools": uptake.schools_counts,
        "offered_count": uptake.offered_count,
        "started_count": uptake.started_count,
        "completed_count": uptake.completed_count,
        "unknown_count": uptake.unknown_count,
        "contact_vacancies": uptake.vacancies,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
