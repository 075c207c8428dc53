"""Reads the pages of the footer."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q, QuerySet

from stocktake_web.accounts.models import Area, User
from stocktake_web.public.notices.blocks import blocks_of
from stocktake_web.public.notices.cookies import cookies
from stocktake_web.public.notices.models import Notice


def kind_of(kind: str) -> Notice.Kind:
    """A page of the footer by the last part of its address.

    Raises
    ------
    Notice.DoesNotExist
        There is no such page.
    """
    if kind not in Notice.Kind.values:
        raise Notice.DoesNotExist(kind)
    return Notice.Kind(kind)


def notice_of(area: Area, kind: str) -> Notice:
    """A page of a place's footer; a new row without text where the place has none of its own.

    Raises
    ------
    Notice.DoesNotExist
        There is no such page.
    """
    known_kind = kind_of(kind)
    notice = Notice.objects.filter(area=area, kind=known_kind).first()
    return notice or Notice(area=area, kind=known_kind)


def notices(area: Area) -> list[Notice]:
    """Every page of a place's footer, in the footer's order."""
    rows = {notice.kind: notice for notice in Notice.objects.filter(area=area)}
    return [rows.get(kind) or Notice(area=area, kind=kind) for kind in Notice.Kind]


def page_context(kind: Notice.Kind, text: str = "") -> dict[str, Any]:
    """What a page of the footer shows: the place's own text, or else the default of its kind."""
    return {
        "kind": kind.value,
        "heading": kind.label,
        "blocks": list(blocks_of(text)),
        "default": f"public/notices/defaults/{kind.value}.html",
        "cookies": cookies(),
    }


def notices_naming(user: User) -> list[Notice]:
    """The places' own texts that hold a person's address or name."""
    rows: QuerySet[Notice] = Notice.objects.filter(
        Q(text__icontains=user.email) | Q(text__icontains=user.display_name)
    )
    names = "|".join(re.escape(name) for name in (user.email, user.display_name) if name)
    pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)
    return [notice for notice in rows.select_related("area") if pattern.search(notice.text)]
