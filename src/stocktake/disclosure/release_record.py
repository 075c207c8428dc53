"""What is asked for when tables are released, and the record of what was decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stocktake.disclosure.cells import CellId
from stocktake.disclosure.decide import Decision, Suppression
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.linked_tables import Out
from stocktake.disclosure.notices import contradictions_of, notices_of, proof_of
from stocktake.disclosure.policy import Policy, hides_zeros
from stocktake.disclosure.published_table import attacked_structure, read_csv_text
from stocktake.disclosure.recomputed import Recompute
from stocktake.disclosure.record import Record, policy_digest
from stocktake.disclosure.register import Register
from stocktake.disclosure.structure import Structure, Table
from stocktake.standards.internal import InternalAggregate

if TYPE_CHECKING:
    import polars as pl

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class PlannedTable:
    """One table of a plan.

    Parameters
    ----------
    table : polars DataFrame or InternalAggregate of one
        True figures, one row for each combination of items.
    structure : Structure
    name : str
        In lower case with hyphens.
    """

    table: pl.DataFrame | InternalAggregate[pl.DataFrame]
    structure: Structure
    name: str


@dataclass(frozen=True)
class Request:
    """Who asks for a release, by which rules, of which register."""

    policy_id: str
    policy: Policy
    register: Register
    requested_by: str
    as_of: date
    key: bytes | None = None
    recompute: Recompute | None = None
    progress: Progress | None = None


@dataclass(frozen=True)
class PrintedTable:
    """A table as it leaves, with what was decided about it."""

    name: str
    inner: Table
    structure: Structure
    decision: Decision
    csv: str
    sha256: str
    notices: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        """As an outsider reads it."""
        frame = read_csv_text(self.csv.encode("utf-8"))
        return Table(frame, attacked_structure(self.structure), self.name)


def record_of(
    printed_table: PrintedTable,
    request: Request,
    earlier: Sequence[Earlier],
    out: Out,
    suppression: Suppression | None,
    plan: str,
) -> Record:
    """The record of one table, but for its number and what an attack derives."""
    decision, policy = printed_table.decision, request.policy
    uncovered = () if suppression is None else suppression.not_promised
    revised_ids = _revised(decision, out)
    return Record(
        id=f"{printed_table.name}/{request.as_of.isoformat()}-{printed_table.sha256[:12]}",
        name=printed_table.name,
        number=0,
        as_of=request.as_of,
        requested_by=request.requested_by,
        policy=request.policy_id,
        policy_version=policy.version,
        policy_sha256=policy_digest(policy),
        method=policy.method,
        structure=printed_table.structure.model_dump(mode="json"),
        cells_count=len(decision.published_cells),
        hidden_total=decision.hidden_count,
        reasons=tuple(decision.reasons),
        hidden_before_count=len(
            decision.hidden_cells & out.hidden_cells & decision.published_cells
        ),
        revised_count=len(revised_ids),
        attacked_with=tuple(release.record.id for release in earlier),
        attacked_count=0,
        least_width=None,
        sha256=printed_table.sha256,
        figures_kept=True,
        zeros="hidden" if hides_zeros(policy) else "shown",
        proof=None if suppression is None else proof_of(suppression),
        not_promised=tuple(str(cell) for cell in uncovered),
        corrects=tuple(
            release.record.id
            for release in earlier
            if release.record.recall is not None and _differs(release, printed_table)
        ),
        plan=plan,
        notices=()
        if suppression is None
        else (
            *contradictions_of(printed_table.table, suppression.linked_problem.apart),
            *notices_of(decision, suppression, policy),
        ),
    )


def _differs(release: Earlier, printed_table: PrintedTable) -> bool:
    """Whether a release printed another figure for a cell of a table, hidden there or not."""
    true_values = printed_table.decision.true_values
    return any(
        cell.state == "shown" and true_values.get(name, cell.value) != cell.value
        for name, cell in release.cells.items()
    )


def _revised(decision: Decision, out: Out) -> list[CellId]:
    return [
        name
        for name, value in decision.figures.items()
        if name in decision.published_cells
        and name in out.shown_values
        and value not in out.shown_values[name]
    ]
