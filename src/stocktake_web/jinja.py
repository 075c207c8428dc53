"""The environment of the pages: GOV.UK's macros, addresses, assets, rights and formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from stocktake_web.formats import FILTERS

MACROS = "govuk_frontend_jinja"
COMPONENTS = {
    "govukBackLink": "back-link",
    "govukBreadcrumbs": "breadcrumbs",
    "govukButton": "button",
    "govukCharacterCount": "character-count",
    "govukCheckboxes": "checkboxes",
    "govukDateInput": "date-input",
    "govukDetails": "details",
    "govukErrorMessage": "error-message",
    "govukErrorSummary": "error-summary",
    "govukFieldset": "fieldset",
    "govukFileUpload": "file-upload",
    "govukGenericHeader": "generic-header",
    "govukHint": "hint",
    "govukInput": "input",
    "govukInsetText": "inset-text",
    "govukLabel": "label",
    "govukNotificationBanner": "notification-banner",
    "govukPagination": "pagination",
    "govukPanel": "panel",
    "govukPasswordInput": "password-input",
    "govukRadios": "radios",
    "govukSelect": "select",
    "govukServiceNavigation": "service-navigation",
    "govukSkipLink": "skip-link",
    "govukSummaryList": "summary-list",
    "govukTable": "table",
    "govukTag": "tag",
    "govukTaskList": "task-list",
    "govukTextarea": "textarea",
    "govukWarningText": "warning-text",
}


STATUS_CLASSES = {
    "met": "govuk-tag--green",
    "on_track": "govuk-tag--green",
    "not_met": "govuk-tag--red",
    "off_track": "govuk-tag--orange",
    "cannot_tell": "govuk-tag--grey",
    "not_yet_due": "govuk-tag--blue",
}
"""Each verdict's colour, which never stands without its words."""


@cache
def govuk() -> dict[str, Any]:
    """GOV.UK's macros by name, from an environment of their own.

    They rely on unknown names being empty; our own pages do not (``StrictUndefined``), so that a
    misspelt name fails instead of printing nothing.
    """
    environment = Environment(
        loader=PrefixLoader({MACROS: PackageLoader(MACROS)}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return {
        name: getattr(
            environment.get_template(f"{MACROS}/components/{folder}/macro.html").module, name
        )
        for name, folder in COMPONENTS.items()
    }


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
    from stocktake_web import forms, gateway
    from stocktake_web.accounts.organisation import organisation

    strict = {"undefined": StrictUndefined, "autoescape": True}
    made = Environment(**options | strict, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    made.globals |= govuk() | forms.GLOBALS
    made.globals |= {
        "cells": cells,
        "identity_provider": organisation,
        "static": static,
        "status_classes": STATUS_CLASSES,
        "status_words": gateway.STATUS_WORDS,
        "url": url,
    }
    made.filters |= FILTERS | {"cells": cells}
    return made


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page knows: its area, who looks at it, what they may do, where they can go."""
    from stocktake_web.navigation import Navigation

    navigation = Navigation.of(request)
    return {
        "area": navigation.area,
        "may": navigation.may,
        "navigation": navigation,
        "user": request.user,
        "nothing": Markup(""),
    }
