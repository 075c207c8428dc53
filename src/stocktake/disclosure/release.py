"""Decides what of a table may leave, proves it against all that is out, and writes it down.

This is the only place in which content becomes released on a decision of our own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stocktake.disclosure.policy import Policy, load_policies
from stocktake.disclosure.recomputed import Recompute
from stocktake.disclosure.record import Record, check_words
from stocktake.disclosure.register import Register
from stocktake.disclosure.release_record import PlannedTable, PrintedTable, Progress, Request
from stocktake.disclosure.releasing import release_tables
from stocktake.disclosure.structure import Structure
from stocktake.disclosure.undeclared import everyone_notices
from stocktake.standards.errors import Fault, UsageError, nearest
from stocktake.standards.internal import InternalAggregate
from stocktake.standards.released import Basis, Released

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Disclosure:
    """A table that may leave, and the record of why.

    Parameters
    ----------
    released : Released
        The printed table: dimensions, and each figure next to the column of its symbol.
    record : Record
    structure : Structure
        Of the printed table.
    csv : str
        The same table with the symbols in the cells; its digest is the record's.
    notices : tuple of str
        What was inferred, and printed groups in which everybody has an attribute.
    """

    released: Released[pl.DataFrame]
    record: Record
    structure: Structure
    csv: str
    notices: tuple[str, ...] = ()


def release(
    table: pl.DataFrame | InternalAggregate[pl.DataFrame],
    structure: Structure,
    policy: str,
    register: Register,
    requested_by: str,
    as_of: date,
    *,
    name: str,
    policies: Mapping[str, Policy] | None = None,
    key: bytes | None = None,
    recompute: Recompute | None = None,
    progress: Progress | None = None,
) -> Disclosure:
    """Release a table: hide what must be hidden, prove that it stays hidden, record it.

    The table is compared with every earlier release that bears on it. What was hidden once stays
    hidden, what is out stays out, and further cells of this table are hidden until no release,
    alone or with the others, uncovers a cell of any of them. Where that cannot be, nothing leaves.

    Parameters
    ----------
    table : polars DataFrame or InternalAggregate of one
        True figures, one row for each combination of items. Columns that the structure does not
        name stay inside.
    structure : Structure
    policy : str
        Id of the policy.
    register : Register
        Remembers what is out; grows by this release.
    requested_by : str
        A role or an account's id, never a name.
    as_of : date
        The day of the decision.
    name : str
        Of the table, in lower case with hyphens. Releases of one name are one stream.
    policies : mapping of str to Policy, optional
        By id; by default those that ship.
    key : bytes, optional
        For a policy that rounds: secret, the same for every release of the register.
    recompute : callable, optional
        Works out the table behind a record whose true figures were not kept; None where it cannot.
    progress : callable, optional
        Called with cells done and cells in all.

    Returns
    -------
    Disclosure

    Raises
    ------
    UsageError
        No such policy, a name or role that is none, a policy that rounds without a key.
    InputError
        The table does not add up, has gaps, or contradicts its structure.
    StocktakeError
        No suppression satisfies the policy; or, with what is out already, the table would uncover
        a cell. The earlier releases and the sums are named, never a figure.
    StoreError
        The register is in use, damaged, or cannot be written to.

    Notes
    -----
    The same table released again on the same day is the same release. A recalled release is out.

    Source: Office for National Statistics and Government Statistical Service, guidance on tables
    of administrative data: differencing between releases; M. Fischetti and J. J. Salazar (2000).

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import polars as pl
    >>> from stocktake.disclosure.structure import parse_structure
    >>> structure = parse_structure('''
    ...     population = "all"
    ...     place = "la-001"
    ...     period = "202324"
    ...     measure = [{ id = "pupils", column = "pupil_count" }]
    ...     [[dimension]]
    ...     id = "need"
    ...     column = "need"
    ...     total = "Total"
    ...     split = [{ total = "Total", parts = ["None", "Support", "Plan"] }]
    ... ''', "pupils.toml")
    >>> needs = ["Total", "None", "Support", "Plan"]
    >>> table = pl.DataFrame({"need": needs, "pupil_count": [240, 200, 37, 3]})
    >>> register = Register(Path(tempfile.mkdtemp()))
    >>> made = release(table, structure, "stocktake_default", register, "data-lead",
    ...     date(2025, 1, 31), name="pupils-by-need")
    >>> print(made.csv.strip())
    need,pupil_count
    None,200
    Plan,c
    Support,c
    Total,240
    >>> made.record.reasons, made.record.hidden_count
    (('small count',), 2)
    """
    check_words(name, requested_by)
    rules = _policy(policy, policies)
    request = Request(policy, rules, register, requested_by, as_of, key, recompute, progress)
    [disclosure] = release_tables([PlannedTable(table, structure, name)], request)
    return _disclosure(*disclosure)


def release_plan(
    tables: Sequence[PlannedTable],
    policy: str,
    register: Register,
    requested_by: str,
    as_of: date,
    *,
    policies: Mapping[str, Policy] | None = None,
    recompute: Recompute | None = None,
    progress: Progress | None = None,
) -> tuple[Disclosure, ...]:
    """Release several tables that were proved together.

    What is hidden is decided for all of them at once, so that the last one loses no more than the
    first; any of them may then be published first, or alone, since whoever has all of them derives
    nothing. Every record names the plan.

    Parameters
    ----------
    tables : sequence of PlannedTable
    policy, register, requested_by, as_of, policies, recompute, progress
        As :func:`release` has them.

    Returns
    -------
    tuple of Disclosure
        In the order of the tables. All of them count as out from now on.

    Raises
    ------
    UsageError
        No table, two of the same name, or a policy that rounds: what is rounded needs no plan.
    StocktakeError
        As for :func:`release`; then none of them is released.
    """
    rules = _policy(policy, policies)
    names = [table.name for table in tables]
    twice = sorted({name for name in names if names.count(name) > 1})
    if not tables or twice:
        faults = [Fault(name, "is planned twice", "a name for each table") for name in twice]
        raise UsageError("a plan needs tables, each with its own name", faults)
    if rules.method != "suppress":
        raise UsageError("a plan is for policies that hide; what is rounded needs none")
    request = Request(policy, rules, register, requested_by, as_of, None, recompute, progress)
    return tuple(_disclosure(*item) for item in release_tables(tables, request))


def _disclosure(printed_table: PrintedTable, record: Record) -> Disclosure:
    basis = disclosed_basis(record.id, printed_table.sha256, f"{printed_table.name}.csv")
    released = Released(printed_table.decision.frame, (basis,))
    notices = (*printed_table.notices, *everyone_notices(printed_table.table))
    return Disclosure(released, record, printed_table.structure, printed_table.csv, notices)


def disclosed_basis(record_id: str, sha256: str, locator: str) -> Basis:
    """The basis of a figure that a release of ours let out.

    Parameters
    ----------
    record_id : str
    sha256 : str
        Of the printed table.
    locator : str
        File, and row where known.
    """
    return Basis("disclosed", record_id, sha256, locator)


def _policy(name: str, policies: Mapping[str, Policy] | None) -> Policy:
    all_policies = load_policies() if policies is None else policies
    if name not in all_policies:
        hint = nearest(name, all_policies)
        raise UsageError(
            f"no policy {name!r}; known: {', '.join(all_policies)}" + (f"; {hint}" if hint else "")
        )
    return all_policies[name]


__all__ = ["Disclosure", "PlannedTable", "disclosed_basis", "release", "release_plan"]
