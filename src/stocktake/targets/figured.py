"""Judges a target on the figures of one indicator, due or still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stocktake.benchmarks.chance import rank_interval
from stocktake.benchmarks.rank import Direction
from stocktake.standards.periods import Period
from stocktake.standards.units import difference_unit
from stocktake.targets.comparability import decides, find_comparability
from stocktake.targets.finding import Finding
from stocktake.targets.kinds import KINDS
from stocktake.targets.kinds.position import position
from stocktake.targets.look import Look
from stocktake.targets.observed import NOWHERE
from stocktake.targets.road import road_of
from stocktake.targets.saying import not_known_yet
from stocktake.targets.schema import Target
from stocktake.targets.sentences import coming_sentence, figure_sentence
from stocktake.targets.trajectory import on_road
from stocktake.targets.verdict import Comparability, Level, Reason, Seen, Status, Verdict
from stocktake.targets.when import When


def judge_due(target: Target, look: Look, when: When) -> Verdict:
    """Judge a target whose due year is reached, on the figure of that year."""
    period = look.period_in(when.due or when.at)
    found = KINDS[target.kind](target, look, period)
    comparability = find_comparability(look.indicator, period, found.over)
    status: Status = "cannot_tell"
    reason = found.reason
    if found.holds is not None:
        if decides(comparability, found.compares, holds=found.holds):
            reason = "not_comparable"
        else:
            status = "met" if found.holds else "not_met"
    if found.reason == "not_published" and found.value is None:
        found = _say_when_known(found, look, period)
    evidence = _seen(target, look, look.around(period))
    distance = _distance(target, found, look)
    group = _group_size(target, look, period)
    interval = None
    if found.share is not None and found.others and found.value is not None:
        better: Direction = "lower" if look.better == "lower" else "higher"
        interval = rank_interval(found.value, group, found.others, better, look.indicator.unit)
    children = None if distance is None or group is None else distance * group / 100
    sentence = figure_sentence(
        status,
        found,
        look,
        period,
        comparability=comparability,
        evidence=evidence,
        distance=distance,
        children=children,
        rank_interval=interval,
    )
    verdict = bare(target, when, status, sentence, look=look, reason=reason)
    return _with_figures(
        verdict,
        target,
        look,
        found,
        period,
        comparability=comparability,
        evidence=evidence,
        distance=distance,
        distance_children=children,
        rank_interval=interval,
    )


def judge_coming(target: Target, look: Look, when: When) -> Verdict:
    """Judge a target that is still to come, on the latest figure known."""
    due = look.period_in(when.due) if when.due else None
    period = look.latest_by(when.at)
    if period is None:
        why = "nothing has been returned yet" if look.local else "no figure is known yet"
        sentence = coming_sentence("not_yet_due", None, look, None, due, why)
        return bare(target, when, "not_yet_due", sentence, look=look)
    found = KINDS[target.kind](target, look, period)
    road = road_of(target, look, due or look.period_in(when.at), (period, found))
    status: Status = "not_yet_due"
    reason: Reason | None = None
    comparability = find_comparability(look.indicator, period, found.over)
    why = "" if target.trajectory else "the plan states no trajectory"
    if road is not None and road.road.stated and road.value is not None and not road.at_baseline:
        on = on_road(road.value, road.road, higher_is_better=road.higher_is_better)
        if on is not None:
            status = "on_track" if on else "off_track"
            if decides(comparability, found.compares, holds=on) and comparability:
                status, reason = "cannot_tell", "not_comparable"
                why = comparability.reason
    sentence = coming_sentence(
        status, found, look, period, due, why, road.road if road and road.road.stated else None
    )
    verdict = bare(target, when, status, sentence, look=look, reason=reason)
    distance = _distance(target, found, look)
    return _with_figures(
        verdict,
        target,
        look,
        found,
        period,
        comparability=comparability,
        evidence=_seen(target, look, [period]),
        distance=distance,
    )


def _with_figures(
    verdict: Verdict,
    target: Target,
    look: Look,
    found: Finding,
    period: Period,
    *,
    comparability: Comparability | None,
    evidence: tuple[Seen, ...],
    distance: float | None,
    distance_children: float | None = None,
    rank_interval: tuple[int, int] | None = None,
) -> Verdict:
    rank, n = found.rank, found.n
    if rank is None and found.value is not None and target.kind in ("level", "relation", "change"):
        rank, n = _rank_in_england(look, period)
    located = [each for seen in found.used for each in (seen.located, *seen.also_located)]
    road = road_of(
        target, look, look.period_in(target.due or verdict.judged_at or ""), (period, found)
    )
    return replace(
        verdict,
        unit=difference_unit(look.indicator.unit) if found.compares_gap else verdict.unit,
        value=found.value,
        period=period.time_period,
        required=found.required,
        comparator=found.comparator,
        rank=rank,
        n=n,
        baseline=found.baseline or _baseline(target, look),
        distance=distance,
        distance_children=distance_children,
        comparability=comparability,
        evidence=evidence,
        sources=tuple(each for each in dict.fromkeys(located) if each != NOWHERE),
        rank_interval=rank_interval,
        road=road.road if road else None,
        released=not look.figures.local,
    )


def bare(
    target: Target,
    when: When,
    status: Status,
    sentence: str,
    *,
    look: Look | None = None,
    reason: Reason | None = None,
) -> Verdict:
    """A verdict with its answer and none of the figures."""
    indicator = look.indicator if look else None
    return Verdict(
        id=target.id,
        title=target.title,
        kind=target.kind,
        status=status,
        reason=reason,
        due=when.due,
        judged_at=when.judged_at,
        sentence=sentence,
        unit=indicator.unit if indicator else None,
        indicator=target.indicator,
        group=target.group,
        decimal_places=indicator.decimal_places if indicator else 0,
        released=look is None or not look.figures.local,
    )


def _say_when_known(found: Finding, look: Look, period: Period) -> Finding:
    first = look.first_known(period) if look.value_at(period) is None else None
    if first is None:
        return found
    return replace(found, why=not_known_yet(look.setting.as_of, first, period.label))


def _seen(target: Target, look: Look, periods: Sequence[Period]) -> tuple[Seen, ...]:
    seen = []
    for period in periods:
        value = look.value_at(period)
        if value is None:
            continue
        if target.kind == "position":
            found = position(target, look, period)
            rank, n = found.rank, found.n
        else:
            rank, n = _rank_in_england(look, period)
        seen.append(Seen(period.time_period, value, rank, n))
    return tuple(seen)


def _rank_in_england(look: Look, period: Period) -> tuple[int | None, int | None]:
    if look.better == "neither" or look.local:
        return None, None
    asked = Target(id="x", title="x", kind="position", within="top_half", among="england")
    found = position(asked, look, period)
    return found.rank, found.n


def _distance(target: Target, found: Finding, look: Look) -> float | None:
    """How far beyond the required level the figure is; negative short of it."""
    if found.value is None or found.required is None:
        return None
    gap = found.value - found.required
    if target.kind in ("position", "change"):
        return look.toward(gap)
    if target.kind == "gap_closed":
        return -gap
    return -gap if target.comparison in ("at_most", "below") else gap


def _group_size(target: Target, look: Look, period: Period) -> float | None:
    size, _ = look.children(period, look.at(period))
    if size is None and target.cohort is not None and look.indicator.unit == "percent":
        size = float(target.cohort.children)
    return size


def _baseline(target: Target, look: Look) -> Level | None:
    if not target.baseline:
        return None
    period = look.period_named(target.baseline)
    return Level(period.time_period, look.value_at(period))
