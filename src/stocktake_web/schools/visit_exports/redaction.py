"""Removes personal names, addresses and numbers from texts, and counts what it removed. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from stocktake_web.boards.publications.redaction import TITLED_NAME, without_names

NAME_REPLACEMENT = "[name removed]"
MARK = "\x1e"
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<![\w.])(?:\+44|0)(?:[ ()-]?\d){9,10}(?!\d)")
PATTERNS = (
    (
        TITLED_NAME,
        NAME_REPLACEMENT,
        "name with a title before it",
        "names with a title before them",
    ),
    (_EMAIL, "[address removed]", "e-mail address", "e-mail addresses"),
    (_TELEPHONE, "[number removed]", "telephone number", "telephone numbers"),
)


class Redactor:
    """Redacts the texts of one export, and counts.

    Parameters
    ----------
    roles : mapping of str to str
        By the name of each person with an account, what to say instead.
    names : iterable of str
        Further names, as somebody typed them.

    Examples
    --------
    >>> redactor = Redactor({"Ann Example": "Headteacher"}, ["Bo Pupil"])
    >>> redactor.redact("Ann Example met Bo Pupil and Mr Stone (ann@example.org).")
    'Headteacher met [name removed] and [name removed] ([address removed]).'
    >>> redactor.counts["e-mail address"]
    1
    """

    def __init__(self, roles: Mapping[str, str], names: Iterable[str] = ()) -> None:
        self.roles = {**roles, **dict.fromkeys(names, NAME_REPLACEMENT)}
        self.counts: Counter[str] = Counter()

    def redact(self, text: str) -> str:
        """A text without what is personal."""
        text = text.replace(MARK, "")
        marked_text = without_names(
            text, {name: f"{MARK}{role}{MARK}" for name, role in self.roles.items()}
        )
        self.counts["name"] += marked_text.count(MARK) // 2
        text = marked_text.replace(MARK, "")
        for pattern, instead, one, _ in PATTERNS:
            text, count = pattern.subn(instead, text)
            self.counts[one] += count
        return text
