"""Finds a place by its id, its number, its code, its region or the words people use for it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from stocktake.standards.errors import UsageError, nearest
from stocktake.standards.place import Place, school_place, trust_place

ENGLAND = "england"


@dataclass(frozen=True)
class PlaceRegister:
    """Every place that is known, found by id, code, number, region or the words people use.

    Parameters
    ----------
    places : tuple of Place
        In the order of the definition files.

    Examples
    --------
    >>> from stocktake.standards.places import place_register
    >>> register = place_register()
    >>> register.by_dfe_code(890).name, register.by_ons_code("E06000009").id
    ('Blackpool', 'la-890')
    >>> [place.id for place in register.find("hull")]
    ['la-810']
    >>> len(register.authorities_on(date(2023, 9, 1)))
    153
    """

    places: tuple[Place, ...]
    _by_id: dict[str, Place] = field(init=False, repr=False, compare=False)
    _by_number: dict[str, Place] = field(init=False, repr=False, compare=False)
    _by_code: dict[str, Place] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code = {code.code: place for place in self.places for code in place.codes}
        by_number = {place.old_la_code: place for place in self.places if place.old_la_code}
        object.__setattr__(self, "_by_id", {place.id: place for place in self.places})
        object.__setattr__(self, "_by_number", by_number)
        object.__setattr__(self, "_by_code", by_code)

    def all(self) -> tuple[Place, ...]:
        """Every place, in the order of the definition files."""
        return self.places

    def get(self, place_id: str) -> Place:
        """The place of an id; a school or trust needs no entry.

        Raises
        ------
        UsageError
            For an unknown id, with the nearest known one.
        """
        if place_id in self._by_id:
            return self._by_id[place_id]
        if place_id.startswith("school-"):
            return school_place(place_id.removeprefix("school-"))
        if place_id.startswith("trust-"):
            return trust_place(place_id.removeprefix("trust-"))
        matches = self.find(place_id)
        hint = f"did you mean {matches[0].id!r} ({matches[0].name})?" if matches else ""
        hint = hint or nearest(place_id, [*self._by_id, *(place.name for place in self.places)])
        raise UsageError(f"unknown place {place_id!r}" + (f"; {hint}" if hint else ""))

    def by_dfe_code(self, number: str | int) -> Place:
        """The place of a three-digit DfE number, ``"890"`` or ``890``.

        Raises
        ------
        UsageError
            For a number that no known place has.
        """
        text = f"{number:03d}" if isinstance(number, int) else number.strip()
        if text not in self._by_number:
            raise UsageError(f"no known place has the DfE number {text!r}")
        return self._by_number[text]

    def by_ons_code(self, code: str) -> Place:
        """The place that has, or once had, an ONS code.

        Raises
        ------
        UsageError
            For a code that no known place has had.
        """
        text = code.strip().upper()
        if text not in self._by_code:
            raise UsageError(f"no known place has had the ONS code {text!r}")
        return self._by_code[text]

    def other_name(self, place_id: str, name: str) -> str | None:
        """What a place is called, where a name is none of its own; None where it is, or may be.

        Case, accents' letters, punctuation and a word such as "Council" do not matter.

        Examples
        --------
        >>> from stocktake.standards.places import place_register
        >>> place_register().other_name("la-890", "Bolton")
        'Blackpool'
        >>> place_register().other_name("la-890", "BLACKPOOL Borough Council") is None
        True
        """
        place = self._by_id.get(place_id)
        if place is None:
            return None
        known_names = {_name_words(item) for item in (place.name, *place.other_names)}
        return None if _name_words(name) in known_names else place.name

    def country_of(self, place_id: str) -> str:
        """The country that a place lies in: the top of its chain of regions.

        An area made of places lies where the first of them does. What has no region and is no
        country, and what is not in the register, is taken to lie in England.

        Examples
        --------
        >>> from stocktake.standards.places import place_register
        >>> place_register().country_of("la-890"), place_register().country_of("england")
        ('england', 'england')
        """
        at = self._by_id.get(place_id)
        while at is not None and (above := at.region or next(iter(at.members), None)):
            at = self._by_id.get(above)
        return at.id if at is not None and at.level == "National" else ENGLAND

    def authorities_on(self, day: date, *, is_invented: bool = False) -> list[Place]:
        """The local authorities that existed on a day, by DfE number.

        Invented places are left out, unless ``is_invented`` asks for them alone: the two are never
        ranked together.
        """
        authorities = [
            place
            for place in self.places
            if place.level == "Local authority"
            and place.exists_on(day)
            and place.is_invented == is_invented
        ]
        return sorted(authorities, key=lambda place: place.old_la_code or "")

    def in_region(self, region_id: str, day: date, *, is_invented: bool = False) -> list[Place]:
        """The authorities of a region on a day; ``region-london`` is inner and outer London.

        Raises
        ------
        UsageError
            For an unknown region.
        """
        region = self.get(region_id)
        within = {region.id} | {place.id for place in self.places if place.region == region.id}
        authorities = self.authorities_on(day, is_invented=is_invented)
        if region.level == "National":
            return authorities
        return [place for place in authorities if place.region in within]

    def find(self, text: str) -> list[Place]:
        """The places that words, a name or a code may mean, best first.

        Parameters
        ----------
        text : str
            ``hull``, ``St. Helens``, ``890``, ``E06000009``, ``la-890``; case, accents and
            punctuation do not matter.

        Returns
        -------
        list of Place
            Exact names and codes first, then names that hold all the words; what still exists
            before what does not. Empty where nothing fits.
        """
        query = _plain(text)
        if not query:
            return []
        words = set(query.split())
        ranked_places = [
            (spelling.fit(query, words), spelling.place) for spelling in self._spellings
        ]
        matches = [(fit, place) for fit, place in ranked_places if fit is not None]
        matches.sort(key=lambda pair: (pair[0], pair[1].ends is not None, pair[1].name))
        return [place for _, place in matches]

    @cached_property
    def _spellings(self) -> list[_Spelling]:
        """Each place as it is compared: a wrong file asks for a thousand names in vain."""
        return [_Spelling.of(place) for place in self.places]


@dataclass(frozen=True)
class _Spelling:
    """The codes and names of a place, plain, and all of its text at once."""

    place: Place
    keys: frozenset[str | None]
    names: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, place: Place) -> _Spelling:
        codes = (code.code.lower() for code in place.codes)
        keys = frozenset({_plain(place.id), place.old_la_code, *codes})
        names = tuple(_plain(name) for name in (place.name, *place.other_names))
        return cls(place, keys, names, " ".join((*filter(None, keys), *names)))

    def fit(self, query: str, words: set[str]) -> int | None:
        """How well a query and its words fit the place, 0 being best; None where they do not."""
        # Whatever fits holds every word somewhere.
        if not all(word in self.text for word in words):
            return None
        if query in self.keys or query == self.names[0]:
            return 0
        if query in self.names:
            return 1
        if any(name.startswith(f"{query} ") for name in self.names):
            return 2
        if any(words <= set(name.split()) for name in self.names):
            return 3
        return 4 if any(name.startswith(query) for name in self.names) else None


_OFFICE_WORDS = frozenset(
    ("the", "of", "city", "county", "council", "borough", "metropolitan", "unitary", "authority")
    + ("london", "upon", "ua")
)


def _name_words(name: str) -> frozenset[str]:
    words = _plain(re.sub(r"\(.*?\)|,.*", "", name)).split()
    return frozenset(word for word in words if word not in _OFFICE_WORDS) or frozenset(words)


@lru_cache(maxsize=4_096)
def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    stem = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", stem.replace(".", "").replace("'", "")).split())
