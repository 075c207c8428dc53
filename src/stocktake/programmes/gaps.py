"""What is needed and not offered: needs, ages and wards uncovered, ends, barriers, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from stocktake.programmes.absent_values import Absence, is_unknown, value_or_none
from stocktake.programmes.life_cycle import PROPOSED_STAGES
from stocktake.programmes.offers import Mismatch, Offer, is_offered, need_ages, sort_offers
from stocktake.programmes.place_map import Barrier
from stocktake.programmes.programme import ALL, NOT_NEEDED, Programme
from stocktake.programmes.programme_map import ProgrammeMap
from stocktake.programmes.score import Score, ScoreWeights, weighted_score
from stocktake.programmes.tables import NeedRow

GapKind = Literal["no_offer", "uncovered", "ages", "capacity", "no_successor", "barrier"]
Answer = Literal["gap", "cannot_tell"]
Shares = dict[str, tuple[float | None, str]]


@dataclass(frozen=True)
class Gap:
    """Something that nobody does, or of which nobody can say whether somebody does.

    Parameters
    ----------
    kind : str
        ``no_offer`` (no programme of the theme), ``uncovered`` (programmes of the theme, none for
        this phase, group or ward), ``ages``, ``capacity`` (fewer places than children),
        ``no_successor`` (ends, and nobody takes over), ``barrier`` (nobody works on it).
    answer : str
        ``cannot_tell`` where what would settle it is not stated.
    subject : str
        A theme, a programme or a barrier, by id.
    text : str
        In a sentence without a full stop.
    need_count, uncovered_count : int or None
        Children who need it, and those for whom there is no place.
    reasons : tuple of str
        What each programme of the theme lacks, or what is not stated.
    """

    kind: GapKind
    answer: Answer
    subject: str
    text: str
    need_count: int | None
    uncovered_count: int | None
    reasons: tuple[str, ...]
    score: Score
    source: str = ""


@dataclass(frozen=True)
class _Draft:
    """A gap before its score, which depends on the largest of all."""

    kind: GapKind
    answer: Answer
    subject: str
    text: str
    need_count: int | None
    uncovered_count: int | None
    reasons: tuple[str, ...]
    source: str = ""
    themes: tuple[str, ...] = ()


def find_gaps(
    programme_map: ProgrammeMap,
    *,
    as_of: date,
    until: date,
    weights: ScoreWeights,
) -> list[Gap]:
    """Every gap: certain ones first, then by score, then by kind and subject.

    Parameters
    ----------
    as_of : date
        What is over by then is no offer any more.
    until : date
        The plan's last day: programmes that end by then need somebody who takes over.
    """
    programmes = [item for item in programme_map.programmes if is_offered(item, as_of)]
    titles = programme_map.themes.titles
    drafts = [
        *(
            draft
            for need in programme_map.needs
            for draft in _need_drafts(need, programmes, titles)
        ),
        *_end_drafts(programme_map, as_of, until),
        *_barrier_drafts(programme_map.place_map.barrier, programmes, titles),
    ]
    most = max((draft.uncovered_count or 0 for draft in drafts), default=0)
    proposals = [item for item in programme_map.programmes if item.stage in PROPOSED_STAGES]
    gaps = [_gap(draft, most, proposals, weights) for draft in drafts]
    return sorted(
        gaps,
        key=lambda gap: (
            gap.answer != "gap",
            -gap.score.lowest,
            -gap.score.highest,
            gap.kind,
            gap.subject,
            gap.text,
        ),
    )


def _need_drafts(
    need: NeedRow, programmes: Sequence[Programme], titles: dict[str, str]
) -> Iterator[_Draft]:
    """What is missing of one need; nothing where nobody needs it."""
    if need.need_count == 0:
        return
    offers, mismatches = sort_offers(need, programmes)
    children = f"{need.need_count:,} {_children(need)}"
    theme = titles[need.theme]
    if not offers:
        kind: GapKind = "uncovered" if mismatches else "no_offer"
        text = f"{theme}: nothing is offered to {children}"
        reasons = tuple(_mismatch_text(mismatch) for mismatch in mismatches)
        count = need.need_count
        yield _Draft(kind, "gap", need.theme, text, count, count, reasons, need.source)
        return
    yield from _age_drafts(need, offers, theme)
    yield from _capacity_drafts(need, offers, theme, children)


def _age_drafts(need: NeedRow, offers: Sequence[Offer], theme: str) -> Iterator[_Draft]:
    """Ages of a need that no offer takes; nothing where one does not say its ages."""
    covered_ages = {age for offer in offers for age in offer.ages}
    missing_ages = [age for age in need_ages(need) if age not in covered_ages]
    if missing_ages:
        ages = ", ".join(str(age) for age in missing_ages)
        text = f"{theme}: nothing is offered to {_children(need)} of age {ages}"
        reasons = tuple(_offer_ages(offer) for offer in offers)
        yield _Draft("ages", "gap", need.theme, text, need.need_count, None, reasons, need.source)


def _capacity_drafts(
    need: NeedRow, offers: Sequence[Offer], theme: str, children: str
) -> Iterator[_Draft]:
    direct_offers = [offer for offer in offers if offer.is_direct]
    known_places = sum(offer.places or 0 for offer in direct_offers)
    if known_places >= need.need_count:
        return
    places = int(known_places)
    unknown_ids = [offer.programme.id for offer in direct_offers if offer.places is None]
    reasons = tuple(_places_text(offer) for offer in offers)
    count, source = need.need_count, need.source
    if unknown_ids or not direct_offers:
        text = f"{theme}: whether there are places for {children} is not stated"
        yield _Draft("capacity", "cannot_tell", need.theme, text, count, None, reasons, source)
        return
    text = f"{theme}: {places:,} places for {children}"
    yield _Draft("capacity", "gap", need.theme, text, count, count - places, reasons, source)


def _end_drafts(programme_map: ProgrammeMap, as_of: date, until: date) -> Iterator[_Draft]:
    """Programmes that end by a day with nobody to take over."""
    known_ids = {item.id: item for item in programme_map.programmes}
    for programme in programme_map.programmes:
        ends = value_or_none(programme.ends)
        if ends is None or ends > until or not is_offered(programme, as_of):
            continue
        successor = programme.successor
        title = programme.title
        if is_unknown(successor):
            text = f"{title} ends on {_day(ends)}; who takes over is not stated"
            yield _end_draft(programme, "cannot_tell", text)
        elif successor is Absence.ABSENT:
            yield _end_draft(programme, "gap", f"{title} ends on {_day(ends)}; nobody takes over")
        elif successor != NOT_NEEDED and successor in known_ids:
            heir = known_ids[successor]
            if heir.is_over(ends) or heir.stage == "refused":
                text = f"{title} ends on {_day(ends)}; {heir.title} is over by then"
                yield _end_draft(programme, "gap", text)


def _end_draft(programme: Programme, answer: Answer, text: str) -> _Draft:
    exit_plan = programme.exit_plan
    reason = f"exit plan: {exit_plan.value if isinstance(exit_plan, Absence) else exit_plan}"
    return _Draft(
        "no_successor", answer, programme.id, text, None, None, (reason,), "", programme.themes
    )


def _barrier_drafts(
    barriers: Sequence[Barrier], programmes: Sequence[Programme], titles: Mapping[str, str]
) -> Iterator[_Draft]:
    """Barriers on which no programme works that is offered."""
    for barrier in barriers:
        if not any(_works_on(programme, barrier) for programme in programmes):
            names = [titles[theme] for theme in barrier.themes]
            reason = f"no programme has the theme {' or '.join(names)}"
            if barrier.phases:
                reason += f" in {' or '.join(barrier.phases)}"
            text = f"Nobody works on it: {barrier.text}"
            themes_wanted = barrier.themes
            yield _Draft(
                "barrier", "gap", barrier.id, text, None, None, (reason,), "", themes_wanted
            )


def _works_on(programme: Programme, barrier: Barrier) -> bool:
    phases = value_or_none(programme.audience.phases)
    is_there = not barrier.phases or phases is None or bool(set(phases) & set(barrier.phases))
    return is_there and bool(set(programme.themes) & set(barrier.themes))


def _gap(draft: _Draft, most: int, proposals: Sequence[Programme], weights: ScoreWeights) -> Gap:
    uncovered, need = draft.uncovered_count, draft.need_count
    shares: Shares = {"uncovered": (None, "not counted"), "size": (None, "not counted")}
    if uncovered is not None and need:
        shares = {
            "uncovered": (uncovered / need, f"{uncovered:,} of {need:,}"),
            "size": (uncovered / most, f"{uncovered:,}; the largest gap is {most:,}"),
        }
    themes = set(draft.themes or (draft.subject,))
    planned = ", ".join(item.title for item in proposals if themes & set(item.themes))
    shares["lasting"] = (0.0, f"proposed: {planned}") if planned else (1.0, "nothing is proposed")
    return Gap(
        draft.kind,
        draft.answer,
        draft.subject,
        draft.text,
        need,
        uncovered,
        draft.reasons,
        weighted_score(shares, weights.gap),
        draft.source,
    )


def _children(need: NeedRow) -> str:
    """Whom a need is about, in words."""
    words = ["children"]
    if need.phase != ALL:
        words.append(f"in {need.phase}")
    if need.youngest is not None:
        words.append(f"aged {need.youngest} to {need.oldest}")
    if need.group != ALL:
        words.append(f"({need.group})")
    if need.ward != ALL:
        words.append(f"of {need.ward}")
    return " ".join(words)


def _mismatch_text(mismatch: Mismatch) -> str:
    return f"{mismatch.programme.title}: {', '.join(mismatch.reasons)}"


def _offer_ages(offer: Offer) -> str:
    ages = value_or_none(offer.programme.audience.ages)
    return f"{offer.programme.title}: {f'ages {ages[0]} to {ages[1]}' if ages else 'no ages'}"


def _places_text(offer: Offer) -> str:
    if not offer.is_direct:
        return f"{offer.programme.title}: through staff"
    if offer.places is None:
        return f"{offer.programme.title}: places not stated"
    return f"{offer.programme.title}: {int(offer.places):,} places"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
