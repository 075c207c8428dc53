"""Which parameters a request may have: those that the description of the API names."""

from __future__ import annotations

import re
from functools import cache

from django.http import HttpRequest
from ninja import NinjaAPI

from stocktake.standards import nearest


def query_faults(api: NinjaAPI, request: HttpRequest, pattern: str) -> list[str]:
    """What is wrong with the names of a request's parameters.

    Parameters
    ----------
    pattern : str
        Of the operation, as Django has it. An address without a description is not checked.
    """
    known_params = _params(api).get(pattern)
    if known_params is None:
        return []
    faults = []
    for name, values in request.GET.lists():
        if name not in known_params:
            hint = nearest(name, known_params) or f"expected {_choices(known_params)}"
            faults.append(f"{name}: no such parameter; {hint}")
        elif len(values) > 1 and not known_params[name]:
            faults.append(f"{name}: given {len(values)} times; expected once")
    return faults


@cache
def _params(api: NinjaAPI) -> dict[str, dict[str, bool]]:
    """The query parameters by pattern, and whether each may be repeated."""
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    return {
        re.sub(r"{(\w+)}", r"<\1>", path).lstrip("/"): {
            param["name"]: param["schema"].get("type") == "array"
            for param in operations["get"].get("parameters", ())
            if param["in"] == "query"
        }
        for path, operations in paths.items()
    }


def _choices(names: dict[str, bool]) -> str:
    return f"one of {', '.join(names)}" if names else "none"
