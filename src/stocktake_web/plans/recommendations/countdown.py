"""How long until whoever inspected comes back, in words."""

from __future__ import annotations

from datetime import date

from stocktake_web.formats import counted, day


def countdown(opens: date | None, closes: date | None, as_of: date) -> str:
    """Where a day stands to a window of re-inspection.

    Examples
    --------
    >>> opens, closes = date(2026, 12, 1), date(2027, 3, 1)
    >>> countdown(opens, closes, date(2026, 11, 23))
    '8 days until the window opens on 1 December 2026'
    >>> countdown(opens, closes, date(2027, 2, 27))
    'in the window: 2 days until it closes on 1 March 2027'
    >>> countdown(opens, closes, date(2027, 3, 2))
    'the window closed on 1 March 2027'
    >>> countdown(None, None, date(2027, 3, 2))
    'no window was stated'
    """
    if opens and as_of < opens:
        return f"{counted((opens - as_of).days, 'day')} until the window opens on {day(opens)}"
    if closes and as_of <= closes:
        left = counted((closes - as_of).days, "day")
        return f"in the window: {left} until it closes on {day(closes)}"
    if closes:
        return f"the window closed on {day(closes)}"
    return f"the window opened on {day(opens)}" if opens else "no window was stated"
