"""The proofs of a release as they are kept: other tables, and which question each one answers.

They name by how much each figure differs from the true one, so that they are sealed like the
figures.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stocktake.disclosure.cells import CellId
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.feasible_tables import Change
from stocktake.disclosure.proof_tables import Cover
from stocktake.disclosure.register_files import PROOFS, damaged

FORMAT = 1
Table = Mapping[CellId, float]


@dataclass(frozen=True)
class Certificate:
    """The proofs that a register keeps with one release.

    Parameters
    ----------
    tables : tuple of mapping of CellId to float
        By how much other tables differ from the true one.
    exempt : frozenset of (CellId, str)
        Figures that an attacker works out from what is his own, or that are not promised.
    """

    tables: tuple[Table, ...]
    exempt: frozenset[tuple[CellId, str]]


def certificate_bytes(
    cells: Sequence[CellId], cover: Cover, exempt: Collection[tuple[CellId, str]]
) -> bytes:
    """The proofs of a cover, by the names of the cells.

    Parameters
    ----------
    cells : sequence of CellId
        Of the problem, by position.
    cover : Cover
    exempt : collection of (CellId, str)
    """
    table_numbers = sorted(set(cover.proofs.values()))
    places = sorted({place for number in table_numbers for place in cover.tables[number]})
    index = {place: number for number, place in enumerate(places)}
    content = {
        "format": FORMAT,
        "cells": [_cell_row(cells[place]) for place in places],
        "tables": [
            [[index[place], change] for place, change in cover.tables[number].items()]
            for number in table_numbers
        ],
        "exempt": [[_cell_row(cell), attacker] for cell, attacker in sorted(exempt)],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def read_certificate(release: Earlier) -> Certificate:
    """The proofs that were kept with a release; none where none were.

    Raises
    ------
    StoreError
        No key opens them, or they were changed.
    """
    if release.proofs is None:
        return Certificate((), frozenset())
    try:
        content: dict[str, Any] = json.loads(release.proofs)
        cells = [_read_cell(row) for row in content["cells"]]
        tables = tuple(
            {cells[number]: float(change) for number, change in table}
            for table in content["tables"]
        )
        exempt = frozenset((_read_cell(row), str(name)) for row, name in content["exempt"])
    except (ValueError, KeyError, TypeError, IndexError):
        raise damaged(release.record.id, f"its {PROOFS} is none") from None
    return Certificate(tables, exempt)


def tables_before(position: Mapping[CellId, int], earlier: Sequence[Earlier]) -> list[Change]:
    """The tables of earlier proofs, by position; of each group of releases the latest proofs.

    Parameters
    ----------
    position : mapping of CellId to int
        Of the problem for which they are to serve again.
    earlier : sequence of Earlier
        In the order of release.
    """
    tables: list[Change] = []
    covered: set[str] = set()
    for release in reversed(earlier):
        if release.record.id in covered:
            continue
        covered.update(release.record.attacked_with)
        for table in read_certificate(release).tables:
            if all(cell in position for cell in table):
                tables.append({position[cell]: change for cell, change in table.items()})
    return tables


def _cell_row(cell: CellId) -> list[Any]:
    return [cell.measure, cell.population, cell.place, cell.period, *cell.items]


def _read_cell(row: Sequence[Any]) -> CellId:
    measure, population, place, period, *items = row
    pairs = tuple((str(name), str(item)) for name, item in items)
    return CellId(str(measure), str(population), str(place), str(period), pairs)
