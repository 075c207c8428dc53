"""Decides what of a table may leave, proves it against all that is out, and writes it down.

This is the only place in which content becomes released on a decision of our own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import TYPE_CHECKING

from stocktake.disclosure.decide import Decision, as_printed, round_off, suppress
from stocktake.disclosure.linked_attack import attack_beside, falls_short
from stocktake.disclosure.linked_tables import Out, lay_beside, what_is_out
from stocktake.disclosure.policy import Policy, load_policies
from stocktake.disclosure.published_table import (
    attacked_structure,
    csv_text,
    printed_structure,
    read_csv_text,
)
from stocktake.disclosure.record import Record, check_words, policy_digest
from stocktake.disclosure.refusal import refuse_uncovered
from stocktake.disclosure.register import Register
from stocktake.disclosure.rounded import narrowest
from stocktake.disclosure.structure import Structure, Table
from stocktake.disclosure.undeclared import everyone_notices, understand
from stocktake.standards.errors import UsageError, nearest
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

    Returns
    -------
    Disclosure

    Raises
    ------
    UsageError
        No such policy, a name or role that is none, a policy that rounds without a key.
    InputError
        The table does not add up, has gaps, or contradicts its structure.
    UnansweredError
        The table raises questions that its structure leaves open; all of them together.
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
    >>> made.record.hidden_primary, made.record.hidden_secondary_count
    ({'small count': 1}, 1)
    """
    check_words(name, requested_by)
    rules = _policy(policy, policies)
    frame = table.content if isinstance(table, InternalAggregate) else table
    inner = Table(as_printed(frame, structure), structure, name)
    with register.writing():
        earlier_releases = register.releases()
        understanding = understand(inner, earlier_releases, rules)
        inner, earlier = understanding.table, understanding.earlier
        out = what_is_out(earlier)
        outer = printed_structure(inner.structure, rules)
        if rules.method == "round":
            decision = round_off(inner, rules, earlier, key)
        else:
            decision = suppress(inner, rules, earlier, out)
        csv = csv_text(decision.frame)
        data = csv.encode("utf-8")
        published_table = Table(read_csv_text(data), attacked_structure(outer), name)
        all_promises = [*decision.promises, *(p for release in earlier for p in release.promises)]
        bounds = attack_beside(published_table, earlier, all_promises)
        short = {
            p.cell: p for p in all_promises if p.cell in bounds and falls_short(bounds[p.cell], p)
        }
        if short:
            refuse_uncovered(published_table, earlier, tuple(short.values()))
        widths = [bounds[p.cell].width for p in decision.promises if p.cell in bounds]
        if rules.method == "round":
            width = narrowest(lay_beside(published_table, earlier).problem, rules.threshold)
            widths = [] if width is None else [width]
        least = min(widths, default=inf)
        sha256 = hashlib.sha256(data).hexdigest()
        record = Record(
            id=f"{name}/{as_of.isoformat()}-{sha256[:12]}",
            name=name,
            number=0,
            as_of=as_of,
            requested_by=requested_by,
            policy=policy,
            policy_version=rules.version,
            policy_sha256=policy_digest(rules),
            method=rules.method,
            structure=outer.model_dump(mode="json"),
            cells_count=len(decision.published_cells),
            hidden_primary=decision.reasons,
            hidden_secondary_count=decision.hidden_count - sum(decision.reasons.values()),
            hidden_before_count=len(
                decision.hidden_cells & out.hidden_cells & decision.published_cells
            ),
            revised_count=_revised_count(decision, out),
            attacked_with=tuple(release.record.id for release in earlier),
            attacked_count=len(bounds),
            least_width=None if least == inf else least,
            sha256=sha256,
            not_compared=understanding.not_compared,
        )
        same = next(
            (earlier.record for earlier in earlier_releases if earlier.record.id == record.id), None
        )
        record_id = same or register.keep(record, data, decision.promises)
    basis = disclosed_basis(record_id.id, sha256, f"{name}.csv")
    notices = (*understanding.notices, *everyone_notices(published_table))
    return Disclosure(Released(decision.frame, (basis,)), record_id, outer, csv, notices)


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


def _revised_count(decision: Decision, out: Out) -> int:
    return sum(
        1
        for name, value in decision.figures.items()
        if name in decision.published_cells
        and name in out.shown_values
        and value not in out.shown_values[name]
    )


def _policy(name: str, policies: Mapping[str, Policy] | None) -> Policy:
    all_policies = load_policies() if policies is None else policies
    if name not in all_policies:
        hint = nearest(name, all_policies)
        raise UsageError(
            f"no policy {name!r}; known: {', '.join(all_policies)}" + (f"; {hint}" if hint else "")
        )
    return all_policies[name]


__all__ = ["Disclosure", "disclosed_basis", "release"]
