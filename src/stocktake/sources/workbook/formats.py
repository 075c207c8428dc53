"""What a number format shows of a number, as far as a reader can be sure of it.

The code of a format (``0.0%``, ``#,##0``, ``dd/mm/yyyy``) is part of what a person sees. Formats
that change the number (thousands, fractions, words, a sign left out) are refused, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from stocktake.sources.workbook.sheet import show_cell

GENERAL, NUMBER, PERCENT, DAY, TIME, UNREADABLE = (
    "general",
    "number",
    "percent",
    "day",
    "time",
    "refused",
)

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<general>General)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"[<>=]")
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<whole>[#0?,]*)(?:\.(?P<decimals>[0#?]*))?(?P<scale>,*)")
_HARMLESS = frozenset(" \u00a0-–()+/£$€.,:")
_LONGEST_CODE = 255
_MOST_DECIMALS = 30
_ALL_DIGITS = Context(prec=308 + _MOST_DECIMALS + 4)
"""Of the largest number there is, in per cent."""


@dataclass(frozen=True)
class Section:
    """One of up to four sections of a format: positive; negative; zero; text.

    Parameters
    ----------
    kind : str
    decimals, digits : int
        Decimal places shown; digits of the whole number at least.
    optional_decimals : int
        How many of the decimals are left out where they are zero.
    has_sign : bool
        Whether it writes a minus or brackets itself.
    is_literal_percent : bool
        Whether it writes "%" as a word, without taking the number times 100.
    problem : str
        Why what it shows cannot be read.
    """

    kind: str
    decimals: int = 0
    digits: int = 0
    optional_decimals: int = 0
    has_sign: bool = False
    is_literal_percent: bool = False
    problem: str = ""


# Few formats, and the same figures again and again.
@lru_cache(maxsize=4_096)
def show_number(value: float | int, code: str) -> str:
    """Show a number as its cell does, without thousands separators or a currency sign.

    Raises
    ------
    ValueError
        Saying why what the cell shows cannot be read.

    Examples
    --------
    >>> show_number(0.662, "0.0%"), show_number(25000, "#,##0"), show_number(7, "000")
    ('66.2%', '25000', '007')
    """
    sections = parse_format(code)
    section, is_bare = sections[0], True
    if value < 0 and len(sections) > 1:
        section, is_bare = sections[1], False
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    if section.kind == UNREADABLE:
        raise ValueError(section.problem)
    if section.kind in (DAY, TIME):
        raise ValueError("is a number under the format of a date")
    if not is_bare and not section.has_sign:
        raise ValueError("is negative, and its format leaves out the sign")
    if section.kind == GENERAL:
        return show_cell(value) + ("%" if section.is_literal_percent else "")
    exact = Decimal(repr(value)).scaleb(2 if section.kind == PERCENT else 0)
    step = Decimal(1).scaleb(-section.decimals)
    digits_text = f"{exact.quantize(step, rounding=ROUND_HALF_UP, context=_ALL_DIGITS):f}"
    return _pad(digits_text, section) + ("%" if _is_percent(section) else "")


def _is_percent(section: Section) -> bool:
    return section.kind == PERCENT or section.is_literal_percent


def _pad(text: str, section: Section) -> str:
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, decimals = digits.partition(".")
    least_count = section.decimals - section.optional_decimals
    while len(decimals) > least_count and decimals.endswith("0"):
        decimals = decimals[:-1]
    whole = whole.zfill(section.digits)
    is_zero = not (whole + decimals).strip("0")
    return ("" if is_zero else sign) + whole + (f".{decimals}" if decimals else "")


def day_problem(code: str) -> str:
    """Why a date under this format does not show its day; empty where it does.

    Examples
    --------
    >>> day_problem("dd/mm/yyyy"), day_problem("mmm-yy")
    ('', 'is a date that shows no day, month and year')
    """
    section = parse_format(code)[0]
    if section.kind == DAY:
        return ""
    if section.kind == TIME or section.kind == UNREADABLE and not section.problem:
        return "is a date that shows no day, month and year"
    return section.problem or "is a date that shows no day, month and year"


@lru_cache(maxsize=1_024)
def parse_format(code: str) -> tuple[Section, ...]:
    """The sections of a format's code, in its order."""
    if len(code) > _LONGEST_CODE:
        return (Section(UNREADABLE, problem="has a format longer than Excel allows"),)
    tokens = list(_TOKEN.finditer(code))
    parts: list[list[re.Match[str]]] = [[]]
    for token in tokens:
        if token["other"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    sections = tuple(_section(part, code) for part in parts)
    # A condition chooses between sections by the number, so that none is sure.
    conditional = next((s for s in sections if "conditions" in s.problem), None)
    return (conditional,) if conditional else sections


def _section(tokens: list[re.Match[str]], code: str) -> Section:
    core, words, is_general = "", "", False
    for token in tokens:
        bracket = token["bracket"]
        if bracket is not None:
            if bracket.startswith("$"):
                words += bracket[1:].split("-")[0]
            elif _ELAPSED.fullmatch(bracket):
                return Section(TIME)
            elif _CONDITION.search(bracket):
                return Section(UNREADABLE, problem=f"has a format with conditions, {code!r}")
            elif not _COLOUR.fullmatch(bracket):
                return Section(UNREADABLE, problem=f"has a format that is not known, {code!r}")
        elif token["general"]:
            is_general = True
        elif token["other"] is not None:
            core += token["other"]
        else:
            words += token["quoted"] or token["escaped"] or ""
    plain = "".join(char for char in core if char not in " -()+/£$€:\u00a0")
    has_sign = "-" in words + core or "(" in words + core
    if not is_general and _LETTERS.search(plain) and not re.search(r"[0#?]", plain):
        letters = {char.lower() for char in plain}
        # A single section of hours, minutes and seconds shows no day.
        return Section(DAY if {"y", "m", "d"} <= letters else TIME)
    problem = f"has a format that shows more than its number, {code!r}"
    is_literal_percent = words.strip() == "%"
    if not is_literal_percent and set(words) - _HARMLESS and words.strip() not in ("GBP", "EUR"):
        return Section(UNREADABLE, problem=problem)
    if is_general or plain == "@":
        general = not re.sub(r"[@]", "", plain)
        kind = GENERAL if general else UNREADABLE
        return Section(
            kind,
            has_sign=has_sign,
            is_literal_percent=is_literal_percent,
            problem="" if general else problem,
        )
    percent_count = plain.count("%")
    number = _NUMBER.fullmatch(plain.replace("%", ""))
    if number is None or "/" in core or percent_count > 1 or not re.search(r"[0#?]", plain):
        secret = f"holds a number that its format hides, {code!r}"
        return Section(UNREADABLE, problem=problem if re.search(r"[0#?]", plain) else secret)
    whole, decimals = number["whole"], number["decimals"] or ""
    if whole.endswith(",") or number["scale"] or len(decimals) > _MOST_DECIMALS:
        return Section(UNREADABLE, problem=f"has a format that shows thousands, {code!r}")
    return Section(
        PERCENT if percent_count else NUMBER,
        decimals=len(decimals),
        digits=whole.count("0"),
        optional_decimals=len(decimals) - len(decimals.rstrip("#?")),
        has_sign=has_sign,
        is_literal_percent=is_literal_percent,
    )
