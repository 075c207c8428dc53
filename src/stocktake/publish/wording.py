"""The words that a report uses for statuses, reasons, counts and days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from stocktake.benchmarks.rank import SHARED_RANK
from stocktake.publish.content import Count, Fact, Tag
from stocktake.targets import STATUS_WORDS, Reason, Verdict
from stocktake.targets.phrases import ordinal

WITHHELD_TAG = "Local data, not published"
"""What stands in place of a verdict that rests on local returns, in a report for the public."""

ORDER: tuple[Tag, ...] = (
    "met",
    "on_track",
    "not_met",
    "off_track",
    "not_yet_due",
    "awaiting_figures",
    "cannot_tell",
    "withheld",
)

COMING: tuple[Tag, ...] = ("on_track", "off_track", "not_yet_due", "awaiting_figures")
"""Statuses of targets that nobody can call missed yet."""

REASON_WORDS: dict[Reason, str] = {
    "no_local_data": "nothing was returned locally",
    "not_published": "no figure was published",
    "suppressed": "the figure is suppressed",
    "not_comparable": "the year cannot be compared",
    "no_indicator": "no indicator shows it",
    "proxy": "only something similar is measured",
    "parts": "a part of it has no verdict",
    "promise_fault": "the target cannot be meant as written",
}

READING: tuple[tuple[Tag, str], ...] = (
    ("met", "The level promised was reached in the year for which it was promised."),
    ("not_met", "It was not, on a published or returned figure for that year."),
    (
        "on_track",
        "The year has not ended. The latest figure is at the plan's own trajectory's level for "
        "the year, within the stated tolerance.",
    ),
    ("off_track", "The year has not ended, and the latest figure falls short of the trajectory."),
    (
        "not_yet_due",
        "The year has not ended, and there is no trajectory or no figure since the baseline to "
        "say more.",
    ),
    (
        "awaiting_figures",
        "The year has ended, and its figure is not published yet but can be expected.",
    ),
    (
        "cannot_tell",
        "No figure answers it: none will be published or was returned, the year cannot be "
        "compared, or "
        "only something similar is measured. It does not mean that the target was missed.",
    ),
)

METHODS: tuple[str, ...] = (
    "A rank is among the authorities that the publication reports for the year; places with the "
    f"same figure share the {SHARED_RANK} rank. The top half ends at half their number, "
    "rounded down.",
    "The neighbours' figure is the plain mean of the statistical neighbours that have a figure; "
    "the year of the list is named in each table.",
    "The likely range of a rank is where the place could rank on the 95% interval of its own "
    "figure, with the other places at their published figures.",
    "A distance in children is the distance in percentage points times the number of children "
    "behind the percentage.",
    "On the charts no line is drawn through a year without a figure or across a break in the "
    "series. A year of special arrangements has a hollow point and stands alone, except where "
    "places are ranked within the year. The vertical axis need not begin at zero.",
    "Figures are shown rounded and compared unrounded.",
)


def tag_words(kind: Tag) -> str:
    """A status in words.

    Examples
    --------
    >>> tag_words("not_met"), tag_words("withheld")
    ('Not met', 'Local data, not published')
    """
    if kind == "withheld":
        return WITHHELD_TAG
    return "" if kind == "note" else STATUS_WORDS[kind]


def reading_guide() -> tuple[Fact, ...]:
    """What each status means."""
    return tuple(Fact(tag_words(kind), words) for kind, words in READING)


def long_date(day: date) -> str:
    """A day in words.

    Examples
    --------
    >>> long_date(date(2026, 11, 2))
    '2 November 2026'
    """
    return f"{day.day} {day:%B %Y}"


def rank_words(rank: int | None, n: int | None) -> str:
    """A rank of n.

    Examples
    --------
    >>> rank_words(45, 149), rank_words(None, None)
    ('45th of 149', '')
    """
    return f"{ordinal(rank)} of {n}" if rank and n else ""


def upper_first(text: str) -> str:
    """Text that begins a sentence.

    Examples
    --------
    >>> upper_first("no figure"), upper_first("")
    ('No figure', '')
    """
    return text[:1].upper() + text[1:]


def counts_of(kinds: Sequence[Tag]) -> tuple[Count, ...]:
    """How many targets have each status, those that occur.

    Examples
    --------
    >>> [(each.tag, each.count) for each in counts_of(["not_met", "met", "not_met"])]
    [('Met', 1), ('Not met', 2)]
    """
    counter = Counter(kinds)
    return tuple(Count(kind, tag_words(kind), counter[kind]) for kind in ORDER if counter[kind])


def overall(kinds: Sequence[Tag], verdicts: Sequence[Verdict]) -> str:
    """What happened to several targets, in a sentence or two.

    Parameters
    ----------
    kinds : sequence of str
        As shown, in the order of the verdicts; ``withheld`` hides the verdict's own status.
    verdicts : sequence of Verdict

    Returns
    -------
    str
        The reasons are counted where anything has no verdict.
    """
    if not kinds:
        return "No target belongs here."
    counter = Counter(kinds)
    clauses = [
        f"{counter[kind]} {_predicate(kind, counter[kind])}" for kind in ORDER if counter[kind]
    ]
    coming = sum(counter[kind] for kind in COMING)
    if not counter["met"] and not coming and (counter["not_met"] or counter["cannot_tell"]):
        clauses.insert(0, "none is met")
    noun = "target" if len(kinds) == 1 else "targets"
    head = f"Of {len(kinds)} {noun}, {_join(clauses)}."
    if len(kinds) == 1:
        head = f"The one target here {_predicate(kinds[0], 1)}."
    reasons = Counter(
        verdict.reason
        for kind, verdict in zip(kinds, verdicts, strict=True)
        if kind == "cannot_tell" and verdict.reason
    )
    if not reasons:
        return head
    if len(reasons) == 1:
        return f"{head} Why there is no verdict: {REASON_WORDS[next(iter(reasons))]}."
    reasons_text = "; ".join(
        f"for {count}, {REASON_WORDS[reason]}" for reason, count in reasons.most_common()
    )
    return f"{head} Why there is no verdict: {reasons_text}."


def _predicate(kind: Tag, count: int) -> str:
    be = "is" if count == 1 else "are"
    if kind == "cannot_tell":
        return f"{'has' if count == 1 else 'have'} no verdict"
    if kind == "awaiting_figures":
        return f"{'awaits' if count == 1 else 'await'} figures"
    if kind == "withheld":
        return f"{'uses' if count == 1 else 'use'} local data that is not published"
    return f"{be} {tag_words(kind).lower()}"


def _join(clauses: Sequence[str]) -> str:
    return clauses[0] if len(clauses) == 1 else f"{', '.join(clauses[:-1])} and {clauses[-1]}"
