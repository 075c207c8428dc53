"""What the map says, as pages show it: each finding with the visible parts of its score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from stocktake.programmes import CoverageResult, Overlap, Score, Term, term_on
from stocktake_web.programmes.descriptions.wording import PHASES
from stocktake_web.services.programme_maps import MapAnswers

PART_NAMES = {
    "themes": "Same themes",
    "schools": "Same schools and terms",
    "ages": "Same ages",
    "groups": "Same groups",
    "wards": "Same wards",
    "uncovered": "Share without a place",
    "size": "Size next to the largest gap",
    "lasting": "Nothing is proposed",
}
STATUS_TEXTS = {
    "met": ("Met", "green"),
    "not_met": ("Not met", "red"),
    "not_yet_due": ("Not yet due", "blue"),
    "cannot_tell": ("Cannot tell", "grey"),
}
GAP_KINDS = {
    "no_offer": "Nothing is offered",
    "uncovered": "Not everybody is covered",
    "ages": "Ages are not covered",
    "capacity": "Too few places",
    "no_successor": "Nobody takes over",
    "barrier": "Nobody works on a barrier",
}
PROPOSAL_MARK = "proposed: "
ORDINALS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
)


@dataclass(frozen=True)
class ScoreRow:
    """One part of a score in words; ``points`` is a question mark where it is unknown."""

    name: str
    points: str
    weight: str
    text: str


@dataclass(frozen=True)
class ScoreView:
    """A score with its parts in words."""

    label: str
    rows: tuple[ScoreRow, ...]


def score_view(score: Score, *, sees_proposals: bool = True) -> ScoreView:
    """A score's parts; what is proposed is named only to whom proposals are open."""
    rows = []
    for part in score.parts:
        text = part.text
        if text.startswith(PROPOSAL_MARK) and not sees_proposals:
            text = "something is proposed"
        points = "?" if part.share is None else f"{part.share * part.weight:.0f}"
        rows.append(ScoreRow(PART_NAMES[part.name], points, f"{part.weight:g}", text))
    return ScoreView(score.label, tuple(rows))


def overlap_groups(overlaps: Sequence[Overlap]) -> dict[str, list[tuple[Overlap, ScoreView]]]:
    """Overlaps by how sure they are and whether they are intended; empty groups are left out."""
    groups: dict[str, list[tuple[Overlap, ScoreView]]] = {
        "They do the same for the same people": [],
        "The same, and intended: they work as one": [],
        "Possible: something is not stated": [],
    }
    certain, intended, possible = groups.values()
    for overlap in overlaps:
        is_certain = overlap.certainty == "certain"
        group = (intended if overlap.is_coordinated else certain) if is_certain else possible
        group.append((overlap, score_view(overlap.score)))
    return {heading: rows for heading, rows in groups.items() if rows}


def term_span(terms: Sequence[Term]) -> str:
    """The first and the last of some terms."""
    first, last = terms[0].label, terms[-1].label
    return first.capitalize() if first == last else f"{first.capitalize()} to {last}"


def coverage_rows(
    results: Sequence[CoverageResult], names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Each rule with its answer, and each part with the schools that are missing, by name."""
    for result in results:
        words, colour = STATUS_TEXTS[result.status]
        yield {
            "text": result.rule.text,
            "due": result.rule.due,
            "status": words,
            "colour": colour,
            "reason": result.reason,
            "parts": [
                {
                    "text": names.get(part.text, PHASES.get(part.text, part.text)),
                    "delivered": len(part.delivered_urns),
                    "required": part.required_count,
                    "promised": len(part.promised_urns),
                    "missing": []
                    if part.is_met
                    else [names.get(str(urn), str(urn)) for urn in part.missing_urns],
                }
                for part in result.requirements
            ],
        }


def present_term(answers: MapAnswers) -> Term:
    """The term of today, or the plan's last where it is over."""
    return min(max(term_on(answers.as_of), answers.terms[0]), answers.terms[-1])


def ask_rows(answers: MapAnswers, term: Term) -> list[dict[str, Any]]:
    """What each school is asked in a term, the most first."""
    table = answers.burden.table.filter(pl.col("term") == str(term))
    rows = table.sort("asks_count", "minutes", "school_urn", descending=[True, True, False])
    return list(rows.iter_rows(named=True))


def calendar(answers: MapAnswers, urn: int) -> list[tuple[Term, dict[str, Any], list[Any]]]:
    """Every ask of one school by term, with the term's sums; terms without asks are left out."""
    school_asks = answers.burden.calendar.filter(pl.col("school_urn") == urn)
    sums = answers.burden.table.filter(pl.col("school_urn") == urn)
    by_term: dict[str, list[Any]] = {}
    for ask in school_asks.iter_rows(named=True):
        by_term.setdefault(ask["term"], []).append(ask)
    sums_by_term = {row["term"]: row for row in sums.iter_rows(named=True)}
    return [
        (term, sums_by_term[str(term)], by_term[str(term)])
        for term in answers.terms
        if str(term) in by_term
    ]


def ordinal(number: int) -> str:
    """A number as an order.

    Examples
    --------
    >>> ordinal(5), ordinal(12), ordinal(21)
    ('fifth', '12th', '21st')
    """
    if number < len(ORDINALS):
        return ORDINALS[number]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 <= number % 100 <= 20 else ending}"
