"""Reads tables in the light of all that is out: what is undeclared, and which releases bear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.published_table import csv_text, printed_frame, printed_structure
from stocktake.disclosure.recomputed import Recompute, recompute_figures
from stocktake.disclosure.record import Record
from stocktake.disclosure.related_releases import APART, related_releases
from stocktake.disclosure.structure import Table
from stocktake.disclosure.undeclared import understand
from stocktake.standards.errors import Fault, UsageError

FIX = "write it alike in both structures, or release them one after the other"


@dataclass(frozen=True)
class Understood:
    """Some tables as they are to be read, and the releases that bear on them."""

    tables: tuple[Table, ...]
    earlier: tuple[Earlier, ...]
    not_compared: Mapping[str, str]
    notices: tuple[str, ...]


def understand_together(
    inners: Sequence[Table],
    every_release: Sequence[Earlier],
    policy: Policy,
    recompute: Recompute | None = None,
) -> Understood:
    """Infer what the structures leave out, and find the earlier releases that bear on them.

    Raises
    ------
    UnansweredError
        A table leaves something open.
    """
    releases = {
        release.record.id: recompute_figures(release, recompute) for release in every_release
    }
    tables, reasons, notices = [], list[Mapping[str, str]](), list[str]()
    planned: dict[str, Earlier] = {}
    for inner in inners:
        bearing_releases = [*releases.values(), *planned.values()]
        understanding = understand(inner, bearing_releases, policy)
        _refuse_other_names(inner, planned, understanding.earlier)
        tables.append(understanding.table)
        releases |= {
            release.record.id: release
            for release in understanding.earlier
            if release.record.id not in planned
        }
        if len(inners) > 1:
            planned[f"{inner.name}/planned"] = _as_if_out(inner, policy)
        reasons.append(
            {
                name: reason
                for name, reason in understanding.not_compared.items()
                if name not in planned
            }
        )
        notices += understanding.notices
    reasons_apart = {
        name: reason for name, reason in reasons[0].items() if all(name in r for r in reasons)
    }
    linked_releases = [release for name, release in releases.items() if name not in reasons_apart]
    related = related_releases(tables, linked_releases)
    near = {release.record.id for release in related}
    reasons_apart |= {
        release.record.id: APART for release in linked_releases if release.record.id not in near
    }
    return Understood(tuple(tables), related, reasons_apart, tuple(dict.fromkeys(notices)))


def _as_if_out(table: Table, policy: Policy) -> Earlier:
    """A table of a plan as a release, so that the next one is asked about it."""
    frame = printed_frame(table, build_problem([table]), ())
    record = Record(
        id=f"{table.name}/planned",
        name=table.name,
        number=0,
        as_of=date.min,
        requested_by="",
        policy="",
        policy_version="",
        policy_sha256="",
        method=policy.method,
        structure=printed_structure(table.structure, policy).model_dump(mode="json"),
        cells_count=0,
        hidden_before_count=0,
        revised_count=0,
        attacked_with=(),
        attacked_count=0,
        least_width=None,
        sha256="",
    )
    return Earlier(record, csv_text(frame).encode("utf-8"), ())


def _refuse_other_names(
    table: Table, planned: Mapping[str, Earlier], respelled: Sequence[Earlier]
) -> None:
    """Tables of a plan write a name alike: none of them can follow the other's spelling."""
    faults = [
        Fault(release.record.name, f"writes a name in another way than {table.name}", "", FIX)
        for release in respelled
        if release.record.id in planned
        and _names(release.table) != _names(planned[release.record.id].table)
    ]
    if faults:
        raise UsageError("the tables of a plan do not write their names alike", faults)


def _names(table: Table) -> set[tuple[str, str]]:
    structure = table.structure
    names = {("measure", measure.id) for measure in structure.measure}
    names |= {("population", structure.population), ("place", structure.place)}
    names |= {("period", structure.period)}
    for dimension in structure.dimension:
        names |= {("dimension", dimension.id)}
        items = set(table.items(dimension)) - {dimension.total}
        names |= {(dimension.id, item) for item in items}
    return names
