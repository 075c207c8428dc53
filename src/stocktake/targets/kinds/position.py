"""A position among other places: the top half of the country, of the region, of a set."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from stocktake.benchmarks.rank import (
    Direction,
    best_first,
    competition_rank,
    straddles,
    within_share,
)
from stocktake.standards.periods import Period
from stocktake.targets.finding import Finding
from stocktake.targets.kinds.level import places_among
from stocktake.targets.kinds.missing import untold
from stocktake.targets.look import Look
from stocktake.targets.schema import Target, Within
from stocktake.targets.verdict import Comparator

SHARES: dict[Within, Fraction] = {
    "top_half": Fraction(1, 2),
    "top_third": Fraction(1, 3),
    "top_quarter": Fraction(1, 4),
    "top_sextile": Fraction(1, 6),
}
"""Inside the line is rank <= n x share: 75th of 151 is in the top half, 76th is not."""

SAY: dict[Within, str] = {
    "top_half": "top half",
    "top_third": "top third",
    "top_quarter": "top quarter",
    "top_sextile": "top sixth",
}


def position(target: Target, look: Look, period: Period) -> Finding:
    """Whether the place is in the top half (or third, quarter, sixth) of a set of places.

    Ties share the better rank. ``required`` is the figure that would just have been inside: the
    figure of the place that holds the last rank inside the line when this place is left out.
    Where the other places' figures are not held, the rank that the plan quotes is used and no
    required level is known.

    Parameters
    ----------
    target : Target
        ``within`` and ``among`` (``england``, ``region``, ``neighbours`` or an own set).
    """
    within = target.within or "top_half"
    share = SHARES[within]
    among, name, places = places_among(target.among or "england", target, look, period)
    words = f"in the {SAY[within]} of {name}"
    asked = Finding(
        None,
        asked=words,
        promise=f"the promise to be {words}",
        compares="within_period",
        share=share,
    )
    if look.better == "neither":
        why = f"{look.indicator.title} has no better direction"
        return replace(asked, reason="no_indicator", why=why)
    seen = look.at(period)
    if seen is None or seen.value is None:
        return untold(asked, look, period, seen)
    asked = replace(asked, value=seen.value, used=(seen,))
    home = look.home
    why = "" if among not in ("england", "region") else _why_not_ranked(look, period)
    if why:
        return replace(asked, reason="not_comparable", why=why)
    found = {place: look.value_at(period, place) for place in places if place != home}
    others = tuple(value for value in found.values() if value is not None)
    if not others:
        return _quoted(asked, look, period, share, among)
    better: Direction = "lower" if look.better == "lower" else "higher"
    rank = competition_rank(seen.value, [seen.value, *others], better)
    return replace(
        asked,
        holds=within_share(rank, share),
        required=_needed(others, rank.n, share, better),
        comparator=Comparator(f"{name} ({rank.n} authorities)", None),
        rank=rank.rank,
        n=rank.n,
        tied=rank.tied,
        straddles=straddles(rank, share),
        others=others,
    )


def _why_not_ranked(look: Look, period: Period) -> str:
    name = look.setting.home.name
    if not look.ranked:
        return f"{name} is no local authority or district, and only those are ranked"
    if look.home in look.reported(period):
        return ""
    return f"{name} is not ranked for {period.label}: the places that it became or came from are"


def _quoted(asked: Finding, look: Look, period: Period, share: Fraction, among: str) -> Finding:
    quoted = look.quoted(period) or {}
    suffix = {"england": "", "region": "_in_region"}.get(among, "_of_no_such_set")
    rank, n = quoted.get(f"quoted_rank{suffix}"), quoted.get(f"quoted_n{suffix}")
    if rank is None or n is None:
        why = f"the other places' figures for {period.label} are not held and no rank is quoted"
        return replace(asked, reason="not_published", why=why)
    register = look.setting.register
    region = register.get(look.home).region or ""
    where = "England" if among == "england" else register.get(region).name
    comparator = Comparator(f"{where} ({n} authorities)", None)
    return replace(asked, holds=rank <= n * share, rank=rank, n=n, comparator=comparator)


def _needed(others: tuple[float, ...], n: int, share: Fraction, better: Direction) -> float | None:
    """The figure that holds the last rank inside the line among the others."""
    last = int(n * share)
    if last < 1 or last > len(others):
        return None
    return best_first(others, better=better)[last - 1]
