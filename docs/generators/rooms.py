"""The page of rooms and journeys: in words what the pictures of the architecture page show."""

from __future__ import annotations

from generators.journeys import Journey, read_journeys, read_rooms
from generators.markdown import sentence, table
from generators.web_layers import read_web_layers, upward_imports

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
    return HEAD + table(["Room", "What it does", "Imports"], rows) + _web() + _journeys()


def _web() -> str:
    rows = [
        (f"`{part.name}`", sentence(part.purpose), part.file_counts)
        for layer in read_web_layers()
        for part in layer
    ]
    return (
        "\n## The web application {: #web }\n\nFrom the highest to the lowest layer. Files are "
        "Python, templates and definitions, without tests and migrations.\n\n"
        + table(["Part", "What it does", "Features and their files"], rows)
        + f"\nImports that point upwards: {len(upward_imports())}.\n"
    )


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
