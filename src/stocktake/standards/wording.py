"""Says in a person's words what a checker found wrong with a value in a file."""

from __future__ import annotations

from typing import Any

from stocktake.standards.errors import Fault, nearest

IDENTITY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TIME_PERIOD = r"^\d{4}(\d{2})?$"
ACADEMIC_YEAR = r"^\d{6}$"

PATTERNS = {
    IDENTITY: "lower-case words joined by hyphens, such as halve-suspensions",
    TIME_PERIOD: "six digits such as 202627, or four such as 2027 for a calendar or reporting year",
    ACADEMIC_YEAR: "an academic year in six digits, such as 202627",
}
"""What each pattern of our schemas means, for the reader of an error."""

KINDS = {
    "string_type": "text in quotation marks",
    "float_parsing": "a number",
    "float_type": "a number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "date_from_datetime_parsing": "a date such as 2026-09-01",
    "date_parsing": "a date such as 2026-09-01",
    "date_type": "a date such as 2026-09-01",
    "tuple_type": "a list in square brackets",
    "list_type": "a list in square brackets",
    "model_type": "a table of keys and values",
    "greater_than": "a number above zero",
    "greater_than_equal": "zero or a positive number",
}


def value_fault(location: str, item: dict[str, Any]) -> Fault:
    """One finding of the checker as a fault.

    Parameters
    ----------
    location : str
        File and key path.
    item : dict
        ``type``, ``msg``, ``input`` and ``ctx`` as Pydantic reports them.

    Examples
    --------
    >>> print(value_fault("plan.toml: id", {"type": "string_pattern_mismatch", "input": "A b",
    ...     "msg": "", "ctx": {"pattern": IDENTITY}}))
    plan.toml: id: 'A b' is not written so; expected lower-case words joined by hyphens, such as
    halve-suspensions
    """
    kind, input_value, context = str(item["type"]), item.get("input"), item.get("ctx") or {}
    if kind in ("missing", "union_tag_not_found"):
        return Fault(location, "is missing", "a value", "add it")
    if kind in ("string_too_short", "too_short"):
        return Fault(location, "is empty", "a value", "fill it in or take the key out")
    if kind == "string_pattern_mismatch":
        expected = PATTERNS.get(str(context["pattern"]), f"the form {context['pattern']}")
        return Fault(location, f"{input_value!r} is not written so", expected)
    if kind == "union_tag_invalid":
        input_value = context["tag"]
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        expected = str(context.get("expected") or context["expected_tags"]).replace("'", "")
        known_words = expected.replace(" or ", ", ").split(", ")
        return Fault(
            location,
            f"{input_value!r} is no word for it",
            expected,
            nearest(str(input_value), known_words),
        )
    if kind in KINDS:
        return Fault(location, f"{input_value!r} will not do", KINDS[kind])
    return Fault(location, str(item["msg"]).removeprefix("Value error, "))
