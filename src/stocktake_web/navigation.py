"""Where a reader can go from a page: links that the apps contribute, of those that they may see.

An app lists its links in ``<app>/navigation.py`` as ``LINKS``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import may, may_somewhere
from stocktake_web.contributions import contributions

PUBLIC_SIDE = "public"
DESK_SIDE = "desk"


@dataclass(frozen=True)
class Link:
    """A link in the navigation of an area.

    Parameters
    ----------
    words : str
    name : str
        Of the view, such as ``"plans:overview"``; its address needs the area alone.
    right : str
        Needed to see it; empty for anyone.
    side : str
        ``PUBLIC_SIDE`` or ``DESK_SIDE``.
    order : int
        Small numbers stand first.
    """

    words: str
    name: str
    right: str = ""
    side: str = DESK_SIDE
    order: int = 50


@cache
def links() -> tuple[Link, ...]:
    """Every app's links in their order."""
    found = [link for module in contributions("navigation") for link in module.LINKS]
    return tuple(sorted(found, key=lambda link: (link.order, link.words)))


def address_of(link: Link, area: Area) -> str | None:
    """Where a link leads; None where its view is missing, which must not take every page down."""
    try:
        return reverse(link.name, kwargs={"area": area.slug})
    except NoReverseMatch:
        return None


@dataclass(frozen=True)
class Navigation:
    """The navigation of one page."""

    request: HttpRequest
    area: Area | None

    @classmethod
    def of(cls, request: HttpRequest) -> Navigation:
        """The navigation of the page that answers a request."""
        return cls(request, getattr(request, "area", None))

    def may(self, right: str, obj: Any = None) -> bool:
        """Whether the reader may do something in the area of the page."""
        return self.area is not None and may(self.request.user, self.area, right, obj)

    @property
    def at_desk(self) -> bool:
        """Whether the page is one of those behind the sign-in."""
        return self.area is not None and self.request.path.startswith(f"/{self.area.slug}/desk/")

    @property
    def home(self) -> str:
        """Where the area's name leads: the desk from the desk, else the public page."""
        slug = self.area.slug if self.area else ""
        return f"/{slug}/desk/" if self.at_desk else f"/{slug}/"

    def items(self) -> list[dict[str, Any]]:
        """The links of this side, for GOV.UK's service navigation."""
        area = self.area
        if area is None:
            return []
        side = DESK_SIDE if self.at_desk else PUBLIC_SIDE
        shown = [
            link
            for link in links()
            if link.side == side
            and (not link.right or may_somewhere(self.request.user, area, link.right))
        ]
        addresses = [address_of(link, area) for link in shown]
        here = self._nearest([address for address in addresses if address])
        return [
            {
                "href": address,
                "text": link.words,
                "active": address == here,
                "current": address == self.request.path,
            }
            for link, address in zip(shown, addresses, strict=True)
            if address
        ]

    def _nearest(self, addresses: list[str]) -> str | None:
        around = [address for address in addresses if self.request.path.startswith(address)]
        return max(around, key=len, default=None)
