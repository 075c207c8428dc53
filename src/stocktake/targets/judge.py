"""Judges one target: what was promised, by when, on which figures, and how surely."""

from __future__ import annotations

from stocktake.standards.errors import UsageError
from stocktake.standards.periods import parse_period
from stocktake.statistics.indicator_figures import FigureSource
from stocktake.targets.context import JudgementContext
from stocktake.targets.due_dates import DueDate, due_date_of
from stocktake.targets.fields import Proxy, Reading
from stocktake.targets.judge_indicator import bare_verdict, judge_figures
from stocktake.targets.kinds import BaseTarget, FigureTarget, Qualitative, WholeTarget
from stocktake.targets.promises.check import find_promise_faults
from stocktake.targets.promises.refusal import refuse_target
from stocktake.targets.verdict import ReadingResult, Reason, Status, Verdict
from stocktake.targets.watch import watch
from stocktake.targets.wording import (
    parts_sentence,
    proxy_sentence,
    with_readings,
    with_watch,
    words_sentence,
)


def judge_target(target: BaseTarget, context: JudgementContext) -> Verdict:
    """Judge a target of a plan.

    A target is due when its period has ended on the day of the judgement: then it is met or not
    met on the figure of that period, awaits that figure, or cannot tell because it will not come
    or cannot be compared. Before, it is on or off track where the plan states a trajectory and a
    figure after the baseline is known, else not yet due, on its own latest figure.

    Parameters
    ----------
    target : Target
    context : JudgementContext

    Returns
    -------
    Verdict
        With every reading judged; the first reading is the one that the verdict carries.

    Raises
    ------
    UsageError
        The target names an indicator, group, place or comparator set that does not exist.
    """
    faults = find_promise_faults(target, context)
    if faults:
        return refuse_target(target, faults, context.year)
    if isinstance(target, WholeTarget):
        verdict = _judge_parts(target, context)
    elif target.reading:
        verdicts = [_judge_one(target.read_as(reading), context) for reading in target.reading]
        readings = tuple(map(_reading_result, target.reading, verdicts))
        sentence = with_readings(verdicts[0].sentence, readings)
        verdict = verdicts[0].model_copy(update={"readings": readings, "sentence": sentence})
    else:
        verdict = _judge_one(target, context)
    if not target.watch:
        return verdict
    results = watch(target, context, verdict.judged_at or context.year)
    sentence = with_watch(verdict.sentence, verdict.status, results)
    return verdict.model_copy(update={"watch": results, "sentence": sentence})


def _judge_parts(target: WholeTarget, context: JudgementContext) -> Verdict:
    verdicts = tuple(judge_target(part, context) for part in target.parts)
    due_date = due_date_of(target, context)
    status, reason = target.combine([(verdict.status, verdict.reason) for verdict in verdicts])
    readings = _combined_readings(target, verdicts)
    return Verdict(
        id=target.id,
        title=target.title,
        kind=target.kind,
        status=status,
        reason=reason,
        due=due_date.due,
        judged_at=due_date.judged_at,
        sentence=with_readings(parts_sentence(status, verdicts), readings),
        readings=readings,
        sources=_sources(verdicts),
        parts=verdicts,
        released=all(verdict.released for verdict in verdicts),
    )


def _combined_readings(
    target: WholeTarget, verdicts: tuple[Verdict, ...]
) -> tuple[ReadingResult, ...]:
    readings = []
    for reading in target.reading:
        # A part with readings of its own has one answer, whichever way the whole is read.
        results = [
            next(
                (result for result in verdict.readings if result.id == reading.id),
                _reading_result(reading, verdict),
            )
            for verdict in verdicts
        ]
        status, reason = target.combine([(result.status, result.reason) for result in results])
        baselines = {result.baseline.period for result in results if result.baseline}
        first = results[0].baseline
        shared = first.model_copy(update={"value": None}) if len(baselines) == 1 and first else None
        readings.append(
            ReadingResult(
                id=reading.id,
                words=reading.words,
                status=status,
                reason=reason,
                value=None,
                required=None,
                baseline=shared,
            )
        )
    return tuple(readings)


def _judge_one(target: BaseTarget, context: JudgementContext) -> Verdict:
    if isinstance(target, Qualitative):
        return _judge_words(target, context)
    if not isinstance(target, FigureTarget):
        raise UsageError(f"a target of kind {target.kind!r} has parts and no figures")
    if target.indicator is not None:
        data = context.data(target.indicator, target.group)
        return judge_figures(target, data, due_date_of(target, context, data))
    due_date = due_date_of(target, context)
    if target.proxy:
        return _judge_proxies(target, context, due_date)
    return _without_indicator(target, due_date)


def _judge_words(target: Qualitative, context: JudgementContext) -> Verdict:
    due_date = due_date_of(target, context)
    by = target.due_date or parse_period(due_date.judged_at).ends
    result = target.assess(min(by, context.as_of))
    status: Status = "cannot_tell"
    if not due_date.is_reached:
        status = "not_yet_due"
    elif result.is_met is not None:
        status = "met" if result.is_met else "not_met"
    return Verdict(
        id=target.id,
        title=target.title,
        kind=target.kind,
        status=status,
        reason=result.reason if status == "cannot_tell" else None,
        due=due_date.due,
        judged_at=due_date.judged_at,
        sentence=words_sentence(status, result, due_date.due),
        indicator=target.indicator,
        group=target.group,
        decimal_places=0,
        value=result.value,
        required=result.required,
        required_is="level",
        released=False,
    )


def _judge_proxies(target: FigureTarget, context: JudgementContext, due_date: DueDate) -> Verdict:
    verdicts = tuple(_judge_proxy(proxy, target, context) for proxy in target.proxy)
    status: Status = "cannot_tell" if due_date.is_reached else "not_yet_due"
    sentence = proxy_sentence(status, due_date.due or due_date.at, verdicts)
    reason: Reason | None = "proxy" if due_date.is_reached else None
    verdict = bare_verdict(target, due_date, status, sentence, reason=reason)
    return verdict.model_copy(
        update={
            "proxy": "; ".join(proxy.differs for proxy in target.proxy),
            "parts": verdicts,
            "sources": _sources(verdicts),
            "released": all(verdict.released for verdict in verdicts),
        }
    )


def _judge_proxy(proxy: Proxy, target: FigureTarget, context: JudgementContext) -> Verdict:
    instead = {"indicator": proxy.indicator, "group": proxy.group, "proxy": (), "reading": ()}
    verdict = _judge_one(target.with_values(instead), context)
    indicator, _ = context.statistics.indicator(proxy.indicator)
    return verdict.model_copy(
        update={"id": proxy.id, "title": indicator.title, "proxy": proxy.differs}
    )


def _without_indicator(target: FigureTarget, due_date: DueDate) -> Verdict:
    reason = "no indicator is named, published or local, that would show it"
    if due_date.is_reached:
        sentence = f"Cannot tell: {reason}."
        return bare_verdict(target, due_date, "cannot_tell", sentence, reason="no_indicator")
    due = f"it falls due in {parse_period(due_date.due).label}; " if due_date.due else ""
    return bare_verdict(target, due_date, "not_yet_due", f"Not yet due: {due}{reason}.")


def _reading_result(reading: Reading, verdict: Verdict) -> ReadingResult:
    return ReadingResult(
        id=reading.id,
        words=reading.words,
        status=verdict.status,
        reason=verdict.reason,
        value=verdict.value,
        required=verdict.required,
        baseline=verdict.baseline,
    )


def _sources(verdicts: tuple[Verdict, ...]) -> tuple[FigureSource, ...]:
    return tuple(dict.fromkeys(source for verdict in verdicts for source in verdict.sources))
