"""Writes a proposed mapping as a TOML file that says what is certain, a guess, or a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from stocktake.sources.csv_entries import Entry, comment, printable, toml_value
from stocktake.sources.csv_roles import BREAKDOWN, FIGURE, IGNORED

if TYPE_CHECKING:
    from stocktake.sources.csv_proposal import CsvProposal

_MEANINGS = "c confidential, z not applicable, x not available, low rounds to zero, - no reason"


def mapping_text(proposal: CsvProposal) -> str:
    """The text of the file."""
    return "\n".join(_lines(proposal)) + "\n"


def _lines(proposal: CsvProposal) -> Iterator[str]:
    sections = proposal.sections
    name = printable(proposal.file.name)
    yield f"# What the columns of {name} are, as Stocktake proposes it."
    yield "# Look at every guess, answer every question (take one of the lines below it), then:"
    yield f"#   stocktake load csv {name} --mapping THIS_FILE"
    yield ""
    yield from _entries(sections[""])
    yield from ("", "[file]")
    yield from _entries(sections["file"])
    yield from ("", "[period]")
    yield from _entries(sections["period"])
    yield from ("", "[place]")
    yield from _entries(sections["place"])
    if sections["place.levels"]:
        yield from ("", "[place.levels]", '# A geographic level, or "leave out".')
        yield from _entries(sections["place.levels"])
    yield from ("", "[place.columns]", "# Left: as the department's open data standard calls it.")
    for standard, column in proposal.place_columns.items():
        yield f"{standard} = {toml_value(column)}"
    yield from ("", "[columns]")
    columns = sections["columns"]
    yield "# unit: %, pp (percentage points), £, score (may be negative); blank is a plain number."
    yield from _list(FIGURE, columns)
    yield "# What tells rows of one place and period apart; total is the item that stands for all."
    yield from _list(BREAKDOWN, columns)
    yield from _list(IGNORED, columns)
    yield from ("", "[missing]", f"# {_MEANINGS}.")
    yield from _entries(sections["missing"])


def _entries(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        yield from entry.lines()


def _list(role: str, entries: Sequence[Entry]) -> Iterator[str]:
    yield f"{role} = ["
    for entry in entries:
        if entry.key == role:
            mark = f"  {comment(f'Guess: {entry.reason}.')}" if entry.reason else ""
            yield f"    {toml_value(entry.value)},{mark}"
    yield "]"
