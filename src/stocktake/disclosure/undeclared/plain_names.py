"""When two names are one: case, spaces and hyphens aside, and by declared synonyms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from stocktake.disclosure.declarations import NameKind, Synonym
from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.period_names import read_period_name
from stocktake.standards.places import place_register

_SEPARATORS = re.compile(r"[\s\-_‐-―−]+")
_UNSEEN = ("Cf", "Cc")
_URN = re.compile(r"\d{6}")


class SynonymFile(Definition):
    """Names of one thing that everybody in the field uses, by kind.

    Parameters
    ----------
    title : str
    synonym : tuple of Synonym
    source : tuple of Source
    """

    title: str
    synonym: tuple[Synonym, ...]
    source: tuple[Source, ...]


@lru_cache(maxsize=65_536)
def plain_name(text: str) -> str:
    """A name without case, spaces, hyphens and underscores; between digits one hyphen stays.

    Examples
    --------
    >>> plain_name("Pupil Count") == plain_name("pupil_count")
    True
    >>> plain_name("LA-1"), plain_name("school 1-2")
    ('la1', 'school1-2')
    """
    letters = unicodedata.normalize("NFKC", text).casefold()
    visible_text = "".join(
        letter
        for letter in letters
        if letter.isspace() or unicodedata.category(letter) not in _UNSEEN
    )
    text = _SEPARATORS.sub("-", visible_text).strip("-")
    return re.sub(r"(?<!\d)-|-(?!\d)", "", text)


class NameKeys:
    """Keys under which names of one thing fall together.

    Parameters
    ----------
    synonyms : iterable of Synonym
        Declared by structures; those of the definition files are known besides.
    """

    def __init__(self, synonyms: Iterable[Synonym] = ()) -> None:
        self._groups: dict[tuple[str, str], str] = {}
        for synonym in (*_shipped(), *synonyms):
            self._join(synonym)

    def key(self, kind: NameKind | str, name: str) -> str:
        """The key of a name of a kind; of kind ``period``, its days where they are known."""
        if kind == "period":
            span = read_period_name(name)
            return plain_name(name) if span is None else f"{span.starts} to {span.ends}"
        plain = plain_name(name)
        if kind == "place":
            plain = f"school{plain}" if _URN.fullmatch(plain) else _place_keys().get(plain, plain)
        return self._groups.get((kind, plain), plain)

    def _join(self, synonym: Synonym) -> None:
        keys = [self.key(synonym.kind, name) for name in synonym.names]
        for group, key in list(self._groups.items()):
            if group[0] == synonym.kind and key in keys:
                self._groups[group] = keys[0]
        for key in keys:
            self._groups[synonym.kind, key] = keys[0]


@cache
def _shipped() -> tuple[Synonym, ...]:
    definitions = load_folder("stocktake.disclosure", "synonyms", SynonymFile)
    return tuple(item for file in definitions.values() for item in file.value.synonym)


@cache
def _place_keys() -> dict[str, str]:
    """The names and codes of authorities, regions and countries, where one place alone has them."""
    places: dict[str, set[str]] = {}
    for place in place_register().all():
        codes = [code.code for code in place.codes]
        number = [place.old_la_code] if place.old_la_code else []
        for name in (place.id, place.name, *place.other_names, *codes, *number):
            places.setdefault(plain_name(name), set()).add(plain_name(place.id))
    return {name: next(iter(ids)) for name, ids in places.items() if len(ids) == 1}
