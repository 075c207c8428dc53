"""Finds a place by its id, its number, its code, its region or the words people use for it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

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
        found = self.find(place_id)
        hint = f"did you mean {found[0].id!r} ({found[0].name})?" if found else ""
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

    def authorities_on(self, day: date, *, invented: bool = False) -> list[Place]:
        """The local authorities that existed on a day, by DfE number.

        Invented places are left out, unless ``invented`` asks for them alone: the two are never
        ranked together.
        """
        found = [
            place
            for place in self.places
            if place.level == "Local authority"
            and place.exists_on(day)
            and place.invented == invented
        ]
        return sorted(found, key=lambda place: place.old_la_code or "")

    def in_region(self, region_id: str, day: date, *, invented: bool = False) -> list[Place]:
        """The authorities of a region on a day; ``region-london`` is inner and outer London.

        Raises
        ------
        UsageError
            For an unknown region.
        """
        region = self.get(region_id)
        within = {region.id} | {place.id for place in self.places if place.region == region.id}
        authorities = self.authorities_on(day, invented=invented)
        if region.level == "National":
            return authorities
        return [place for place in authorities if place.region in within]

    def find(self, words: str) -> list[Place]:
        """The places that words, a name or a code may mean, best first.

        Parameters
        ----------
        words : str
            ``hull``, ``St. Helens``, ``890``, ``E06000009``, ``la-890``; case, accents and
            punctuation do not matter.

        Returns
        -------
        list of Place
            Exact names and codes first, then names that hold all the words; what still exists
            before what does not. Empty where nothing fits.
        """
        wanted = _plain(words)
        if not wanted:
            return []
        ranked = [(_fit(wanted, place), place) for place in self.places]
        found = [(fit, place) for fit, place in ranked if fit is not None]
        found.sort(key=lambda pair: (pair[0], pair[1].ends is not None, pair[1].name))
        return [place for _, place in found]


def _fit(wanted: str, place: Place) -> int | None:
    """How well words fit a place, 0 being best; None where they do not."""
    keys = {_plain(place.id), place.old_la_code, *(code.code.lower() for code in place.codes)}
    names = [_plain(name) for name in (place.name, *place.other_names)]
    tests = (
        wanted in keys or wanted == names[0],
        wanted in names,
        any(name.startswith(f"{wanted} ") for name in names),
        any(set(wanted.split()) <= set(name.split()) for name in names),
        any(name.startswith(wanted) for name in names),
    )
    return next((rank for rank, fits in enumerate(tests) if fits), None)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", kept.replace(".", "").replace("'", "")).split())
