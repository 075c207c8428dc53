"""Compiles a template and its content to a tagged PDF, whatever characters its texts hold.

The standard refuses a document with a character that no font of the machine can draw: one emoji in
a reason, or the Chinese name of a school, would take a whole document away.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time
from typing import Any, Literal

STANDARD: Literal["ua-1"] = "ua-1"
NOT_DRAWN = "\ufffd"
"""Stands where a character cannot be drawn."""
MOST_ATTEMPTS = 12
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_BEYOND_LATIN = re.compile("[^\n\t\x20-\u024f\u2000-\u2044\u20ac\u2212\ufffd]")


def compile_tagged_pdf(template: bytes, content: dict[str, Any], *, as_of: date) -> bytes:
    """Compile a template to a PDF to the standard PDF/UA-1.

    Parameters
    ----------
    template : bytes
        Typst, which reads ``content`` from its inputs.
    content : dict
        Plain values.
    as_of : date
        The document's own date, so that the same content makes the same bytes.

    Returns
    -------
    bytes
        A character that no font here can draw is shown as the sign for one; control characters are
        left out.
    """
    import typst

    moment = datetime.combine(as_of, time(), tzinfo=UTC)
    plain = _replace(content, _NO_TEXT, "")
    for attempt in range(MOST_ATTEMPTS + 1):
        try:
            document: bytes = typst.compile(
                template,
                format="pdf",
                sys_inputs={"content": json.dumps(plain, ensure_ascii=False)},
                pdf_standards=STANDARD,
                timestamp=int(moment.timestamp()),
            )
        except typst.TypstError as error:
            characters = _without_glyph(str(error))
            if not characters or attempt == MOST_ATTEMPTS:
                raise
            is_last = attempt == MOST_ATTEMPTS - 1
            pattern = _BEYOND_LATIN if is_last else re.compile(f"[{re.escape(characters)}]")
            plain = _replace(plain, pattern, NOT_DRAWN)
        else:
            return document
    raise AssertionError("the last attempt returns or raises")


def _without_glyph(message: str) -> str:
    """The characters of which an error says that no font has them."""
    match = _NO_GLYPH.search(message)
    if match is None:
        return ""
    return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), match[1])


def _replace(value: Any, pattern: re.Pattern[str], text: str) -> Any:
    match value:
        case str():
            return pattern.sub(text, value)
        case dict():
            return {key: _replace(item, pattern, text) for key, item in value.items()}
        case list() | tuple():
            return [_replace(item, pattern, text) for item in value]
    return value
