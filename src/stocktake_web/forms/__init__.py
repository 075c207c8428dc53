"""How a form is asked and shown: one pattern for every field and for the summary of its errors.

In a page: ``{{ errors(form) }}`` above the heading, ``{{ field(form["title"]) }}`` for each field.
"""

from __future__ import annotations

from stocktake_web.forms.drawing import GLOBALS, errors, field, fields
from stocktake_web.forms.fields import (
    DateParts,
    DayField,
    Form,
    VersionedForm,
    plain_data,
    plain_text,
    say_what_is_missing,
)

__all__ = [
    "GLOBALS",
    "DateParts",
    "DayField",
    "Form",
    "VersionedForm",
    "errors",
    "field",
    "fields",
    "plain_data",
    "plain_text",
    "say_what_is_missing",
]
