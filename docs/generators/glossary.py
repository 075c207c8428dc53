"""The glossary, from ``docs/glossary.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "glossary.toml"

HEAD = """# Glossary

The field's words as Stocktake uses them in commands, files and names, one word per idea.

"""


def page() -> str:
    """The page."""
    terms = tomllib.loads(FILE.read_text(encoding="utf-8"))["term"]
    lines = []
    for term in sorted(terms, key=lambda entry: entry["name"].lower()):
        words = [" ".join(term["meaning"].split())]
        if term.get("in_names"):
            names = ", ".join(f"`{name}`" for name in term["in_names"])
            words.append(f"In names: {names}.")
        if term.get("not"):
            words.append(f"Not: {term['not']}.")
        lines.append(f"**{term['name']}**\n:   {' '.join(words)}\n")
    return HEAD + "\n".join(lines)
