"""The sentence that a person would say of a verdict: first the answer, then what it rests on.

The clauses are the kind's own; here they are put together, without asking which kind it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stocktake.standards.periods import Period, parse_period
from stocktake.targets.comparability import decides
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.base import FigureTarget
from stocktake.targets.pace import pace_sentence, tolerance_clause
from stocktake.targets.phrases import mid_sentence, ordinal, quote, write_figure, write_required
from stocktake.targets.result import TargetResult
from stocktake.targets.verdict import (
    STATUS_WORDS,
    Comparability,
    EvidencePoint,
    ReadingResult,
    Status,
    Trajectory,
    Verdict,
    WatchResult,
)

FLATTERS = {
    "better": "makes the figure look better",
    "worse": "makes the figure look worse",
    "unknown": "may have moved the figure either way",
}


def figure_sentence(
    status: Status,
    target: FigureTarget,
    result: TargetResult,
    data: IndicatorData,
    period: Period,
    *,
    comparability: Comparability | None,
    evidence: Sequence[EvidencePoint],
    children: float | None,
    rank_interval: tuple[int, int] | None,
) -> str:
    """The sentence for a target judged on figures that has fallen due."""
    if status == "cannot_tell":
        reason = _why_not(target, result, data, period, comparability)
        return f"Cannot tell: {reason}.{_nearest(target, result, data, evidence)}"
    outcome = target.outcome_clause(result, data, period.label, children)
    sentences = [f"{STATUS_WORDS[status]}: {outcome}."]
    if comparability is not None and target.compares != "within_period":
        sentences.append(f"That is so even though {comparability.reason}.")
    sentences += target.extra_clauses(result, children)
    if rank_interval is not None and rank_interval[0] != rank_interval[1]:
        best, worst = (ordinal(rank) for rank in rank_interval)
        sentences.append(f"Allowing for chance, its rank could be anywhere from {best} to {worst}.")
    return " ".join(sentences)


def coming_sentence(
    status: Status,
    target: FigureTarget,
    result: TargetResult | None,
    data: IndicatorData,
    period: Period | None,
    due: Period | None,
    reason_text: str,
    trajectory: Trajectory | None = None,
) -> str:
    """The sentence for a target that has not fallen due: the present position.

    Parameters
    ----------
    result, period : TargetResult, Period, optional
        On the latest figure; None where nothing is known yet.
    due : Period, optional
        None where the plan states no year.
    reason_text : str
        Why it is neither on nor off track; empty where it is one of them.
    trajectory : Trajectory, optional
        The one that the plan states.
    """
    falls = f"it falls due in {due.label}" if due else "the plan states no year for it"
    head = STATUS_WORDS[status]
    if result is None or period is None or result.value is None:
        reason = reason_text or (result.reason_text if result else "")
        return f"{head}: {falls}{'; ' + reason if reason else ''}."
    position = target.position_clause(result, data, period.label)
    if status == "not_yet_due" or trajectory is None or trajectory.level_now is None:
        ending = f"; {reason_text}" if reason_text else ""
        return f"{head}: {falls}. The latest is {position}{target.today_clause(result)}{ending}."
    level = target.trajectory_clause(trajectory.level_now, result, data)
    tolerance = tolerance_clause(trajectory, data)
    promise_text = f" against {result.promise}" if result.promise else ""
    state = f"{position}, where the trajectory's level for the year is {level}{tolerance}"
    if status == "cannot_tell":
        return f"{head}: {state}, but {reason_text}; {falls}{promise_text}."
    return (
        f"{head}: {state}; {falls}{promise_text}.{pace_sentence(target, result, trajectory, data)}"
    )


def awaited_sentence(
    target: FigureTarget,
    result: TargetResult | None,
    data: IndicatorData,
    period: Period | None,
    reason: str,
) -> str:
    """The sentence for a target whose period has ended and whose figure is still to come.

    Parameters
    ----------
    result, period : TargetResult, Period, optional
        On the latest figure; None where no figure is known.
    reason : str
        When the figure can be expected, in a clause.
    """
    head = f"{STATUS_WORDS['awaiting_figures']}: {reason}."
    if result is None or period is None or result.value is None:
        return head
    position = target.position_clause(result, data, period.label)
    return f"{head} The latest is {position}{target.today_clause(result)}."


def with_readings(sentence: str, readings: Sequence[ReadingResult]) -> str:
    """Add whether the answer depends on how the words are read.

    Parameters
    ----------
    sentence : str
    readings : sequence of ReadingResult
        The first is the one of which the sentence speaks.
    """
    if len(readings) < 2:
        return sentence
    if len({reading.status for reading in readings}) == 1:
        other_readings = " or ".join(quote(reading.words) for reading in readings[1:])
        return f"{sentence} The answer is the same when it is read as {other_readings}."
    parts_text = "; ".join(
        f"{STATUS_WORDS[reading.status].lower()} when read as {quote(reading.words)}"
        for reading in readings
    )
    return f"{sentence} The answer depends on how the words are read: {parts_text}."


def with_watch(sentence: str, status: Status, results: Sequence[WatchResult]) -> str:
    """Say "met, but ..." where a watch indicator worsened meanwhile."""
    worse = [result for result in results if result.status == "worsened"]
    if status not in ("met", "on_track") or not worse:
        return sentence
    head, _, rest = sentence.partition(": ")
    but = " and ".join(mid_sentence(result.sentence.rstrip(".")) for result in worse)
    return f"{head}, but {but}. {rest[0].upper()}{rest[1:]}"


def parts_sentence(status: Status, parts: Sequence[Verdict]) -> str:
    """The sentence of a target made of parts: the answer, then each part's."""
    parts_text = "; ".join(_part(part) for part in parts)
    return f"{STATUS_WORDS[status]}: {parts_text}."


def proxy_sentence(status: Status, due: str, parts: Sequence[Verdict]) -> str:
    """The sentence of a target that only proxies come near."""
    head = f"{STATUS_WORDS[status]}: "
    if status == "not_yet_due":
        head += f"it falls due in {parse_period(due).label}; "
    sentences = [head + "no published indicator measures what was promised."]
    for part in parts:
        answer, _, rest = part.sentence.partition(": ")
        sentences.append(f"The nearest, {mid_sentence(part.title)}, differs: {part.proxy}.")
        sentences.append(
            f"By that measure alone the answer would be {quote(answer.lower())}: {rest}"
        )
    return " ".join(sentences)


def words_sentence(status: Status, result: TargetResult, due: str | None) -> str:
    """The sentence of a target in words that people judge."""
    head = STATUS_WORDS[status]
    level = result.promise
    if status == "met":
        return f"{head}: the judges agree that it has reached {level}, as promised."
    if status == "not_met":
        return f"{head}: the judges agree that it has not reached {level}, as was promised."
    falls = ""
    if status == "not_yet_due":
        falls = f"it falls due in {parse_period(due).label}" if due else "the plan states no year"
    agreement = {
        True: "the judges agree that it is there",
        False: "the judges agree that it is not",
    }
    state = result.reason_text if result.is_met is None else agreement[result.is_met]
    clauses = "; ".join(clause for clause in (falls, state) if clause)
    return f"{head}: {clauses}. Two judges who agree that it has reached {level} are needed."


def _why_not(
    target: FigureTarget,
    result: TargetResult,
    data: IndicatorData,
    period: Period,
    comparability: Comparability | None,
) -> str:
    """Why there is no verdict, in a clause."""
    figure = target.dated_figure(result, data, period.label)
    if result.is_met is None or comparability is None:
        if result.value is not None and data.local and result.promise:
            return f"{result.reason_text}; so far there is {figure} against {result.promise}"
        return (
            f"{result.reason_text} ({figure})" if result.value is not None else result.reason_text
        )
    reason = (
        f"{figure} {'meets' if result.is_met else 'misses'} {result.promise}, but "
        f"{comparability.reason}, which {FLATTERS[comparability.flatters]}"
    )
    against = target.is_against_better(data)
    if decides(comparability, target.compares, is_met=not result.is_met, against_better=against):
        return reason
    way = "reached" if result.is_met else "missed"
    return f"{reason}, so that a level {way} then may not have been {way} in an ordinary year"


def _nearest(
    target: FigureTarget,
    result: TargetResult,
    data: IndicatorData,
    evidence: Sequence[EvidencePoint],
) -> str:
    if not evidence:
        return ""
    kind = data.indicator.kind_of_year
    list_text = " and ".join(
        f"{target.figure_clause(replace(result, value=point.value), data)} in "
        f"{parse_period(point.period, kind).label}"
        + (f" ({ordinal(point.rank)} of {point.n})" if point.rank and point.n else "")
        for point in evidence
    )
    verb = "returned" if data.local else "published"
    be = "figures are" if len(evidence) > 1 else "figure is"
    return f" The nearest {verb} {be} {list_text}."


def _part(part: Verdict) -> str:
    clause = f"{mid_sentence(part.title)} is {STATUS_WORDS[part.status].lower()}"
    if part.value is None or part.unit is None or part.period is None:
        return clause
    value = write_figure(part, part.value)
    if part.rank and part.n and part.required_is in ("line", "none"):
        return f"{clause}, {ordinal(part.rank)} of {part.n} at {value}"
    if part.required is None:
        return f"{clause}, at {value}"
    required_text = write_required(part, part.required)
    return f"{clause}, at {value} against the {required_text} promised"
