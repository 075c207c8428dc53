"""The fields of a page's form, as a browser would send them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

TOKENS = {"csrfmiddlewaretoken"}


@dataclass
class PageForm(HTMLParser):
    """Reads the fields of the form that posts: names, and the choices of those that have some.

    Parameters
    ----------
    texts : dict
        What each field that is written in says, by name.
    choices : dict
        The values among which one may choose, by name.
    """

    texts: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    _select: str = ""
    _is_in_main: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a field."""
        values = {name: value or "" for name, value in attrs}
        name, kind = values.get("name", ""), values.get("type", "text")
        if tag == "main":
            self._is_in_main = True
        if not self._is_in_main or name in TOKENS:
            return
        if tag == "select":
            self._select = name
            self.choices[name] = []
        elif tag == "option" and self._select:
            self.choices[self._select].append(values.get("value", ""))
        elif tag == "input" and kind in {"radio", "checkbox"} and name:
            self.choices.setdefault(name, []).append(values.get("value", "on"))
        elif tag == "input" and kind == "file":
            self.files.append(name)
        elif tag in {"input", "textarea"} and name:
            self.texts[name] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Leave a list of choices, or the page's main part."""
        if tag == "select":
            self._select = ""
        if tag == "main":
            self._is_in_main = False

    def data_of(
        self, text: str, number: str, day: tuple[str, str, str], choose: Callable[[list[str]], str]
    ) -> dict[str, str]:
        """What is sent: a date in its three boxes, a number where the name says so, else the text.

        The version is sent as the page had it.
        """
        data = {}
        for name, value in self.texts.items():
            base, _, part = name.rpartition("_")
            if name == "version":
                data[name] = value
            elif part in {"day", "month", "year"} and f"{base}_year" in self.texts:
                data[name] = day[("day", "month", "year").index(part)]
            elif _is_number(name):
                data[name] = number
            else:
                data[name] = text
        return data | {name: choose(values) for name, values in self.choices.items() if values}


def _is_number(name: str) -> bool:
    parts = {"count", "pounds", "days", "roll", "places", "months", "invited", "present"}
    return name.rsplit("_", 1)[-1] in parts


def form_of(content: bytes) -> PageForm:
    """The form of a page."""
    form = PageForm()
    form.feed(content.decode())
    return form
