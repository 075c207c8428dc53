"""How large and how deep a TOML file may be, checked before it is parsed.

The parser calls itself for each level of nesting, takes a number of any length, and walks every
dotted key from its root. A few hundred kilobytes made for it fail or take minutes.
"""

from __future__ import annotations

import re

LARGEST_TEXT = 2_000_000
"""Characters of a file; a plan of a county has some 100,000."""

DEEPEST = 16
"""Brackets within brackets, and parts of a dotted key; a plan has four."""

LONGEST_NUMBER = 40
"""Digits of a number, with its underscores."""

MOST_KEYS = 25_000
"""Keys and tables of a file; a plan of 2,000 targets has a few more than 20,000."""

LONGEST_KEY = 200
"""Characters of a key with all its parts."""

Problem = tuple[str, str, str]
"""What is wrong, what was expected, what to do: as in ``Fault``."""

_SIMPLER = "write it more simply"
# Strings and comments come first, so that nothing inside them is taken for syntax. An unclosed
# string runs to the end of its line (or of the file): the parser says what is wrong with it.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\.)*+(?:"|$)'
    r"|'[^'\n]*+(?:'|$)"
    r"|#[^\n]*+"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<equals>=)|(?P<dot>\.)|(?P<line>\n)|(?P<comma>,)"
    r"|(?P<word>[A-Za-z0-9_+-]++)",
    re.DOTALL | re.MULTILINE,
)


def toml_problem(text: str) -> Problem | None:
    """Say why a TOML text is beyond the limits; None where it is within them.

    Parameters
    ----------
    text : str
        Valid or not: the syntax is the parser's to judge.

    Examples
    --------
    >>> toml_problem("a = 1") is None
    True
    >>> toml_problem("a = " + "[" * 500)[0]
    'line 1 nests values more than 16 deep'
    """
    if len(text) > LARGEST_TEXT:
        return f"has {len(text):,} characters", f"at most {LARGEST_TEXT:,}", "split it"
    depth = dots = keys = 0
    line = 1
    key_start = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "word":
            if token.end() - token.start() > LONGEST_NUMBER and _is_number(token[0]):
                problem = f"line {line} has a number of {len(token[0]):,} digits"
                return problem, f"at most {LONGEST_NUMBER}", "write the number that is meant"
        elif kind == "open":
            depth += 1
            keys += 1 if depth == 1 else 0
            if depth > DEEPEST:
                return (
                    f"line {line} nests values more than {DEEPEST} deep",
                    "a plain value",
                    _SIMPLER,
                )
        elif kind == "close":
            depth = max(depth - 1, 0)
        elif kind == "dot":
            dots += 1
            if dots > DEEPEST:
                return (
                    f"line {line} has a key of more than {DEEPEST} parts",
                    "a short key",
                    _SIMPLER,
                )
        elif kind == "equals":
            keys += 1
            if token.start() - key_start > LONGEST_KEY and depth == 0:
                problem = f"line {line} has a key of more than {LONGEST_KEY} characters"
                return problem, "a short key", _SIMPLER
            dots = 0
        else:
            line += token[0].count("\n")
            if kind in ("line", "comma"):
                dots = 0
                key_start = token.end()
            elif token[0].startswith("#"):
                key_start = token.end()
        if keys > MOST_KEYS:
            return f"has more than {MOST_KEYS:,} keys", "fewer", "split it"
    return None


def _is_number(word: str) -> bool:
    return word.lstrip("+-")[:1].isdigit()
