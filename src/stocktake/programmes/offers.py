"""Which programmes answer a need: of its theme, for its children, with how many places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from stocktake.programmes.absent_values import Absence, OrAbsence, is_unknown, value_or_none
from stocktake.programmes.audience import words_label
from stocktake.programmes.life_cycle import NOT_OFFERED_STAGES
from stocktake.programmes.programme import ALL, Audience, Programme
from stocktake.programmes.tables import NeedRow


@dataclass(frozen=True)
class Offer:
    """One programme that answers a need.

    Parameters
    ----------
    ages : tuple of int
        The ages of the need that it takes; empty where the need names none.
    places : float or None
        How many children it takes in a year: infinite without a limit, None where nobody said, or
        where it reaches them through staff alone.
    is_direct : bool
        Whether children or families take part themselves.
    unknowns : tuple of str
        What is not stated, so that it may not answer this need after all.
    """

    programme: Programme
    ages: tuple[int, ...]
    places: float | None
    is_direct: bool
    unknowns: tuple[str, ...]


@dataclass(frozen=True)
class Mismatch:
    """One programme of the theme that does not answer a need, and what keeps it from it."""

    programme: Programme
    reasons: tuple[str, ...]


def is_offered(programme: Programme, day: date) -> bool:
    """Whether a programme is offered on a day or will be: agreed to, and not over."""
    return programme.stage not in NOT_OFFERED_STAGES and not programme.is_over(day)


def sort_offers(
    need: NeedRow, programmes: Sequence[Programme]
) -> tuple[list[Offer], list[Mismatch]]:
    """The programmes that answer a need, and those of its theme that do not."""
    offers, mismatches = [], []
    for programme in programmes:
        if need.theme not in programme.themes:
            continue
        reasons = _mismatch_reasons(need, programme.audience)
        if reasons:
            mismatches.append(Mismatch(programme, reasons))
        else:
            offers.append(
                Offer(
                    programme,
                    shared_ages(need, programme.audience),
                    _places(programme),
                    _is_direct(programme),
                    _unknowns(need, programme.audience),
                )
            )
    return offers, mismatches


def need_ages(need: NeedRow) -> tuple[int, ...]:
    """Every age of a need; none where it names none."""
    if need.youngest is None or need.oldest is None:
        return ()
    return tuple(range(need.youngest, need.oldest + 1))


def shared_ages(need: NeedRow, audience: Audience) -> tuple[int, ...]:
    """The ages of a need that an audience takes; all where it does not say, or has none."""
    ages = value_or_none(audience.ages)
    if ages is None:
        return need_ages(need)
    return tuple(age for age in need_ages(need) if ages[0] <= age <= ages[1])


def _mismatch_reasons(need: NeedRow, audience: Audience) -> tuple[str, ...]:
    reasons = [
        (f"only for {kind} {words_label(words)}" if word == ALL else f"not for {kind} {word}")
        for kind, word, words in (
            ("phase", need.phase, audience.phases),
            ("group", need.group, audience.groups),
            ("ward", need.ward, audience.wards),
        )
        if not (kind == "phase" and word == ALL or _takes(word, words))
    ]
    if need_ages(need) and not shared_ages(need, audience):
        reasons.append(f"not for ages {need.youngest} to {need.oldest}")
    return tuple(reasons)


def _takes(word: str, words: OrAbsence[tuple[str, ...]]) -> bool:
    """Whether an audience takes those that a word of a need names; unknown is not refused.

    What is for some groups or wards alone is no answer to a need of everybody. A programme outside
    schools ("none") takes children of any phase.
    """
    return isinstance(words, Absence) or ALL in words or word in words


def _unknowns(need: NeedRow, audience: Audience) -> tuple[str, ...]:
    names = [
        name
        for name, word in (("phases", need.phase), ("groups", need.group), ("wards", need.ward))
        if is_unknown(getattr(audience, name)) and (word != ALL or name != "phases")
    ]
    if need_ages(need) and is_unknown(audience.ages):
        names.append("ages")
    return tuple(names)


def _is_direct(programme: Programme) -> bool:
    return bool({"pupils", "families"} & set(programme.audience.participants))


def _places(programme: Programme) -> float | None:
    if not _is_direct(programme):
        return None
    people = programme.capacity
    if not isinstance(people, Absence):
        return inf if people.people is Absence.ABSENT else value_or_none(people.people)
    return inf if people is Absence.ABSENT else None
