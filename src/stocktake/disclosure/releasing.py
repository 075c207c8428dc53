"""The steps of a release: compare with what is out, decide, attack, write down."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from stocktake.disclosure.attack import Bounds
from stocktake.disclosure.cells import CellId
from stocktake.disclosure.certificates import certificate_bytes
from stocktake.disclosure.decide import Decision, Suppression, as_printed, suppress
from stocktake.disclosure.doubted_tables import doubted_shortfalls
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.linked_attack import attack_beside, falls_short
from stocktake.disclosure.linked_problem import latest_promises
from stocktake.disclosure.linked_tables import lay_beside, what_is_out
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.published_table import (
    csv_text,
    printed_structure,
)
from stocktake.disclosure.reading import refuse_missing_columns
from stocktake.disclosure.record import Record, check_words
from stocktake.disclosure.refusal import refuse_contradicted, refuse_uncovered
from stocktake.disclosure.register import Register
from stocktake.disclosure.register_files import FIGURES, PROOFS
from stocktake.disclosure.release_record import PlannedTable, PrintedTable, Request, record_of
from stocktake.disclosure.revised_attack import revised_shortfalls
from stocktake.disclosure.revised_cover import cells_beside
from stocktake.disclosure.round_off import round_off
from stocktake.disclosure.rounded import narrowest
from stocktake.disclosure.seal import table_bytes
from stocktake.disclosure.structure import Table
from stocktake.disclosure.understood import understand_together
from stocktake.standards.internal import InternalAggregate

if TYPE_CHECKING:
    pass

Progress = Callable[[int, int], None]


def release_tables(
    tables: Sequence[PlannedTable], request: Request
) -> list[tuple[PrintedTable, Record]]:
    """Decide about tables together, attack them as they would leave, and write them down.

    Raises
    ------
    UsageError, InputError, StocktakeError, StoreError
        As ``release.release`` says.
    """
    for planned in tables:
        check_words(planned.name, request.requested_by)
    inners = [_inner(planned) for planned in tables]
    refuse_missing_columns(inners)
    with request.register.writing():
        every_release = request.register.releases()
        understood = understand_together(inners, every_release, request.policy, request.recompute)
        inners, earlier = list(understood.tables), understood.earlier
        out = what_is_out(earlier)
        forced_cells: frozenset[CellId] = frozenset()
        while True:
            suppression = None
            if request.policy.method == "round":
                decisions = [
                    round_off(inner, request.policy, earlier, request.key) for inner in inners
                ]
            else:
                suppression = suppress(
                    inners,
                    request.policy,
                    earlier,
                    out,
                    forced_cells=forced_cells,
                    progress=request.progress,
                )
                decisions = list(suppression.decisions)
            printed_tables = [
                _print(inner, decision, request.policy, understood.notices)
                for inner, decision in zip(inners, decisions, strict=True)
            ]
            further, known_cells = _hide_from_believers(printed_tables, suppression, request.policy)
            if further <= forced_cells:
                break
            forced_cells |= further
        if suppression is not None:
            suppression = replace(suppression, known_to_believers=known_cells)
        plan = _plan_id(printed_tables) if len(printed_tables) > 1 else ""
        records = [
            replace(
                record_of(item, request, earlier, out, suppression, plan),
                not_compared=understood.not_compared,
            )
            for item in printed_tables
        ]
        records = _attack(printed_tables, records, earlier, request, suppression)
        kept_records = [
            _keep(item, record, request.register, every_release, suppression)
            for item, record in zip(printed_tables, records, strict=True)
        ]
    return list(zip(printed_tables, kept_records, strict=True))


def _inner(planned: PlannedTable) -> Table:
    table = planned.table
    frame = table.content if isinstance(table, InternalAggregate) else table
    return Table(as_printed(frame, planned.structure), planned.structure, planned.name)


def _print(
    inner: Table, decision: Decision, policy: Policy, notices: tuple[str, ...]
) -> PrintedTable:
    outer = printed_structure(inner.structure, policy)
    csv = csv_text(decision.frame)
    sha256 = hashlib.sha256(csv.encode("utf-8")).hexdigest()
    return PrintedTable(inner.name, inner, outer, decision, csv, sha256, notices)


def _plan_id(printed_tables: Sequence[PrintedTable]) -> str:
    digest = hashlib.sha256("\n".join(item.sha256 for item in printed_tables).encode("ascii"))
    return digest.hexdigest()[:12]


def _hide_from_believers(
    printed_tables: Sequence[PrintedTable],
    suppression: Suppression | None,
    policy: Policy,
) -> tuple[frozenset[CellId], tuple[CellId, ...]]:
    """What must be hidden besides because somebody believes what was revised or recalled.

    Returns
    -------
    further : frozenset of CellId
    known_cells : tuple of CellId
        What was worked out before these tables, and is no fault of theirs.

    Raises
    ------
    StocktakeError
        Hiding more does not help.
    """
    if suppression is None:
        return frozenset(), ()
    tables = [item.table for item in printed_tables]
    linked_problem, protection = suppression.linked_problem, suppression.protection
    inners = [item.inner for item in printed_tables]
    listed_cells = protection.uncovered.listed_cells
    uncovered = revised_shortfalls(tables, inners, linked_problem, policy, listed_cells)
    shortfalls = uncovered.refused_shortfalls or tuple(
        doubted_shortfalls(tables, inners, linked_problem, policy, listed_cells)
    )
    if not shortfalls:
        return frozenset(), uncovered.listed_cells
    hidden_ids = frozenset().union(*(item.decision.hidden_cells for item in printed_tables))
    further = cells_beside(shortfalls, inners, linked_problem, policy, hidden_ids)
    if not further:
        refuse_contradicted(shortfalls, linked_problem.apart)
    return further, uncovered.listed_cells


def _attack(
    printed_tables: Sequence[PrintedTable],
    records: Sequence[Record],
    earlier: Sequence[Earlier],
    request: Request,
    suppression: Suppression | None,
) -> list[Record]:
    """Attack the tables as they would leave, and write into the records what was derived."""
    planned = [
        Earlier(record, item.csv.encode("utf-8"), item.decision.promises)
        for item, record in zip(printed_tables, records, strict=True)
    ]
    last, other_releases = printed_tables[-1], [*earlier, *planned[:-1]]
    true_values: Mapping[CellId, float] = {}
    listed_cells: set[CellId] = set()
    untrue_ids: set[str] = set()
    apart_ids: set[str] = set()
    if suppression is not None:
        untrue_ids = suppression.linked_problem.untrue_ids
        apart_ids = {release.record.id for release in suppression.linked_problem.apart}
        cells = suppression.linked_problem.problem.cells
        true_values = {cell.id: cell.value for cell in cells if cell.value is not None}
        listed_cells = set(suppression.protection.uncovered.listed_cells)
    true_releases = [item for item in (*earlier, *planned) if item.record.id not in untrue_ids]
    promises = list(latest_promises(true_releases).values())
    bounds = attack_beside(
        last.table,
        other_releases,
        promises,
        zeros=records[-1].zeros,
        apart=apart_ids,
        true_values=true_values,
    )
    short = {
        promise.cell: promise
        for promise in promises
        if promise.cell in bounds
        and promise.cell not in listed_cells
        and falls_short(bounds[promise.cell], promise)
    }
    if short:
        refuse_uncovered(last.table, other_releases, tuple(short.values()))
    return [
        replace(
            record,
            attacked_count=len(bounds),
            least_width=_least_width(item, bounds, request, other_releases),
        )
        for item, record in zip(printed_tables, records, strict=True)
    ]


def _least_width(
    printed_table: PrintedTable,
    bounds: Mapping[CellId, Bounds],
    request: Request,
    other_releases: Sequence[Earlier],
) -> float | None:
    if request.policy.method == "round":
        problem = lay_beside([printed_table.table], other_releases).problem
        return narrowest(problem, request.policy.threshold)
    promises = printed_table.decision.promises
    widths = [bounds[promise.cell].width for promise in promises if promise.cell in bounds]
    least = min(widths, default=inf)
    return None if least == inf else least


def _keep(
    printed_table: PrintedTable,
    record: Record,
    register: Register,
    every_release: Sequence[Earlier],
    suppression: Suppression | None,
) -> Record:
    """Write a release down, unless it is there already."""
    for release in every_release:
        if release.record.id == record.id:
            return release.record
    sealed = {FIGURES: table_bytes(printed_table.inner)}
    if suppression is not None:
        protection = suppression.protection
        cells = [cell.id for cell in suppression.linked_problem.problem.cells]
        exempt = {(cell, "") for cell in protection.uncovered.listed_cells} | {
            (cells[question.cell], question.attacker)
            for question in protection.cover.attained
            if question.attacker or question.change == 0
        }
        sealed[PROOFS] = certificate_bytes(cells, protection.cover, exempt)
    return register.keep(
        record, printed_table.csv.encode("utf-8"), printed_table.decision.promises, sealed=sealed
    )
