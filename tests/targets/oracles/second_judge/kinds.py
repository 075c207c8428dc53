"""What each kind of target makes of one year: figure, rank, required level, whether it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from second_judge.evidence import DECIMALS, Evidence, Position
from second_judge.indicators import OPPOSITE, Indicator
from second_judge.lait_file import year_of

WITHIN = {
    "top_half": Fraction(1, 2),
    "top_third": Fraction(1, 3),
    "top_quarter": Fraction(1, 4),
    "top_sextile": Fraction(1, 6),
}


@dataclass(frozen=True)
class Case:
    """One target of one place, and the list of neighbours that applies to it."""

    target: dict[str, Any]
    indicator: Indicator
    place: str
    neighbours: list[str]
    sets: dict[str, list[str]]

    @property
    def baseline(self) -> int | None:
        """The year in which the baseline's academic year ends."""
        period_text = self.target.get("baseline")
        return year_of(period_text) if period_text else None


@dataclass(frozen=True)
class Assessment:
    """The answer of one year, before special years and due dates have their say.

    ``travels`` is what a trajectory is measured in, with ``upwards`` its good direction.
    """

    value: float | None = None
    required_level: float | None = None
    rank: int | None = None
    n: int | None = None
    is_met: bool | None = None
    over_time: bool = False
    reason: str | None = None
    travels: float | None = None
    destination: float | None = None
    upwards: bool = True


def compare(value: float, comparison: str, level: float) -> bool:
    """A comparison in the plan's words, of two figures that agree to six decimals."""
    difference = round(value - level, DECIMALS)
    return {
        "at_least": difference >= 0,
        "above": difference > 0,
        "at_most": difference <= 0,
        "below": difference < 0,
    }[comparison]


def read_number(number_text: float | str, whole: float = 100.0) -> float:
    """A number as a plan writes it: "2/3" is that share of the whole."""
    return (
        float(Fraction(number_text)) * whole if isinstance(number_text, str) else float(number_text)
    )


def find_comparator(evidence: Evidence, case: Case, name: str, year: int) -> float | None:
    """A comparator's figure in a year."""
    indicator = case.indicator
    if name.startswith("group:"):
        group_indicator = evidence.indicators.get((indicator.id, name.removeprefix("group:")))
        return evidence.value(group_indicator, case.place, year) if group_indicator else None
    if name == "median":
        return evidence.middle(indicator, year)
    if name == "neighbours":
        return evidence.mean(indicator, case.neighbours, year)
    if name in case.sets:
        return evidence.mean(indicator, case.sets[name], year)
    if name == "region":
        region = evidence.region_of(indicator, case.place, year)
        return evidence.value(indicator, region, year) if region else None
    return evidence.value(indicator, name, year)


def national_rank(evidence: Evidence, case: Case, year: int) -> dict[str, int | None]:
    """Rank and n among England's authorities, which every kind but a position shows."""
    authorities = evidence.authorities(case.indicator, year)
    position = evidence.position(case.indicator, case.place, year, authorities)
    return {"rank": position.rank, "n": position.n} if position else {}


def assess_level(evidence: Evidence, case: Case, year: int) -> Assessment:
    """A fixed level."""
    level = read_number(case.target["level"])
    value = evidence.value(case.indicator, case.place, year)
    comparison = case.target["comparison"]
    if value is None:
        return Assessment(required_level=level, reason="not_published")
    return Assessment(
        value,
        level,
        is_met=compare(value, comparison, level),
        over_time=True,
        travels=value,
        destination=level,
        upwards=comparison in ("at_least", "above"),
        **national_rank(evidence, case, year),
    )


def members_of(evidence: Evidence, case: Case, year: int) -> frozenset[str]:
    """The places among which a position is asked for."""
    among = case.target["among"]
    if among == "neighbours":
        return frozenset(case.neighbours)
    if among in case.sets:
        return frozenset(case.sets[among])
    authorities = evidence.authorities(case.indicator, year)
    if among == "region":
        region = evidence.register.region.get(case.place)
        return frozenset(
            authority for authority in authorities if evidence.register.region[authority] == region
        )
    return authorities


def level_inside(position: Position, share: Fraction, sign: int) -> float | None:
    """The figure of the last of the other places inside the line."""
    count = int(position.n * share)
    return (
        sign * position.other_values[count - 1] if 0 < count <= len(position.other_values) else None
    )


def assess_position(evidence: Evidence, case: Case, year: int) -> Assessment:
    """A rank within a share of a set of places."""
    value = evidence.value(case.indicator, case.place, year)
    if value is None:
        return Assessment(reason="not_published")
    members = members_of(evidence, case, year)
    position = evidence.position(case.indicator, case.place, year, members)
    if position is None:
        # A place that has no neighbours, or one that is not ranked.
        no_neighbours = case.target["among"] == "neighbours" and not members
        reason = "not_published" if no_neighbours else "not_comparable"
        return Assessment(value, reason=reason)
    share = WITHIN[case.target["within"]]
    sign = -1 if case.indicator.better == "higher" else 1
    return Assessment(
        value,
        level_inside(position, share, sign),
        position.rank,
        position.n,
        is_met=position.rank <= position.n * share,
        travels=100 * position.rank / position.n,
        destination=float(100 * share),
        upwards=False,
    )


def assess_relation(evidence: Evidence, case: Case, year: int) -> Assessment:
    """A relation to a comparator in the same year."""
    value = evidence.value(case.indicator, case.place, year)
    level = find_comparator(evidence, case, case.target["comparator"], year)
    if value is None or level is None:
        rank = national_rank(evidence, case, year)
        return Assessment(value, level, reason="not_published", **rank)
    comparison = case.target["comparison"]
    return Assessment(
        value,
        level,
        is_met=compare(value, comparison, level),
        travels=value - level,
        destination=0.0,
        upwards=comparison in ("at_least", "above"),
        **national_rank(evidence, case, year),
    )


def changed_level(change: dict[str, Any], baseline: float, upwards: bool) -> float:
    """The level that a change from a baseline needs.

    A share of a negative figure is a share of its size, so that "by a tenth" is a move in the
    better direction on either side of zero.
    """
    if "to_share" in change:
        return baseline * read_number(change["to_share"]) / 100
    if "by_share" in change:
        move = abs(baseline) * read_number(change["by_share"]) / 100
    else:
        move = read_number(change["by"])
    return baseline + move if upwards else baseline - move


def assess_change(evidence: Evidence, case: Case, year: int) -> Assessment:
    """A change from the baseline, in the better direction."""
    value = evidence.value(case.indicator, case.place, year)
    if case.baseline is None:
        return Assessment(reason="not_published")
    before = evidence.value(case.indicator, case.place, case.baseline)
    upwards = case.indicator.better == "higher"
    if before is None:
        return Assessment(reason="not_published")
    level = changed_level(case.target["change"], before, upwards)
    if value is None:
        return Assessment(required_level=level, reason="not_published")
    if case.indicator.better == "neither":
        return Assessment(value, reason="not_comparable")
    return Assessment(
        value,
        level,
        is_met=compare(value, "at_least" if upwards else "at_most", level),
        over_time=True,
        travels=value,
        destination=level,
        upwards=upwards,
        **national_rank(evidence, case, year),
    )


def assess_improvement(evidence: Evidence, case: Case, year: int) -> Assessment:
    """An improvement in every year since the baseline; no one level is required.

    A year without improvement is enough to say no, even where a later figure is still missing.
    Where years are missing between two figures and the later is no better, one of those years
    had none.
    """
    indicator = case.indicator
    value = evidence.value(indicator, case.place, year)
    if indicator.better == "neither":
        return Assessment(value, reason="not_comparable")
    if case.baseline is not None and year <= case.baseline:
        return Assessment(reason="not_published")
    years = range(case.baseline or year - 1, year + 1)
    numbers = [(one, evidence.value(indicator, case.place, one)) for one in years]
    known_values = [(one, number) for one, number in numbers if number is not None]
    is_uncertain = False
    for (before, old), (after, new) in pairwise(known_values):
        improved = compare(new, "above" if indicator.better == "higher" else "below", old)
        way = indicator.arrangements(after, before)
        if not improved and way in (None, "better"):
            return Assessment(value, is_met=False)
        is_uncertain |= way is not None and not (improved and way == "worse")
    if len(known_values) < len(numbers):
        return Assessment(value, reason="not_published")
    if is_uncertain:
        return Assessment(value, reason="not_comparable")
    return Assessment(value, is_met=True)


def gap_of(evidence: Evidence, case: Case, year: int) -> float | None:
    """How far the place is behind; negative where it is ahead."""
    own_value = evidence.value(case.indicator, case.place, year)
    comparator_value = find_comparator(evidence, case, case.target["close"]["to"], year)
    if own_value is None or comparator_value is None:
        return None
    return (
        comparator_value - own_value
        if case.indicator.better == "higher"
        else own_value - comparator_value
    )


def assess_gap(evidence: Evidence, case: Case, year: int) -> Assessment:
    """A gap closed by a share; where there was none, staying level or ahead.

    The figure judged is the gap, which nobody ranks.
    """
    if case.indicator.better == "neither":
        return Assessment(reason="not_comparable")
    gap = gap_of(evidence, case, year)
    before = gap_of(evidence, case, case.baseline) if case.baseline is not None else None
    if before is None:
        return Assessment(reason="not_published")
    share = read_number(case.target["close"]["by_share"]) / 100
    allowed = max(before, 0.0) * (1 - share)
    if gap is None:
        return Assessment(required_level=allowed, reason="not_published")
    return Assessment(
        gap,
        allowed,
        is_met=compare(gap, "at_most", allowed),
        over_time=True,
        travels=gap,
        destination=allowed,
        upwards=False,
    )


ASSESS: dict[str, Callable[[Evidence, Case, int], Assessment]] = {
    "level": assess_level,
    "position": assess_position,
    "relation": assess_relation,
    "change": assess_change,
    "improvement_each_year": assess_improvement,
    "gap_closed": assess_gap,
}

__all__ = ["ASSESS", "OPPOSITE", "Assessment", "Case", "compare", "read_number"]
