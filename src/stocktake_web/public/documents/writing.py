"""The documents of an edition: written in a process of their own."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

from stocktake.publish import (
    PHONE,
    Chart,
    ReportContent,
    chart_svg,
    write_html,
    write_pdf,
    write_workbook,
)
from stocktake.standards import Fault, StoreError

WRITERS: dict[str, Callable[[ReportContent], str | bytes]] = {
    "report.html": write_html,
    "report.pdf": write_pdf,
    "report.xlsx": write_workbook,
}
"""The library's documents, by file name."""


def write_documents(content: ReportContent) -> dict[str, str | bytes]:
    """Write every document, in a process of its own.

    Typesetting takes a hundred megabytes, which a worker that serves pages would keep.

    Raises
    ------
    StoreError
        The process failed or was stopped, as where there is no room left.
    """
    command = [sys.executable, "-m", "stocktake_web.manage", "write_documents"]
    sent_bytes = pickle.dumps(content)
    process = subprocess.run(command, input=sent_bytes, capture_output=True, check=False)  # noqa: S603
    if process.returncode:
        errors = process.stderr.decode(errors="replace").splitlines()
        lines = [line for line in errors if line.strip()]
        raise StoreError(
            "the documents could not be written",
            [
                Fault(
                    "documents",
                    lines[-1] if lines else "what wrote them was stopped",
                    "room in memory and on the disk",
                    "make room, and prepare the account again",
                )
            ],
        )
    # What comes back was written by this program a moment ago.
    documents: dict[str, str | bytes] = pickle.loads(process.stdout)  # noqa: S301
    return documents


def write_pickled(sent_bytes: bytes) -> bytes:
    """Write every document of the content that :func:`write_documents` sent."""
    content = pickle.loads(sent_bytes)  # noqa: S301
    return pickle.dumps({name: write(content) for name, write in WRITERS.items()})


def drawing_name(chart: Chart) -> str:
    """The name of the file that holds the drawing of an edition's chart."""
    return f"{chart.id}.svg"


def draw_chart(chart: Chart) -> bytes:
    """A chart as an SVG file."""
    return chart_svg(chart).encode()


PHONE_ENDING = ".phone.svg"
"""How the name of a drawing for a narrow screen ends."""


def phone_drawing_name(chart: Chart) -> str:
    """The name of the file that holds the drawing of an edition's chart for a narrow screen."""
    return f"{chart.id}{PHONE_ENDING}"


def draw_phone_chart(chart: Chart) -> bytes:
    """A chart as an SVG file for a narrow screen."""
    return chart_svg(replace(chart, id=f"{chart.id}-phone"), PHONE).encode()
