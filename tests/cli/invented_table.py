"""An invented authority's pupils by need and place, to be released, and its structure."""

from __future__ import annotations

from pathlib import Path

STRUCTURE = """\
population = "all"
period = "202324"
publisher = "place"

[[measure]]
id = "pupils"
column = "pupils"

[[measure]]
id = "absent"
column = "persistently_absent"

[[measure]]
id = "absent-percent"
unit = "percent"
column = "persistently_absent_percent"
numerator = "absent"
denominator = "pupils"
decimals = 1

[[dimension]]
id = "place"
column = "place"
split = [{ total = "la-890", parts = ["school-1", "school-2", "school-3"] }]

[[dimension]]
id = "need"
column = "need"
total = "Total"
split = [{ total = "Total", parts = ["None", "Support", "Plan"] }]
"""

COUNTS = {
    "school-1": {"None": (310, 41), "Support": (63, 17), "Plan": (24, 11)},
    "school-2": {"None": (287, 52), "Support": (71, 22), "Plan": (31, 13)},
    "school-3": {"None": (402, 39), "Support": (88, 25), "Plan": (17, 3)},
}


def write_table(folder: Path) -> None:
    """Write ``pupils.csv`` and ``pupils.toml``."""
    counts = {place: dict(needs) for place, needs in COUNTS.items()}
    for needs in counts.values():
        needs["Total"] = _sum(needs.values())
    counts["la-890"] = {
        need: _sum(needs[need] for needs in counts.values()) for need in counts["school-1"]
    }
    lines = ["place,need,pupils,persistently_absent,persistently_absent_percent"]
    for place, needs in counts.items():
        lines += [f"{place},{need},{n},{a},{100 * a / n}" for need, (n, a) in needs.items()]
    (folder / "pupils.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "pupils.toml").write_text(STRUCTURE, encoding="utf-8")


def _sum(pairs) -> tuple[int, int]:  # noqa: ANN001
    first, second = zip(*pairs, strict=True)
    return sum(first), sum(second)
