"""One school through its numbers: when each began and ended, what went before, what is planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from stocktake.schools.register.identity import IDENTITY, school_identities
from stocktake.schools.register.memberships import membership_spells
from stocktake.schools.register.plain_links import DATE, NEW, OLD, changed_links, plain_links
from stocktake.schools.register.record import URN, SchoolRegister, schools_as_on
from stocktake.standards.errors import UsageError

ACADEMY_GROUPS = ("academy", "free school")
ACADEMY_TYPES = ("academy ", "free school", "free schools")


@dataclass(frozen=True)
class SchoolNumber:
    """One number of a school and the days between which it was in use.

    Parameters
    ----------
    starts, ends : date or None
        First and last day; None where not known, or still in use.
    trusts : tuple of (name, from, to)
        Trusts of the school under this number.
    """

    urn: int
    name: str | None
    type: str | None
    type_group: str | None
    starts: date | None
    ends: date | None
    trusts: tuple[tuple[str, date | None, date | None], ...] = ()


@dataclass(frozen=True)
class HandOver:
    """The record passes from one number to the next.

    Parameters
    ----------
    date : date or None
        First day under the new number; None where the register does not date the link.
    is_planned : bool
        The day lies after the day of the question: until then the record stays where it is.
    is_conversion : bool or None
        A maintained school became an academy; None where the new number's type is not known.
    """

    old_urn: int
    new_urn: int
    date: date | None
    is_planned: bool
    is_conversion: bool | None


@dataclass(frozen=True)
class StructuralChange:
    """A merger, amalgamation or split: the record of neither school is the other's."""

    old_urn: int
    new_urn: int
    change: str
    date: date | None


@dataclass(frozen=True)
class SchoolHistory:
    """One school as known on a day.

    Parameters
    ----------
    urn : int
        The number under which the school is known on the day.
    numbers : tuple of SchoolNumber
        Oldest first.
    hand_overs : tuple of HandOver
        From each number to the next, planned ones last.
    changes : tuple of StructuralChange
        What it came out of, or went into.
    """

    urn: int
    as_of: date
    numbers: tuple[SchoolNumber, ...]
    hand_overs: tuple[HandOver, ...]
    changes: tuple[StructuralChange, ...]

    def number_on(self, day: date) -> int:
        """The number under which the record of a day is kept.

        A planned hand-over counts from its day on; one without a date has taken place.
        """
        current = self.numbers[0].urn
        for step in self.hand_overs:
            if step.date is None or step.date <= day:
                current = step.new_urn
        return current


def school_history(register: SchoolRegister, urn: int, *, as_of: date) -> SchoolHistory:
    """The history of the school that has, or had, a number.

    Several schools that became one by plain links are in one history: each has its numbers.

    Parameters
    ----------
    urn : int
        Any of the school's numbers, one that is only planned among them.
    as_of : date
        The day of the question: what is dated later is planned.

    Raises
    ------
    UsageError
        The number is in no file of the register.
    """
    return SchoolHistories(register, as_of=as_of).history(urn)


class SchoolHistories:
    """Histories of any number of schools; what needs the whole register is made once.

    Parameters
    ----------
    register : SchoolRegister
    as_of : date
        The day of the question: what is dated later is planned.
    """

    def __init__(self, register: SchoolRegister, *, as_of: date) -> None:
        self.register = register
        self.as_of = as_of
        numbers = (register.schools[URN], register.links[URN], register.links["linked_urn"])
        self._known_urns = {int(urn) for column in numbers for urn in column.drop_nulls()}
        self._current = school_identities(register.links, register.schools, as_of=as_of)
        self._later = school_identities(register.links, register.schools)
        self._schools = schools_as_on(register, as_of)
        self._spells = membership_spells(register)
        self._pairs = plain_links(register.links)
        self._changes = changed_links(register.links)

    def history(self, urn: int) -> SchoolHistory:
        """The history of the school that has, or had, a number.

        Raises
        ------
        UsageError
            The number is in no file of the register.
        """
        links = self.register.links
        if urn not in self._known_urns:
            raise UsageError(
                f"no school has the URN {urn} in the files of the register that are held"
            )
        current = _identity(self._current, _number_in_use(links, urn, self.as_of))
        end = _identity(self._later, current)
        numbers = sorted(
            set(self._current.filter(pl.col(IDENTITY) == current)[URN])
            | _between(links, current, end)
        )
        details = self._schools.filter(pl.col(URN).is_in(numbers))
        rows = {row[URN]: row for row in details.iter_rows(named=True)}
        pairs = self._pairs.filter(pl.col(OLD).is_in(numbers) & pl.col(NEW).is_in(numbers))
        order = _in_order(numbers, pairs)
        trusts = self._spells.filter(pl.col(URN).is_in(numbers))
        changes = self._changes.filter(pl.col(OLD).is_in(numbers) | pl.col(NEW).is_in(numbers))
        return SchoolHistory(
            current,
            self.as_of,
            tuple(_number(number, rows.get(number), pairs, trusts, self.as_of) for number in order),
            tuple(_hand_overs(pairs, order, rows, self.as_of)),
            tuple(
                StructuralChange(row[OLD], row[NEW], row["change"], row[DATE])
                for row in changes.sort(DATE, OLD, NEW).iter_rows(named=True)
            ),
        )


def _hand_overs(
    pairs: pl.DataFrame, order: list[int], rows: dict[int, dict[str, object]], as_of: date
) -> Iterator[HandOver]:
    dated_pairs = sorted(
        pairs.iter_rows(), key=lambda pair: (pair[2] or date.min, order.index(pair[0]))
    )
    for old, new, day in dated_pairs:
        yield HandOver(old, new, day, bool(day and day > as_of), _is_conversion(rows, old, new))


def _number_in_use(links: pl.DataFrame, urn: int, as_of: date) -> int:
    """A number that only begins after the day is that of the school which will have it."""
    to_come = plain_links(links).filter(pl.col(DATE) > as_of)
    before = dict(to_come.select(NEW, OLD).iter_rows())
    walked = {urn}
    while urn in before and before[urn] not in walked:
        urn = before[urn]
        walked.add(urn)
    return urn


def _identity(identities: pl.DataFrame, urn: int) -> int:
    return int(identities.filter(pl.col(URN) == urn)[IDENTITY][0])


def _between(links: pl.DataFrame, current: int, end: int) -> set[int]:
    """Numbers from today's to the last planned one."""
    successors: dict[int, list[int]] = {}
    for old, new in plain_links(links).select(OLD, NEW).iter_rows():
        successors.setdefault(old, []).append(new)
    numbers, waiting = set(), [current]
    while waiting and end != current:
        number = waiting.pop()
        if number not in numbers:
            numbers.add(number)
            waiting += successors.get(number, [])
    return numbers | {end}


def _in_order(numbers: list[int], pairs: pl.DataFrame) -> list[int]:
    """Older numbers before those that follow them; by number where links do not say."""
    before = {number: set[int]() for number in numbers}
    for old, new in pairs.select(OLD, NEW).iter_rows():
        before[new].add(old)
    order: list[int] = []
    while before:
        free = sorted(number for number, older in before.items() if not older & before.keys())
        # In a ring of links every number waits for another.
        number = (free or sorted(before))[0]
        order.append(number)
        del before[number]
    return order


def _is_conversion(rows: dict[int, dict[str, object]], old: int, new: int) -> bool | None:
    old_row, new_row = rows.get(old, {}), rows.get(new, {})
    if new_row.get("type_group") is None:
        return None
    return is_academy(new_row) and not is_academy(old_row)


def is_academy(row: dict[str, object]) -> bool:
    """Whether a row of schools is of an academy or free school, special ones among them."""
    kind = str(row.get("type") or "").lower()
    return row.get("type_group") in ACADEMY_GROUPS or kind.startswith(ACADEMY_TYPES)


def _number(
    urn: int,
    row: dict[str, object] | None,
    pairs: pl.DataFrame,
    trusts: pl.DataFrame,
    as_of: date,
) -> SchoolNumber:
    row = row or {}
    start_day = pairs.filter(pl.col(NEW) == urn)[DATE].max()
    next_day = pairs.filter(pl.col(OLD) == urn)[DATE].max()
    end_day = next_day - timedelta(days=1) if isinstance(next_day, date) else None
    # What bounds a membership is mostly the next file; the school's last day bounds it too.
    last_day = row.get("close_date") or end_day
    past_day = last_day if isinstance(last_day, date) and last_day <= as_of else None
    spells = trusts.filter(pl.col(URN) == urn).select(
        "group_name", "from", pl.min_horizontal("to", pl.lit(past_day, dtype=pl.Date))
    )
    return SchoolNumber(
        urn,
        row.get("name"),  # type: ignore[arg-type]
        row.get("type"),  # type: ignore[arg-type]
        row.get("type_group"),  # type: ignore[arg-type]
        row.get("open_date") or start_day,  # type: ignore[arg-type]
        last_day,  # type: ignore[arg-type]
        tuple(spells.iter_rows()),
    )
