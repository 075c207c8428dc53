"""From counts to what may be shown: pooled below ten answers, in tenths, and never a certainty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LEAST = 10
"""No group of fewer answers is shown."""
TENTHS = 10

Counts = Mapping[str, Mapping[str, Mapping[str, int]]]
"""By group, question and option."""


def published_results(counts: Counts) -> dict[str, Any]:
    """What is published of a round.

    Groups are shown apart only where each has at least ten answers; else they are pooled, so that
    the smaller is not the difference of two figures. Of fewer than ten in all nothing is. Every
    question is answered by everybody who answers, so that one number holds for all.

    Returns
    -------
    dict
        ``groups``: ``"heads"`` and ``"governors"``, or ``"all"``, or nothing; each with the tenths
        of every question and option.
    """
    sizes = {group: _answer_count(questions) for group, questions in counts.items()}
    if sizes and min(sizes.values()) >= LEAST:
        shown_counts = dict(counts)
    elif sum(sizes.values()) >= LEAST:
        shown_counts = {"all": _pooled(counts)}
    else:
        shown_counts = {}
    return {
        "groups": {
            group: {question: _tenths(options) for question, options in questions.items()}
            for group, questions in shown_counts.items()
        }
    }


def _tenths(options: Mapping[str, int]) -> dict[str, int]:
    """Shares in tenths from 1 to 9: nobody learns that all, or nobody, said something.

    ``1`` means one in ten or fewer, ``9`` nine in ten or more.
    """
    total = sum(options.values())
    return {
        option: min(max((2 * TENTHS * count + total) // (2 * total), 1), TENTHS - 1)
        for option, count in options.items()
    }


def _answer_count(questions: Mapping[str, Mapping[str, int]]) -> int:
    """The fewest answers that a question has."""
    return min((sum(options.values()) for options in questions.values()), default=0)


def _pooled(counts: Counts) -> dict[str, dict[str, int]]:
    pooled: dict[str, dict[str, int]] = {}
    for questions in counts.values():
        for question, options in questions.items():
            sums = pooled.setdefault(question, {})
            for option, count in options.items():
                sums[option] = sums.get(option, 0) + count
    return pooled
