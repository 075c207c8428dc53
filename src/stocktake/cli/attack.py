"""``stocktake attack``: what an outsider can derive of the hidden figures of published files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stocktake.cli.options import AsJson

if TYPE_CHECKING:
    from stocktake.disclosure import Bounds, Table
    from stocktake.standards.errors import Fault


def attack(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Published files.", show_default=False),
    ],
    structure: Annotated[
        list[Path] | None,
        typer.Option(
            "--structure", metavar="FILE", help="What adds up to what: one, or one for each FILE."
        ),
    ] = None,
    confidential: Annotated[
        str, typer.Option("--confidential", metavar="SYMBOL", help="What marks a hidden figure.")
    ] = "c",
    least_width: Annotated[
        float, typer.Option("--least-width", min=0, help="Bounds nearer than this are too narrow.")
    ] = 1.0,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many cells to list.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Find hidden figures that published files uncover; 1 if any.

    Example: stocktake attack absence_by_term.zip
    """
    import json

    from stocktake.cli.params import say
    from stocktake.standards.errors import StocktakeError

    bounds, notes = (
        _with_structure(files, structure) if structure else _guessed(files, confidential)
    )
    narrow = [item for item in bounds if item.exact or item.width < least_width]
    ordered_bounds = sorted(bounds, key=lambda item: (item not in narrow, item.width, item.cell))
    if as_json:
        content = {
            "hidden_count": len(bounds),
            "uncovered_count": len(narrow),
            "cells": [_row(item, item in narrow) for item in ordered_bounds],
            "not_attacked": [str(note) for note in notes],
        }
        typer.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        _show(ordered_bounds[:limit], len(bounds), len(narrow))
        for note in notes:
            say(f"Not attacked: {note}")
    if narrow:
        raise StocktakeError(f"{len(narrow):,} of {len(bounds):,} hidden figures are uncovered")


def _with_structure(
    files: Sequence[Path], structures: Sequence[Path]
) -> tuple[list[Bounds], list[Fault]]:
    """All files at once, as an outsider lays them side by side."""
    from stocktake.disclosure import attack as attack_problem
    from stocktake.disclosure import build_problem
    from stocktake.sources.structured import read_structure, read_structured
    from stocktake.standards.errors import UsageError

    read = [read_structure(path) for path in structures]
    if len(read) not in (1, len(files)):
        raise UsageError("give one --structure for all files, or one for each in their order")
    if len(read) < len(files):
        read *= len(files)
    tables = [read_structured(path, shape) for path, shape in zip(files, read, strict=True)]
    return list(attack_problem(build_problem(tables))), []


def _guessed(files: Sequence[Path], confidential: str) -> tuple[list[Bounds], list[Fault]]:
    """Each file by itself, along the lines that it shows."""
    from stocktake.cli.progress import progress
    from stocktake.sources.ees_lines import attackable
    from stocktake.standards.errors import Fault, InputError
    from stocktake.standards.places import place_register

    bounds: list[Bounds] = []
    notes: list[Fault] = []
    for path in files:
        read = attackable(path, register=place_register(), confidential=confidential)
        notes += read.notes
        refusals: Counter[str] = Counter()
        with progress(path.name) as tell:
            for slice_index, part in enumerate(read.slices):
                tell(part.name, slice_index, len(read.slices))
                try:
                    bounds += _attacked(part.tables)
                except InputError as error:
                    refusals[error.summary] += part.hidden_count
        notes += [
            Fault(path.name, f"{count:,} hidden figures: {reason}", "", "give --structure")
            for reason, count in refusals.items()
        ]
    return bounds, notes


def _attacked(tables: Sequence[Table]) -> list[Bounds]:
    from stocktake.disclosure import attack as attack_problem
    from stocktake.disclosure import build_problem

    return list(attack_problem(build_problem(tables)))


def _row(item: Bounds, narrow: bool) -> dict[str, Any]:
    from math import isfinite

    cell = item.cell
    return {
        "measure": cell.measure,
        "population": cell.population,
        "place": cell.place,
        "period": cell.period,
        "items": dict(cell.items),
        "low": item.low if isfinite(item.low) else None,
        "high": item.high if isfinite(item.high) else None,
        "uncovered": narrow,
        "method": item.method,
    }


def _show(bounds: Sequence[Bounds], total: int, narrow: int) -> None:
    from math import isfinite

    from stocktake.cli.terminal import paragraph, show, table

    show(paragraph(f"Hidden figures: {total:,}. Uncovered: {narrow:,}."))
    if not bounds:
        return
    listing = table(
        ["Hidden figure", "At least", "At most"],
        right=["At least", "At most"],
        fold="Hidden figure",
    )
    for item in bounds:
        high = f"{item.high:,.6g}" if isfinite(item.high) else "no limit"
        listing.add_row(str(item.cell), f"{item.low:,.6g}", high)
    show(listing)
    if total > len(bounds):
        typer.echo(f"and {total - len(bounds):,} more; see --limit")
