"""What of the published figures can be found by searching: indicators and places."""

from __future__ import annotations

from urllib.parse import urlencode

from stocktake.plan import Plan, targets_by_id
from stocktake.standards import Place
from stocktake.statistics import Catalogue, CatalogueEntry
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.explorer.pages import address
from stocktake_web.explorer.queries import published_plan
from stocktake_web.plans.revisions.queries import find_plan
from stocktake_web.search.sources import INDICATORS, PLACES, SearchEntries, SearchEntry
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.explorer_data import ExplorerData, explorer_data

_entries = LRUCache[tuple[SearchEntry, ...]](size=32)


def find_entries(user: Person, area: Area) -> list[SearchEntries]:
    """The indicators of the current releases, those of the place's plan first; and the places."""
    data = explorer_data(area)
    if not data.releases:
        return []
    fullest = data.catalogue(data.release())
    catalogues = [fullest, *(data.catalogue(r) for r in data.current if r != fullest.release)]
    return release_entries(area, data, catalogues, plan_series(user, area, fullest))


def release_entries(
    area: Area,
    data: ExplorerData,
    catalogues: list[Catalogue],
    first: frozenset[str] = frozenset(),
) -> list[SearchEntries]:
    """The indicators of some releases, and the places.

    Parameters
    ----------
    catalogues : list of Catalogue
        Of two series with one name that of the first counts.
    first : frozenset of str
        Series that come first among equals.
    """
    folders = (str(catalogue.release.folder) for catalogue in catalogues)
    state = (area.slug, data.home, str(data.own_folder), data.state, *folders)
    indicators = _entries.get(("indicators", *state), lambda: _indicators(area, data, catalogues))
    places = _entries.get(("places", *state), lambda: _places(area, data))
    return [
        SearchEntries(INDICATORS, indicators, first, state),
        SearchEntries(PLACES, places, frozenset({data.home}), state),
    ]


def plan_series(user: Person, area: Area, catalogue: Catalogue) -> frozenset[str]:
    """The series that the place's plan has targets for, as far as the person may read the plan."""
    plan = _readable_plan(user, area)
    series = set()
    for target in targets_by_id(plan).values() if plan else ():
        name = target.indicator or ""
        entry = catalogue.series.get(name) or catalogue.by_indicator.get((name, target.group))
        if entry is not None:
            series.add(entry.id)
    return frozenset(series)


def _readable_plan(user: Person, area: Area) -> Plan | None:
    if has_permission(user, area, "plans.see"):
        return find_plan(area)
    publication = published_plan(area)
    return services.plan_of(publication.revision) if publication else None


def _indicators(
    area: Area, data: ExplorerData, catalogues: list[Catalogue]
) -> tuple[SearchEntry, ...]:
    home = {"place": data.home} if data.home in data.authorities else {}
    entries: dict[str, SearchEntry] = {}
    for catalogue in catalogues:
        # The address follows the latest release, unless it is about another than the fullest.
        is_other = catalogue is not catalogues[0]
        release = {"release": catalogue.release.id} if is_other else {}
        for entry in catalogue.series.values():
            query = urlencode({**home, "indicator": entry.id, **release})
            if entry.id not in entries:
                entries[entry.id] = _indicator(entry, address(area, "authority", query))
    return tuple(entries.values())


def _indicator(entry: CatalogueEntry, href: str) -> SearchEntry:
    """An indicator is found by the producer's words and by those of its definition."""
    definition = entry.indicator
    is_whole = definition is not None and entry.group == "all"
    return SearchEntry(
        entry.id,
        entry.title,
        href,
        other_names=(definition.title,) if definition and is_whole else (),
        keywords=" ".join((*(definition.words if definition else ()), entry.topic)),
        description=f"{entry.description} {definition.population if definition else ''}",
        detail=entry.topic,
        is_main=is_whole,
    )


def _places(area: Area, data: ExplorerData) -> tuple[SearchEntry, ...]:
    """The authorities lead to their profile, regions and the country to a table of their own."""
    above = [*data.regions.values(), data.country]
    return (
        *(
            _place(place, address(area, "profile", urlencode({"place": place.id})), data)
            for place in data.authorities.values()
        ),
        *(
            _place(place, address(area, "build", urlencode({"p": place.id})), data)
            for place in above
        ),
    )


def _place(place: Place, href: str, data: ExplorerData) -> SearchEntry:
    region = data.regions.get(place.region or "")
    until = f"to {place.ends.year}" if place.ends else ""
    return SearchEntry(
        place.id,
        place.name,
        href,
        other_names=(*place.other_names, *((place.old_la_code,) if place.old_la_code else ())),
        detail=", ".join(filter(None, (region.name if region else "", until))),
    )
