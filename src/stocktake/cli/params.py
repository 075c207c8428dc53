"""What the words on the command line mean: a plan, a place, a store, a day."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stocktake.plan.read import PlanFile
    from stocktake.standards.places import Place, PlaceRegister
    from stocktake.statistics.figures import Statistics
    from stocktake.statistics.store import Warehouse


def current_time() -> datetime:
    """The clock, read in this module alone."""
    return datetime.now(UTC)


def today() -> date:
    """The day where the command is run."""
    return current_time().astimezone().date()


def printable(text: str) -> str:
    """A text without what no terminal shows: sequences that colour, erase or turn it."""
    return "".join(c for c in text if c.isprintable() or c.isspace())


def say(words: str) -> None:
    """Tell the person something that is no result: on standard error, wrapped.

    Words of a file may be among it, which must not move the terminal.
    """
    import textwrap

    for line in printable(words).splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        folded = textwrap.wrap(
            line,
            80,
            subsequent_indent=f"{indent}  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        print("\n".join(folded), file=sys.stderr)  # noqa: T201


def plan_path(name: str) -> Path:
    """Where a plan lies: a path, a folder, or the name of a shipped example.

    Raises
    ------
    UsageError
        Neither a file nor an example has the name.
    """
    from stocktake.examples import EXAMPLES, example_plan
    from stocktake.standards.errors import Fault, UsageError, nearest

    path = Path(name)
    if path.exists():
        return path
    if name in EXAMPLES:
        return example_plan(name)
    fault = Fault(
        name,
        "neither a file nor an example",
        f"a plan.toml, its folder, or one of the examples: {', '.join(EXAMPLES)}",
        nearest(name, EXAMPLES) or "write one with: stocktake new --place la-890",
    )
    raise UsageError("no such plan", [fault])


def plan_file(name: str) -> PlanFile:
    """Read the plan of that name."""
    from stocktake.plan.read import read_plan

    return read_plan(plan_path(name))


def store_or_none(folder: Path) -> Warehouse | None:
    """The store, or None with a word to the person where there is nothing in it."""
    from stocktake.statistics.store import Warehouse

    warehouse = Warehouse(folder)
    if warehouse.releases():
        return warehouse
    say(f"No releases in {folder}: judged on the figures that the plan itself carries.")
    return None


def own_folder(folder: Path | None) -> Path | None:
    """A place's own definitions.

    Raises
    ------
    UsageError
        The folder does not exist: a mistyped one must not silently mean the shipped definitions.
    """
    from stocktake.standards.errors import Fault, UsageError

    if folder is not None and not folder.is_dir():
        raise UsageError(
            "no such folder of definitions", [Fault(str(folder), "is not there", "a folder")]
        )
    return folder


def statistics_in(folder: Path, *, as_of: date, own_folder: Path | None = None) -> Statistics:
    """The figures of a store that must hold some.

    Raises
    ------
    StoreError
        Nothing is kept there.
    """
    from stocktake.standards.errors import Fault, StoreError
    from stocktake.statistics.figures import Statistics
    from stocktake.statistics.store import Warehouse

    warehouse = Warehouse(folder)
    if not warehouse.releases():
        fault = Fault(
            str(folder),
            "holds no release",
            "",
            "load one first: stocktake load lait FILE --dictionary FILE",
        )
        raise StoreError("there are no figures to show", [fault])
    return Statistics(warehouse, as_of=as_of, own_folder=own_folder)


def place_named(words: str, register: PlaceRegister) -> Place:
    """The place that an id, a code or a name means.

    Raises
    ------
    UsageError
        No place, or more than one, has the name.
    """
    from stocktake.standards.errors import Fault, UsageError

    matches = register.find(words)
    query = words.strip().casefold()
    exact = [
        place
        for place in matches
        if query in (place.id, place.old_la_code, place.name.casefold())
        or query in {code.code.casefold() for code in place.codes}
    ]
    if len(exact) == 1 or len(matches) == 1:
        return (exact or matches)[0]
    if not matches:
        return register.get(words)
    faults = [Fault(place.id, place.name) for place in matches]
    raise UsageError(f"{words!r} could be any of these; give the id", faults)
