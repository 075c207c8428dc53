"""The environment of the pages: GOV.UK's macros, addresses, assets, permissions and formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from stocktake.targets import STATUS_WORDS
from stocktake_web.formats import FILTERS

STATUS_CLASSES = {
    "met": "govuk-tag--green",
    "on_track": "govuk-tag--green",
    "not_met": "govuk-tag--red",
    "off_track": "govuk-tag--orange",
    "cannot_tell": "govuk-tag--grey",
    "not_yet_due": "govuk-tag--blue",
    "awaiting_figures": "govuk-tag--turquoise",
}
"""Each verdict's colour, which never stands without its words."""


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a view; an area is given as it is and written as its slug."""
    if "area" in kwargs:
        kwargs["area"] = getattr(kwargs["area"], "slug", kwargs["area"])
    return reverse(name, args=args or None, kwargs=kwargs or None)


def cells(row: Sequence[Any]) -> list[dict[str, Any]]:
    """A row of a table for GOV.UK's macro: a text becomes a cell, a dictionary is one.

    Raises
    ------
    ValueError
        A cell is None: what is missing must be said, with its symbol or in words.
    """
    if any(cell is None for cell in row):
        raise ValueError(f"a cell says nothing: {row!r}")
    return [
        dict(cell)
        if isinstance(cell, Mapping)
        else {"html" if isinstance(cell, Markup) else "text": str(cell)}
        for cell in row
    ]


def environment(**options: Any) -> Environment:
    """The environment of our pages."""
    from stocktake_web import forms
    from stocktake_web.accounts.sign_in.organisation import organisation
    from stocktake_web.forms.govuk import govuk

    strict = {"undefined": StrictUndefined, "autoescape": True}
    pages = Environment(**options | strict, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    pages.globals |= govuk() | forms.GLOBALS
    pages.globals |= {
        "cells": cells,
        "identity_provider": organisation,
        "static": static,
        "status_classes": STATUS_CLASSES,
        "status_words": STATUS_WORDS,
        "url": url,
    }
    pages.filters |= FILTERS | {"cells": cells}
    return pages


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page knows: its area, who looks at it, what they may do, where they can go."""
    from stocktake_web.accounts.permissions.page_navigation import Navigation

    navigation = Navigation.of(request)
    return {
        "area": navigation.area,
        "has_permission": navigation.has_permission,
        "navigation": navigation,
        "user": request.user,
        "nothing": Markup(""),
    }
