"""What a browser sends of a page's form when nobody changes anything."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, Any] = {}
        self._area = self._select = ""
        self._is_in_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name, kind = values.get("name", ""), values.get("type", "text")
        self._is_in_main = self._is_in_main or tag == "main"
        if not self._is_in_main or (not name and tag != "option"):
            return
        if tag == "textarea":
            self._area, self.data[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in values:
            self.data[self._select] = values["value"]
        elif tag == "input" and kind in ("checkbox", "radio") and "checked" in values:
            self.data.setdefault(name, []).append(values["value"])
        elif tag == "input" and kind not in ("checkbox", "radio", "file"):
            self.data[name] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._area = "" if tag == "textarea" else self._area
        self._select = "" if tag == "select" else self._select
        self._is_in_main = self._is_in_main and tag != "main"

    def handle_data(self, data: str) -> None:
        if self._area:
            self.data[self._area] += data


def read_form(page: str) -> dict[str, Any]:
    """The fields of the form of a page, with what they hold."""
    reader = _Reader()
    reader.feed(page)
    return {name: value for name, value in reader.data.items() if name != "csrfmiddlewaretoken"}
