"""One release as the register keeps it: what was printed, what was promised, what was true."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter

from stocktake.disclosure.cells import Cell, CellId
from stocktake.disclosure.published_table import attacked_structure, read_csv_text
from stocktake.disclosure.reading import read_cells
from stocktake.disclosure.record import Record, parse_recall, parse_record
from stocktake.disclosure.register_files import (
    FIGURES,
    PROMISES,
    PROOFS,
    PUBLISHED_TABLE,
    RECALL,
    RECORD,
    cannot_open,
    damaged,
    digest,
    read_json,
)
from stocktake.disclosure.seal import read_table_bytes, unseal
from stocktake.disclosure.structure import Structure, Table


@dataclass(frozen=True)
class Promise:
    """What must stay possible of a cell hidden for its own sake.

    Parameters
    ----------
    cell : CellId
        A printed one, or a remainder or complement that no table prints.
    low, high : float
        A count's interval, the same for all small counts, so that it tells nothing of this one.
    percent : float or None
        For a sum: how far its bounds must be apart at least, as a share of their middle.
    """

    cell: CellId
    low: float = 0.0
    high: float = 0.0
    percent: float | None = None


@dataclass(frozen=True)
class Earlier:
    """One release as the register keeps it.

    Parameters
    ----------
    record : Record
    csv : bytes
        The printed table.
    promises : tuple of Promise
    sealed_figures, sealed_proofs : bytes, optional
        The figures inside and the proofs; None where they were not kept.
    keys : tuple of bytes
        Those that may open them.
    recomputed : Table, optional
        The figures inside, worked out once more because they were not kept.
    """

    record: Record
    csv: bytes
    promises: tuple[Promise, ...]
    sealed_figures: bytes | None = field(default=None, repr=False)
    sealed_proofs: bytes | None = field(default=None, repr=False)
    keys: tuple[bytes, ...] = field(default=(), repr=False)
    recomputed: Table | None = field(default=None, repr=False)

    @cached_property
    def table(self) -> Table:
        """The printed table with its structure, as an outsider links it with others."""
        structure = Structure.model_validate(self.record.structure)
        frame = read_csv_text(self.csv)
        return Table(frame, attacked_structure(structure), self.record.id)

    @cached_property
    def _read(self) -> tuple[dict[CellId, Cell], set[CellId]]:
        return read_cells([self.table], [])

    @property
    def cells(self) -> dict[CellId, Cell]:
        """Every cell of the printed table, percentages and means too."""
        return self._read[0]

    @property
    def hidden_cells(self) -> frozenset[CellId]:
        """Those that it prints as confidential."""
        return frozenset(self._read[1])

    @cached_property
    def true_table(self) -> Table | None:
        """The table inside, hidden figures too; None where they were not kept.

        Raises
        ------
        StoreError
            No key opens them, or they were changed.
        """
        if self.recomputed is not None:
            return self.recomputed
        content = self._open(FIGURES, self.sealed_figures)
        try:
            return None if content is None else read_table_bytes(content, self.record.id)
        except (ValueError, KeyError, TypeError):
            raise damaged(self.record.id, f"its {FIGURES} is none") from None

    @cached_property
    def proofs(self) -> bytes | None:
        """The proofs that were kept, as bytes; None where none were.

        Raises
        ------
        StoreError
            No key opens them, or they were changed.
        """
        return self._open(PROOFS, self.sealed_proofs)

    def _open(self, name: str, sealed: bytes | None) -> bytes | None:
        if sealed is None:
            return None
        content = unseal(sealed, self.keys, f"{self.record.id}/{name}")
        if content is None:
            raise cannot_open(f"{self.record.id}/{name}")
        return content


def read_release(folder: Path, keys: Sequence[bytes] = ()) -> Earlier:
    """Read a release from its folder.

    Raises
    ------
    StoreError
        It is damaged, or was changed.
    """
    name = f"{folder.parent.name}/{folder.name}"
    try:
        record = parse_record((folder / RECORD).read_text(encoding="utf-8"))
        csv = (folder / PUBLISHED_TABLE).read_bytes()
        promises = _read_promises((folder / PROMISES).read_text(encoding="utf-8"))
        if (folder / RECALL).exists():
            recall_text = (folder / RECALL).read_text(encoding="utf-8")
            record = replace(record, recall=parse_recall(recall_text))
        figures = _read_sealed(folder / FIGURES, record)
        proofs = _read_sealed(folder / PROOFS, record)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(name, f"cannot be read ({type(error).__name__})") from None
    if record.id != name or digest(csv) != record.sha256:
        raise damaged(name, "is not what was written")
    return Earlier(record, csv, promises, figures, proofs, tuple(keys))


def _read_sealed(path: Path, record: Record) -> bytes | None:
    """A sealed file; the figures must be there where the record says so."""
    if not record.figures_kept or (path.name == PROOFS and not path.exists()):
        return None
    return path.read_bytes()


def promises_text(promises: Sequence[Promise]) -> str:
    """Promises as JSON."""
    return json.dumps([asdict(promise) for promise in promises], ensure_ascii=False)


_PROMISES = TypeAdapter(tuple[Promise, ...])


def _read_promises(text: str) -> tuple[Promise, ...]:
    """Promises from JSON.

    Raises
    ------
    ValueError
        It is something else, or an interval without end, or one that is turned round.
    """
    read_json(text)
    promises = _PROMISES.validate_json(text, strict=True)
    if any(promise.low > promise.high for promise in promises):
        raise ValueError("an interval begins after its end")
    return promises
