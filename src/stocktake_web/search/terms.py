"""Cuts text into words, and words into what compares as the same. Pure."""

from __future__ import annotations

import re
import unicodedata

LONGEST_QUERY = 200
MOST_WORDS = 12
SMALL_WORDS = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "how", "in", "is", "it"),
        *("many", "of", "on", "or", "the", "their", "to", "was", "what", "which", "with"),
    )
)
_WORD = re.compile(r"[a-z0-9]+")


def plain(text: str) -> str:
    """A text in lower case, without accents and apostrophes.

    Examples
    --------
    >>> plain("Children’s café")
    'childrens cafe'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return letters.replace("'", "").replace("’", "")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, in their order.

    Examples
    --------
    >>> words_of("KS2: reading, writing & maths (%)")
    ('ks2', 'reading', 'writing', 'maths')
    """
    return tuple(_WORD.findall(plain(text)))


def query_words(query: str) -> tuple[str, ...]:
    """The words that a query is searched by; small words only where there are no others.

    Examples
    --------
    >>> query_words("absence in the secondary schools")
    ('absence', 'secondary', 'schools')
    >>> query_words("the")
    ('the',)
    >>> query_words("'; DROP TABLE x; --")
    ('drop', 'table', 'x')
    """
    words = tuple(dict.fromkeys(words_of(query[:LONGEST_QUERY])))
    return (tuple(word for word in words if word not in SMALL_WORDS) or words)[:MOST_WORDS]


def stem(word: str) -> str:
    """A word without the ending of its plural, so that one finds the other.

    Examples
    --------
    >>> [stem(word) for word in ("exclusions", "authorities", "class", "bus", "maths", "gas")]
    ['exclusion', 'authority', 'class', 'bus', 'math', 'gas']
    """
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
