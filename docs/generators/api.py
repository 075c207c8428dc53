"""The page of the API, from the description that the application publishes of itself."""

from __future__ import annotations

from typing import Any

from generators.markdown import sentence, table
from generators.web import set_up

HEAD = """# The API

{about}

It needs no key. A running installation explains it at `/api/`, and describes it for tools at
`/api/v1/openapi.json` (OpenAPI {version}), from which this page is written.

- JSON comes in pages: `count` says how many rows there are, `offset` and `limit` choose among them.
  With `format=csv` or `format=jsonl` every row streams.
- Without `release` an address follows the latest release. With it, the answer stays the same.
- Answers may be kept for a minute and carry an `ETag`: send it back in `If-None-Match` to ask
  whether anything changed.
- An address that asks too often gets 429, with `Retry-After`.
- A missing figure is null, and `missing` holds its symbol. Local returns are never given.

Examples name the invented borough of the demonstration, `eastmere`, so that they can be tried after
`make run`.

"""

PLACE = {"area": "eastmere", "place": "la-001"}
"""The invented borough of the demonstration."""


def page() -> str:
    """The page."""
    result = description()
    paths = result["paths"]
    rows = [
        (f"[`GET {path}`](#{_anchor(path)})", sentence(item["get"]["description"]))
        for path, item in paths.items()
    ]
    parts = [
        HEAD.format(about=result["info"]["description"], version=result["openapi"]),
        table(["Address", "What it returns"], rows),
    ]
    parts += [_operation(path, operation["get"]) for path, operation in paths.items()]
    parts.append("\n## Shapes\n")
    schemas = result["components"]["schemas"]
    parts += [_shape(name, schemas[name]) for name in _response_shapes(paths, schemas)]
    return "".join(parts)


def description() -> dict[str, Any]:
    """The OpenAPI description."""
    set_up()
    from stocktake_web.api.v1 import api

    return dict(api.get_openapi_schema())


def examples() -> dict[str, str]:
    """A request for each address, in the demonstration; a test asks each of them."""
    paths = description()["paths"]
    return {path: _example(path, item["get"]) for path, item in paths.items()}


def _example(path: str, operation: dict[str, Any]) -> str:
    from stocktake_web.api.examples import example_of

    return str(example_of(operation["operationId"]).address(path, **PLACE))


def _operation(path: str, operation: dict[str, Any]) -> str:
    rows = [
        (f"`{item['name']}`", item["in"], _kind(item["schema"]), _meaning(item))
        for item in operation["parameters"]
    ]
    query = table(["Parameter", "In", "Form", "What it says"], rows) + "\n" if rows else ""
    answers = operation["responses"]
    values = answers.get(200, answers.get("200"))["content"]["application/json"]["schema"]
    also = [kind for kind in _contents(answers) if kind != "application/json"]
    forms = f", or {' or '.join(f'`{kind}`' for kind in also)}" if also else ""
    return (
        f"\n## GET {path} {{: #{_anchor(path)} }}\n\n{sentence(operation['description'])}\n\n"
        f"{query}Returns {_article(values)}{_kind(values)} as JSON{forms}.\n\n"
        f"```text\nGET {_example(path, operation)}\n```\n"
    )


def _article(schema: dict[str, Any]) -> str:
    return "a " if schema.get("type") == "array" else ""


def _contents(answers: dict[Any, Any]) -> list[str]:
    return sorted(
        {kind for code in (200, "200") for kind in answers.get(code, {}).get("content", {})}
    )


def _meaning(parameter: dict[str, Any]) -> str:
    schema = parameter["schema"]
    words = parameter.get("description") or schema.get("description") or ""
    limits = []
    if schema.get("default") not in (None, "", []):
        limits.append(f"by default `{schema['default']}`")
    if "maximum" in schema:
        limits.append(f"at most {schema['maximum']:,}")
    if "maxItems" in schema:
        limits.append(f"at most {schema['maxItems']} of them")
    text = "; ".join(filter(None, [words, *limits]))
    return sentence(text[:1].upper() + text[1:])


def _kind(schema: dict[str, Any]) -> str:
    """What a value is, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f"[`{name}`](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_kind(item) for item in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{entry}`" for entry in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    words = {"object": "object", "null": "null", "boolean": "true or false"}
    kind = str(schema.get("type", "anything"))
    return {"date": "date", "date-time": "moment"}.get(
        schema.get("format", ""), words.get(kind, kind)
    )


def _response_shapes(paths: dict[str, Any], schemas: dict[str, Any]) -> list[str]:
    """The shapes that an answer can have, in the description's order; not those of questions."""
    query = {"FigureQuery"}
    return [name for name in schemas if name not in query and schemas[name].get("properties")]


def _shape(name: str, schema: dict[str, Any]) -> str:
    rows = [
        (f"`{key}`", _kind(item), _field_meaning(item))
        for key, item in schema["properties"].items()
    ]
    head = f"\n### {name} {{: #{name.lower()} }}\n\n"
    about = sentence(schema.get("description", ""))
    return head + (f"{about}\n\n" if about else "") + table(["Key", "Form", "What it says"], rows)


def _field_meaning(schema: dict[str, Any]) -> str:
    words = schema.get("description", "")
    examples = ", ".join(f"`{item}`" for item in schema.get("examples", []))
    return "; ".join(filter(None, [words, f"such as {examples}" if examples else ""]))


def _anchor(path: str) -> str:
    return path.removeprefix("/api/v1/").replace("{", "").replace("}", "").replace("/", "-")
