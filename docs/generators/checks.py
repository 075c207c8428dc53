"""The page of checks on files of the open data standard, from the checks themselves."""

from __future__ import annotations

from generators.markdown import table
from stocktake.sources.ees_checks import docs_rows

HEAD = """# Checks on open data

`stocktake load ees PATH` runs these checks on a file of the department's open data standard. The
standard is that of *Explore education statistics*; the ids are those of the department's own
screener.

A check that says **refuse** stops the load: the file cannot be read truthfully. A check that says
**note** lets it through, and `--notes` lists what was odd. With `--strict` whatever the
department's screener would fail is refused, so that a producer can test a file before sending it.

"""


def page() -> str:
    """The page."""
    rows = [(f"`{name}`", says, plain, strict) for name, says, plain, strict in _rows()]
    return HEAD + table(["Check", "What must be true", "On loading", "With `--strict`"], rows)


def _rows() -> list[tuple[str, str, str, str]]:
    rows = []
    for name, says, plain, strict in docs_rows():
        ours = name.endswith(" (our own)")
        told = f"{says} (our own check)" if ours else says
        rows.append((name.removesuffix(" (our own)"), told, plain, strict))
    return rows
