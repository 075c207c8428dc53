"""The steps of a release: compare with what is out, decide, attack, write down."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from typing import TYPE_CHECKING

from stocktake.disclosure.attack import Bounds
from stocktake.disclosure.cells import CellId
from stocktake.disclosure.certificates import certificate_bytes
from stocktake.disclosure.decide import Decision, Suppression, as_printed, suppress
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.linked_attack import attack_beside, falls_short
from stocktake.disclosure.linked_tables import Out, lay_beside, what_is_out
from stocktake.disclosure.notices import notices_of, proof_of
from stocktake.disclosure.policy import Policy, hides_zeros
from stocktake.disclosure.published_table import (
    attacked_structure,
    csv_text,
    printed_structure,
    read_csv_text,
)
from stocktake.disclosure.recomputed import Recompute
from stocktake.disclosure.record import Record, check_words, policy_digest
from stocktake.disclosure.refusal import refuse_uncovered
from stocktake.disclosure.register import Register
from stocktake.disclosure.register_files import FIGURES, PROOFS
from stocktake.disclosure.round_off import round_off
from stocktake.disclosure.rounded import narrowest
from stocktake.disclosure.seal import table_bytes
from stocktake.disclosure.structure import Structure, Table
from stocktake.disclosure.understood import understand_together
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
class Printed:
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


def release_tables(
    tables: Sequence[PlannedTable], request: Request
) -> list[tuple[Printed, Record]]:
    """Decide about tables together, attack them as they would leave, and write them down.

    Raises
    ------
    UsageError, InputError, StocktakeError, StoreError
        As ``release.release`` says.
    """
    for planned in tables:
        check_words(planned.name, request.requested_by)
    inners = [_inner(planned) for planned in tables]
    with request.register.writing():
        every_release = request.register.releases()
        understood = understand_together(inners, every_release, request.policy, request.recompute)
        inners, earlier = list(understood.tables), understood.earlier
        out = what_is_out(earlier)
        suppression = None
        if request.policy.method == "round":
            decisions = [round_off(inner, request.policy, earlier, request.key) for inner in inners]
        else:
            suppression = suppress(inners, request.policy, earlier, out, progress=request.progress)
            decisions = list(suppression.decisions)
        printed = [
            _print(inner, decision, request.policy, understood.notices)
            for inner, decision in zip(inners, decisions, strict=True)
        ]
        plan = _plan_id(printed) if len(printed) > 1 else ""
        records = [
            replace(
                _record(item, request, earlier, out, suppression, plan),
                not_compared=understood.not_compared,
            )
            for item in printed
        ]
        records = _attack(printed, records, earlier, request, suppression)
        kept = [
            _keep(item, record, request.register, every_release, suppression)
            for item, record in zip(printed, records, strict=True)
        ]
    return list(zip(printed, kept, strict=True))


def _inner(planned: PlannedTable) -> Table:
    table = planned.table
    frame = table.content if isinstance(table, InternalAggregate) else table
    return Table(as_printed(frame, planned.structure), planned.structure, planned.name)


def _print(inner: Table, decision: Decision, policy: Policy, notices: tuple[str, ...]) -> Printed:
    outer = printed_structure(inner.structure, policy)
    csv = csv_text(decision.frame)
    sha256 = hashlib.sha256(csv.encode("utf-8")).hexdigest()
    return Printed(inner.name, inner, outer, decision, csv, sha256, notices)


def _plan_id(printed: Sequence[Printed]) -> str:
    digest = hashlib.sha256("\n".join(item.sha256 for item in printed).encode("ascii"))
    return digest.hexdigest()[:12]


def _record(
    printed: Printed,
    request: Request,
    earlier: Sequence[Earlier],
    out: Out,
    suppression: Suppression | None,
    plan: str,
) -> Record:
    decision, policy = printed.decision, request.policy
    uncovered = () if suppression is None else suppression.protection.uncovered.listed
    revised_ids = _revised(decision, out)
    return Record(
        id=f"{printed.name}/{request.as_of.isoformat()}-{printed.sha256[:12]}",
        name=printed.name,
        number=0,
        as_of=request.as_of,
        requested_by=request.requested_by,
        policy=request.policy_id,
        policy_version=policy.version,
        policy_sha256=policy_digest(policy),
        method=policy.method,
        structure=printed.structure.model_dump(mode="json"),
        cells_count=len(decision.published_cells),
        hidden_primary=decision.reasons,
        hidden_secondary_count=decision.hidden_count - sum(decision.reasons.values()),
        hidden_before_count=len(
            decision.hidden_cells & out.hidden_cells & decision.published_cells
        ),
        revised_count=len(revised_ids),
        attacked_with=tuple(release.record.id for release in earlier),
        attacked_count=0,
        least_width=None,
        sha256=printed.sha256,
        figures_kept=True,
        zeros="hidden" if hides_zeros(policy) else "shown",
        proof=None if suppression is None else proof_of(suppression),
        not_promised=tuple(str(cell) for cell in uncovered),
        corrects=tuple(
            release.record.id
            for release in earlier
            if release.record.recall is not None and _differs(release, printed)
        ),
        plan=plan,
        notices=() if suppression is None else notices_of(decision, suppression, policy),
    )


def _differs(release: Earlier, printed: Printed) -> bool:
    """Whether a release printed another figure for a cell of a table, hidden there or not."""
    true_values = printed.decision.true_values
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


def _attack(
    printed: Sequence[Printed],
    records: Sequence[Record],
    earlier: Sequence[Earlier],
    request: Request,
    suppression: Suppression | None,
) -> list[Record]:
    """Attack the tables as they would leave, and write into the records what was derived."""
    planned = [
        Earlier(record, item.csv.encode("utf-8"), item.decision.promises)
        for item, record in zip(printed, records, strict=True)
    ]
    last, others = printed[-1], [*earlier, *planned[:-1]]
    true_values: Mapping[CellId, float] = {}
    listed: set[CellId] = set()
    untrue: set[str] = set()
    if suppression is not None:
        untrue = suppression.linked.untrue_ids
        cells = suppression.linked.problem.cells
        true_values = {cell.id: cell.value for cell in cells if cell.value is not None}
        listed = set(suppression.protection.uncovered.listed)
    promises = [
        promise
        for release in (*earlier, *planned)
        if release.record.id not in untrue
        for promise in release.promises
    ]
    bounds = attack_beside(
        last.table,
        others,
        promises,
        zeros=records[-1].zeros,
        untrue=untrue,
        true_values=true_values,
    )
    short = {
        promise.cell: promise
        for promise in promises
        if promise.cell in bounds
        and promise.cell not in listed
        and falls_short(bounds[promise.cell], promise)
    }
    if short:
        refuse_uncovered(last.table, others, tuple(short.values()))
    return [
        replace(
            record,
            attacked_count=len(bounds),
            least_width=_least_width(item, bounds, request, others),
        )
        for item, record in zip(printed, records, strict=True)
    ]


def _least_width(
    printed: Printed, bounds: Mapping[CellId, Bounds], request: Request, others: Sequence[Earlier]
) -> float | None:
    if request.policy.method == "round":
        problem = lay_beside([printed.table], others).problem
        return narrowest(problem, request.policy.threshold)
    promises = printed.decision.promises
    widths = [bounds[promise.cell].width for promise in promises if promise.cell in bounds]
    least = min(widths, default=inf)
    return None if least == inf else least


def _keep(
    printed: Printed,
    record: Record,
    register: Register,
    every_release: Sequence[Earlier],
    suppression: Suppression | None,
) -> Record:
    """Write a release down, unless it is there already."""
    for release in every_release:
        if release.record.id == record.id:
            return release.record
    sealed = {FIGURES: table_bytes(printed.inner)}
    if suppression is not None:
        protection = suppression.protection
        cells = [cell.id for cell in suppression.linked.problem.cells]
        exempt = {(cell, "") for cell in protection.uncovered.listed} | {
            (cells[question.cell], question.attacker)
            for question in protection.cover.attained
            if question.attacker or question.change == 0
        }
        sealed[PROOFS] = certificate_bytes(cells, protection.cover, exempt)
    return register.keep(
        record, printed.csv.encode("utf-8"), printed.decision.promises, sealed=sealed
    )
