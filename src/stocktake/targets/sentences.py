"""The sentence that a person would say of a verdict: first the answer, then what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stocktake.standards.periods import Period, parse_period
from stocktake.standards.units import difference_unit, format_value
from stocktake.targets.comparability import decides
from stocktake.targets.finding import Finding
from stocktake.targets.look import Look
from stocktake.targets.verdict import (
    STATUS_WORDS,
    Comparability,
    Read,
    Seen,
    Status,
    Verdict,
    Watched,
)

ONES = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def ordinal(number: int) -> str:
    """Write a rank.

    Examples
    --------
    >>> [ordinal(n) for n in (1, 2, 3, 11, 45, 102, 111)]
    ['1st', '2nd', '3rd', '11th', '45th', '102nd', '111th']
    """
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def about_children(children: float) -> str:
    """Write a number of children that an estimate gives: between which whole numbers it lies.

    Examples
    --------
    >>> about_children(2.4), about_children(0.3), about_children(37.6)
    ('two or three children', 'less than one child', 'about 38 children')
    """
    size = abs(children)
    if size < 1:
        return "less than one child"
    if size >= 10:
        return f"about {size:,.0f} children"
    low = int(size)
    if size == low:
        return f"{ONES[low]} child" if low == 1 else f"{ONES[low]} children"
    return f"{ONES[low]} or {ONES[low + 1]} children"


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
    answer = f"{STATUS_WORDS[status]}: {_value(found, look, period)}"
    said = [f"{answer}{_against(found, look, distance)}."]
    if comparability is not None and found.compares != "within_period":
        turn = "even though" if not found.holds else "although"
        said.append(f"That is so {turn} {comparability.reason}.")
    if found.straddles and found.n and found.share:
        said.append(
            f"{found.tied} places share that rank and the line runs between them: ties take the "
            "better rank."
        )
    if found.share is not None and children is not None:
        side = "from the other side of the line" if found.holds else "from the line"
        said.append(f"It is {about_children(children)} {side}.")
    if rank_interval is not None and rank_interval[0] != rank_interval[1]:
        best, worst = rank_interval
        said.append(f"Chance alone could put it anywhere from {ordinal(best)} to {ordinal(worst)}.")
    return " ".join(said)


def coming_sentence(
    status: Status, found: Finding | None, look: Look, period: Period | None, due: Period, why: str
) -> str:
    """The sentence for a target that has not fallen due: the present position."""
    head = f"{STATUS_WORDS[status]}: due {due.label}"
    if found is None or period is None or found.value is None:
        return f"{head}; {why}."
    position = f" ({ordinal(found.rank)} of {found.n})" if found.rank and found.n else ""
    present = f"{_write(look, found.value)}{position} in {period.label}"
    asked = f"; asked is {found.asked}" if found.asked else ""
    return f"{head}; now {present}{asked}{'; ' + why if why else ''}."


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
    statuses = {read.status for read in readings}
    if len(statuses) == 1:
        others = " or as: ".join(read.words for read in readings[1:])
        return f"{sentence} The answer is the same when it is read as: {others}."
    listed = "; ".join(f"{STATUS_WORDS[read.status].lower()} as: {read.words}" for read in readings)
    return f"{sentence} The answer depends on how the words are read: {listed}."


def with_watch(sentence: str, status: Status, watched: Sequence[Watched]) -> str:
    """Say "met, but ..." where a watch indicator worsened meanwhile."""
    worse = [each for each in watched if each.status == "worsened"]
    if status not in ("met", "on_track") or not worse:
        return sentence
    head, _, rest = sentence.partition(": ")
    but = "; ".join(each.sentence.rstrip(".") for each in worse)
    return f"{head}, but {but[0].lower()}{but[1:]}. {rest[0].upper()}{rest[1:]}"


def parts_sentence(status: Status, parts: Sequence[Verdict]) -> str:
    """The sentence of a target made of parts: the answer, then each part's."""
    listed = "; ".join(_part(part) for part in parts)
    return f"{STATUS_WORDS[status]}: {listed}."


def _part(part: Verdict) -> str:
    said = f"{part.title[0].lower()}{part.title[1:]} is {STATUS_WORDS[part.status].lower()}"
    if part.value is None or part.unit is None or part.period is None:
        return said
    value = format_value(part.value, part.unit, part.decimal_places)
    if part.rank and part.n and part.kind == "position":
        return f"{said} ({ordinal(part.rank)} of {part.n} with {value})"
    if part.required is None:
        return f"{said} ({value})"
    required = format_value(part.required, part.unit, part.decimal_places)
    return f"{said} ({value}, asked was {required})"


def proxy_sentence(status: Status, due: str, parts: Sequence[Verdict]) -> str:
    """The sentence of a target that only proxies come near."""
    head = f"{STATUS_WORDS[status]}: "
    if status == "not_yet_due":
        head += f"due {parse_period(due).label}; "
    said = [head + "no published indicator measures what was promised."]
    for part in parts:
        said.append(f"The nearest, {part.title.lower()}, differs: {part.proxy}.")
        said.append(f"By that alone: {part.sentence}")
    return " ".join(said)


def not_known_yet(as_of: date, first: date | None) -> str:
    """What to say where no release known on the day has any figure."""
    day = f"{as_of.day} {as_of:%B %Y}"
    if first is None:
        return f"no release known on {day} holds a figure"
    since = f"{first.day} {first:%B %Y}"
    return f"no release known on {day} holds a figure; it can be told from {since}"


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
            f"{_value(found, look, period)} {held} {found.asked}, but {comparability.reason}, "
            f"which {_flatter(comparability)}"
        )
        if not decides(comparability, found.compares, holds=not found.holds):
            why += f", so that a level {held} then may not have been {held} in an ordinary year"
    else:
        why = found.why
        if found.value is not None and not look.local:
            why += f" ({_value(found, look, period)})"
    near = _near(look, evidence)
    return f"Cannot tell: {why}.{near}"


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
        f"{_write(look, seen.value)} in {parse_period(seen.period, kind).label}"
        + (f" ({ordinal(seen.rank)} of {seen.n})" if seen.rank and seen.n else "")
        for seen in evidence
    )
    be = "are" if len(evidence) > 1 else "is"
    return f" The nearest published {be} {listed}."


def _value(found: Finding, look: Look, period: Period) -> str:
    written = _write(look, found.value)
    if found.share is not None and found.rank and found.n:
        return f"{ordinal(found.rank)} of {found.n} in {period.label} with {written}"
    return f"{written} in {period.label}"


def _against(found: Finding, look: Look, distance: float | None) -> str:
    if found.share is not None and found.n:
        line = int(found.n * found.share)
        words = f", {'' if found.holds else 'not '}{found.asked} (rank {line} or better)"
        if found.required is not None and distance is not None and not found.holds:
            words += (
                f"; that needed {_write(look, found.required)}, {_difference(look, distance)} away"
            )
        return words
    if not found.asked:
        return ""
    if found.why:
        return f"; {found.why}; asked was {found.asked}"
    short = ""
    if distance and found.value is not None and not found.holds:
        too = "short" if found.value < (found.required or 0) else "too high"
        short = f": {_difference(look, distance)} {too}"
    return f", asked was {found.asked}{short}"


def _difference(look: Look, distance: float) -> str:
    unit = difference_unit(look.indicator.unit)
    return format_value(
        abs(distance), unit, max(look.indicator.decimal_places, 1 if unit == "points" else 0)
    )


def _write(look: Look, value: float | None) -> str:
    return format_value(value, look.indicator.unit, look.indicator.decimal_places)
