"""The macros of GOV.UK Frontend."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, PrefixLoader

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
