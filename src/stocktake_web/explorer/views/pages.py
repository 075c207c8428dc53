"""What the pages of the explorer have in common: what they rest on, where else to look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from markupsafe import Markup

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import public_page
from stocktake_web.explorer import markup
from stocktake_web.explorer.asked import Asked
from stocktake_web.formats import day
from stocktake_web.gateway.figures import Release, Shelf, shelf_of
from stocktake_web.gateway.memory import Memory

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

_groups = Memory[list[markup.Group]](size=32)

Page = Callable[..., HttpResponse]


def explorer_page(view: Page) -> Page:
    """Open a page to anyone; where no release is held it says how to load one."""

    @wraps(view)
    def entered(request: HttpRequest, area: Area, **parts: Any) -> HttpResponse:
        shelf = shelf_of(area)
        if not shelf.releases:
            return render(request, "explorer/empty.html", {"vintages": shelf.vintages})
        return _keep(view(request, area, shelf, **parts))

    opened: Page = public_page(entered)
    return opened


def explorer_file(view: Page) -> Page:
    """Open a picture or a file to anyone; where no release is held there is none."""

    @wraps(view)
    def entered(request: HttpRequest, area: Area, **parts: Any) -> HttpResponse:
        shelf = shelf_of(area)
        if not shelf.releases:
            raise Http404
        return _keep(view(request, area, shelf, **parts))

    opened: Page = public_page(entered)
    return opened


def _keep(response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Cache-Control", f"public, max-age={CACHED_SECONDS}")
    return response


def about(area: Area, view: str, asked: Asked) -> dict[str, Any]:
    """What the frame of a page about one indicator shows."""
    shelf, release = asked.shelf, asked.release
    key = (str(release.folder), str(shelf.own), shelf.state)
    groups = _groups.get(key, lambda: markup.indicator_groups(asked.catalogue))
    return {
        "asked": asked,
        "listed": asked.listed,
        "view": view,
        "views": [
            {
                "href": address(area, name, asked.query()),
                "text": text,
                "current": name == view,
            }
            for name, text in VIEWS
        ],
        "indicators": markup.options(groups, [asked.listed.id]),
        "places": markup.options(markup.place_groups(shelf.authorities.values()), [asked.place.id]),
        "releases": release_options(shelf, asked),
        "vintages": markup.options(
            [("", [(str(each), f"list of {each}") for each in shelf.vintages])],
            [str(asked.vintage)],
        ),
        "metadata": metadata(asked),
        "cite": cite(asked),
        "permanent": address(area, view, asked.query(pinned=True)),
        "table": markup.table,
    }


def address(area: Area, name: str, query: str = "") -> str:
    """The address of a page of the explorer."""
    path = reverse(f"explorer:{name}", kwargs={"area": area.slug})
    return f"{path}?{query}" if query else path


def release_options(shelf: Shelf, asked: Asked) -> Markup:
    """The releases to choose from; the first follows whatever is the latest."""
    entries = [("", "the latest"), *((r.id, release_name(r)) for r in shelf.releases)]
    return markup.options([("", entries)], [asked.release.id if asked.pinned else ""])


def release_name(release: Release) -> str:
    """A release as people call it."""
    return f"{release.provenance.title}, {day(release.known_on)}"


def published(release: Release) -> str:
    """When a release was published, in words."""
    when = release.provenance.published
    if when:
        return f"published {day(when)}"
    return f"publication date not stated, retrieved {day(release.provenance.retrieved)}"


def cite(asked: Asked, series: Sequence[str] | None = None) -> str:
    """How to cite what the page shows.

    Parameters
    ----------
    series : sequence of str, optional
        What is shown, by default the indicator of the page; none for all of a release.
    """
    source = asked.release.provenance
    named = [asked.listed.id] if series is None else series
    which = f"series {', '.join(named)}" if named else "all series"
    return (
        f"{source.producer}, {source.title}, {published(asked.release)}, "
        f"{which}. {source.licence}. Ranks, bands and comparators computed by "
        f"Stocktake from release {asked.release.id}."
    )


def metadata(asked: Asked) -> list[tuple[str, str]]:
    """What is known about the indicator and where its figures stand."""
    listed, release = asked.listed, asked.release
    said: list[tuple[str, str]] = []
    if listed.indicator:
        said.append(("Whom it is about", listed.indicator.population))
    said.append(("Description", listed.description or "The producer gives none."))
    if listed.method:
        said.append(("Method", listed.method))
    better = {"higher": "A higher figure is better", "lower": "A lower figure is better"}
    said.append(("Direction", better.get(listed.better, "Neither direction is better")))
    if listed.indicator and listed.indicator.caveats:
        said.append(("Take care", " ".join(listed.indicator.caveats)))
    said.append(("Source", f"{release.provenance.producer}, {release.provenance.title}"))
    said.append(("Release", f"{release.id}, {published(release)}"))
    if listed.publication:
        said.append(("Publication", listed.publication))
    if release.provenance.address:
        said.append(("Where it is published", release.provenance.address))
    said.append(("Licence", release.provenance.licence))
    return said


def show(request: HttpRequest, page: str, context: Mapping[str, Any]) -> HttpResponse:
    """Render a page of the explorer."""
    return render(request, f"explorer/{page}.html", dict(context))
