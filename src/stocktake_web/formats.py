"""How dates, numbers and money are written. No arithmetic happens in a template."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from stocktake.standards import difference_unit, format_value

LONDON = ZoneInfo("Europe/London")


def day(value: date | datetime | None) -> str:
    """A date as it is said.

    Examples
    --------
    >>> day(date(2026, 4, 8))
    '8 April 2026'
    >>> day(None)
    'no date'
    """
    if value is None:
        return "no date"
    if isinstance(value, datetime):
        value = value.astimezone(LONDON).date()
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime | None) -> str:
    """A date and the time in England.

    Examples
    --------
    >>> from datetime import UTC
    >>> moment(datetime(2026, 7, 8, 13, 5, tzinfo=UTC))
    '8 July 2026, 2:05pm'
    """
    if value is None:
        return "no date"
    local_time = value.astimezone(LONDON)
    return f"{day(local_time)}, {clock_time(local_time)}"


def clock_time(value: time | datetime) -> str:
    """A time of the day.

    Examples
    --------
    >>> clock_time(time(14, 0)), clock_time(time(0, 5))
    ('2:00pm', '12:05am')
    """
    return f"{value.hour % 12 or 12}:{value:%M}{'am' if value.hour < 12 else 'pm'}"


def iso(value: date | datetime) -> str:
    """A date for the attribute of a ``time`` element."""
    return value.isoformat()


def number(value: int | float | Decimal | None, places: int = 0) -> str:
    """A number with commas.

    Examples
    --------
    >>> number(14000)
    '14,000'
    >>> number(None)
    'not known'
    """
    return "not known" if value is None else f"{value:,.{places}f}"


def pounds(value: int | float | Decimal | None) -> str:
    """An amount of money.

    Examples
    --------
    >>> pounds(1250000)
    '£1,250,000'
    >>> pounds(-40)
    'minus £40'
    """
    if value is None:
        return "not known"
    text = f"£{abs(value):,.0f}"
    return f"minus {text}" if value < 0 else text


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun.

    Examples
    --------
    >>> counted(1, "action"), counted(3, "action"), counted(0, "body", "bodies")
    ('1 action', '3 actions', '0 bodies')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def size_words(bytes_count: int) -> str:
    """A file's size as people read it.

    Examples
    --------
    >>> size_words(51_400), size_words(2_300_000), size_words(120)
    ('51 kB', '2.3 MB', '1 kB')
    """
    if bytes_count >= 1_000_000:
        return f"{bytes_count / 1_000_000:.1f} MB"
    return f"{max(1, round(bytes_count / 1_000))} kB"


def shorten(text: str, length: int = 80) -> str:
    """The beginning of a text, cut between words, or within one that fills half of it.

    Examples
    --------
    >>> shorten("Write to every school of the borough", 20), shorten("Write")
    ('Write to every ...', 'Write')
    >>> shorten("To Llanfairpwllgwyngyllgogerychwyrndrobwll", 20)
    'To Llanfairpwllgw...'
    """
    if len(text) <= length:
        return text
    begin = text[: length - 3]
    words = begin.rsplit(" ", 1)[0]
    return f"{words} ..." if len(words) >= length // 2 else f"{begin}..."


def difference(value: float | None, unit: str, decimal_places: int = 0) -> str:
    """A difference between two figures of a unit: percentages differ by points.

    Examples
    --------
    >>> difference(-15, "percent"), difference(2.5, "score", 1)
    ('-15 percentage points', '2.5')
    """
    return format_value(value, difference_unit(unit), decimal_places)


FILTERS = {
    "counted": counted,
    "day": day,
    "difference": difference,
    "figure": format_value,
    "iso": iso,
    "moment": moment,
    "number": number,
    "pounds": pounds,
    "shorten": shorten,
    "size": size_words,
}
