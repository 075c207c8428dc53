"""Programme registers as providers type them: no pupil numbers, misspellings, people twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import polars as pl

from stocktake.examples.pupils.children import Children, People
from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.programmes import TakingPart

_TWICE = 0.05
_MISSPELT = 0.14
_NO_POSTCODE = 0.12
_WRONG_DAY = 0.05


@dataclass(frozen=True)
class Register:
    """One programme's register, and who its rows really are.

    Parameters
    ----------
    rows : DataFrame
        ``forename``, ``surname``, ``date_of_birth``, ``school_name``, ``postcode``,
        ``first_session``, ``sessions_count``.
    child : tuple of int
        The child of each row.
    misspelt, twice : tuple of bool
        Whether something in the row is mistyped, and whether the child has a row above.
    """

    rows: pl.DataFrame
    child: tuple[int, ...]
    misspelt: tuple[bool, ...]
    twice: tuple[bool, ...]


def type_registers(
    seed: int,
    participations: tuple[TakingPart, ...],
    places: Places,
    children: Children,
    people: People,
) -> dict[str, Register]:
    """Type each programme's register by hand."""
    registers: dict[str, Register] = {}
    for name in dict.fromkeys(participation.programme.id for participation in participations):
        chance = Random(f"register {name} {seed}")  # noqa: S311 (nothing here is secret)
        lines: list[tuple[int, bool, dict[str, object]]] = []
        for participation in participations:
            if participation.programme.id == name:
                lines += _lines(chance, participation, places, children, people)
        chance.shuffle(lines)
        entered_children: set[int] = set()
        twice = []
        for child, _, _ in lines:
            twice.append(child in entered_children)
            entered_children.add(child)
        registers[name] = Register(
            rows=pl.DataFrame([row for *_, row in lines]),
            child=tuple(child for child, *_ in lines),
            misspelt=tuple(wrong for _, wrong, _ in lines),
            twice=tuple(twice),
        )
    return registers


def _lines(
    chance: Random, part: TakingPart, places: Places, children: Children, people: People
) -> list[tuple[int, bool, dict[str, object]]]:
    lines = []
    for child, school, sessions in zip(
        part.child.tolist(), part.school.tolist(), part.sessions.tolist(), strict=True
    ):
        times = 2 if chance.random() < _TWICE else 1
        for _ in range(times):
            birth_date: date = children.birth_date[child].item()
            row: dict[str, object] = {
                "forename": str(people.forename[child]),
                "surname": str(people.surname[child]),
                "date_of_birth": birth_date,
                "school_name": places.name[school],
                "postcode": str(people.postcode[child]),
                "first_session": date(part.start, 9, 20) + timedelta(chance.randrange(0, 120)),
                "sessions_count": max(1, sessions // times),
            }
            lines.append((child, _mistype(chance, row, birth_date), row))
    return lines


def _mistype(chance: Random, row: dict[str, object], birth_date: date) -> bool:
    """Change a row as a tired hand would; whether a name or a date is wrong now."""
    wrong = False
    for name in ("forename", "surname"):
        if chance.random() < _MISSPELT / 2:
            row[name] = misspelt(chance, str(row[name]))
            wrong = True
    if chance.random() < _WRONG_DAY:
        row["date_of_birth"] = _wrong_day(birth_date)
        wrong = True
    if chance.random() < 0.1:
        row["forename"] = str(row["forename"]).upper()
    if chance.random() < 0.2:
        row["school_name"] = " ".join(str(row["school_name"]).split()[1:2])
    if chance.random() < _NO_POSTCODE:
        row["postcode"] = ""
    elif chance.random() < 0.2:
        row["postcode"] = str(row["postcode"]).replace(" ", "").lower()
    return wrong


def _wrong_day(birth_date: date) -> date:
    """Day and month changed over, where that makes another date; otherwise the next day."""
    if birth_date.day > 12 or birth_date.day == birth_date.month:
        return birth_date + timedelta(days=1)
    return birth_date.replace(month=birth_date.day, day=birth_date.month)


def misspelt(chance: Random, name: str) -> str:
    """A name with two letters changed over, one doubled, one lost or one mistyped.

    Examples
    --------
    >>> misspelt(Random(1), "Kettlewick") != "Kettlewick"
    True
    """
    at = chance.randrange(1, len(name) - 1)
    kind = chance.randrange(4)
    if kind == 0 and name[at] != name[at + 1]:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2:
        return name[:at] + name[at + 1 :]
    keys = "qwertyuiopasdfghjklzxcvbnm"
    beside = keys[(keys.index(name[at].lower()) + 1) % len(keys)]
    return name[:at] + beside + name[at + 1 :]
