"""Chooses further cells quickly: one primary cell after another, then takes back what it can.

For every primary cell and direction it asks for the cheapest other table; the cells in which that
table differs must be hidden, and the table is the proof. Afterwards each further cell is shown
again if every proof that used it can be replaced. What remains can lose no single cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from stocktake.disclosure.feasible_tables import Alternatives, Change
from stocktake.disclosure.protection_levels import ProtectionLevel, Task

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Question:
    """Can this attacker pin this cell from this side? ``change`` is what must stay possible."""

    cell: int
    change: float
    attacker: str = ""


@dataclass
class Cover:
    """Cells to hide, with a proof for every question.

    Parameters
    ----------
    further : set of int
        Cells to hide besides the primary ones.
    proofs : dict of Question to int
        Which of the tables answers each question.
    tables : list
        Other tables that agree with everything printed.
    unanswered : list of Question
        For which there is none.
    """

    further: set[int] = field(default_factory=set)
    proofs: dict[Question, int] = field(default_factory=dict)
    tables: list[Change] = field(default_factory=list)
    unanswered: list[Question] = field(default_factory=list)


def quick_cover(
    task: Task,
    *,
    start: Cover | None = None,
    keep: bool = False,
    progress: Progress | None = None,
) -> Cover:
    """A small set of further cells, with proofs.

    Parameters
    ----------
    task : Task
    start : Cover, optional
        Cells hidden already; only their proofs are sought and what is missing is added.
    keep : bool
        Take nothing back.
    progress : callable, optional
        Called with cells done and cells in all.

    Returns
    -------
    Cover
    """
    cover = Cover(set(start.further) if start else set())
    _answer_all(task, cover, progress)
    if not keep and not cover.unanswered:
        _take_back(task, cover)
    return cover


def _hidden_cells(task: Task, cover: Cover) -> set[int]:
    """The cells that are hidden, or never printed."""
    return {cell for cell in task.room if cell not in task.weights or cell in cover.further}


def questions(task: Task) -> Iterator[tuple[ProtectionLevel, float]]:
    """Every need in each direction, the largest first: what protects it often protects others."""
    both_sides = [
        (need, change) for need in task.needs for change in (need.up, -need.down) if change != 0
    ]
    return iter(sorted(both_sides, key=lambda pair: (-abs(pair[1]), pair[0].cell, pair[1])))


def _answer_all(task: Task, cover: Cover, progress: Progress | None) -> None:
    # Most proofs need only what is hidden already, and are found much sooner among that.
    inner = Alternatives(task, {}, only=_hidden_cells(task, cover))
    model = Alternatives(task, task.weights)
    model.hide(cover.further)
    positions_by_table: dict[int, list[int]] = {}
    open_questions = list(questions(task))

    def look(question: Question) -> Change | None:
        barred = task.attackers.get(question.attacker, frozenset())
        for number in positions_by_table.get(question.cell, ()):
            table = cover.tables[number]
            if answers_question(task, table, question):
                cover.proofs[question] = number
                return table
        feasible_table = inner.find(question.cell, question.change, without=barred)
        if feasible_table is None:
            feasible_table = model.find(question.cell, question.change, without=barred)
        if feasible_table is None:
            cover.unanswered.append(question)
            return None
        cover.proofs[question] = len(cover.tables)
        for cell in feasible_table:
            positions_by_table.setdefault(cell, []).append(len(cover.tables))
        cover.tables.append(feasible_table)
        new = [
            cell for cell in feasible_table if cell in task.weights and cell not in cover.further
        ]
        cover.further.update(new)
        model.hide(new)
        return feasible_table

    for number, (need, change) in enumerate(open_questions):
        first = look(Question(need.cell, change))
        if first is not None:
            for name in insiders(task, need.cell, first):
                look(Question(need.cell, change, name))
        if progress is not None:
            progress(number + 1, len(open_questions))


def insiders(task: Task, cell: int, table: Change) -> list[str]:
    """Attackers who know that this table is not the true one, and not the cell itself."""
    owners = {task.problem.cells[position].owner for position in table}
    return sorted(
        name for name in owners if name in task.attackers and cell not in task.attackers[name]
    )


def answers_question(task: Task, table: Change, question: Question) -> bool:
    """Whether a table, perhaps found for another cell, answers a question."""
    change = table.get(question.cell, 0.0)
    required_change = question.change
    if (
        (change < required_change - 1e-7)
        if required_change > 0
        else (change > required_change + 1e-7)
    ):
        return False
    if not task.attackers.get(question.attacker, frozenset()).isdisjoint(table):
        return False
    # Only the cell in question may become zero where zeros are printed.
    return all(
        shift >= -task.room[cell][0] - 1e-6
        for cell, shift in table.items()
        if shift < 0 and cell != question.cell
    )


def _take_back(task: Task, cover: Cover) -> None:
    """Show every further cell again whose proofs can be replaced, the dearest first."""
    model = Alternatives(task, {}, only=_hidden_cells(task, cover))
    relying: dict[int, set[Question]] = {}
    for question, number in cover.proofs.items():
        for cell in cover.tables[number]:
            relying.setdefault(cell, set()).add(question)
    for cell in sorted(cover.further, key=lambda place: (-task.weights[place], place)):
        model.show([cell])
        replacement = _replace(task, cover, model, cell, relying.get(cell, set()))
        if replacement is None:
            model.reopen([cell])
            continue
        cover.further.discard(cell)
        for question, table in replacement.items():
            if question in cover.proofs:
                for cell in cover.tables[cover.proofs[question]]:
                    relying[cell].discard(question)
            cover.proofs[question] = len(cover.tables)
            cover.tables.append(table)
            for cell in table:
                relying.setdefault(cell, set()).add(question)


def _replace(
    task: Task, cover: Cover, model: Alternatives, cell: int, lost_questions: set[Question]
) -> dict[Question, Change] | None:
    """Other proofs without one cell; None as soon as one question has none."""
    tables: dict[Question, Change] = {}
    ordered_questions = sorted(
        lost_questions, key=lambda item: (-abs(item.change), item.cell, item.attacker)
    )
    waiting = list(ordered_questions)
    while waiting:
        question = waiting.pop(0)
        if question in tables:
            continue
        barred = task.attackers.get(question.attacker, frozenset())
        table = next(
            (table for table in tables.values() if answers_question(task, table, question)),
            None,
        )
        if table is None:
            table = model.find(question.cell, question.change, without=barred)
        if table is None:
            return None
        tables[question] = table
        if not question.attacker:
            for name in insiders(task, question.cell, table):
                insider = Question(question.cell, question.change, name)
                if insider not in tables and insider not in cover.proofs:
                    waiting.append(insider)
    return tables
