"""The public pages as files: the same pages with relative links, which need no server.

The same state of what is published makes the same bytes. What was recalled is not in a copy; a
notice stands where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.template import loader
from django.urls import reverse

from stocktake_web.accounts.models import Area
from stocktake_web.boards.publications import queries as boards
from stocktake_web.navigation import PUBLIC_SIDE, links
from stocktake_web.public.corrections.queries import corrections
from stocktake_web.public.documents.chart_files import chart_tables, draw_png
from stocktake_web.public.documents.queries import downloads
from stocktake_web.public.documents.writing import PHONE_ENDING
from stocktake_web.public.editions import queries
from stocktake_web.public.editions.models import Publication
from stocktake_web.public.minutes.queries import (
    public_meetings,
    recall_of_minutes,
    recalled_minutes,
)
from stocktake_web.public.notices.models import Notice
from stocktake_web.public.notices.queries import notices, page_context
from stocktake_web.public.pages import content
from stocktake_web.public.pages.queries import recall_of, revisions
from stocktake_web.public.site.links import INDEX, asset_path, read_asset, relative_page

Pages = Iterator[tuple[str, tuple[str, dict[str, Any]]]]
"""A page's path in the copy, its template and what it shows."""


@dataclass(frozen=True)
class SiteCopy:
    """A site as files.

    Parameters
    ----------
    files : dict of str to bytes
        By path, with slashes.
    publication : Publication or None
        The newest edition, recalled or not.
    """

    files: dict[str, bytes]
    publication: Publication | None

    @property
    def digest(self) -> str:
        """SHA-256 over every path and content."""
        digest = sha256()
        for path in sorted(self.files):
            digest.update(f"{path}\0{sha256(self.files[path]).hexdigest()}\n".encode())
        return digest.hexdigest()


@dataclass
class _Site:
    """The pages of an area and, in order, where each lies."""

    area: Area
    pages: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def locate(self, address: str) -> str:
        """Where an address of the server lies in the copy; empty where it is not part of it."""
        root = f"/{self.area.slug}/"
        if address.startswith(root):
            path = address.removeprefix(root)
            path = path + INDEX if not path or path.endswith("/") else path
            return path if path in self.files or path in self.pages else ""
        return asset_path(address) or (INDEX if address == "/" else "")


def copy_of(area: Area) -> SiteCopy:
    """Make the files of an area's public pages."""
    site = _Site(area)
    newest = queries.latest(area)
    site.pages.update(_edition_pages(area, newest))
    site.pages.update(_log_pages(area))
    site.pages.update(_minutes_pages(area))
    site.pages.update(_notice_pages(area))
    site.files.update(_edition_files(area, newest))
    site.files.update(_papers(area))
    assets: set[str] = set()
    navigation = list(_navigation(site))
    for path, (template, context) in site.pages.items():
        page = context | {"area": area, "exported": _mark_current(navigation, path)}
        html = loader.render_to_string(template, page)
        site.files[path] = relative_page(html, path, site.locate, assets.add).encode()
    for asset in sorted(assets):
        site.files[asset] = read_asset(asset)
    return SiteCopy(dict(sorted(site.files.items())), newest)


def _edition_pages(area: Area, publication: Publication | None) -> Pages:
    if publication is None:
        yield INDEX, ("public/pages/nothing.html", {})
    elif publication.recalled_at:
        notice = ("public/pages/recalled.html", recall_of(publication))
        for path in publication.incident.paths:
            yield path + INDEX, notice
    else:
        account = queries.account(publication)
        shared_context = content.context(area, publication)
        for path in content.paths(account):
            page = content.page(account, path)
            if page is not None:
                yield path + INDEX, (page.template, shared_context | page.context)


def _log_pages(area: Area) -> Pages:
    yield (
        f"corrections/{INDEX}",
        ("public/corrections/list.html", {"corrections": list(corrections(area))}),
    )
    yield f"revisions/{INDEX}", ("public/pages/revisions.html", {"entries": revisions(area)})
    yield f"downloads/{INDEX}", ("public/documents/list.html", {"entries": downloads(area)})


def _minutes_pages(area: Area) -> Pages:
    meetings = public_meetings(area)
    yield f"decisions/{INDEX}", ("public/minutes/decisions.html", {"meetings": meetings})
    for row in meetings:
        yield f"decisions/{row.meeting}/{INDEX}", ("public/minutes/minutes.html", {"meeting": row})
    for meeting, publication in recalled_minutes(area).items():
        notice = ("public/pages/recalled.html", recall_of_minutes(publication))
        yield f"decisions/{meeting}/{INDEX}", notice


def _notice_pages(area: Area) -> Pages:
    for notice in notices(area):
        context = page_context(Notice.Kind(notice.kind), notice.text)
        yield f"notices/{notice.kind}/{INDEX}", ("public/notices/notice.html", context)


def _edition_files(area: Area, newest: Publication | None) -> Iterator[tuple[str, bytes]]:
    """The documents of every edition that is published; of the newest the charts in every form."""
    for publication in queries.published(area).filter(recalled_at=None):
        for file in publication.files.all():
            if not file.drawing or publication == newest:
                folder = "charts" if file.drawing else "downloads"
                yield f"{folder}/{publication.number}/{file.name}", bytes(file.body)
            if file.drawing and publication == newest and not file.name.endswith(PHONE_ENDING):
                name = file.name.replace(".svg", ".png")
                yield f"charts/{publication.number}/{name}", draw_png(bytes(file.body))
    if newest is not None and not newest.recalled_at:
        for name, table in chart_tables(queries.account(newest)).items():
            yield f"charts/{newest.number}/{name}", table


def _papers(area: Area) -> Iterator[tuple[str, bytes]]:
    """The papers of published minutes, where the pages lead to them."""
    for published in boards.published_minutes(area):
        papers = boards.papers_in(area, [published.minutes])
        for paper in published.minutes.papers:
            if paper.id in papers:
                body = bytes(papers[paper.id].content.content)
                yield f"decisions/{published.meeting}/papers/{paper.file}", body


def _navigation(site: _Site) -> Iterator[dict[str, Any]]:
    """The links of the public side that lead to a page of the copy."""
    for link in links():
        if link.side == PUBLIC_SIDE and not link.permission:
            address = reverse(link.name, kwargs={"area": site.area.slug})
            if path := site.locate(address):
                yield {"href": address, "text": link.words, "path": path}


def _mark_current(navigation: list[dict[str, Any]], path: str) -> list[dict[str, Any]]:
    """The navigation as a page shows it: the link to itself marked, or to what it is part of."""
    around = [link["path"] for link in navigation if path.startswith(link["path"][: -len(INDEX)])]
    nearest = max(around, key=len, default="")
    return [
        {
            "href": link["href"],
            "text": link["text"],
            "active": link["path"] == nearest,
            "current": link["path"] == path,
        }
        for link in navigation
    ]
