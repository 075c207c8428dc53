"""Finds and ranks what a query means: exact names, abbreviations, titles, descriptions. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from stocktake_web.search.index import (
    BEGINS_IN_TITLE,
    DESCRIPTION,
    KEYWORDS,
    TITLE,
    IndexedEntry,
    Phrases,
    SearchIndex,
)
from stocktake_web.search.spelling import meant_words
from stocktake_web.search.terms import LONGEST_QUERY, query_words, stem, words_of

EXACT_NAME, ABBREVIATION, IN_TITLE, IN_KEYWORDS, IN_DESCRIPTION = range(5)
"""How well an entry fits a query, the best first."""

BEGINNING, TOGETHER, APART = range(3)
"""Where a title has the words of a query, the best first."""

_LAST_TIER = {TITLE: IN_TITLE, BEGINS_IN_TITLE: IN_TITLE, KEYWORDS: IN_KEYWORDS,
              DESCRIPTION: IN_DESCRIPTION}  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One word of a query.

    Parameters
    ----------
    word : str
    meanings : tuple of str
        The word itself, or those nearest to it where nothing has it.
    phrases : tuple of tuple of str
        What it stands for, where it is an abbreviation.
    """

    word: str
    meanings: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()

    @property
    def is_corrected(self) -> bool:
        """Whether another word was searched for than was typed."""
        return self.word not in self.meanings


@dataclass(frozen=True)
class Match:
    """An entry that fits, and how well: a smaller key fits better."""

    key: tuple[int | str, ...]
    indexed: IndexedEntry

    @property
    def tier(self) -> int:
        """``EXACT_NAME`` to ``IN_DESCRIPTION``."""
        return int(self.key[0])


def read_terms(query: str, indexes: Sequence[SearchIndex], phrases: Phrases) -> tuple[Term, ...]:
    """The words of a query, each with what it may mean among the entries that can be found."""
    terms = []
    # Only the list of abbreviations knows what several words mean together.
    spoken_phrases, rest = find_phrases(query, phrases)
    for phrase in spoken_phrases:
        terms.append(Term(phrase, (phrase,), phrases[phrase]))
    for word in query_words(rest) if rest or not terms else ():
        short = phrases.get(word, ())
        if short or any(index.has_word(word) for index in indexes):
            terms.append(Term(word, (word,), short))
            continue
        short_words = {short for short in phrases if " " not in short}
        spoken = set().union(*(index.spoken for index in indexes), short_words)
        meanings = meant_words(word, spoken)
        stands_for = tuple(phrase for meaning in meanings for phrase in phrases.get(meaning, ()))
        terms.append(Term(word, meanings or (word,), stands_for))
    return tuple(terms)


def find_phrases(query: str, phrases: Phrases) -> tuple[list[str], str]:
    """The phrases of several words in a query that stand for others, and the words that are left.

    Examples
    --------
    >>> find_phrases("Absence of children in care", {"children in care": ()})
    (['children in care'], 'absence of')
    """
    text = f" {' '.join(words_of(query[:LONGEST_QUERY]))} "
    longest_first = sorted((key for key in phrases if " " in key), key=lambda key: (-len(key), key))
    matches = []
    for phrase in longest_first:
        if f" {phrase} " in text:
            matches.append(phrase)
            text = text.replace(f" {phrase} ", " ")
    return matches, text.strip()


def match_entries(
    index: SearchIndex, terms: Sequence[Term], first: Collection[str] = (), *, missing: int = 0
) -> list[Match]:
    """The entries that have the words of a query, the best first.

    Parameters
    ----------
    first : collection of str
        Ids of entries that come first among equals.
    missing : int
        How many of the words an entry lacks; by default it has them all.
    """
    if not terms:
        return []
    matchers = [_Matcher(index, term) for term in terms]
    names = {" ".join(words) for words in _spellings(terms)}
    is_short = all(term.phrases for term in terms)
    matches = []
    for entry in index.entries:
        levels = [level for m in matchers if (level := m.level(entry)) is not None]
        if not levels or len(terms) - len(levels) != missing:
            continue
        tier = _LAST_TIER[max(levels)]
        if not missing and entry.names & names:
            tier = EXACT_NAME
        elif is_short and tier == IN_TITLE:
            tier = ABBREVIATION
        title = " ".join(words_of(entry.entry.title))
        place = _place_of_query(title, names)
        key = (
            tier,
            int(entry.entry.id not in first),
            int(place == APART),
            int(not entry.entry.is_main),
            place,
            sum(levels),
            len(title),
            title,
            entry.entry.id,
        )
        matches.append(Match(key, entry))
    return sorted(matches, key=lambda match: match.key)


def fewest_missing(indexes: Iterable[SearchIndex], terms: Sequence[Term]) -> int | None:
    """How many words the best entries lack; None where no entry has any of them."""
    least = None
    for index in indexes:
        matchers = [_Matcher(index, term) for term in terms]
        for entry in index.entries:
            lacking = sum(m.level(entry) is None for m in matchers)
            if lacking < len(terms) and (least is None or lacking < least):
                least = lacking
    return least


def _place_of_query(title: str, names: Collection[str]) -> int:
    """Whether a title begins with the words of a query, has them next to each other, or apart."""
    stems = f" {_stems(title)} "
    if any(title.startswith(name) or stems.startswith(f" {_stems(name)} ") for name in names):
        return BEGINNING
    return TOGETHER if any(f" {_stems(name)} " in stems for name in names) else APART


def _stems(text: str) -> str:
    return " ".join(stem(word) for word in text.split())


class _Matcher:
    """One word of a query, looked up in an index once."""

    def __init__(self, index: SearchIndex, term: Term) -> None:
        self.exact = frozenset(stem(word) for word in term.meanings)
        # What an abbreviation begins with is no word: PA is not the beginning of "parents".
        self.beginning = (
            frozenset()
            if term.phrases
            else frozenset().union(*(index.beginning_with(word) for word in self.exact))
        )
        self.phrases = term.phrases

    def level(self, entry: IndexedEntry) -> int | None:
        """How well an entry has the word; None where it does not."""
        if self.exact & entry.title or self._has_phrase(entry.title):
            return TITLE
        if self.beginning & entry.title:
            return BEGINS_IN_TITLE
        if (self.exact | self.beginning) & entry.keywords or self._has_phrase(entry.keywords):
            return KEYWORDS
        if self.exact & entry.description or self._has_phrase(entry.description):
            return DESCRIPTION
        return None

    def _has_phrase(self, words: frozenset[str]) -> bool:
        return any(set(phrase) - _LINKS <= words for phrase in self.phrases)


_LINKS = frozenset(("and", "or", "as", "an", "of", "in"))


def _spellings(terms: Sequence[Term]) -> list[list[str]]:
    """A query as typed or as meanings, one word of each place."""
    return [[term.meanings[0] for term in terms], [term.word for term in terms]]
