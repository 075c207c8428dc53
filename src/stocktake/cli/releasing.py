"""Releases a table, writes its three files and reports what was hidden, for every command."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from stocktake.cli import params

if TYPE_CHECKING:
    from stocktake.disclosure import Disclosure, Record, Structure

NAMES_SHOWN = 3
"""Releases of one reason that are named; the record has them all."""

ENDINGS = (".csv", ".structure.json", ".record.json")


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

    @property
    def paths(self) -> dict[str, Path]:
        """Where the table, its structure and its record go, by their ending."""
        return {ending: self.out / f"{self.name}{ending}" for ending in ENDINGS}

    def refuse_existing(self) -> None:
        """Refuse before the work what could not be written after it."""
        from stocktake.cli.output import cannot_write, refuse_existing

        for path in self.paths.values():
            refuse_existing(path, force=self.force)
        try:
            self.out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(self.out, error) from None


def release_table(table: Any, structure: Structure, request: ReleaseRequest) -> None:
    """Release a table, write its files, and say what was hidden."""
    from stocktake.disclosure import Register, load_policies, release

    disclosure = release(
        table,
        structure,
        request.policy,
        Register(request.register),
        request.asked_by,
        request.as_of,
        name=request.name,
        policies=load_policies(params.own_folder(request.definitions)),
        key=None if request.key is None else _key(request.key),
    )
    _write(disclosure, request)
    _show(disclosure.record, disclosure.notices)
    if request.warehouse is not None:
        from stocktake.statistics.disclosed import keep_disclosed
        from stocktake.statistics.store import Warehouse

        release_id = keep_disclosed(
            disclosure, Warehouse(request.warehouse), loaded_at=params.current_time()
        )
        typer.echo(f"Kept: {release_id.id}")


def _write(disclosure: Disclosure, request: ReleaseRequest) -> None:
    from stocktake.cli.output import write_file
    from stocktake.disclosure import attacked_structure
    from stocktake.disclosure.record import record_text

    structure_text = attacked_structure(disclosure.structure).model_dump_json(indent=2)
    texts = (disclosure.csv, structure_text + "\n", record_text(disclosure.record))
    for ending, text in zip(ENDINGS, texts, strict=True):
        write_file(text, request.paths[ending], force=request.force)


def _show(record: Record, notices: Iterable[str]) -> None:
    from stocktake.cli.terminal import paragraph, show

    typer.echo(f"Released: {record.id}")
    for_own = ", ".join(
        f"{count:,} for {reason}" for reason, count in record.hidden_primary.items()
    )
    lines = [
        f"Of {record.cells_count:,} figures {record.hidden_count:,} are hidden: "
        f"{for_own or 'none for its own sake'}; {record.hidden_secondary_count:,} so that they "
        "cannot be worked out."
    ]
    if record.least_width is not None:
        lines.append(
            f"Narrowest bounds that an outsider can derive: {record.least_width:,.6g} apart."
        )
    if record.attacked_with:
        lines.append(f"Held against: {', '.join(record.attacked_with)}.")
    for reason, names in _by_reason(record.not_compared or {}).items():
        listing = ", ".join(names[:NAMES_SHOWN])
        if len(names) > NAMES_SHOWN:
            listing += f" and {len(names) - NAMES_SHOWN:,} more (see the record)"
        lines.append(f"Not compared with {listing}: {reason}.")
    lines += [f"Note: {notice}." for notice in notices]
    show(*(paragraph(line, indent=2) for line in lines))


def _by_reason(not_compared: Any) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name, reason in not_compared.items():
        names.setdefault(reason, []).append(name)
    return names


def _key(path: Path) -> bytes:
    from stocktake.sources.reading import cannot_open

    try:
        return path.read_bytes().strip()
    except OSError as error:
        raise cannot_open(path, error) from None
