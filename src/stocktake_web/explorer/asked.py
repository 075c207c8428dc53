"""What an address of the explorer asks for: release, place, indicator, neighbours, own set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from stocktake_web.gateway.figures import (
    Catalogue,
    Fault,
    Listed,
    Place,
    Release,
    Shelf,
    UsageError,
)

LONGEST_SET = 30
"""How many places an own set may have."""


@dataclass(frozen=True)
class Asked:
    """What a page is about; everything that its address says, and nothing else.

    Parameters
    ----------
    pinned : bool
        Whether the address names the release; without, it shows the latest.
    vintage : int or None
        Year of the list of statistical neighbours; None where none is held.
    chosen_vintage : bool
        Whether the address names it.
    own_set : tuple of str
        Places that the reader compares with.
    """

    shelf: Shelf
    release: Release
    pinned: bool
    catalogue: Catalogue
    place: Place
    listed: Listed
    vintage: int | None
    chosen_vintage: bool = False
    own_set: tuple[str, ...] = ()

    def query(self, *, pinned: bool | None = None, **changes: str) -> str:
        """The query of an address that asks for this, with changes; an empty text leaves out."""
        said = {
            "place": self.place.id,
            "indicator": self.listed.id,
            "release": self.release.id if (self.pinned if pinned is None else pinned) else "",
            "neighbours": str(self.vintage) if self.chosen_vintage else "",
            "set": ",".join(self.own_set),
        }
        return urlencode({key: value for key, value in (said | changes).items() if value})


def asked(shelf: Shelf, query: QueryDict) -> Asked:
    """Read an address.

    Raises
    ------
    UsageError
        It names a release, place, indicator or list that there is not.
    """
    named = query.get("release", "")
    release = shelf.release(named)
    catalogue = shelf.catalogue(release)
    place = shelf.place(query.get("place") or _home(shelf))
    listed = catalogue.get(query.get("indicator") or first_indicator(catalogue))
    wanted = query.get("neighbours", "")
    return Asked(
        shelf=shelf,
        release=release,
        pinned=bool(named),
        catalogue=catalogue,
        place=place,
        listed=listed,
        vintage=_vintage(shelf, wanted),
        chosen_vintage=bool(wanted),
        own_set=tuple(each for each in own_set(shelf, query.get("set", "")) if each != place.id),
    )


def authority(shelf: Shelf, query: QueryDict) -> Asked:
    """Read an address that is about an authority.

    Raises
    ------
    UsageError
        As for :func:`asked`, and where the place is no authority.
    """
    found = asked(shelf, query)
    if found.place.level != "Local authority":
        raise _wrong("place", found.place.id, "a local authority")
    return found


def first_indicator(catalogue: Catalogue) -> str:
    """The indicator of an address that names none: the first with a definition of ours."""
    every = [each for topic in catalogue.topics.values() for each in topic]
    with_ours = [each for each in every if each.indicator and each.group == "all"]
    return (with_ours or every)[0].id


def own_set(shelf: Shelf, words: str) -> tuple[str, ...]:
    """The authorities that a reader lists: ids, numbers or names, between commas or semicolons.

    Raises
    ------
    UsageError
        One of them is not known, or there are too many.
    """
    found: list[str] = []
    faults: list[Fault] = []
    for word in filter(None, (each.strip() for each in re.split(r"[,;\n]", words))):
        hits = shelf.register.find(word.zfill(3) if word.isdigit() else word)
        hits = [each for each in hits if each.id in shelf.authorities]
        if hits:
            found.append(hits[0].id)
        else:
            faults.append(Fault("set", f"{word!r} is no authority here", "a name or number"))
    chosen = tuple(dict.fromkeys(found))
    if len(chosen) > LONGEST_SET:
        faults.append(Fault("set", f"names {len(chosen)} authorities", f"{LONGEST_SET} at most"))
    if faults:
        raise UsageError("the set of authorities cannot be read", faults)
    return chosen


def _home(shelf: Shelf) -> str:
    return shelf.home if shelf.home in shelf.authorities else next(iter(shelf.authorities))


def _vintage(shelf: Shelf, wanted: str) -> int | None:
    if not wanted:
        return shelf.vintages[0] if shelf.vintages else None
    if wanted.isdigit() and int(wanted) in shelf.vintages:
        return int(wanted)
    held = ", ".join(str(each) for each in shelf.vintages) or "none"
    raise _wrong("neighbours", wanted, f"the year of a list that is held: {held}")


def _wrong(name: str, said: str, expected: str) -> UsageError:
    return UsageError("the address cannot be read", [Fault(name, f"is {said!r}", expected)])
