"""Releases a table, writes its three files and reports what was hidden, for every command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from stocktake.cli import params

if TYPE_CHECKING:
    from stocktake.disclosure import PlannedTable, Record, Structure

NAMES_SHOWN = 3
"""Releases of one reason that are named; the record has them all."""

LONG = 1_000
"""From so many questions on, progress is reported."""


@dataclass(frozen=True)
class ReleaseRequest:
    """What was asked for on the command line, besides the table."""

    name: str
    register: Path
    asked_by: str
    out: Path
    policy: str
    warehouse: Path | None
    key: Path | None
    as_of: date
    definitions: Path | None
    force: bool
    seal: Path | None = None
    seal_key: Path | None = None

    def paths(self) -> dict[str, Path]:
        """Where the table, its structure and its record go; refused before the work."""
        from stocktake.cli.released_files import files_of

        return files_of(self.name, self.out, force=self.force)


def release_table(table: Any, structure: Structure, request: ReleaseRequest) -> None:
    """Release a table, write its files, and say what was hidden."""
    from stocktake.disclosure import PlannedTable

    release_tables([PlannedTable(table, structure, request.name)], request)


def release_tables(tables: Sequence[PlannedTable], request: ReleaseRequest) -> None:
    """Release tables, several of them as one plan; write their files, and say what was hidden."""
    from stocktake.cli.progress import progress
    from stocktake.cli.released_files import (
        files_of,
        keep_figures,
        key_in,
        open_register,
        write_released,
    )
    from stocktake.disclosure import load_policies, release, release_plan

    paths = [files_of(table.name, request.out, force=request.force) for table in tables]
    with progress(request.name) as tell:

        def report(count: int, total: int) -> None:
            if total >= LONG:
                tell("looking for proofs", count, total)

        options: dict[str, Any] = {
            "policy": request.policy,
            "register": open_register(request.register, request.seal, request.seal_key),
            "requested_by": request.asked_by,
            "as_of": request.as_of,
            "policies": load_policies(params.own_folder(request.definitions)),
            "progress": report,
        }
        if len(tables) > 1:
            disclosures = release_plan(tables, **options)
        else:
            [only] = tables
            rounding_key = key_in(request.key)
            disclosures = (
                release(only.table, only.structure, name=only.name, key=rounding_key, **options),
            )
    for disclosure, table_paths in zip(disclosures, paths, strict=True):
        write_released(disclosure, table_paths, force=request.force)
        _show(disclosure.record, disclosure.notices)
        if request.warehouse is not None:
            keep_figures(disclosure, request.warehouse)


def _show(record: Record, notices: Iterable[str]) -> None:
    from stocktake.cli.terminal import paragraph, show

    typer.echo(f"Released: {record.id}")
    lines = [record.hidden_words]
    if record.least_width is not None:
        lines.append(
            f"Narrowest bounds that an outsider can derive: {record.least_width:,.6g} apart."
        )
    if record.corrects:
        lines.append(f"Corrects: {', '.join(record.corrects)}, recalled.")
    if record.attacked_with:
        lines.append(f"Held against: {', '.join(record.attacked_with)}.")
    for reason, names in _by_reason(record.not_compared or {}).items():
        listing = ", ".join(names[:NAMES_SHOWN])
        if len(names) > NAMES_SHOWN:
            listing += f" and {len(names) - NAMES_SHOWN:,} more (see the record)"
        lines.append(f"Not compared with {listing}: {reason}.")
    lines += [f"Note: {notice}." for notice in (*record.notices, *notices)]
    show(*(paragraph(line, indent=2) for line in lines))


def _by_reason(not_compared: Any) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name, reason in not_compared.items():
        names.setdefault(reason, []).append(name)
    return names
