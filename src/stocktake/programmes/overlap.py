"""Programmes that do the same for the same people in the same school and term, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Literal

import numpy as np

from stocktake.programmes.absent_values import Absence, is_unknown
from stocktake.programmes.audience import SharedAudience, shared_audience
from stocktake.programmes.presence import Presence
from stocktake.programmes.programme import Audience, Programme
from stocktake.programmes.score import (
    OverlapWeights,
    Score,
    ScoreWeights,
    score_span,
    weighted_score,
)
from stocktake.programmes.terms import Term

Certainty = Literal["certain", "possible"]
SchoolShare = tuple[float | None, str]


@dataclass(frozen=True)
class Overlap:
    """Two programmes that do the same for the same people.

    Parameters
    ----------
    first, second : Programme
        In the order of their ids.
    themes : tuple of str
        Those that both have.
    terms : tuple of Term
        In which both run.
    certainty : str
        ``possible`` where something that could tell them apart is not stated.
    reasons : tuple of str
        What is not stated.
    is_coordinated : bool
        Whether they say that they work as one.
    schools : pair of float or None and str
        The share of the smaller programme's schools and terms, None where it is unknown, and why.
    span : pair of int
        The lowest and the highest score, out of 100.
    presence, positions : Presence, pair of int
        Where both are, and which of its programmes they are.
    """

    first: Programme
    second: Programme
    themes: tuple[str, ...]
    terms: tuple[Term, ...]
    certainty: Certainty
    reasons: tuple[str, ...]
    is_coordinated: bool
    schools: SchoolShare
    audience: SharedAudience
    span: tuple[int, int]
    weights: OverlapWeights = field(repr=False, compare=False)
    presence: Presence = field(repr=False, compare=False)
    positions: tuple[int, int] = field(repr=False, compare=False)

    @cached_property
    def score(self) -> Score:
        """How much they do the same, out of 100, with its parts."""
        audience = self.audience
        shares = {
            "themes": (
                _theme_share(self.first, self.second, self.themes),
                ", ".join(self.theme_titles),
            ),
            "schools": self.schools,
            "ages": (audience.ages, audience.ages_text),
            "groups": (audience.groups, audience.groups_text),
            "wards": (audience.wards, audience.wards_text),
        }
        return weighted_score(shares, self.weights)

    @cached_property
    def school_terms(self) -> tuple[tuple[int, Term], ...]:
        """Schools and terms in which both are; none where that is not known."""
        first, second = (self.presence.in_school[number] for number in self.positions)
        return self.presence.school_terms((first & second).ravel())

    @property
    def theme_titles(self) -> tuple[str, ...]:
        """The themes that both have, as people call them."""
        titles = self.presence.theme_titles
        return tuple(titles.get(theme, theme) for theme in self.themes)

    @property
    def participants(self) -> tuple[str, ...]:
        """Who takes part in both."""
        return self.audience.participants

    @property
    def school_urns(self) -> tuple[int, ...]:
        """The schools in which both are in one term."""
        return tuple(sorted({urn for urn, _ in self.school_terms}))


def find_overlaps(presence: Presence, weights: ScoreWeights) -> list[Overlap]:
    """Every pair that overlaps: certain ones first, then by score, then by id.

    A pair shares a theme, can have the same people, and is in one school in one term. Where the
    schools of one are not stated, or dates or audience, the pair is possible and says why.
    """
    return _sorted_pairs(presence, _pairs_with_theme(presence.programmes), weights)


def overlaps_with(presence: Presence, programme_id: str, weights: ScoreWeights) -> list[Overlap]:
    """The pairs of one programme alone."""
    programmes = presence.programmes
    pairs = [
        (first, second)
        for first, second in _pairs_with_theme(programmes)
        if programme_id in (programmes[first].id, programmes[second].id)
    ]
    return _sorted_pairs(presence, pairs, weights)


def _pairs_with_theme(programmes: Sequence[Programme]) -> list[tuple[int, int]]:
    """Pairs that share a theme, by position, the one with the smaller id first."""
    numbers: dict[str, list[int]] = {}
    for number in sorted(range(len(programmes)), key=lambda item: programmes[item].id):
        for theme in programmes[number].themes:
            numbers.setdefault(theme, []).append(number)
    return list({pair: None for group in numbers.values() for pair in combinations(group, 2)})


def _sorted_pairs(
    presence: Presence, pairs: Sequence[tuple[int, int]], weights: ScoreWeights
) -> list[Overlap]:
    overlaps = list(_overlaps(presence, pairs, weights))
    return sorted(
        overlaps,
        key=lambda item: (
            item.certainty,
            -item.span[0],
            -item.span[1],
            item.first.id,
            item.second.id,
        ),
    )


def _overlaps(
    presence: Presence, pairs: Sequence[tuple[int, int]], weights: ScoreWeights
) -> Iterator[Overlap]:
    places = _SharedPlaces(presence)
    audiences = _AudiencePairs(presence.programmes)
    for first, second in pairs:
        schools = places.schools(first, second)
        if schools is None:
            continue
        terms = places.terms(first, second)
        audience = audiences.shared(first, second) if terms else None
        if audience is not None:
            yield _overlap(presence, (first, second), terms, schools, audience, weights.overlap)


class _SharedPlaces:
    """In which schools and terms each two programmes are both, worked out for all at once.

    Those that are known to be in schools and meet in none do not overlap.
    """

    def __init__(self, presence: Presence) -> None:
        count = len(presence.programmes)
        counts, met = (np.zeros((count, count), dtype=np.int64) for _ in range(2))
        for at in range(len(presence.terms)):
            flags = np.ascontiguousarray(presence.in_school[:, :, at], dtype=np.float32)
            term_counts = (flags @ flags.T).astype(np.int64)
            counts += term_counts
            met |= (term_counts > 0).astype(np.int64) << at
        bits = 1 << np.arange(len(presence.terms), dtype=np.int64)
        running = presence.in_term.astype(np.int64)
        self._presence = presence
        self._counts: list[list[int]] = counts.tolist()
        self._met: list[list[int]] = met.tolist()
        self._running: list[int] = (running @ bits).tolist()
        self._sizes: list[int] = presence.in_school.sum(axis=(1, 2)).tolist()
        self._may_meet: list[bool] = [
            not is_known or programme.audience.schools is Absence.ABSENT
            for is_known, programme in zip(
                presence.knows_schools.tolist(), presence.programmes, strict=True
            )
        ]
        self._terms: dict[int, tuple[Term, ...]] = {}

    def terms(self, first: int, second: int) -> tuple[Term, ...]:
        """The terms in which both are in one school; in which both run, where they meet in none."""
        bits = self._met[first][second] or self._running[first] & self._running[second]
        if bits not in self._terms:
            terms = enumerate(self._presence.terms)
            self._terms[bits] = tuple(term for at, term in terms if bits >> at & 1)
        return self._terms[bits]

    def schools(self, first: int, second: int) -> tuple[float | None, str] | None:
        """The share of the smaller programme's schools and terms; None where they never meet."""
        common_count = self._counts[first][second]
        if common_count:
            smaller = min(self._sizes[first], self._sizes[second])
            return common_count / smaller, f"{common_count} of {smaller} schools and terms"
        if not (self._may_meet[first] or self._may_meet[second]):
            return None
        return _unmet_schools(self._presence, first, second)


def _theme_share(first: Programme, second: Programme, themes: Sequence[str]) -> float:
    return len(themes) / min(len(first.themes), len(second.themes))


class _AudiencePairs:
    """What two audiences share, worked out once for each two that differ."""

    def __init__(self, programmes: Sequence[Programme]) -> None:
        numbers: dict[Audience, int] = {}
        self._numbers = [numbers.setdefault(item.audience, len(numbers)) for item in programmes]
        self._audiences = list(numbers)
        self._pairs: dict[tuple[int, int], SharedAudience | None] = {}

    def shared(self, first: int, second: int) -> SharedAudience | None:
        """What the audiences of two programmes share, by their positions."""
        pair = (self._numbers[first], self._numbers[second])
        if pair not in self._pairs:
            self._pairs[pair] = shared_audience(*(self._audiences[number] for number in pair))
        return self._pairs[pair]


def _overlap(
    presence: Presence,
    positions: tuple[int, int],
    terms: tuple[Term, ...],
    schools: tuple[float | None, str],
    audience: SharedAudience,
    weights: OverlapWeights,
) -> Overlap:
    first, second = (presence.programmes[number] for number in positions)
    themes = tuple(theme for theme in first.themes if theme in second.themes)
    reasons = (
        *([schools[1]] if schools[0] is None else []),
        *(f"{name} not stated" for name in audience.unknowns),
        *(
            f"start of {item.title} not stated"
            for item in (first, second)
            if is_unknown(item.starts)
        ),
    )
    return Overlap(
        first=first,
        second=second,
        themes=themes,
        terms=terms,
        certainty="possible" if reasons else "certain",
        reasons=reasons,
        is_coordinated=second.id in first.coordinated_with or first.id in second.coordinated_with,
        schools=schools,
        audience=audience,
        span=score_span(
            (
                (_theme_share(first, second, themes), weights.themes),
                (schools[0], weights.schools),
                (audience.ages, weights.ages),
                (audience.groups, weights.groups),
                (audience.wards, weights.wards),
            )
        ),
        weights=weights,
        presence=presence,
        positions=positions,
    )


def _unmet_schools(presence: Presence, first: int, second: int) -> tuple[float | None, str] | None:
    """What is known of schools where two programmes meet in none; None where they cannot."""
    pair = (first, second)
    schools = [presence.programmes[number].audience.schools for number in pair]
    if schools[0] is schools[1] is Absence.ABSENT:
        return 1.0, "both outside schools"
    for number, kind in zip(pair, schools, strict=True):
        if kind is Absence.ABSENT:
            return None, f"{presence.programmes[number].title} works outside schools"
    unknown_titles = [
        presence.programmes[number].title for number in pair if not presence.knows_schools[number]
    ]
    if not unknown_titles:
        return None
    if not presence.schools and "all" in schools:
        return 1.0, "one takes all schools of its phases"
    return None, f"schools of {' and '.join(unknown_titles)} not stated"
