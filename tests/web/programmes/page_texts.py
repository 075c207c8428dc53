"""What a page says, without its tags."""

from __future__ import annotations

import html
import re
from typing import Any


def text_of(answer: Any) -> str:
    """The words of a page, in one line."""
    assert answer.status_code == 200
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(plain).split())
