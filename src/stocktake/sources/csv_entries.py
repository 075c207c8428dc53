"""A line of a proposed mapping: certain, a guess to confirm, or a question."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One key of a mapping.

    Parameters
    ----------
    key : str
    value : text, number, list or table, or None
        None where nobody can tell: the line is written as a comment for each of ``options``.
    reason : str
        Why a value is only a guess, or why there is none; blank where the file says it.
    options : tuple
        What could be written.
    """

    key: str
    value: object = None
    reason: str = ""
    options: tuple[object, ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether a person must say it."""
        return self.value is None

    @property
    def is_guess(self) -> bool:
        """Whether a person should confirm it."""
        return self.value is not None and bool(self.reason)

    def lines(self) -> list[str]:
        """The entry as it stands in the file."""
        key = toml_key(self.key)
        if self.is_question:
            return [comment(_sentence(self.reason)), *(
                f"# {key} = {toml_value(option)}" for option in self.options
            )]  # fmt: skip
        line = f"{key} = {toml_value(self.value)}"
        return [comment(f"Guess: {self.reason}."), line] if self.reason else [line]


def toml_key(name: str) -> str:
    """A key as TOML writes it: plain where it may be.

    Examples
    --------
    >>> toml_key("time_period"), toml_key(".")
    ('time_period', '"."')
    """
    is_plain = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if is_plain else toml_value(name)


def toml_value(value: object) -> str:
    r"""A value on one line.

    Examples
    --------
    >>> toml_value('a "b"\n'), toml_value({"column": "*", "total": True}), toml_value((1, 2))
    ('"a \\"b\\"\\n"', '{ column = "*", total = true }', '[1, 2]')
    """
    if isinstance(value, Mapping):
        items = ", ".join(
            f"{toml_key(str(key))} = {toml_value(item)}" for key, item in value.items()
        )
        return f"{{ {items} }}"
    if isinstance(value, str):
        # JSON escapes as TOML does, but for the one control character beyond ASCII's first.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool | int):
        return json.dumps(value)
    if isinstance(value, Iterable):
        return f"[{', '.join(toml_value(item) for item in value)}]"
    raise TypeError(f"no TOML for {type(value).__name__}")


def comment(words: str) -> str:
    """A comment on one line; what could break the line, or a terminal, is escaped."""
    return f"# {printable(words)}"


def printable(text: str) -> str:
    r"""Text that prints on one line, whatever a file holds.

    Examples
    --------
    >>> printable("a\x1b[31m"), printable("é £")
    ('a\\x1b[31m', 'é £')
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
