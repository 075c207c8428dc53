"""The links that apps contribute to the navigation of an area.

An app registers its links as ``navigation`` of its ``AppConfig``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse

from stocktake_web.registration import registered

PUBLIC_SIDE = "public"
MEMBER_SIDE = "dashboard"


@dataclass(frozen=True)
class Link:
    """A link in the navigation of an area.

    Parameters
    ----------
    words : str
    name : str
        Of the view, such as ``"plans:overview"``; its address needs the area alone.
    permission : str
        Needed to see it; empty for anyone.
    unless : str
        A permission: whoever has it comes to the page from another one.
    side : str
        ``PUBLIC_SIDE`` or ``MEMBER_SIDE``.
    order : int
        Small numbers stand first.
    """

    words: str
    name: str
    permission: str = ""
    unless: str = ""
    side: str = MEMBER_SIDE
    order: int = 50


@cache
def links() -> tuple[Link, ...]:
    """Every app's links in their order."""
    all_links = [link for app_links in registered("navigation") for link in app_links]
    return tuple(sorted(all_links, key=lambda link: (link.order, link.words)))


def address_of(link: Link, area_slug: str) -> str | None:
    """Where a link leads; None where its view is missing, which must not take every page down."""
    try:
        return reverse(link.name, kwargs={"area": area_slug})
    except NoReverseMatch:
        return None
