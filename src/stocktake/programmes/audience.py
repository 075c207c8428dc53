"""Whether two programmes are for the same people, and which part of them both take."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from stocktake.programmes.absent_values import Absence, OrAbsence, is_unknown
from stocktake.programmes.programme import ALL, Audience


@dataclass(frozen=True)
class SharedAudience:
    """What two audiences have in common.

    Parameters
    ----------
    participants : tuple of str
    ages, groups, wards : float or None
        Which share of the narrower audience the other takes too, None where nobody said.
    unknowns : tuple of str
        What is not stated, so that the two may not share anybody.
    ages_text, groups_text, wards_text : str
        The same in words.
    """

    participants: tuple[str, ...]
    ages: float | None
    groups: float | None
    wards: float | None
    unknowns: tuple[str, ...]
    ages_text: str
    groups_text: str
    wards_text: str


def shared_audience(first: Audience, second: Audience) -> SharedAudience | None:
    """What two audiences have in common; None where nobody can be in both.

    Examples
    --------
    >>> from stocktake.programmes.programme import Audience
    >>> first, second = (
    ...     Audience(participants=("pupils",), phases=("secondary",), ages=ages, groups=("all",),
    ...              wards=("all",), schools="all")
    ...     for ages in ((11, 14), (13, 18))
    ... )
    >>> shared_audience(first, second).ages
    0.5
    """
    participants = tuple(sorted(set(first.participants) & set(second.participants)))
    if not participants:
        return None
    ages = _shared_ages(first, second)
    phases = _shared_words(first.phases, second.phases)
    groups = _shared_words(first.groups, second.groups)
    wards = _shared_words(first.wards, second.wards)
    parts = {"ages": ages, "phases": phases, "groups": groups, "wards": wards}
    if any(share == 0 for share, _ in parts.values()):
        return None
    if ages[0] is None and phases[0] is not None and not _has_unknown(first, second, "ages"):
        ages = phases  # staff have no ages; the phases that they teach stand for them
    return SharedAudience(
        participants,
        ages[0],
        groups[0],
        wards[0],
        tuple(name for name in parts if _has_unknown(first, second, name)),
        ages[1],
        groups[1],
        wards[1],
    )


def ages_label(ages: OrAbsence[tuple[int, int]]) -> str:
    """Ages as a page shows them.

    Examples
    --------
    >>> ages_label((11, 16)), ages_label((5, 5)), ages_label(Absence.NOT_STATED)
    ('11 to 16', '5', 'not stated')
    """
    if isinstance(ages, Absence):
        return ages.value
    return str(ages[0]) if ages[0] == ages[1] else f"{ages[0]} to {ages[1]}"


def words_label(words: OrAbsence[tuple[str, ...]]) -> str:
    """Words of a list as a page shows them."""
    return words.value if isinstance(words, Absence) else ", ".join(words) or Absence.ABSENT.value


def _has_unknown(first: Audience, second: Audience, key: str) -> bool:
    return is_unknown(getattr(first, key)) or is_unknown(getattr(second, key))


def _shared_ages(first: Audience, second: Audience) -> tuple[float | None, str]:
    """The share of the narrower span; nobody's ages matter where one side is staff alone."""
    if isinstance(first.ages, Absence) or isinstance(second.ages, Absence):
        unknown = _has_unknown(first, second, "ages")
        return None, "ages not stated" if unknown else "no ages of pupils"
    youngest, oldest = max(first.ages[0], second.ages[0]), min(first.ages[1], second.ages[1])
    if youngest > oldest:
        return 0.0, "no age in common"
    narrower = min(ages[1] - ages[0] for ages in (first.ages, second.ages)) + 1
    return (oldest - youngest + 1) / narrower, f"ages {ages_label((youngest, oldest))}"


def _shared_words(
    first: OrAbsence[tuple[str, ...]], second: OrAbsence[tuple[str, ...]]
) -> tuple[float | None, str]:
    """The share of the shorter list; ``all`` takes every word of the other."""
    if isinstance(first, Absence) or isinstance(second, Absence):
        is_stated = not (is_unknown(first) or is_unknown(second))
        if is_stated and first is second:
            return 1.0, Absence.ABSENT.value
        return None, "none" if is_stated else "not stated"
    if ALL in first or ALL in second:
        shorter_lists = [words for words in (first, second) if ALL not in words]
        return 1.0, ", ".join(sorted(shorter_lists[0])) if shorter_lists else ALL
    shared_words = sorted(set(first) & set(second))
    return _share(shared_words, first, second), ", ".join(shared_words)


def _share(shared: Collection[str], first: Collection[str], second: Collection[str]) -> float:
    return len(shared) / min(len(first), len(second)) if first and second else 0.0
