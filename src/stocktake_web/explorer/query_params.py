"""What an address of the explorer is about: release, place, indicator, neighbours, own set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from stocktake.standards import Fault, Place, UsageError
from stocktake.statistics import Catalogue, CatalogueEntry, Release
from stocktake_web.services.explorer_data import ExplorerData

LONGEST_SET = 30
"""How many places an own set may have."""


@dataclass(frozen=True)
class ExplorerQuery:
    """What a page is about; everything that its address says, and nothing else.

    Parameters
    ----------
    is_pinned : bool
        Whether the address names the release; without, it shows the latest.
    vintage : int or None
        Year of the list of statistical neighbours; None where there is none.
    chosen_vintage : bool
        Whether the address names it.
    own_set : tuple of str
        Places that the reader compares with.
    """

    data: ExplorerData
    release: Release
    is_pinned: bool
    catalogue: Catalogue
    place: Place
    entry: CatalogueEntry
    vintage: int | None
    chosen_vintage: bool = False
    own_set: tuple[str, ...] = ()

    @property
    def own_set_names(self) -> str:
        """The reader's own set as a person would write it: names, between semicolons.

        A name that has a comma stands as its number.
        """
        places = [self.data.authorities[place_id] for place_id in self.own_set]
        return "; ".join(
            place.name if "," not in place.name else (place.old_la_code or place.id)
            for place in places
        )

    def query(self, *, is_pinned: bool | None = None, **changes: str) -> str:
        """The query of an address that shows this, with changes; an empty text leaves out."""
        values = {
            "place": self.place.id,
            "indicator": self.entry.id,
            "release": self.release.id
            if (self.is_pinned if is_pinned is None else is_pinned)
            else "",
            "neighbours": str(self.vintage) if self.chosen_vintage else "",
            "set": ",".join(self.own_set),
        }
        return urlencode({key: value for key, value in (values | changes).items() if value})


def read_params(data: ExplorerData, query: QueryDict) -> ExplorerQuery:
    """Read an address.

    Raises
    ------
    UsageError
        It names a release, place, indicator or list that there is not.
    """
    release_id = query.get("release", "")
    release = data.release(release_id)
    catalogue = data.catalogue(release)
    place = data.place(query.get("place") or _home(data))
    entry = catalogue.get(query.get("indicator") or first_indicator(catalogue))
    vintage_text = query.get("neighbours", "")
    return ExplorerQuery(
        data=data,
        release=release,
        is_pinned=bool(release_id),
        catalogue=catalogue,
        place=place,
        entry=entry,
        vintage=_vintage(data, vintage_text),
        chosen_vintage=bool(vintage_text),
        own_set=tuple(
            place_id for place_id in own_set(data, query.get("set", "")) if place_id != place.id
        ),
    )


def read_authority_params(data: ExplorerData, query: QueryDict) -> ExplorerQuery:
    """Read an address that is about an authority.

    Raises
    ------
    UsageError
        As for :func:`read_params`, and where the place is no authority.
    """
    params = read_params(data, query)
    if params.place.level != "Local authority":
        raise _wrong("place", params.place.id, "a local authority")
    return params


def first_indicator(catalogue: Catalogue) -> str:
    """The indicator of an address that names none: the first with a definition of ours."""
    entries = [entry for topic in catalogue.topics.values() for entry in topic]
    with_ours = [entry for entry in entries if entry.indicator and entry.group == "all"]
    return (with_ours or entries)[0].id


def own_set(data: ExplorerData, words: str) -> tuple[str, ...]:
    """The authorities that a reader lists: ids, numbers or names, between commas or semicolons.

    Raises
    ------
    UsageError
        One of them is not known, or there are too many.
    """
    place_ids: list[str] = []
    faults: list[Fault] = []
    for word in filter(None, (part.strip() for part in re.split(r"[,;\n]", words))):
        hits = data.register.find(word.zfill(3) if word.isdigit() else word)
        hits = [place for place in hits if place.id in data.authorities]
        if hits:
            place_ids.append(hits[0].id)
        else:
            faults.append(Fault("set", f"{word!r} is no authority here", "a name or number"))
    unique_ids = tuple(dict.fromkeys(place_ids))
    if len(unique_ids) > LONGEST_SET:
        faults.append(
            Fault("set", f"names {len(unique_ids)} authorities", f"{LONGEST_SET} at most")
        )
    if faults:
        raise UsageError("the set of authorities cannot be read", faults)
    return unique_ids


def _home(data: ExplorerData) -> str:
    return data.home if data.home in data.authorities else next(iter(data.authorities))


def _vintage(data: ExplorerData, vintage_text: str) -> int | None:
    if not vintage_text:
        return data.vintages[0] if data.vintages else None
    if vintage_text.isdigit() and int(vintage_text) in data.vintages:
        return int(vintage_text)
    years = ", ".join(str(year) for year in data.vintages) or "none"
    raise _wrong("neighbours", vintage_text, f"the year of a list that there is: {years}")


def _wrong(name: str, value: str, expected: str) -> UsageError:
    return UsageError("the address cannot be read", [Fault(name, f"is {value!r}", expected)])
