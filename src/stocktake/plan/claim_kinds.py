"""Judges one claim on the figures of one day: a value, a rank, a relation or a trend."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

from stocktake.benchmarks.rank import compared
from stocktake.plan.schema import Claim
from stocktake.standards.errors import UsageError
from stocktake.standards.period_kinds import KINDS as PERIOD_KINDS
from stocktake.standards.periods import Period, parse_period
from stocktake.standards.units import format_value
from stocktake.statistics.figures import Located
from stocktake.targets.comparability import find_comparability
from stocktake.targets.finding import Finding
from stocktake.targets.kinds.level import HOLDS, SAY, comparator_level, place_of, places_among
from stocktake.targets.kinds.missing import untold
from stocktake.targets.look import Look, Observed, Setting
from stocktake.targets.schema import Target
from stocktake.targets.sentences import ordinal
from stocktake.targets.verdict import Comparator

ClaimStatus = Literal["supported", "contradicted", "cannot_tell", "unchecked"]

CLAIM_STATUS_WORDS: dict[ClaimStatus, str] = {
    "supported": "Supported",
    "contradicted": "Contradicted",
    "cannot_tell": "Cannot tell",
    "unchecked": "Not checked",
}


@dataclass(frozen=True)
class Answer:
    """What the releases known on one day say of a claim.

    Parameters
    ----------
    status : str
        ``supported``, ``contradicted``, ``cannot_tell`` or ``unchecked``.
    sentence : str
        The answer, and what it rests on.
    value : float or None
        The figure found, in ``unit``.
    rank, n : int or None
        Of a claimed rank, counted as the claim counts it (``rank_from_last``: 1 is last).
    comparator : Comparator or None
        What the figure was set beside: of a trend, its earlier period.
    released : bool
        False where a figure behind it is a local return, which is for the board.
    """

    status: ClaimStatus
    sentence: str
    value: float | None = None
    unit: str | None = None
    rank: int | None = None
    n: int | None = None
    comparator: Comparator | None = None
    sources: tuple[Located, ...] = ()
    released: bool = True

    def to_json(self) -> dict[str, Any]:
        """The answer; numbers unrounded, absent is null."""
        return asdict(self)


def _unchecked(claim: Claim) -> Answer:
    why = claim.why_unchecked or "The plan file names no figure that could show it."
    return Answer("unchecked", f"Not checked: {why[0].lower()}{why[1:]}")


def answer_claim(claim: Claim, setting: Setting) -> Answer:
    """What the figures known in a setting say of a claim.

    Parameters
    ----------
    claim : Claim
    setting : Setting

    Returns
    -------
    Answer
        ``cannot_tell``, with the reason, where a figure is missing or years cannot be compared.
    """
    if claim.kind == "unchecked":
        return _unchecked(claim)
    if claim.indicator is None or claim.period is None:
        return Answer("cannot_tell", "Cannot tell: the claim names no indicator or no period.")
    home = setting if claim.place is None else replace(setting, place=claim.place)
    if home.statistics.neighbours.is_empty():
        # With no list held at all, the mean that the plan quotes stands, whatever list it names.
        home = replace(home, neighbours_vintage=None)
    try:
        look = Look(home, claim.indicator, claim.group)
        period = _period(claim.period, look)
    except UsageError as error:
        return Answer("cannot_tell", f"Cannot tell: {error.summary}.")
    seen = look.at(period)
    if seen is None or seen.value is None:
        return _absent(look, period, seen)
    return _KINDS[claim.kind](claim, look, period, seen, seen.value)


def _value(claim: Claim, look: Look, period: Period, seen: Observed, value: float) -> Answer:
    if claim.stated is None:
        return _unstated(claim)
    holds = compared(abs(value - claim.stated)) <= compared(claim.tolerance)
    found = f"{_title(look)}: {_write(look, value)} in {period.label}"
    return _told(holds, found, f"the plan says {_write(look, claim.stated)}", look, (seen,), value)


def _rank(claim: Claim, look: Look, period: Period, seen: Observed, value: float) -> Answer:
    if claim.stated is None:
        return _unstated(claim)
    from_last = claim.kind == "rank_from_last"
    rank, n, where = _ranked(claim, look, period, value)
    if rank is None or n is None:
        why = f"the other places' figures for {period.label} are not held and no rank is quoted"
        return Answer("cannot_tell", f"Cannot tell: {why}.", value, look.indicator.unit)
    end = "highest" if look.better == "neither" else "last" if from_last else "best"
    stated = f"the plan says {_say_rank(int(claim.stated), end)}"
    say = f"{_say_rank(rank, end)} of {n}{where}"
    found = f"{_title(look)}: {_write(look, value)} in {period.label}, {say}"
    answer = _told(rank == claim.stated, found, stated, look, (seen,), value)
    return replace(answer, rank=rank, n=n)


def _say_rank(rank: int, end: str) -> str:
    """``2nd highest``, ``2nd from last``, ``2nd best``; ``highest``, ``last``, ``best`` for 1."""
    if rank == 1:
        return end
    return f"{ordinal(rank)} {'from last' if end == 'last' else end}"


def _ranked(
    claim: Claim, look: Look, period: Period, value: float
) -> tuple[int | None, int | None, str]:
    """The rank counted from the end that the claim counts from, among how many, and where."""
    home, from_last = look.setting.place, claim.kind == "rank_from_last"
    asked = Target(id="x", title="x", kind="position", within="top_half", among="england")
    among, name, places = places_among(claim.comparator or "england", asked, look, period)
    where = "" if among == "england" else f" in {name}"
    found = {place: look.value_at(period, place) for place in places}
    others = [other for place, other in found.items() if other is not None and place != home]
    if others:
        # Without a better direction the highest figure comes first, whichever end was meant.
        highest_first = look.better == "neither" or (look.better == "higher") != from_last
        mine = compared(value)
        ahead = sum(
            compared(other) > mine if highest_first else compared(other) < mine for other in others
        )
        return ahead + 1, len(others) + 1, where
    suffix = {"england": "", "region": "_in_region"}.get(among)
    quoted = look.quoted(period) if suffix is not None and look.better != "neither" else None
    rank, n = (quoted or {}).get(f"quoted_rank{suffix}"), (quoted or {}).get(f"quoted_n{suffix}")
    if rank is None or n is None:
        return None, None, where
    return (n - rank + 1 if from_last else rank), n, where


def _relation(claim: Claim, look: Look, period: Period, seen: Observed, value: float) -> Answer:
    asked = Target(
        id="x",
        title="x",
        kind="relation",
        comparison=claim.comparison or "above",
        comparator=claim.comparator or "england",
    )
    name = asked.comparator or "england"
    try:
        beside = comparator_level(name, asked, look, period)
    except UsageError as error:
        return Answer("cannot_tell", f"Cannot tell: {error.summary}.", value, look.indicator.unit)
    if beside.value is None:
        return _absent(look, period, None, f"{beside.name}'s", value)
    comparison = asked.comparison or "above"
    place = place_of(name, look)
    theirs = look.at(period, place) if place else None
    mean = "" if place or name == "median" else "a mean of "
    found = (
        f"{_title(look)}: {_write(look, value)} in {period.label} against {mean}"
        f"{_write(look, beside.value)} for {beside.name}"
    )
    stated = f"the plan says {SAY[comparison]}"
    used = (seen, theirs) if theirs else (seen,)
    holds = HOLDS[comparison](value, beside.value)
    return replace(_told(holds, found, stated, look, used, value), comparator=beside)


def _trend(claim: Claim, look: Look, period: Period, seen: Observed, value: float) -> Answer:
    if claim.trend is None:
        return _unstated(claim)
    since = _period(claim.since, look) if claim.since else period.previous()
    before = look.at(since)
    if before is None or before.value is None:
        return _absent(look, since, before, value=value)
    moved = compared(value) - compared(before.value)
    went = "did not move" if moved == 0 else "rose" if moved > 0 else "fell"
    found = (
        f"{_title(look)}: {went} from {_write(look, before.value)} in {since.label} to "
        f"{_write(look, value)} in {period.label}"
    )
    earlier = Comparator(since.label, before.value)
    special = find_comparability(look.indicator, period, since)
    if special is not None:
        answer = _told(True, found, "", look, (before, seen), value)
        sentence = f"Cannot tell: {_lower(found)}, but {special.reason}."
        return replace(answer, status="cannot_tell", sentence=sentence, comparator=earlier)
    holds = moved > 0 if claim.trend == "rising" else moved < 0
    stated = f"the plan says {claim.trend}"
    return replace(_told(holds, found, stated, look, (before, seen), value), comparator=earlier)


_KINDS = {
    "value": _value,
    "rank": _rank,
    "rank_from_last": _rank,
    "relation": _relation,
    "trend": _trend,
}


def _told(
    holds: bool, found: str, stated: str, look: Look, used: tuple[Observed, ...], value: float
) -> Answer:
    status: ClaimStatus = "supported" if holds else "contradicted"
    days = sorted({day for each in used if (day := _known_on(look, each)) is not None})
    by = f" in the release of {' and '.join(say_day(day) for day in days)}" if days else ""
    return Answer(
        status,
        f"{CLAIM_STATUS_WORDS[status]}{by}: {found}; {stated}.",
        value,
        look.indicator.unit,
        sources=tuple(dict.fromkeys(each.located for each in used)),
        released=not look.figures.local,
    )


def _absent(
    look: Look, period: Period, seen: Observed | None, whose: str = "", value: float | None = None
) -> Answer:
    special = any(year.period == period.time_period for year in look.indicator.special_year)
    if seen is None and not special and not look.local:
        owner = f"{whose} figure" if whose else "a figure"
        why = f"no release held has {owner} for {period.label}"
    else:
        why = untold(Finding(None), look, period, seen, whose).why
    return Answer("cannot_tell", f"Cannot tell: {why}.", value, look.indicator.unit)


def _known_on(look: Look, seen: Observed) -> date | None:
    release = look.figures.releases.get(seen.located.release)
    if release is not None:
        return release.known_on
    quoted = look.quoted(seen.period)
    return quoted["known_on"] if quoted else None


def _unstated(claim: Claim) -> Answer:
    what = "gives no trend" if claim.kind == "trend" else "states no figure"
    return Answer("cannot_tell", f"Cannot tell: the claim {what}.")


def _period(text: str, look: Look) -> Period:
    kind = look.indicator.kind_of_year
    if len(text) == PERIOD_KINDS[kind].digits:
        return parse_period(text, kind)
    return look.period_in(text)


def _title(look: Look) -> str:
    title = look.indicator.title
    if look.group != "all":
        named = {group.id: group.title for group in look.indicator.group}
        title += f" ({named.get(look.group, look.group)})"
    return title


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else f"{text[0].lower()}{text[1:]}"


def _write(look: Look, value: float | None) -> str:
    return format_value(value, look.indicator.unit, look.indicator.decimal_places)


def say_day(day: date) -> str:
    """Write a day as a sentence does: ``8 April 2026``."""
    return f"{day.day} {day:%B %Y}"
