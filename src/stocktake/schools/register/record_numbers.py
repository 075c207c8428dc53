"""Under which number the record of a school is kept once its number has changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.schools.register.plain_links import DATE, NEW, OLD, plain_links


@dataclass(frozen=True)
class Continuation:
    """The record of an earlier number goes on under another.

    Parameters
    ----------
    urn : int
        The number under which the record is kept on the day of the question.
    since : date or None
        The first day of the number that followed at once; None where the register has no date.
    """

    urn: int
    since: date | None


def continuations(
    links: pl.DataFrame, urns: Collection[int], *, as_of: date
) -> dict[int, Continuation]:
    """The numbers of a list whose record goes on under another number of the list.

    Plain links that have taken effect are followed. Where several schools meet in one number,
    whatever the links call it, the record of none of them is that number's: it ends where they
    meet. A number outside the list is passed, and where the chain leaves the list for good the
    record stays with the last number in it.

    Parameters
    ----------
    links : polars.DataFrame
        Columns of ``SCHOOL_LINKS``.
    urns : collection of int
        Numbers of which records are kept: those of one place.
    as_of : date
        Links dated later are still to come.

    Examples
    --------
    >>> links = pl.DataFrame({"school_urn": [900001, 900002], "linked_urn": [900002, 900003],
    ...     "link_type": ["Successor", "Successor"], "date": [None, None]},
    ...     schema_overrides={"date": pl.Date})
    >>> continuations(links, {900001, 900003}, as_of=date(2026, 8, 31))[900001].urn
    900003
    """
    steps = _single_steps(plain_links(links, as_of))
    held_urns = frozenset(urns)
    result = {}
    for urn in sorted(held_urns):
        walked = [urn]
        while walked[-1] in steps and steps[walked[-1]][0] not in walked:
            walked.append(steps[walked[-1]][0])
        if walked[-1] in steps:
            # A ring of links names no newest number, so nothing is handed over within it.
            continue
        last = next(number for number in reversed(walked) if number in held_urns)
        if last != urn:
            result[urn] = Continuation(last, steps[urn][1])
    return result


def _single_steps(pairs: pl.DataFrame) -> dict[int, tuple[int, date | None]]:
    """The next number and its first day, of each number that alone goes on under it."""
    days = {(old, new): day for old, new, day in pairs.select(OLD, NEW, DATE).iter_rows()}
    successors: dict[int, list[int]] = {}
    for old, new in days:
        successors.setdefault(old, []).append(new)
    steps = {old: _next_number(old, news, days) for old, news in successors.items()}
    predecessor_counts: dict[int, int] = {}
    for new in steps.values():
        predecessor_counts[new] = predecessor_counts.get(new, 0) + 1
    return {
        old: (new, days[old, new]) for old, new in steps.items() if predecessor_counts[new] == 1
    }


def _next_number(old: int, news: list[int], days: dict[tuple[int, int], date | None]) -> int:
    """The latest of several; a number that only comes by way of another is not the next."""
    direct = [new for new in news if not any((via, new) in days for via in news)]
    return max(direct or news, key=lambda new: (days[old, new] or date.min, new))
