"""Judges one target: what was promised, by when, on which figures, and how surely."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from stocktake.benchmarks.chance import rank_interval
from stocktake.benchmarks.rank import Direction
from stocktake.standards.periods import Period, academic_year_of, parse_period
from stocktake.targets.comparability import decides, find_comparability
from stocktake.targets.finding import Finding
from stocktake.targets.kinds import KINDS, qualitative
from stocktake.targets.kinds.position import position
from stocktake.targets.look import Look, Observed, Setting
from stocktake.targets.parts import combine_parts, inherit
from stocktake.targets.road import road_of
from stocktake.targets.schema import Proxy, Reading, Target
from stocktake.targets.sentences import (
    coming_sentence,
    figure_sentence,
    not_known_yet,
    parts_sentence,
    proxy_sentence,
    with_readings,
    with_watch,
)
from stocktake.targets.trajectory import on_road
from stocktake.targets.verdict import Comparability, Level, Read, Reason, Seen, Status, Verdict
from stocktake.targets.watch import watch


@dataclass(frozen=True)
class When:
    """By when a target is due and when it is judged: academic years, six digits."""

    due: str | None
    at: str

    @property
    def reached(self) -> bool:
        """Whether the due year is reached."""
        return self.due is not None and self.due <= self.at

    @property
    def judged_at(self) -> str:
        """The earlier of the due year and the year asked for."""
        return min(self.due, self.at) if self.due else self.at


def judge_target(target: Target, setting: Setting) -> Verdict:
    """Judge a target of a plan.

    Judged at the earlier of the due year and ``setting.at``. Due reached: met, not met or cannot
    tell, on the figure of the due year. Not reached: on or off track where the plan states a
    trajectory and a figure after the baseline is known, else not yet due. Before any figure is
    known it cannot tell, and says from when it could.

    Parameters
    ----------
    target : Target
    setting : Setting

    Returns
    -------
    Verdict
        With every reading judged; the first reading is the one that the verdict carries.

    Raises
    ------
    UsageError
        The target names an indicator, group, place or comparator set that does not exist.
    """
    if target.kind in ("all_of", "any_of"):
        verdict = _judge_parts(target, setting)
    elif target.reading:
        every = [_judge_one(read_as(target, reading), setting) for reading in target.reading]
        readings = tuple(
            _read(reading, each) for reading, each in zip(target.reading, every, strict=True)
        )
        verdict = replace(
            every[0], readings=readings, sentence=with_readings(every[0].sentence, readings)
        )
    else:
        verdict = _judge_one(target, setting)
    watched = watch(target, setting, verdict.judged_at or setting.at)
    return replace(
        verdict, watch=watched, sentence=with_watch(verdict.sentence, verdict.status, watched)
    )


def read_as(target: Target, reading: Reading) -> Target:
    """The target as one reading has it.

    Examples
    --------
    >>> target = Target(id="halved", title="Halved", kind="change",
    ...     change={"to_share": "1/2"}, indicator="secondary-suspensions")
    >>> read_as(target, Reading(id="later", words="since 2016/17", baseline="201617")).baseline
    '201617'
    """
    given = {
        key: getattr(reading, key)
        for key in reading.model_fields_set
        if key in Target.model_fields and key not in ("id", "words", "source_page")
    }
    return target.model_copy(update={**given, "reading": ()})


def _judge_parts(target: Target, setting: Setting) -> Verdict:
    parts = tuple(judge_target(inherit(part, target), setting) for part in target.part)
    when = _when(target, setting)
    status, reason = combine_parts(target.kind, [(part.status, part.reason) for part in parts])
    readings = _combined_readings(target, parts)
    return Verdict(
        id=target.id,
        title=target.title,
        kind=target.kind,
        status=status,
        reason=reason,
        due=when.due,
        judged_at=when.judged_at,
        sentence=with_readings(parts_sentence(status, parts), readings),
        readings=readings,
        sources=tuple(dict.fromkeys(each for part in parts for each in part.sources)),
        parts=parts,
        released=all(part.released for part in parts),
    )


def _combined_readings(target: Target, parts: tuple[Verdict, ...]) -> tuple[Read, ...]:
    readings = []
    for index, reading in enumerate(target.reading):
        under = [part.readings[index] for part in parts if len(part.readings) > index]
        status, reason = combine_parts(target.kind, [(read.status, read.reason) for read in under])
        baselines = {read.baseline.period for read in under if read.baseline}
        shared = (
            replace(under[0].baseline, value=None)
            if len(baselines) == 1 and under[0].baseline
            else None
        )
        readings.append(Read(reading.id, reading.words, status, reason, None, None, shared))
    return tuple(readings)


def _judge_one(target: Target, setting: Setting) -> Verdict:
    when = _when(target, setting)
    if target.kind == "qualitative":
        return _judge_words(target, setting, when)
    if target.indicator is None and target.proxy:
        return _judge_proxies(target, setting, when)
    if target.indicator is None:
        return _without_indicator(target, when)
    look = Look(setting, target.indicator, target.group)
    if look.rows().is_empty() and not look.local:
        period = when.due or when.at
        first = setting.statistics.first_known(
            target.indicator, target.group, setting.place, period
        )
        why = not_known_yet(setting.as_of, first)
        return _bare(
            target, when, "cannot_tell", f"Cannot tell: {why}.", look=look, reason="not_published"
        )
    return _judge_due(target, look, when) if when.reached else _judge_coming(target, look, when)


def _judge_due(target: Target, look: Look, when: When) -> Verdict:
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
    evidence = tuple(_seen(target, look, each) for each in look.around(period))
    distance = _distance(target, found, look)
    group = _group_size(target, look, period, found)
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
    verdict = _bare(target, when, status, sentence, look=look, reason=reason)
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


def _judge_coming(target: Target, look: Look, when: When) -> Verdict:
    due = look.period_in(when.due) if when.due else look.period_in(when.at)
    period = look.latest_by(when.at)
    if period is None:
        why = "nothing has been returned yet" if look.local else "no figure is known yet"
        sentence = coming_sentence("not_yet_due", None, look, None, due, why)
        return _bare(target, when, "not_yet_due", sentence, look=look)
    found = KINDS[target.kind](target, look, period)
    road = road_of(target, look, due, (period, found))
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
    sentence = coming_sentence(status, found, look, period, due, why)
    verdict = _bare(target, when, status, sentence, look=look, reason=reason)
    distance = _distance(target, found, look)
    return _with_figures(
        verdict,
        target,
        look,
        found,
        period,
        comparability=comparability,
        evidence=(_seen(target, look, period),),
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
    located = [each.located for each in found.used]
    road = road_of(
        target, look, look.period_in(target.due or verdict.judged_at or ""), (period, found)
    )
    return replace(
        verdict,
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
        sources=tuple(dict.fromkeys(located)),
        rank_interval=rank_interval,
        road=road.road if road else None,
        released=not look.figures.local,
    )


def _judge_words(target: Target, setting: Setting, when: When) -> Verdict:
    by = target.due_date or parse_period(when.judged_at).ends
    found = qualitative(target, min(by, setting.as_of))
    status: Status = "cannot_tell"
    if not when.reached:
        status = "not_yet_due"
    elif found.holds is not None:
        status = "met" if found.holds else "not_met"
    head = {"met": "Met", "not_met": "Not met", "cannot_tell": "Cannot tell"}.get(
        status, "Not yet due"
    )
    tail = f"{found.why}; asked was {found.asked}" if found.why else found.asked
    reason = found.reason if status == "cannot_tell" else None
    verdict = _bare(target, when, status, f"{head}: {tail}.", reason=reason)
    return replace(verdict, value=found.value, required=found.required, released=False)


def _judge_proxies(target: Target, setting: Setting, when: When) -> Verdict:
    parts = tuple(_judge_proxy(proxy, target, setting) for proxy in target.proxy)
    status: Status = "cannot_tell" if when.reached else "not_yet_due"
    words = "; ".join(proxy.differs for proxy in target.proxy)
    sentence = proxy_sentence(status, when.due or when.at, parts)
    verdict = _bare(target, when, status, sentence, reason="proxy" if when.reached else None)
    return replace(
        verdict,
        proxy=words,
        parts=parts,
        sources=tuple(dict.fromkeys(each for part in parts for each in part.sources)),
        released=all(part.released for part in parts),
    )


def _judge_proxy(proxy: Proxy, target: Target, setting: Setting) -> Verdict:
    stands_in = target.model_copy(
        update={"indicator": proxy.indicator, "group": proxy.group, "proxy": (), "reading": ()}
    )
    verdict = _judge_one(stands_in, setting)
    title, _ = setting.statistics.indicator(proxy.indicator)
    return replace(verdict, id=proxy.id, title=title.title, proxy=proxy.differs)


def _without_indicator(target: Target, when: When) -> Verdict:
    why = "no indicator is named, published or local, that would show it"
    if when.reached:
        return _bare(target, when, "cannot_tell", f"Cannot tell: {why}.", reason="no_indicator")
    due = f"due {parse_period(when.due).label}; " if when.due else ""
    return _bare(target, when, "not_yet_due", f"Not yet due: {due}{why}.")


def _bare(
    target: Target,
    when: When,
    status: Status,
    sentence: str,
    *,
    look: Look | None = None,
    reason: Reason | None = None,
) -> Verdict:
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


def _when(target: Target, setting: Setting) -> When:
    due = target.due
    if due is None and target.due_date is not None:
        due = academic_year_of(target.due_date)
    if due is not None and len(due) == 4:
        due = academic_year_of(date(int(due), 8, 31))
    return When(due, setting.at)


def _say_when_known(found: Finding, look: Look, period: Period) -> Finding:
    setting = look.setting
    first = setting.statistics.first_known(look.name, look.group, setting.place, period.time_period)
    if first is None:
        return found
    return replace(found, why=f"{not_known_yet(setting.as_of, first)} for {period.label}")


def _seen(target: Target, look: Look, period: Period) -> Seen:
    value = look.value_at(period)
    if target.kind == "position":
        found = position(target, look, period)
        rank, n = found.rank, found.n
    else:
        rank, n = _rank_in_england(look, period)
    return Seen(period.time_period, value if value is not None else float("nan"), rank, n)


def _rank_in_england(look: Look, period: Period) -> tuple[int | None, int | None]:
    if look.better == "neither" or look.local:
        return None, None
    asked = Target(id="x", title="x", kind="position", within="top_half", among="england")
    found = position(asked, look, period)
    return found.rank, found.n


def _distance(target: Target, found: Finding, look: Look) -> float | None:
    if found.value is None or found.required is None:
        return None
    gap = found.value - found.required
    if target.kind == "gap_closed":
        return -gap
    if target.kind in ("level", "relation"):
        return gap if target.comparison in ("at_least", "above") else -gap
    return look.toward(gap)


def _group_size(target: Target, look: Look, period: Period, found: Finding) -> float | None:
    own: Observed | None = found.used[-1] if found.used else None
    size, _ = look.children(period, own)
    if size is None and target.cohort is not None and look.indicator.unit == "percent":
        size = float(target.cohort.children)
    return size


def _baseline(target: Target, look: Look) -> Level | None:
    if not target.baseline:
        return None
    period = look.period_named(target.baseline)
    return Level(period.time_period, look.value_at(period))


def _read(reading: Reading, verdict: Verdict) -> Read:
    return Read(
        reading.id,
        reading.words,
        verdict.status,
        verdict.reason,
        verdict.value,
        verdict.required,
        verdict.baseline,
    )
