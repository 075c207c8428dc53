"""A summary of the register of places."""

from __future__ import annotations

from datetime import date

from generators.markdown import table
from stocktake.standards.places import Place, place_register

HEAD = """# Places

Every place has an id of our own that never changes. The department's three-digit numbers and the
codes of the Office for National Statistics are aliases with dates, because an authority's code
changes when its boundaries do. Write the id in a plan; search for one with
`stocktake places WORDS`.

| Id | What it is |
| --- | --- |
| `england` | England |
| `region-north-west` | a region, by name |
| `la-890` | a local authority, by the department's number |
| `lad-E07000009` | a district, by its ONS code |
| `area-blackpool-opportunity-area` | an area made of other places, such as an Opportunity Area |
| `school-119781` | a school, by its unique reference number |
| `trust-2044` | a multi-academy trust, by its group number |

Schools and trusts have no entry in the register: any valid number makes one.

## How many

"""

CHANGES = """
## Authorities that came or went

An abolished authority keeps its id and its figures. A ranking counts no place twice: where an
abolished authority and its successors both have a figure, those that existed on the last day of
the period count.

"""

CODES = """
## Authorities whose ONS code changed

Output shows the code in force in the period. A code that no file in the tests holds is marked
unverified.

"""


def page() -> str:
    """The page."""
    every = sorted(place_register().all(), key=lambda place: place.id)
    levels: dict[str, list[Place]] = {}
    for place in every:
        levels.setdefault(place.level, []).append(place)
    counts = [
        (level, len(held), sum(place.ends is None for place in held))
        for level, held in sorted(levels.items())
    ]
    moved = [place for place in levels["Local authority"] if place.starts or place.ends]
    coded = [place for place in levels["Local authority"] if len(place.codes) > 1]
    return (
        HEAD
        + table(["Level", "In the register", "Of these still there"], counts)
        + CHANGES
        + table(["Id", "Name", "From", "To", "Before it", "After it"], map(_history, moved))
        + CODES
        + table(["Id", "Name", "Codes, oldest first"], map(_codes, coded))
    )


def _history(place: Place) -> tuple[str, ...]:
    return (
        f"`{place.id}`",
        place.name,
        _day(place.starts),
        _day(place.ends),
        ", ".join(f"`{each}`" for each in place.predecessors),
        ", ".join(f"`{each}`" for each in place.successors),
    )


def _codes(place: Place) -> tuple[str, ...]:
    codes = []
    for code in place.codes:
        until = f" to {_day(code.ends)}" if code.ends else ""
        doubt = "" if code.verified else " (unverified)"
        codes.append(f"`{code.code}`{until}{doubt}")
    return f"`{place.id}`", place.name, "; ".join(codes)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
