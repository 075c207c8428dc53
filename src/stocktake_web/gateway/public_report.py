"""A judgement as the public may read it: content, drawn charts and documents."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from stocktake.plan.compare import PlanChange
from stocktake.plan.judge import Judgement
from stocktake.publish import (
    ReportContent,
    chart_svg,
    report_content,
    verdicts_for_public,
    write_html,
    write_pdf,
    write_workbook,
)
from stocktake.publish.content import Card, Chart, Fact, Item, Section, Table
from stocktake.standards.errors import Fault, StoreError

__all__ = [
    "Card",
    "Chart",
    "Fact",
    "Item",
    "Judgement",
    "PlanChange",
    "ReportContent",
    "Section",
    "Table",
    "draw_chart",
    "public_report",
    "public_verdicts",
    "write_all",
    "written",
]

FINEST = 6
"""Decimal places of a figure at most."""

WRITERS: dict[str, Callable[[ReportContent], str | bytes]] = {
    "report.html": write_html,
    "report.pdf": write_pdf,
    "report.xlsx": write_workbook,
}
"""The library's documents, by file name."""


def written(content: ReportContent) -> dict[str, str | bytes]:
    """Write every document, in a process of its own.

    Typesetting takes a hundred megabytes, which a worker that serves pages would keep.

    Raises
    ------
    StoreError
        The process failed or was stopped, as where there is no room left.
    """
    command = [sys.executable, "-m", "stocktake_web.manage", "write_documents"]
    done = subprocess.run(command, input=pickle.dumps(content), capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        said = [line for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
        raise StoreError(
            "the documents could not be written",
            [
                Fault(
                    "documents",
                    said[-1] if said else "what wrote them was stopped",
                    "room in memory and on the disk",
                    "make room, and prepare the account again",
                )
            ],
        )
    # What comes back was written by this program a moment ago.
    made: dict[str, str | bytes] = pickle.loads(done.stdout)  # noqa: S301
    return made


def write_all(sent: bytes) -> bytes:
    """Write every document of the content that :func:`written` sent."""
    content = pickle.loads(sent)  # noqa: S301
    return pickle.dumps({name: write(content) for name, write in WRITERS.items()})


def public_report(judgement: Judgement) -> ReportContent:
    """Everything that the public may read of a judgement: released figures only."""
    return report_content(judgement, for_public=True)


def public_verdicts(judgement: Judgement) -> str:
    """The verdicts that the public may read, as text in the JSON contract."""
    return json.dumps(_clean(verdicts_for_public(judgement)), indent=2, ensure_ascii=False)


def _clean(told: Any) -> Any:
    """The same without the noise of binary fractions: no figure is published so finely."""
    if isinstance(told, dict):
        return {key: _clean(value) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_clean(value) for value in told]
    return round(told, FINEST) if isinstance(told, float) else told


def draw_chart(chart: Chart) -> bytes:
    """A chart as an SVG file."""
    return chart_svg(chart).encode()
