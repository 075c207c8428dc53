"""The page of rooms and journeys: in words what the pictures of the architecture page show."""

from __future__ import annotations

from generators.journeys import Journey, read_journeys, read_rooms
from generators.markdown import sentence, table

HEAD = """# Rooms and journeys

What the pictures of [the architecture](../architecture.md) show, in words. Rooms, imports,
functions and types are read from the code.

## Rooms

From the highest to the lowest. `import-linter` refuses an import of a room that stands higher.

"""


def page() -> str:
    """The page."""
    rows = [
        (f"`{room.name}`", sentence(room.does), ", ".join(f"`{name}`" for name in room.imports))
        for room in read_rooms().values()
    ]
    return HEAD + table(["Room", "What it does", "Imports"], rows) + _journeys()


def _journeys() -> str:
    return "".join(_journey(journey) for journey in read_journeys())


def _journey(journey: Journey) -> str:
    rows = [
        (
            f"{number}{letter}",
            f"`{step.room}`",
            f"`{step.module}.{step.name}`",
            sentence(step.does),
            f"`{step.returns}`" if step.returns != "None" else "",
        )
        for number, ways in enumerate(journey.steps, 1)
        for letter, step in zip("abc" if len(ways) > 1 else ("",), ways, strict=False)
    ]
    head = ["Step", "Room", "Function", "What it does", "What travels on"]
    return (
        f"\n## {journey.title} {{: #{journey.id} }}\n\n"
        f"From: {sentence(journey.start[0].lower() + journey.start[1:])}\n\n"
        f"{table(head, rows)}\nTo: {sentence(journey.end[0].lower() + journey.end[1:])}\n"
    )
