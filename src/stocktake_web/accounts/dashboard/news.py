"""What is new for a person, gathered from the apps that register ``news``, for the weekly mail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.people.models import User
from stocktake_web.formats import counted, shorten
from stocktake_web.registration import registered

LISTED_COUNT = 8
"""How many things of a kind a mail names; the rest are counted."""


def news_of(user: User, area: Area, since: datetime, moment: datetime) -> list[str]:
    """Paragraphs of everything that is new for a person after one moment, up to another."""
    return [
        paragraph
        for app_news in registered("news")
        for paragraph in app_news(user, area, since, moment)
    ]


def news_paragraph(
    things: Sequence[Any], one: str, many: str, ending: str, describe: Callable[[Any], str] = str
) -> list[str]:
    """How many there are, and what they are called; nothing where there are none."""
    if not things:
        return []
    names = [f"- {shorten(describe(thing), 160)}" for thing in things[:LISTED_COUNT]]
    more = len(things) - len(names)
    names += [f"- and {more:,} more"] if more else []
    return ["\n".join([f"{counted(len(things), one, many)} {ending}:", *names])]
