"""The sentence that a person would say of a verdict: first the answer, then what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from stocktake.benchmarks.rank import compared
from stocktake.standards.periods import Period, parse_period
from stocktake.standards.units import format_value
from stocktake.targets.comparability import decides
from stocktake.targets.finding import Finding
from stocktake.targets.look import Look
from stocktake.targets.saying import (
    about_children,
    difference,
    mid_sentence,
    ordinal,
    quote,
    write,
)
from stocktake.targets.verdict import (
    STATUS_WORDS,
    Comparability,
    Read,
    Road,
    Seen,
    Status,
    Verdict,
    Watched,
)

__all__ = ["about_children", "ordinal"]


def figure_sentence(
    status: Status,
    found: Finding,
    look: Look,
    period: Period,
    *,
    comparability: Comparability | None,
    evidence: Sequence[Seen],
    distance: float | None,
    children: float | None,
    rank_interval: tuple[int, int] | None,
) -> str:
    """The sentence for a target judged on figures that has fallen due."""
    if status == "cannot_tell":
        return _untold(found, look, period, comparability, evidence)
    said = [f"{STATUS_WORDS[status]}: {_outcome(found, look, period, distance, children)}."]
    if comparability is not None and found.compares != "within_period":
        said.append(f"That is so even though {comparability.reason}.")
    if found.straddles:
        others = "one other place" if found.tied == 2 else f"{found.tied - 1} other places"
        said.append(
            f"It shares that rank with {others} and the line runs between them: places that tie "
            "all take the better rank."
        )
    if found.share is not None and children is not None:
        side = "inside" if found.holds else "outside"
        said.append(f"It is {about_children(children)} {side} the line.")
    if rank_interval is not None and rank_interval[0] != rank_interval[1]:
        best, worst = rank_interval
        said.append(
            f"Chance alone could have put it anywhere from {ordinal(best)} to {ordinal(worst)}."
        )
    return " ".join(said)


def coming_sentence(
    status: Status,
    found: Finding | None,
    look: Look,
    period: Period | None,
    due: Period | None,
    why: str,
    road: Road | None = None,
) -> str:
    """The sentence for a target that has not fallen due: the present position.

    Parameters
    ----------
    found, period : Finding, Period, optional
        The latest figure and its period; None where nothing is known yet.
    due : Period, optional
        None where the plan states no year.
    why : str
        Why it is neither on nor off track; empty where it is one of them.
    road : Road, optional
        The trajectory that the plan states.
    """
    falls = f"it falls due in {due.label}" if due else "the plan states no year for it"
    head = STATUS_WORDS[status]
    if found is None or period is None or found.value is None:
        reason = why or (found.why if found else "")
        return f"{head}: {falls}{'; ' + reason if reason else ''}."
    position = f" ({ordinal(found.rank)} of {found.n})" if found.rank and found.n else ""
    now = f"{write(look, found.value, found.compares_gap)}{position} in {period.label}"
    promised = f" against {found.promise}" if found.promise else ""
    if status == "not_yet_due" or road is None or road.needed_now is None:
        return f"{head}: {falls}. The latest is {now}{promised}{'; ' + why if why else ''}."
    asks = f"where the trajectory asks for {_needed(road, look, found)}"
    if status == "cannot_tell":
        return f"{head}: {now}, {asks}, but {why}; {falls}{promised}."
    return f"{head}: {now}, {asks}; {falls}{promised}.{_pace(road, look)}"


def with_readings(sentence: str, readings: Sequence[Read]) -> str:
    """Add whether the answer depends on how the words are read.

    Parameters
    ----------
    sentence : str
    readings : sequence of Read
        The first is the one that the sentence tells.
    """
    if len(readings) < 2:
        return sentence
    if len({read.status for read in readings}) == 1:
        others = " or ".join(quote(read.words) for read in readings[1:])
        return f"{sentence} The answer is the same when it is read as {others}."
    listed = "; ".join(
        f"{STATUS_WORDS[read.status].lower()} when read as {quote(read.words)}" for read in readings
    )
    return f"{sentence} The answer depends on how the words are read: {listed}."


def with_watch(sentence: str, status: Status, watched: Sequence[Watched]) -> str:
    """Say "met, but ..." where a watch indicator worsened meanwhile."""
    worse = [each for each in watched if each.status == "worsened"]
    if status not in ("met", "on_track") or not worse:
        return sentence
    head, _, rest = sentence.partition(": ")
    but = " and ".join(mid_sentence(each.sentence.rstrip(".")) for each in worse)
    return f"{head}, but {but}. {rest[0].upper()}{rest[1:]}"


def parts_sentence(status: Status, parts: Sequence[Verdict]) -> str:
    """The sentence of a target made of parts: the answer, then each part's."""
    listed = "; ".join(_part(part) for part in parts)
    return f"{STATUS_WORDS[status]}: {listed}."


def proxy_sentence(status: Status, due: str, parts: Sequence[Verdict]) -> str:
    """The sentence of a target that only proxies come near."""
    head = f"{STATUS_WORDS[status]}: "
    if status == "not_yet_due":
        head += f"it falls due in {parse_period(due).label}; "
    said = [head + "no published indicator measures what was promised."]
    for part in parts:
        answer, _, rest = part.sentence.partition(": ")
        said.append(f"The nearest, {mid_sentence(part.title)}, differs: {part.proxy}.")
        said.append(f"By that measure alone the answer would be {quote(answer.lower())}: {rest}")
    return " ".join(said)


def words_sentence(status: Status, found: Finding, due: str | None) -> str:
    """The sentence of a target in words that people judge."""
    head = STATUS_WORDS[status]
    if status == "met":
        return f"{head}: the judges agree that it has reached {found.asked}, as promised."
    if status == "not_met":
        return f"{head}: the judges agree that it has not reached {found.asked}, as was promised."
    falls = ""
    if status == "not_yet_due":
        falls = f"it falls due in {parse_period(due).label}" if due else "the plan states no year"
    agreed = {True: "the judges agree that it is there", False: "the judges agree that it is not"}
    state = found.why if found.holds is None else agreed[found.holds]
    joined = "; ".join(each for each in (falls, state) if each)
    return f"{head}: {joined}. Two judges who agree that it has reached {found.asked} are needed."


def _outcome(
    found: Finding,
    look: Look,
    period: Period,
    distance: float | None,
    children: float | None,
) -> str:
    value = _value(found, look, period)
    if found.share is not None and found.n:
        line = int(found.n * found.share)
        said = f"{value}, which is {'' if found.holds else 'not '}{found.asked}"
        said += f" (rank {line} or better)" if line else " (no rank is)"
        if found.required is None or distance is None or found.holds:
            return said
        more = "more" if found.required > (found.value or 0) else "less"
        needed = write(look, found.required)
        return f"{said}; that needed {needed}, {difference(look, distance)} {more}"
    if found.why:
        return f"{found.why}, and {found.asked} was promised; the latest is {value}"
    said = f"{value} against {found.promise}" if found.promise else f"{value}, {found.asked}"
    if found.holds or distance is None or found.value is None:
        return said
    if compared(distance) == 0:
        return f"{said}, level with it and not past it"
    too = "short" if found.value < (found.required or 0) else "too high"
    about = f" ({about_children(children)})" if children is not None else ""
    return f"{said}, {difference(look, distance)} {too}{about}"


def _untold(
    found: Finding,
    look: Look,
    period: Period,
    comparability: Comparability | None,
    evidence: Sequence[Seen],
) -> str:
    if found.holds is not None and comparability is not None:
        held = "reached" if found.holds else "missed"
        why = (
            f"{_value(found, look, period)} {'meets' if found.holds else 'misses'} "
            f"{found.promise or found.asked}, but {comparability.reason}, "
            f"which {_flatter(comparability)}"
        )
        if not decides(comparability, found.compares, holds=not found.holds):
            why += f", so that a level {held} then may not have been {held} in an ordinary year"
    else:
        why = found.why
        if found.value is not None and look.local and found.promise:
            value = _value(found, look, period)
            why += f"; so far there is {value} against {found.promise}"
        elif found.value is not None:
            why += f" ({_value(found, look, period)})"
    return f"Cannot tell: {why}.{_near(look, evidence)}"


def _flatter(comparability: Comparability) -> str:
    return {
        "better": "makes the figure look better",
        "worse": "makes the figure look worse",
        "unknown": "may have moved the figure either way",
    }[comparability.flatters]


def _near(look: Look, evidence: Sequence[Seen]) -> str:
    if not evidence:
        return ""
    kind = look.indicator.kind_of_year
    listed = " and ".join(
        f"{write(look, seen.value)} in {parse_period(seen.period, kind).label}"
        + (f" ({ordinal(seen.rank)} of {seen.n})" if seen.rank and seen.n else "")
        for seen in evidence
    )
    what = "returned" if look.local else "published"
    be = "figures are" if len(evidence) > 1 else "figure is"
    return f" The nearest {what} {be} {listed}."


def _value(found: Finding, look: Look, period: Period) -> str:
    if found.share is not None and found.rank and found.n:
        rank = f"{ordinal(found.rank)} of {found.n} in {period.label}"
        return f"{rank}, at {write(look, found.value)}"
    return f"{write(look, found.value, found.compares_gap)} in {period.label}"


def _part(part: Verdict) -> str:
    said = f"{mid_sentence(part.title)} is {STATUS_WORDS[part.status].lower()}"
    if part.value is None or part.unit is None or part.period is None:
        return said
    value = format_value(part.value, part.unit, part.decimal_places)
    if part.rank and part.n and part.kind == "position":
        return f"{said}, {ordinal(part.rank)} of {part.n} at {value}"
    if part.required is None:
        return f"{said}, at {value}"
    required = format_value(part.required, part.unit, part.decimal_places)
    return f"{said}, at {value} against the {required} promised"


def _needed(road: Road, look: Look, found: Finding) -> str:
    level = road.needed_now or 0.0
    slack = f", give or take {road.tolerance:g}" if road.tolerance else ""
    if road.measure == "rank_percent":
        return f"the best {level:.0f}% of places{slack}"
    if road.measure == "distance":
        name = found.comparator.name if found.comparator else "the comparator"
        if compared(level) == 0:
            return f"the level of {name}{slack}"
        # The level is in the better direction; a person says it in the figure's own.
        word = "at least" if level > 0 else "at most"
        side = "above" if (level > 0) == (look.better != "lower") else "below"
        return f"{word} {difference(look, level)} {side} {name}{slack}"
    return f"{write(look, level, found.compares_gap)}{slack}"


def _pace(road: Road, look: Look) -> str:
    if road.measure != "value" or road.change_needed is None or road.change_achieved is None:
        return ""
    needed, achieved = (
        f"{'-' if change < 0 else '+'}{difference(look, change)}"
        for change in (road.change_needed, road.change_achieved)
    )
    return (
        f" From here it takes {needed} a year; since the baseline it has moved {achieved} a year."
    )
