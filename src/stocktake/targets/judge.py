"""Judges one target: what was promised, by when, on which figures, and how surely."""

from __future__ import annotations

from dataclasses import replace

from stocktake.standards.periods import parse_period
from stocktake.targets.figured import bare, judge_coming, judge_due
from stocktake.targets.kinds import qualitative
from stocktake.targets.look import Look, Setting
from stocktake.targets.parts import combine_parts, inherit
from stocktake.targets.saying import not_known_yet
from stocktake.targets.schema import Proxy, Reading, Target
from stocktake.targets.sentences import (
    parts_sentence,
    proxy_sentence,
    with_readings,
    with_watch,
    words_sentence,
)
from stocktake.targets.verdict import Read, Status, Verdict
from stocktake.targets.watch import watch
from stocktake.targets.when import When, when_of


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
    when = when_of(target, setting.at)
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
    for reading in target.reading:
        # A part with readings of its own has one answer, whichever way the whole is read.
        under = [
            next(
                (read for read in part.readings if read.id == reading.id),
                _read(reading, part),
            )
            for part in parts
        ]
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
    when = when_of(target, setting.at)
    if target.kind == "qualitative":
        return _judge_words(target, setting, when)
    if target.indicator is None and target.proxy:
        return _judge_proxies(target, setting, when)
    if target.indicator is None:
        return _without_indicator(target, when)
    look = Look(setting, target.indicator, target.group)
    if look.rows().is_empty() and not look.local:
        first = look.first_known(look.period_in(when.judged_at))
        why = not_known_yet(setting.as_of, first)
        return bare(
            target, when, "cannot_tell", f"Cannot tell: {why}.", look=look, reason="not_published"
        )
    return judge_due(target, look, when) if when.reached else judge_coming(target, look, when)


def _judge_words(target: Target, setting: Setting, when: When) -> Verdict:
    by = target.due_date or parse_period(when.judged_at).ends
    found = qualitative(target, min(by, setting.as_of))
    status: Status = "cannot_tell"
    if not when.reached:
        status = "not_yet_due"
    elif found.holds is not None:
        status = "met" if found.holds else "not_met"
    sentence = words_sentence(status, found, when.due)
    reason = found.reason if status == "cannot_tell" else None
    verdict = bare(target, when, status, sentence, reason=reason)
    return replace(verdict, value=found.value, required=found.required, released=False)


def _judge_proxies(target: Target, setting: Setting, when: When) -> Verdict:
    parts = tuple(_judge_proxy(proxy, target, setting) for proxy in target.proxy)
    status: Status = "cannot_tell" if when.reached else "not_yet_due"
    words = "; ".join(proxy.differs for proxy in target.proxy)
    sentence = proxy_sentence(status, when.due or when.at, parts)
    verdict = bare(target, when, status, sentence, reason="proxy" if when.reached else None)
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
        return bare(target, when, "cannot_tell", f"Cannot tell: {why}.", reason="no_indicator")
    due = f"it falls due in {parse_period(when.due).label}; " if when.due else ""
    return bare(target, when, "not_yet_due", f"Not yet due: {due}{why}.")


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
