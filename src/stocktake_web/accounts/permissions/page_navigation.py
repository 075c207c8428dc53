"""Where a reader can go from a page: the apps' links, of those that they may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.permissions.decision import has_permission, has_permission_somewhere
from stocktake_web.navigation import MEMBER_SIDE, PUBLIC_SIDE, address_of, links


@dataclass(frozen=True)
class Navigation:
    """The navigation of one page."""

    request: HttpRequest
    area: Area | None

    @classmethod
    def of(cls, request: HttpRequest) -> Navigation:
        """The navigation of the page that answers a request."""
        return cls(request, getattr(request, "area", None))

    def has_permission(self, permission: str, obj: Any = None) -> bool:
        """Whether the reader may do something in the area of the page."""
        return self.area is not None and has_permission(
            self.request.user, self.area, permission, obj
        )

    @property
    def is_for_members(self) -> bool:
        """Whether the page is one of those behind the sign-in."""
        return self.area is not None and self.request.path.startswith(
            f"/{self.area.slug}/dashboard/"
        )

    @property
    def home(self) -> str:
        """Where the area's name leads: to the tasks from there, else to the public page."""
        slug = self.area.slug if self.area else ""
        return f"/{slug}/dashboard/" if self.is_for_members else f"/{slug}/"

    def items(self) -> list[dict[str, Any]]:
        """The links of this side, for GOV.UK's service navigation."""
        area = self.area
        if area is None:
            return []
        side = MEMBER_SIDE if self.is_for_members else PUBLIC_SIDE
        visible_links = [
            link
            for link in links()
            if link.side == side
            and (not link.permission or self._may(link.permission))
            and not (link.unless and self._may(link.unless))
        ]
        addresses = [address_of(link, area.slug) for link in visible_links]
        nearest = self._nearest([address for address in addresses if address])
        return [
            {
                "href": address,
                "text": link.words,
                "active": address == nearest,
                "current": address == self.request.path,
            }
            for link, address in zip(visible_links, addresses, strict=True)
            if address
        ]

    def _may(self, permission: str) -> bool:
        return self.area is not None and has_permission_somewhere(
            self.request.user, self.area, permission
        )

    def _nearest(self, addresses: list[str]) -> str | None:
        around = [address for address in addresses if self.request.path.startswith(address)]
        return max(around, key=len, default=None)
