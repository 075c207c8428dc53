"""The public pages as files: the same pages with relative links, which need no server.

The same state of what is published gives the same bytes. What was recalled is not in a copy; a
notice stands where it was.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape, unescape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import loader

from stocktake_web.accounts.models import Area
from stocktake_web.boards.publications import queries as boards
from stocktake_web.navigation import PUBLIC_SIDE, links
from stocktake_web.public import logs, queries, site
from stocktake_web.public.models import Publication

INDEX = "index.html"
ASSETS = "static/"
MARK = "stocktake-site.txt"
"""A file at the top of every copy: its digest. A folder without it is never written over."""
_LINK = re.compile(r'(?P<name>\b(?:href|src))="(?P<address>/[^"]*)"')
_SCRIPT = re.compile(r"\s*<script\b[^>]*></script>")


class NotACopyError(Exception):
    """The folder holds something else than an earlier copy."""


@dataclass(frozen=True)
class Copy:
    """A site as files.

    Parameters
    ----------
    files : dict of str to bytes
        By path, with slashes.
    publication : Publication or None
        The newest account, recalled or not.
    """

    files: dict[str, bytes]
    publication: Publication | None

    @property
    def digest(self) -> str:
        """SHA-256 over every path and content."""
        seen = sha256()
        for path in sorted(self.files):
            seen.update(f"{path}\0{sha256(self.files[path]).hexdigest()}\n".encode())
        return seen.hexdigest()


@dataclass
class _Site:
    """The pages of an area and, in order, where each lies."""

    area: Area
    pages: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def place(self, address: str) -> str:
        """Where an address of the server lies in the copy; empty where it is not part of it."""
        root = f"/{self.area.slug}/"
        if address.startswith(root):
            path = address.removeprefix(root)
            path = path + INDEX if not path or path.endswith("/") else path
            return path if path in self.files or path in self.pages else ""
        # Not static(""): hashed storage knows files, and the prefix is none.
        prefix = settings.STATIC_URL
        if address.startswith(prefix):
            return ASSETS + address.removeprefix(prefix)
        return INDEX if address == "/" else ""


def copy_of(area: Area) -> Copy:
    """Make the files of an area's public pages."""
    made = _Site(area)
    publication = queries.latest(area)
    made.pages.update(_account_pages(area, publication))
    made.pages.update(_log_pages(area))
    for each in queries.published(area).filter(recalled_at=None):
        for file in each.files.all():
            if not file.drawing or each == publication:
                folder = "charts" if file.drawing else "downloads"
                made.files[f"{folder}/{each.number}/{file.name}"] = bytes(file.body)
    made.files.update(_papers(area))
    assets: set[str] = set()
    navigation = list(_navigation(made))
    for path, (template, context) in made.pages.items():
        said = context | {"area": area, "exported": _here(navigation, path)}
        html = loader.render_to_string(template, said)
        made.files[path] = _relative(html, path, made.place, assets.add).encode()
    for asset in sorted(assets):
        made.files[asset] = _asset(asset)
    return Copy(dict(sorted(made.files.items())), publication)


def write_copy(copy: Copy, folder: Path) -> bool:
    """Write a copy; nothing where the folder holds it already.

    Returns
    -------
    bool
        Whether anything was written.

    Raises
    ------
    NotACopyError
        The folder holds something else: it is left as it is.
    """
    mark = folder / MARK
    said = f"Copy of the public pages of a place, made with Stocktake.\n{copy.digest}\n"
    if mark.is_file() and mark.read_text(encoding="utf-8") == said:
        return False
    if folder.exists() and any(folder.iterdir()) and not mark.is_file():
        raise NotACopyError(f"{folder} holds something that is not a copy of these pages")
    # Written beside and exchanged whole: nobody reads half a copy, and what was recalled is gone.
    beside = folder.with_name(f".{folder.name}.new")
    before = folder.with_name(f".{folder.name}.old")
    for leftover in (beside, before):
        shutil.rmtree(leftover, ignore_errors=True)
    for path, body in copy.files.items():
        target = beside / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    (beside / MARK).write_text(said, encoding="utf-8", newline="\n")
    if folder.exists():
        folder.rename(before)
    beside.rename(folder)
    shutil.rmtree(before, ignore_errors=True)
    return True


Pages = Iterator[tuple[str, tuple[str, dict[str, Any]]]]


def _account_pages(area: Area, publication: Publication | None) -> Pages:
    if publication is None:
        yield INDEX, ("public/nothing.html", {})
    elif publication.recalled_at:
        gone = ("public/recalled.html", logs.tombstone(publication))
        for path in publication.incident.paths:
            yield path + INDEX, gone
    else:
        account = queries.account(publication)
        shared = site.context(area, publication)
        for path in site.paths(account):
            page = site.page(account, path)
            if page is not None:
                yield path + INDEX, (page.template, shared | page.context)


def _log_pages(area: Area) -> Pages:
    decisions = logs.decisions(area)
    yield f"decisions/{INDEX}", ("public/decisions.html", decisions)
    for held in decisions["meetings"]:
        yield f"decisions/{held.meeting}/{INDEX}", ("public/minutes.html", {"held": held})
    for meeting, publication in queries.recalled_minutes(area).items():
        gone = ("public/recalled.html", logs.tombstone_of_minutes(publication))
        yield f"decisions/{meeting}/{INDEX}", gone
    for name in ("corrections", "revisions", "downloads"):
        context = getattr(logs, name)(area)
        yield f"{name}/{INDEX}", (f"public/{name}.html", context)


def _papers(area: Area) -> Iterator[tuple[str, bytes]]:
    """The papers of published minutes, where the pages lead to them."""
    for published in boards.published_minutes(area):
        there = boards.papers_in(area, [published.minutes])
        for paper in published.minutes.papers:
            if paper.id in there:
                body = bytes(there[paper.id].content.content)
                yield f"decisions/{published.meeting}/papers/{paper.file}", body


def _navigation(made: _Site) -> Iterator[dict[str, Any]]:
    """The links of the public side that lead to a page of the copy."""
    from django.urls import reverse

    for link in links():
        if link.side == PUBLIC_SIDE and not link.permission:
            address = reverse(link.name, kwargs={"area": made.area.slug})
            if made.place(address):
                yield {"href": address, "text": link.words, "place": made.place(address)}


def _here(navigation: list[dict[str, Any]], path: str) -> list[dict[str, Any]]:
    """The navigation as a page shows it: the link to itself marked, or to what it is part of."""
    around = [
        each["place"] for each in navigation if path.startswith(each["place"].removesuffix(INDEX))
    ]
    nearest = max(around, key=len, default="")
    return [
        {
            "href": each["href"],
            "text": each["text"],
            "active": each["place"] == nearest,
            "current": each["place"] == path,
        }
        for each in navigation
    ]


def _relative(
    html: str, path: str, place: Callable[[str], str], asset: Callable[[str], None]
) -> str:
    """A page whose links lead from where it lies; its script is left out, for no page needs it."""

    def link(found: re.Match[str]) -> str:
        address, _, anchor = unescape(found["address"]).partition("#")
        target = place(address)
        if target.startswith(ASSETS):
            asset(target)
        if not target:
            raise LookupError(f"{path}: {address} is not part of the copy")
        relative = posixpath.relpath(target, posixpath.dirname(path) or ".")
        return f'{found["name"]}="{escape(relative + (f"#{anchor}" if anchor else ""))}"'

    return _LINK.sub(link, _SCRIPT.sub("", html))


def _asset(path: str) -> bytes:
    """A file of the application's own, as it lies in the package or was collected."""
    from django.contrib.staticfiles.storage import staticfiles_storage

    name = path.removeprefix(ASSETS)
    found = finders.find(name)
    if isinstance(found, str):
        return Path(found).read_bytes()
    with staticfiles_storage.open(name) as file:
        return bytes(file.read())
