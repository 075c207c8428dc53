"""Entries with their words cut up, ready to be matched with a query. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from stocktake_web.search.sources import SearchEntry
from stocktake_web.search.terms import plain, query_words, stem, words_of

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""What abbreviations stand for: phrases as stemmed words, by the short form in lower case."""

TITLE, KEYWORDS, DESCRIPTION = 0, 2, 3
BEGINS_IN_TITLE = 1
"""How well an entry has a word; small is good."""

SHORTEST_BEGINNING = 3
"""A shorter word is no beginning of another."""

_CAPITALS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*\b")


@dataclass(frozen=True)
class IndexedEntry:
    """An entry with its words, stemmed."""

    entry: SearchEntry
    names: frozenset[str]
    title: frozenset[str]
    keywords: frozenset[str]
    description: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """Every word of it."""
        return self.title | self.keywords | self.description


@dataclass(frozen=True)
class SearchIndex:
    """Entries that can be searched."""

    entries: tuple[IndexedEntry, ...]

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Every word of every entry, in order of the alphabet."""
        return tuple(sorted(set().union(*(entry.words for entry in self.entries))))

    @cached_property
    def spoken(self) -> frozenset[str]:
        """The words of titles, as they are written: what a misspelt word may have meant."""
        return frozenset(
            word
            for entry in self.entries
            for name in (entry.entry.title, *entry.entry.other_names, entry.entry.keywords)
            for word in words_of(name)
        )

    def beginning_with(self, word: str) -> frozenset[str]:
        """The words that begin with a stemmed one."""
        if len(word) < SHORTEST_BEGINNING:
            return frozenset()
        words = self.vocabulary
        start = bisect_left(words, word)
        end = bisect_left(words, word + "\uffff")
        return frozenset(words[start:end])

    def has_word(self, word: str) -> bool:
        """Whether an entry has a word, or one that begins with it."""
        root = stem(word)
        at = bisect_left(self.vocabulary, root)
        has_it = at < len(self.vocabulary) and self.vocabulary[at] == root
        return has_it or bool(self.beginning_with(root))


def make_index(entries: Iterable[SearchEntry], phrases: Phrases) -> SearchIndex:
    """Cut up the words of entries; a title with an abbreviation has what it stands for too."""
    return SearchIndex(tuple(_indexed(entry, phrases) for entry in entries))


def _indexed(entry: SearchEntry, phrases: Phrases) -> IndexedEntry:
    names = (entry.title, *entry.other_names)
    shorts = {
        short.casefold() for name in names for short in _CAPITALS.findall(name.replace("-", " "))
    }
    stands_for = {word for short in shorts for phrase in phrases.get(short, ()) for word in phrase}
    return IndexedEntry(
        entry,
        frozenset(" ".join(query_words(name)) for name in names),
        frozenset(stem(word) for name in names for word in words_of(name)) | stands_for,
        frozenset(stem(word) for word in words_of(f"{entry.keywords} {entry.detail}")),
        frozenset(stem(word) for word in words_of(entry.description)),
    )


def phrases_of(abbreviations: Iterable[tuple[str, tuple[str, ...]]]) -> Phrases:
    """What abbreviations stand for, from short forms and the words of each.

    Examples
    --------
    >>> phrases_of([("KS2", ("key stage 2",))])
    {'ks2': (('key', 'stage', '2'),)}
    """
    phrases: dict[str, tuple[tuple[str, ...], ...]] = defaultdict(tuple)
    for short, long in abbreviations:
        phrases[plain(short)] += tuple(tuple(stem(w) for w in words_of(text)) for text in long)
    return dict(phrases)
