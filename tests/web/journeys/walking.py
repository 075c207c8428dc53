"""Walks through a place as one role after another, along every link that a page shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qsl, urldefrag, urljoin

from django.urls import Resolver404, ResolverMatch, resolve
from installations import Answer, Visitor

LINK = re.compile(r'\b(?:href|src)="([^"#][^"]*)"')
TAG = re.compile(r"<([a-z][a-z0-9]*)\b([^>]*)>")
CLASS = re.compile(r'\bclass="([^"]*)"')
# What assistive technology is told of an element.
ATTRIBUTE = re.compile(r"\b(aria-[a-z]+|role|type|scope|alt|tabindex|autocomplete|open)(?==)")
# Of the same path asked about other things.
VARIANTS = 2
# Of one view, of what another role has opened.
AGAIN = 5
# An element that this many views have was looked at often enough.
COMMON = 4
# Pages of one kind about many things of one kind: a few of each kind of thing.
KIND = {"/<slug:area>/dashboard/history/<str:type>/<str:id>/": "type"}


@dataclass(frozen=True)
class Page:
    """A page to look at: as whom, and where."""

    role: str
    address: str
    status: int = 200


@dataclass
class Walk:
    """What was seen in one place.

    Parameters
    ----------
    area : str
        The place's part of an address.
    asked : dict of str to set of str
        The views that each role opened by a link.
    example : dict of str to str
        An address of each view.
    pages : list of Page
        The first page of each view, and every page that has an element which no page of its view
        had before, and hardly another view.
    dead : list of str
        Links that a page shows to somebody whom they do not open.
    elements : dict of tuple to set of str
        The views that have each element; another place's walk may know them already.
    """

    area: str
    once: frozenset[str] = frozenset()
    views_by_role: dict[str, set[str]] = field(default_factory=dict)
    example: dict[str, str] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    elements: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    _addresses_opened: set[str] = field(default_factory=set)

    @property
    def views(self) -> set[str]:
        """Every view that somebody opened."""
        return set().union(*self.views_by_role.values())

    def follow(
        self, role: str, visitor: Visitor, begin: Iterable[str], within: Callable[[str], bool]
    ) -> None:
        """Open everything that can be reached within some addresses."""
        waiting = [(address, "the beginning") for address in begin]
        addresses_seen: set[str] = set()
        variants: Counter[tuple[str, ...]] = Counter()
        again: Counter[str] = Counter()
        views = self.views_by_role.setdefault(role, set())
        while waiting:
            address, shown_on = waiting.pop(0)
            match = view_of(address)
            if address in addresses_seen or match is None or not within(address):
                continue
            addresses_seen.add(address)
            view = f"/{match.route}"
            kind = _variant(address, match)
            variants[kind] += 1
            if len(kind) > 1 and variants[kind] > VARIANTS:
                continue
            if view in self.once and view in self.example:
                continue
            again[view] += address in self._addresses_opened
            if address in self._addresses_opened and again[view] > AGAIN:
                continue
            self._addresses_opened.add(address)
            answer = visitor.get(address)
            if answer.status in (301, 302):
                waiting.append((urljoin(address, answer.headers["location"]), shown_on))
            elif answer.status != 200:
                self.dead.append(f"{role}: {shown_on} leads to {address}: {answer.status}")
                continue
            views.add(view)
            self.example.setdefault(view, address)
            if is_page(answer):
                self._look_at(role, view, address, answer)
                waiting += [(link, address) for link in links(address, answer.text)]

    def open(self, role: str, visitor: Visitor, address: str, status: int) -> None:
        """Open one address, to which no page leads."""
        answer = visitor.get(address)
        if answer.status != status:
            self.dead.append(f"{role}: {address}: {answer.status} instead of {status}")
            return
        match = view_of(address)
        assert match, address
        self.views_by_role.setdefault(role, set()).add(f"/{match.route}")
        self.example.setdefault(f"/{match.route}", address)
        if is_page(answer):
            self._look_at(role, f"/{match.route}", address, answer)

    def _look_at(self, role: str, view: str, address: str, answer: Answer) -> None:
        if self._is_new(view, answer.text):
            self.pages.append(Page(role, address, answer.status))

    def _is_new(self, view: str, text: str) -> bool:
        is_new = not any(view in views for views in self.elements.values())
        frame, _, rest = text.partition("<main")
        main, _, foot = rest.partition("</main")
        for scope, part in (("", frame), (view, main), ("", foot)):
            for tag, tag_text in TAG.findall(part):
                classes = CLASS.search(tag_text)
                names = sorted(set(ATTRIBUTE.findall(tag_text)))
                views = self.elements.setdefault(
                    (tag, classes[1] if classes else "", *names), set()
                )
                is_new |= scope not in views and len(views) < COMMON
                views.add(scope)
        return is_new


def view_of(address: str) -> ResolverMatch | None:
    """The view that an address opens; None where it is not one of ours."""
    try:
        return resolve(address.partition("?")[0])
    except Resolver404:
        return None


def is_page(answer: Answer) -> bool:
    """Whether an answer is shown by a browser as a page; one that leads elsewhere is not."""
    if answer.status in (301, 302):
        return False
    attached = "attachment" in answer.headers.get("content-disposition", "")
    return answer.headers.get("content-type", "").startswith("text/html") and not attached


def links(address: str, text: str) -> list[str]:
    """Where a page leads within the application."""
    addresses = (urldefrag(urljoin(address, unescape(link)))[0] for link in LINK.findall(text))
    return [
        target
        for target in addresses
        if target.startswith("/") and not target.startswith("/static/")
    ]


def _variant(address: str, match: ResolverMatch) -> tuple[str, ...]:
    """What makes two addresses alike: the same path, asked about other things."""
    path, _, query = address.partition("?")
    if f"/{match.route}" in KIND:
        return (str(match.route), str(match.kwargs[KIND[f"/{match.route}"]]))
    return (path, *sorted({name for name, _ in parse_qsl(query)}))
