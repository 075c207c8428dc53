"""Finds the words that were meant by one that nobody wrote. Pure."""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 4
"""Shorter words have too many neighbours to guess among."""
LONG = 7
"""From this length on a word may have two slips."""
MOST_MEANT = 3


def edit_distance(first: str, second: str, most: int) -> int:
    """How many letters were left out, added, changed or swapped with the next.

    Parameters
    ----------
    most : int
        Where more are needed the result is ``most + 1``.

    Notes
    -----
    Optimal string alignment: Damerau (1964), each letter changed once.

    Examples
    --------
    >>> edit_distance("persistant", "persistent", 2), edit_distance("abscence", "absence", 2)
    (1, 1)
    >>> edit_distance("shcool", "school", 2), edit_distance("attainment", "absence", 2)
    (1, 3)
    """
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        current = [row] + [0] * len(second)
        for column, second_letter in enumerate(second, 1):
            cost = 0 if letter == second_letter else 1
            best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
            swapped = row > 1 and column > 1 and letter == second[column - 2]
            if swapped and first[row - 2] == second_letter:
                best = min(best, before[column - 2] + 1)
            current[column] = best
        if min(current) > most:
            return most + 1
        before, last = last, current
    return min(last[-1], most + 1)


def meant_words(word: str, vocabulary: Iterable[str]) -> tuple[str, ...]:
    """The words nearest to one that is not in a vocabulary, the nearest first.

    Examples
    --------
    >>> meant_words("persistant", ["persistent", "consistent", "absence"])
    ('persistent',)
    >>> meant_words("xqzw", ["persistent", "absence"])
    ()
    """
    if len(word) < SHORTEST or word.isdigit():
        return ()
    most = 2 if len(word) >= LONG else 1
    results: list[tuple[int, bool, str]] = []
    for candidate in set(vocabulary):
        if len(candidate) < SHORTEST or candidate.isdigit():
            continue
        distance = edit_distance(word, candidate, most)
        if distance <= most:
            results.append((distance, candidate[0] != word[0], candidate))
    if not results:
        return ()
    results.sort()
    return tuple(text for distance, _, text in results if distance == results[0][0])[:MOST_MEANT]
