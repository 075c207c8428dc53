"""Draws a field and the summary of errors with GOV.UK's macros: one component for each widget."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from markupsafe import Markup

from stocktake_web.forms.fields import DATE_PARTS, DateParts


def errors(*forms_of_page: forms.BaseForm) -> Markup:
    """The summary of all errors of a page's forms, each linked to its field."""
    entries = [entry for form in forms_of_page for entry in _error_list(form)]
    if not entries:
        return Markup("")
    return _macro("govukErrorSummary", {"titleText": "There is a problem", "errorList": entries})


def field(bound_field: BoundField, **more: Any) -> Markup:
    """A field with its label, hint and error.

    Parameters
    ----------
    bound_field : BoundField
        Of a form, such as ``form["title"]``.
    **more
        Further parameters of GOV.UK's macro: ``classes``, ``prefix``, ``suffix``, ``rows``, ...
        ``heading=True`` makes the label the page's heading; ``text`` replaces the label;
        ``hint=None`` leaves the hint out.
    """
    widget = bound_field.field.widget
    if widget.is_hidden:
        return Markup(bound_field.as_hidden())  # noqa: S704 - Django has escaped it
    if text := more.pop("text", ""):
        bound_field.label = text
    heading = more.pop("heading", False)
    for kinds, draw in _DRAWINGS:
        if isinstance(widget, kinds):
            return Markup(draw(bound_field, heading, more))  # noqa: S704 - it is Markup already
    raise TypeError(f"no GOV.UK component for {type(widget).__name__}")


def fields(form: forms.BaseForm) -> Markup:
    """All fields of a form, in their order."""
    return Markup("\n").join(field(bound_field) for bound_field in form)


def _macro(name: str, parameters: dict[str, Any]) -> Markup:
    from stocktake_web.forms.govuk import govuk

    stated_parameters = {key: value for key, value in parameters.items() if value is not None}
    return Markup(govuk()[name](stated_parameters))  # noqa: S704 - the macro escapes what it is given


def _error_list(form: forms.BaseForm) -> Iterable[dict[str, str]]:
    for message in form.non_field_errors():
        yield {"text": str(message)}
    for bound_field in form:
        for message in bound_field.errors:
            yield {"text": str(message), "href": f"#{_first_id(bound_field)}"}


def _first_id(bound_field: BoundField) -> str:
    """The id of the first thing in a field that can be reached with the keyboard."""
    widget = bound_field.field.widget
    base = str(bound_field.auto_id)
    return f"{base}-{DATE_PARTS[0][0]}" if isinstance(widget, DateParts) else base


def _common(bound_field: BoundField, heading: bool, *, labelled: str = "label") -> dict[str, Any]:
    optional = "" if bound_field.field.required else " (optional)"
    text = f"{bound_field.label}{optional}"
    size = "l" if heading else "s"
    if labelled == "label":
        classes = f"govuk-label--{size}"
        label: dict[str, Any] = {"text": text, "classes": classes, "isPageHeading": heading}
        top: dict[str, Any] = {"label": label}
    else:
        legend = {"text": text, "classes": f"govuk-fieldset__legend--{size}"}
        top = {"fieldset": {"legend": legend | {"isPageHeading": heading}}}
    top["name"] = bound_field.html_name
    if bound_field.help_text:
        top["hint"] = {"text": bound_field.help_text}
    if bound_field.errors:
        top["errorMessage"] = {"text": str(bound_field.errors[0])}
    return top


def _attributes(bound_field: BoundField) -> dict[str, Any]:
    """The widget's own attributes, those that GOV.UK's macros take for themselves left out."""
    own_attributes = {
        "autocomplete",
        "inputmode",
        "type",
        "rows",
        "cols",
        "id",
        "class",
        "placeholder",
    }
    attrs = bound_field.field.widget.attrs
    return {name: str(value) for name, value in attrs.items() if name not in own_attributes}


def _input(bound_field: BoundField, heading: bool, more: dict[str, Any]) -> Markup:
    widget = bound_field.field.widget
    numeric = isinstance(widget, forms.NumberInput)
    decimal = isinstance(bound_field.field, forms.DecimalField | forms.FloatField)
    return _macro(
        "govukInput",
        _common(bound_field, heading)
        | {
            "id": bound_field.auto_id,
            "value": _text(bound_field),
            "type": "text" if numeric else getattr(widget, "input_type", "text"),
            "inputmode": ("decimal" if decimal else "numeric") if numeric else None,
            "spellcheck": False if isinstance(widget, forms.EmailInput) else None,
            "autocomplete": widget.attrs.get("autocomplete"),
            "classes": "govuk-input--width-10" if numeric else None,
            "attributes": _attributes(bound_field),
        }
        | more,
    )


def _password(bound_field: BoundField, heading: bool, more: dict[str, Any]) -> Markup:
    return _macro(
        "govukPasswordInput",
        _common(bound_field, heading)
        | {
            "id": bound_field.auto_id,
            "autocomplete": bound_field.field.widget.attrs.get("autocomplete", "current-password"),
        }
        | more,
    )


def _textarea(bound_field: BoundField, heading: bool, more: dict[str, Any]) -> Markup:
    longest = getattr(bound_field.field, "max_length", None)
    shared = _common(bound_field, heading) | {
        "id": bound_field.auto_id,
        "value": _text(bound_field),
        "rows": str(bound_field.field.widget.attrs.get("rows", 5)),
    }
    if longest:
        return _macro("govukCharacterCount", shared | {"maxlength": str(longest)} | more)
    return _macro("govukTextarea", shared | more)


def _select(bound_field: BoundField, heading: bool, more: dict[str, Any]) -> Markup:
    items = [
        {"value": value, "text": text, "selected": is_chosen, "disabled": False}
        for value, text, is_chosen, _ in _options(bound_field)
    ]
    return _macro(
        "govukSelect",
        _common(bound_field, heading) | {"id": bound_field.auto_id, "items": items} | more,
    )


def _choices(macro: str) -> Any:
    def draw(bound_field: BoundField, heading: bool, more: dict[str, Any]) -> Markup:
        hints = getattr(bound_field.field, "hints", {})
        items = [
            {
                "value": value,
                "text": text,
                "checked": is_chosen,
                "id": bound_field.auto_id if index == 0 else f"{bound_field.auto_id}_{index}",
                "hint": {"text": hints[value]} if value in hints else None,
            }
            for value, text, is_chosen, index in _options(bound_field)
            if value != ""
        ]
        items = [{k: v for k, v in item.items() if v is not None} for item in items]
        shared = _common(bound_field, heading, labelled="legend")
        return _macro(macro, shared | {"idPrefix": bound_field.auto_id, "items": items} | more)

    return draw


def _tick(bound_field: BoundField, heading: bool, more: dict[str, Any]) -> Markup:
    shared = _common(bound_field, heading, labelled="legend")
    item = {
        "value": "on",
        "text": bound_field.label,
        "checked": bool(bound_field.value()),
        "id": bound_field.auto_id,
    }
    if "hint" in shared:
        item["hint"] = shared.pop("hint")
    del shared["fieldset"]
    return _macro(
        "govukCheckboxes", shared | {"idPrefix": bound_field.auto_id, "items": [item]} | more
    )


def _file(bound_field: BoundField, heading: bool, more: dict[str, Any]) -> Markup:
    accept = bound_field.field.widget.attrs.get("accept")
    attributes = {"accept": accept} if accept else {}
    shared = _common(bound_field, heading) | {"id": bound_field.auto_id, "attributes": attributes}
    return _macro("govukFileUpload", shared | more)


def _date(bound_field: BoundField, heading: bool, more: dict[str, Any]) -> Markup:
    widget = bound_field.field.widget
    value = bound_field.value()
    parts = value if isinstance(value, list) else widget.decompress(value)
    wrong = " govuk-input--error" if bound_field.errors else ""
    items = [
        {
            "name": f"{bound_field.html_name}_{part}",
            "label": part.capitalize(),
            "id": f"{bound_field.auto_id}-{part}",
            "classes": f"govuk-input--width-{width}{wrong}",
            "value": "" if text is None else str(text),
        }
        for (part, width), text in zip(DATE_PARTS, parts, strict=True)
    ]
    shared = _common(bound_field, heading, labelled="legend")
    shared["fieldset"]["role"] = "group"
    return _macro("govukDateInput", shared | {"id": bound_field.auto_id, "items": items} | more)


def _options(bound_field: BoundField) -> Iterable[tuple[str, str, bool, int]]:
    """Value, text, whether chosen, and number of each choice; groups are laid flat."""
    value = bound_field.value()
    chosen_values = {str(item) for item in (value if isinstance(value, list | tuple) else [value])}
    chosen_values -= {"None"}
    index = 0
    for key, text in bound_field.field.widget.choices:
        for inner, words in text if isinstance(text, list | tuple) else [(key, text)]:
            key_text = "" if inner is None else str(inner)
            yield key_text, str(words), key_text in chosen_values, index
            index += 1


def _text(bound_field: BoundField) -> str:
    value = bound_field.field.widget.format_value(bound_field.value())
    return "" if value is None else str(value)


_DRAWINGS: tuple[tuple[Any, Any], ...] = (
    (DateParts, _date),
    (forms.PasswordInput, _password),
    (forms.Textarea, _textarea),
    (forms.CheckboxSelectMultiple, _choices("govukCheckboxes")),
    (forms.RadioSelect, _choices("govukRadios")),
    (forms.CheckboxInput, _tick),
    (forms.Select, _select),
    (forms.FileInput, _file),
    (forms.widgets.Input, _input),
)

GLOBALS = {"errors": errors, "field": field, "fields": fields}
