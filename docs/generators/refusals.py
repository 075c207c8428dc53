"""The page of what is refused and noted, from the list that the tests run."""

from __future__ import annotations

import tomllib
from itertools import groupby
from pathlib import Path
from typing import Any

LIST = Path(__file__).parents[2] / "tests" / "refusals" / "refusals.toml"

HEAD = """# What we refuse and why

A file is read as its author would read it, or it is refused and nothing of it is kept. Where a
figure is doubtful but may be right, the file is kept and the figure carries a note wherever it
appears; `--strict` refuses those too. Every line below is run by the tests: made-up files, the
command that reads them, and the words that it answers with.

"""

INTRODUCTIONS = {
    "Workbooks": "Whatever opens a workbook: returns, sheets of a plan, pupil tables, lists of "
    "neighbours, uploads.",
    "Returns": "Figures that a school, trust or council returns.",
    "Plan files": "Whatever reads TOML, also what is pasted into a form.",
    "Promises": "What a plan promises, before it is judged. A stored plan with such a fault is "
    "kept; its target reads cannot tell, and the others are judged.",
    "Open data": "Data files in the department's standard.",
    "LAIT": "The long file of the Local Authority Interactive Tool, and its dictionary.",
    "Neighbours": "Lists of statistical neighbours.",
}


def page() -> str:
    """The page, by what is read."""
    refusals = tomllib.loads(LIST.read_text(encoding="utf-8"))["refusal"]
    sections = [
        f"## {room}\n\n{INTRODUCTIONS[room]}\n\n{''.join(map(_entry, entries))}"
        for room, entries in groupby(refusals, key=lambda refusal: refusal["room"])
    ]
    return HEAD + "".join(sections)


def _entry(refusal: dict[str, Any]) -> str:
    outcome = refusal["outcome"].capitalize()
    messages = "\n".join(f"    {line}" for line in refusal["said"])
    command = f"`stocktake {refusal['command']}`"
    return f"**{refusal['what']}.** {outcome}. {refusal['why']} {command}\n\n{messages}\n\n"
