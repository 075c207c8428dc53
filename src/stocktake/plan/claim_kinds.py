"""Judges one claim on the figures of one day: a value, a rank, a relation or a trend."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

from stocktake.benchmarks import rank_among, to_comparable
from stocktake.plan.schema import Claim
from stocktake.standards.errors import UsageError
from stocktake.standards.period_kinds import KINDS as PERIOD_KINDS
from stocktake.standards.periods import Period, parse_period
from stocktake.standards.units import format_value
from stocktake.statistics.indicator_figures import FigureSource
from stocktake.targets import IndicatorData, JudgementContext
from stocktake.targets.comparability import find_comparability
from stocktake.targets.comparators import comparator_in, comparison_in, place_named, set_name
from stocktake.targets.missing_result import missing_result, why_place_absent
from stocktake.targets.observation import Observation
from stocktake.targets.phrases import ordinal
from stocktake.targets.result import TargetResult
from stocktake.targets.verdict import Comparator
from stocktake.targets.words import COMPARE, COMPARISON_WORDS

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
        What the figure was compared with: of a trend, its earlier period.
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
    sources: tuple[FigureSource, ...] = ()
    released: bool = True

    def to_json(self) -> dict[str, Any]:
        """The answer; numbers unrounded, absent is null."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return values | {
            "comparator": self.comparator.model_dump() if self.comparator else None,
            "sources": [asdict(source) for source in self.sources],
        }


def _unchecked(claim: Claim) -> Answer:
    reason = claim.why_unchecked or "The plan file names no figure that could show it."
    return Answer("unchecked", f"Not checked: {reason[0].lower()}{reason[1:]}")


def answer_claim(claim: Claim, context: JudgementContext) -> Answer:
    """What the figures known in a setting say of a claim.

    Parameters
    ----------
    claim : Claim
    context : JudgementContext

    Returns
    -------
    Answer
        ``cannot_tell``, with the reason, where a figure is missing or years cannot be compared.
    """
    if claim.kind == "unchecked":
        return _unchecked(claim)
    if claim.indicator is None or claim.period is None:
        return Answer("cannot_tell", "Cannot tell: the claim names no indicator or no period.")
    home = context if claim.place is None else replace(context, place=claim.place)
    if home.statistics.neighbours.is_empty():
        # With no list held at all, the mean that the plan quotes stands, whatever list it names.
        home = replace(home, neighbours_vintage=None)
    try:
        data = home.data(claim.indicator, claim.group)
        period = _period(claim.period, data)
    except UsageError as error:
        return Answer("cannot_tell", f"Cannot tell: {error.summary}.")
    observation = data.at(period)
    if observation is None or observation.value is None:
        return _absent(data, period, observation)
    return _KINDS[claim.kind](claim, data, period, observation, observation.value)


def _value(
    claim: Claim, data: IndicatorData, period: Period, observation: Observation, value: float
) -> Answer:
    if claim.stated is None:
        return _unstated(claim)
    is_true = to_comparable(abs(value - claim.stated)) <= to_comparable(claim.tolerance)
    figure_text = f"{_title(data)}: {_write(data, value)} in {period.label}"
    return _answer(
        is_true,
        figure_text,
        f"the plan says {_write(data, claim.stated)}",
        data,
        (observation,),
        value,
    )


def _rank(
    claim: Claim, data: IndicatorData, period: Period, observation: Observation, value: float
) -> Answer:
    if claim.stated is None:
        return _unstated(claim)
    from_last = claim.kind == "rank_from_last"
    rank, n, set_text = _rank_of(claim, data, period, value)
    if rank is None or n is None:
        reason = f"the other places' figures for {period.label} are not held and no rank is quoted"
        return Answer("cannot_tell", f"Cannot tell: {reason}.", value, data.indicator.unit)
    end = "highest" if data.better == "neither" else "last" if from_last else "best"
    claim_text = f"the plan says {_say_rank(int(claim.stated), end)}"
    say = f"{_say_rank(rank, end)} of {n}{set_text}"
    figure_text = f"{_title(data)}: {_write(data, value)} in {period.label}, {say}"
    answer = _answer(rank == claim.stated, figure_text, claim_text, data, (observation,), value)
    return replace(answer, rank=rank, n=n)


def _say_rank(rank: int, end: str) -> str:
    """``2nd highest``, ``2nd from last``, ``2nd best``; ``highest``, ``last``, ``best`` for 1."""
    if rank == 1:
        return end
    return f"{ordinal(rank)} {'from last' if end == 'last' else end}"


def _rank_of(
    claim: Claim, data: IndicatorData, period: Period, value: float
) -> tuple[int | None, int | None, str]:
    """The rank counted from the end that the claim counts from, among how many, and where."""
    from_last = claim.kind == "rank_from_last"
    among = claim.comparator or "england"
    set_text = "" if among == "england" else f" in {set_name(None, among, data, period)}"
    comparison = comparison_in(None, among, data, period, value)
    if comparison is not None and comparison.other_values:
        # Without a better direction the highest figure comes first, whichever end was meant.
        highest_first = data.better == "neither" or (data.better == "higher") != from_last
        position = rank_among(
            value, comparison.other_values, "higher" if highest_first else "lower"
        )
        return position.rank, position.n, set_text
    suffix = {"england": "", "region": "_in_region"}.get(among)
    quoted_row = (
        data.quoted_row(period) if suffix is not None and data.better != "neither" else None
    )
    rank, n = (
        (quoted_row or {}).get(f"quoted_rank{suffix}"),
        (quoted_row or {}).get(f"quoted_n{suffix}"),
    )
    if rank is None or n is None:
        return None, None, set_text
    return (n - rank + 1 if from_last else rank), n, set_text


def _relation(
    claim: Claim, data: IndicatorData, period: Period, observation: Observation, value: float
) -> Answer:
    name, comparison = claim.comparator or "england", claim.comparison or "above"
    try:
        beside = comparator_in(None, name, data, period)
    except UsageError as error:
        return Answer("cannot_tell", f"Cannot tell: {error.summary}.", value, data.indicator.unit)
    if beside.value is None:
        return _absent(data, period, None, f"{beside.name}'s", value)
    place = place_named(name, data)
    other_observation = data.at(period, place) if place else None
    mean = "" if place or name == "median" else "a mean of "
    figure_text = (
        f"{_title(data)}: {_write(data, value)} in {period.label} against {mean}"
        f"{_write(data, beside.value)} for {beside.name}"
    )
    claim_text = f"the plan says {COMPARISON_WORDS[comparison]}"
    observations = (observation, other_observation) if other_observation else (observation,)
    is_true = COMPARE[comparison](value, beside.value)
    return replace(
        _answer(is_true, figure_text, claim_text, data, observations, value), comparator=beside
    )


def _trend(
    claim: Claim, data: IndicatorData, period: Period, observation: Observation, value: float
) -> Answer:
    if claim.trend is None:
        return _unstated(claim)
    since = _period(claim.since, data) if claim.since else period.previous()
    before = data.at(since)
    if before is None or before.value is None:
        return _absent(data, since, before, value=value)
    change = to_comparable(value) - to_comparable(before.value)
    direction = "did not move" if change == 0 else "rose" if change > 0 else "fell"
    figure_text = (
        f"{_title(data)}: {direction} from {_write(data, before.value)} in {since.label} to "
        f"{_write(data, value)} in {period.label}"
    )
    earlier = Comparator(name=since.label, value=before.value)
    special = find_comparability(data.indicator, period, since)
    if special is not None:
        answer = _answer(True, figure_text, "", data, (before, observation), value)
        sentence = f"Cannot tell: {_lower(figure_text)}, but {special.reason}."
        return replace(answer, status="cannot_tell", sentence=sentence, comparator=earlier)
    is_true = change > 0 if claim.trend == "rising" else change < 0
    claim_text = f"the plan says {claim.trend}"
    return replace(
        _answer(is_true, figure_text, claim_text, data, (before, observation), value),
        comparator=earlier,
    )


_KINDS = {
    "value": _value,
    "rank": _rank,
    "rank_from_last": _rank,
    "relation": _relation,
    "trend": _trend,
}


def _answer(
    is_true: bool,
    figure_text: str,
    claim_text: str,
    data: IndicatorData,
    observations: tuple[Observation, ...],
    value: float,
) -> Answer:
    status: ClaimStatus = "supported" if is_true else "contradicted"
    days = sorted(
        {day for observation in observations if (day := _known_on(data, observation)) is not None}
    )
    by = f" in the release of {' and '.join(say_day(day) for day in days)}" if days else ""
    return Answer(
        status,
        f"{CLAIM_STATUS_WORDS[status]}{by}: {figure_text}; {claim_text}.",
        value,
        data.indicator.unit,
        sources=tuple(dict.fromkeys(observation.located for observation in observations)),
        released=not data.figures.local,
    )


def _absent(
    data: IndicatorData,
    period: Period,
    observation: Observation | None,
    place_name: str = "",
    value: float | None = None,
) -> Answer:
    special = any(year.period == period.time_period for year in data.indicator.special_year)
    is_absent = not place_name and why_place_absent(data, period)
    if observation is None and not special and not data.local and not is_absent:
        owner = f"{place_name} figure" if place_name else "a figure"
        reason = f"no release held has {owner} for {period.label}"
    else:
        reason = missing_result(
            TargetResult(None), data, period, observation, place_name
        ).reason_text
    return Answer("cannot_tell", f"Cannot tell: {reason}.", value, data.indicator.unit)


def _known_on(data: IndicatorData, observation: Observation) -> date | None:
    release = data.figures.releases.get(observation.located.release)
    if release is not None:
        return release.known_on
    quoted_row = data.quoted_row(observation.period)
    return quoted_row["known_on"] if quoted_row else None


def _unstated(claim: Claim) -> Answer:
    lack = "states no trend" if claim.kind == "trend" else "states no figure"
    return Answer("cannot_tell", f"Cannot tell: the claim {lack}.")


def _period(text: str, data: IndicatorData) -> Period:
    kind = data.indicator.kind_of_year
    if len(text) == PERIOD_KINDS[kind].digits:
        return parse_period(text, kind)
    return data.period_in(text)


def _title(data: IndicatorData) -> str:
    title = data.indicator.title
    if data.group != "all":
        titles = {group.id: group.title for group in data.indicator.group}
        title += f" ({titles.get(data.group, data.group)})"
    return title


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else f"{text[0].lower()}{text[1:]}"


def _write(data: IndicatorData, value: float | None) -> str:
    return format_value(value, data.indicator.unit, data.indicator.decimal_places)


def say_day(day: date) -> str:
    """Write a day as a sentence does: ``8 April 2026``."""
    return f"{day.day} {day:%B %Y}"
