"""What the pages of the explorer have in common: what they rest on, where else to look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from markupsafe import Markup

from stocktake.statistics import Release
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import public_page
from stocktake_web.explorer import markup
from stocktake_web.explorer.page_table import PageTables, years_link
from stocktake_web.explorer.query_params import ExplorerQuery
from stocktake_web.formats import day
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.explorer_data import ExplorerData, explorer_data

VIEWS = (
    ("authority", "Authority"),
    ("region", "Region"),
    ("neighbours", "Neighbours"),
    ("everyone", "All authorities"),
    ("gap", "Gaps"),
    ("profile", "Profile"),
)
CACHED_SECONDS = 60
"""How long a page may be kept: what is recalled must be gone within a minute."""

_groups = LRUCache[list[markup.Group]](size=32)

Page = Callable[..., HttpResponse]


def explorer_page(view: Page) -> Page:
    """Open a page to anyone; where no release is held it says whom to ask."""

    @wraps(view)
    def wrapper(request: HttpRequest, area: Area, **parts: Any) -> HttpResponse:
        data = explorer_data(area)
        if not data.releases:
            # What it says depends on who reads it.
            response = render(request, "explorer/empty.html", {"vintages": data.vintages})
            response.headers["Cache-Control"] = "no-cache"
            return response
        return _keep(view(request, area, data, **parts))

    page: Page = public_page(wrapper)
    return page


def explorer_file(view: Page) -> Page:
    """Open a picture or a file to anyone; where no release is held there is none."""

    @wraps(view)
    def wrapper(request: HttpRequest, area: Area, **parts: Any) -> HttpResponse:
        data = explorer_data(area)
        if not data.releases:
            raise Http404
        return _keep(view(request, area, data, **parts))

    page: Page = public_page(wrapper)
    return page


def _keep(response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Cache-Control", f"public, max-age={CACHED_SECONDS}")
    return response


def indicator_context(
    request: HttpRequest, area: Area, view: str, params: ExplorerQuery
) -> dict[str, Any]:
    """What the frame of a page about one indicator shows."""
    data, release = params.data, params.release
    key = (str(release.folder), str(data.own_folder), data.state)
    groups = _groups.get(key, lambda: markup.indicator_groups(params.catalogue))
    return {
        "params": params,
        "entry": params.entry,
        "view": view,
        "views": [
            {
                "href": address(area, name, params.query()),
                "text": text,
                "current": name == view,
            }
            for name, text in VIEWS
        ],
        "indicators": markup.options(groups, [params.entry.id]),
        "places": markup.options(markup.place_groups(data.authorities.values()), [params.place.id]),
        "releases": release_options(data, params),
        "vintages": markup.options(
            [("", [(str(year), f"list of {year}") for year in data.vintages])],
            [str(params.vintage)],
        ),
        "metadata": metadata(params),
        "cite": citation(params),
        "cite_here": cite_here(request, area, view, params),
        "permanent": address(area, view, params.query(is_pinned=True)),
        "table": PageTables(request.GET),
        "years_link": years_link(request.GET),
    }


def address(area: Area, name: str, query: str = "") -> str:
    """The address of a page of the explorer."""
    path = reverse(f"explorer:{name}", kwargs={"area": area.slug})
    return f"{path}?{query}" if query else path


def release_options(data: ExplorerData, params: ExplorerQuery) -> Markup:
    """The releases to choose from; the first follows whatever is the latest."""
    entries = [("", "the latest"), *((r.id, release_name(r)) for r in data.releases)]
    return markup.options([("", entries)], [params.release.id if params.is_pinned else ""])


def release_name(release: Release) -> str:
    """A release as people call it."""
    return f"{release.provenance.title}, {day(release.known_on)}"


def publication_words(release: Release) -> str:
    """When a release was published, in words."""
    year = release.provenance.published
    if year:
        return f"published {day(year)}"
    return f"publication date not stated, retrieved {day(release.provenance.retrieved)}"


def citation(params: ExplorerQuery, series: Sequence[str] | None = None) -> str:
    """How to cite what the page shows.

    Parameters
    ----------
    series : sequence of str, optional
        What is shown, by default the indicator of the page; none for all of a release.
    """
    source = params.release.provenance
    series_names = [params.entry.id] if series is None else series
    which_series = f"series {', '.join(series_names)}" if series_names else "all series"
    return (
        f"{source.producer}, {source.title}, {publication_words(params.release)}, "
        f"{which_series}. {source.licence}. Ranks, bands and comparators computed by "
        f"Stocktake from release {params.release.id}."
    )


def cite_here(request: HttpRequest, area: Area, view: str, params: ExplorerQuery) -> str:
    """How to cite a chart of a page: its source, the day, and an address that stays."""
    permanent = request.build_absolute_uri(address(area, view, params.query(is_pinned=True)))
    return f"{citation(params)} Retrieved {day(services.today())} from {permanent}"


def metadata(params: ExplorerQuery) -> list[tuple[str, str]]:
    """What is known about the indicator and where its figures stand."""
    entry, release = params.entry, params.release
    rows: list[tuple[str, str]] = []
    if entry.indicator:
        rows.append(("Whom it is about", entry.indicator.population))
    rows.append(("Description", entry.description or "The producer states none."))
    if entry.method:
        rows.append(("Method", entry.method))
    better = {"higher": "A higher figure is better", "lower": "A lower figure is better"}
    rows.append(("Direction", better.get(entry.better, "Neither direction is better")))
    if entry.indicator and entry.indicator.caveats:
        rows.append(("Take care", " ".join(entry.indicator.caveats)))
    rows.append(("Source", f"{release.provenance.producer}, {release.provenance.title}"))
    rows.append(("Release", f"{release_name(release)}, {publication_words(release)}"))
    if entry.publication:
        rows.append(("Publication", entry.publication))
    if release.provenance.address:
        rows.append(("Where it is published", release.provenance.address))
    rows.append(("Licence", release.provenance.licence))
    return rows


def render_page(request: HttpRequest, page: str, context: Mapping[str, Any]) -> HttpResponse:
    """Render a page of the explorer."""
    return render(request, f"explorer/{page}.html", dict(context))
