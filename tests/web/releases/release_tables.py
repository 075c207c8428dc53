"""The table of these tests: three groups, of which one is small and one hides it."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from stocktake.disclosure import Table
from stocktake_web.services.registers import read_structure, read_table

MARKER = 42_734_273
"""A figure that is hidden so that the small one cannot be worked out; nothing may ever show it."""
YEARS = {"others": "201112", "third": "201213"}
NEEDS = ("None", "Support", "Plan", "Total")
STRUCTURE = """
population = "all"
place = "la-890"
period = "202526"

[[measure]]
id = "pupils"
column = "pupils"

[[dimension]]
id = "need"
column = "need"
total = "Total"
split = [{ total = "Total", parts = ["None", "Support", "Plan"] }]
"""


def csv_of(no_need: int = 900_000_001, support: int = MARKER, plan: int = 3) -> bytes:
    """The table as a CSV file."""
    figures = (no_need, support, plan, no_need + support + plan)
    rows = (f"{need},{figure}" for need, figure in zip(NEEDS, figures, strict=True))
    return ("need,pupils\n" + "\n".join(rows) + "\n").encode()


def table_of(population: str = "all", **figures: int) -> Table:
    """The table as it is read from its file; of another population and year it bears on none."""
    text = STRUCTURE
    if population != "all":
        text = text.replace('"all"', f'"{population}"').replace(
            '"202526"', f'"{YEARS[population]}"'
        )
    structure = read_structure("pupils.toml", text.encode())
    return read_table("pupils.csv", csv_of(**figures), structure)


def upload(
    content: bytes | None = None,
    *,
    table_name: str = "pupils.csv",
    structure: str | bytes = STRUCTURE,
    **values: str,
) -> dict[str, object]:
    """What the form of a request sends."""
    text = structure.encode() if isinstance(structure, str) else structure
    return {
        "name": "pupils-by-need",
        "policy": "stocktake_default",
        "purpose": "For the board of June.",
        "table": SimpleUploadedFile(table_name, csv_of() if content is None else content),
        "structure": SimpleUploadedFile("pupils.toml", text),
    } | values
