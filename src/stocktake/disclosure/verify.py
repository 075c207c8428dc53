"""Adds up every proof that a register keeps, apart from whatever found them.

For every small figure, every hidden one and every attacker another table must be there that agrees
with all that is printed and differs where it should. Nothing is solved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stocktake.disclosure.certificates import Certificate, read_certificate
from stocktake.disclosure.earlier import Earlier
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.feasible_tables import is_possible
from stocktake.disclosure.linked_problem import LinkedProblem, latest_promises, link_problem
from stocktake.disclosure.linked_tables import what_is_out
from stocktake.disclosure.policy import Policy
from stocktake.disclosure.primary import Primary
from stocktake.disclosure.proof_tables import ProofTables, changes_enough
from stocktake.disclosure.protection_levels import Task, state_task, with_zeros
from stocktake.disclosure.register import Register
from stocktake.standards.errors import Fault, StoreError, UsageError


@dataclass(frozen=True)
class Verification:
    """What the kept proofs of one group of linked releases show.

    Parameters
    ----------
    releases : tuple of str
        Ids, in the order of release.
    tables_count : int
        Other tables that add up and differ in no printed figure.
    questions_count : int
        Cells and sides, each with a table for every attacker.
    exempt_count : int
        Questions about which nothing is claimed: what follows from own figures, or was listed.
    """

    releases: tuple[str, ...]
    tables_count: int
    questions_count: int
    exempt_count: int


def verify_register(register: Register, policies: Mapping[str, Policy]) -> tuple[Verification, ...]:
    """Add up every proof of a register.

    Parameters
    ----------
    register : Register
    policies : mapping of str to Policy
        By id: those by which its releases were made.

    Returns
    -------
    tuple of Verification
        One for each group of linked releases; those that keep no true figures are left out.

    Raises
    ------
    StoreError
        A proof is missing or does not hold, the figures cannot be opened, or the register is
        damaged.
    UsageError
        A policy is not there any more.
    """
    with register.writing():
        every_release = register.releases()
    by_id = {release.record.id: release for release in every_release}
    verifications = []
    covered: set[str] = set()
    for release in reversed(every_release):
        if release.record.id in covered or release.record.proof is None:
            continue
        covered.update(release.record.attacked_with)
        ids = (*release.record.attacked_with, release.record.id)
        group = [by_id[name] for name in dict.fromkeys(ids) if name in by_id]
        group += [
            release
            for release in every_release
            if release.record.plan and release.record.plan == by_id[ids[-1]].record.plan
            if release not in group
        ]
        covered.update(release.record.id for release in group)
        verifications.append(_verify_as_then(release, group, _policy(release, policies)))
    return tuple(reversed(verifications))


def _policy(release: Earlier, policies: Mapping[str, Policy]) -> Policy:
    name = release.record.policy
    if name not in policies:
        fault = Fault(release.record.id, f"was made by the policy {name!r}", "its definition")
        raise UsageError("the proofs cannot be added up without the policy", [fault])
    return policies[name]


def _verify_as_then(last: Earlier, group: Sequence[Earlier], policy: Policy) -> Verification:
    """Releases that contradict each other are laid as they were: a recall may have come since."""
    known_then = [
        replace(release, record=replace(release.record, recall=None)) for release in group
    ]
    try:
        return _verify(last, group, policy)
    except StoreError:
        if all(release.record.recall is None for release in group):
            raise
    return _verify(last, known_then, policy)


def _verify(last: Earlier, group: Sequence[Earlier], policy: Policy) -> Verification:
    if last.true_table is None:
        raise _unproved(last, "keeps no figures")
    other_releases = [release for release in group if release.record.id != last.record.id]
    linked_problem = link_problem(
        [last.true_table],
        build_problem([last.true_table]),
        other_releases,
        what_is_out(other_releases),
        policy,
    )
    task = _state(linked_problem, last, policy)
    certificate = read_certificate(last)
    tables = ProofTables(task, [])
    position = linked_problem.problem.position
    for table in certificate.tables:
        changes = {position[cell]: change for cell, change in table.items() if cell in position}
        if len(changes) == len(table) and is_possible(task, changes):
            tables.add(changes)
    wanted_questions = list(_wanted_questions(linked_problem, last, task))
    exempt_count = 0
    for cell, change in wanted_questions:
        exempt_count += _prove(cell, change, linked_problem, last, tables, certificate)
    ids = tuple(release.record.id for release in group)
    return Verification(ids, len(tables.tables), len(wanted_questions), exempt_count)


def _state(linked_problem: LinkedProblem, last: Earlier, policy: Policy) -> Task:
    """What may differ: all that no release prints."""
    hidden_ids = linked_problem.hidden_before | last.hidden_cells
    shown_ids = {name for name, cell in last.cells.items() if cell.state == "shown"}
    promised_primary = [
        Primary(promise.cell, "count" if promise.percent is None else "p-percent")
        for release in (*linked_problem.together, last)
        for promise in release.promises
    ]
    # Nothing further can be hidden any more: what is not hidden is known.
    known_ids = linked_problem.known_cells | shown_ids - hidden_ids
    problem = linked_problem.problem
    task = state_task(problem, policy, promised_primary, known_cells=known_ids)
    task = with_zeros(
        task,
        [
            place
            for place, cell in enumerate(problem.cells)
            if cell.value == 0 and cell.id in last.hidden_cells and cell.id not in known_ids
        ],
    )
    free = {place: room for place, room in task.room.items() if place not in task.weights}
    for place in task.weights:
        if problem.cells[place].id in hidden_ids:
            free[place] = task.room[place]
    return replace(task, room=free, weights={}, standins=problem.positions(linked_problem.standins))


def _wanted_questions(
    linked_problem: LinkedProblem, last: Earlier, task: Task
) -> Iterator[tuple[int, float]]:
    """Every promise in both directions, and every hidden figure."""
    problem = linked_problem.problem
    for promise in latest_promises((*linked_problem.together, last)).values():
        place = problem.position.get(promise.cell)
        if place is None or promise.percent is not None:
            continue
        value = problem.cells[place].value or 0.0
        for change in (promise.low - value, promise.high - value):
            if change:
                yield place, change
    for cell in sorted(linked_problem.hidden_before | last.hidden_cells):
        place = problem.position.get(cell)
        if place is not None and place in task.room:
            yield place, 0.0


def _prove(
    place: int,
    change: float,
    linked_problem: LinkedProblem,
    last: Earlier,
    tables: ProofTables,
    certificate: Certificate,
) -> int:
    """Whether every attacker has a table; returns how many questions are exempt."""
    cell = linked_problem.problem.cells[place].id
    unserved = -1
    for number in tables.containing(place):
        if tables.answers(number, place, change) and changes_enough(
            tables.tables[number], place, change
        ):
            unserved &= tables.unserved(number, place)
            if not unserved:
                return 0
    if unserved == -1:
        if (cell, "") in certificate.exempt:
            return 1
        raise _unproved(last, f"has no proof for {cell}")
    names = tables.attacker_names(unserved)
    if all((cell, name) in certificate.exempt for name in names):
        return len(names)
    raise _unproved(last, f"has no proof for {cell} against one of its contributors")


def _unproved(release: Earlier, problem: str) -> StoreError:
    fix = "release nothing more from it; bring the register back from a copy"
    return StoreError(
        "the register's proofs do not hold", [Fault(release.record.id, problem, "", fix)]
    )
