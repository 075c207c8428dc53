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

## At the edges

- **City of London** (201, `E09000001`) and **Isles of Scilly** (420, `E06000053`) are authorities
  as any other. They have too few pupils for most figures, and are then missing; where they have a
  figure, they are ranked.
- **An authority that the register does not hold** is kept under its number, such as `la-945`, with
  a note that asks whether it is new. It counts in rankings. Add it to a places file of your own.
- **Wales (`W06...`), Scotland (`S12...`) and Northern Ireland (`N09...`)**: an authority is kept
  under its ONS code, such as `la-W06000001`, with a note, and is ranked with nobody.
  `country-W92000004` is Wales itself.
- **A unique reference number of five digits** is that of a children's centre. A file's rows are
  kept, as `school-20001`. A return or a plan cannot name one: six digits are expected there.

## Reorganisations

`places/reorganisations.toml` lists what the Government has decided or announced. An entry that
nobody has read in its order (`verified = false`) changes nothing yet. In a file of your own, such
as `places/ours.toml`, an entry with `verified = true` ends a place and names its successors, which
`[[place]]` entries of the same file add:

```toml
level = "Local authority"
[sources]
order = { title = "The structural changes order", year = 2027, verified = true }
[[place]]
id = "la-899"
name = "Example Coast"
dfe = "899"
region = "region-north-west"
starts = 2028-04-01
predecessors = ["la-890"]
[[reorganisation]]
place = "la-890"
ends = 2028-03-31
successors = ["la-899"]
source = "order"
verified = true
```

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
    places = sorted(place_register().all(), key=lambda place: place.id)
    levels: dict[str, list[Place]] = {}
    for place in places:
        levels.setdefault(place.level, []).append(place)
    counts = [
        (level, len(level_places), sum(place.ends is None for place in level_places))
        for level, level_places in sorted(levels.items())
    ]
    moves = [place for place in levels["Local authority"] if place.starts or place.ends]
    coded = [place for place in levels["Local authority"] if len(place.codes) > 1]
    return (
        HEAD
        + table(["Level", "In the register", "Of these still there"], counts)
        + CHANGES
        + table(["Id", "Name", "From", "To", "Before it", "After it"], map(_history, moves))
        + CODES
        + table(["Id", "Name", "Codes, oldest first"], map(_codes, coded))
    )


def _history(place: Place) -> tuple[str, ...]:
    return (
        f"`{place.id}`",
        place.name,
        _day(place.starts),
        _day(place.ends),
        ", ".join(f"`{predecessor}`" for predecessor in place.predecessors),
        ", ".join(f"`{successor}`" for successor in place.successors),
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
