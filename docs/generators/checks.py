"""The page of checks on files of the open data standard, from the checks themselves."""

from __future__ import annotations

import tomllib
from pathlib import Path

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


DIFFERENCES = Path(__file__).parents[1] / "screener_differences.toml"
SECOND = """
## Where we judge as the screener does not

The department's screener comes with test files of its own. Every file that it passes is read, and
every file that it fails is refused or noted for its reason, but for these:

"""


def page() -> str:
    """The page."""
    rows = [(f"`{name}`", text, plain, strict) for name, text, plain, strict in _rows()]
    checks = table(["Check", "What must be true", "On loading", "With `--strict`"], rows)
    entries = tomllib.loads(DIFFERENCES.read_text(encoding="utf-8"))["difference"]
    cells = [(f"`{e['file']}`", e["screener"], e["stocktake"], e["decision"]) for e in entries]
    heads = ["Test file", "The screener", "Stocktake", "Why"]
    return HEAD + checks + SECOND + table(heads, cells)


def _rows() -> list[tuple[str, str, str, str]]:
    rows = []
    for name, text, plain, strict in docs_rows():
        is_ours = name.endswith(" (our own)")
        message = f"{text} (our own check)" if is_ours else text
        rows.append((name.removesuffix(" (our own)"), message, plain, strict))
    return rows
