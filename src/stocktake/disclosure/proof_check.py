"""Adds up every proof once more, apart from the solver that found it."""

from __future__ import annotations

from collections.abc import Iterator

from stocktake.disclosure.feasible_tables import agrees
from stocktake.disclosure.proof_tables import (
    Cover,
    ProofTables,
    Question,
    changes_enough,
    questions,
)
from stocktake.disclosure.protection_levels import Task
from stocktake.standards.errors import StocktakeError


def check_proofs(cover: Cover, task: Task) -> int:
    """Check that every question of a task has its proof, by addition alone.

    Parameters
    ----------
    cover : Cover
    task : Task

    Returns
    -------
    int
        How many questions were checked.

    Raises
    ------
    StocktakeError
        A table does not add up, differs in a printed cell, or is no answer to its question; or a
        question has none.
    """
    published_positions = {place for place in task.weights if place not in cover.further}
    sums: dict[tuple[int, int], bool] = {}
    tables = ProofTables(task, list(cover.tables))

    def proves(question: Question) -> bool:
        number = cover.proofs.get(question)
        if number is None or not changes_enough(
            cover.tables[number], question.cell, question.change
        ):
            return False
        key = (number, question.cell)
        if key not in sums:
            sums[key] = agrees(task, cover.tables[number], question.cell, published_positions)
        own_cells = task.barred(question.attacker)
        return sums[key] and own_cells.isdisjoint(cover.tables[number])

    count = 0
    for question in _wanted_questions(cover, task):
        level = cover.level(question)
        if question in cover.attained and level == 0:
            continue
        question = Question(question.cell, level)
        count += 1
        if not proves(question):
            raise _unsound()
        # Whoever knows this table to be untrue needs another one; all others accept it.
        unserved = tables.unserved(cover.proofs[question], question.cell)
        for name in tables.attacker_names(unserved):
            insider = Question(question.cell, level, name)
            own_level = cover.level(insider)
            count += 1
            if insider in cover.attained and own_level == 0:
                continue
            if not proves(Question(question.cell, own_level, name)):
                raise _unsound()
    return count


def _wanted_questions(cover: Cover, task: Task) -> Iterator[Question]:
    for need, change in questions(task):
        yield Question(need.cell, change)
    if task.never_exact:
        for cell in sorted(task.concealed | cover.further):
            yield Question(cell, 0.0)


def _unsound() -> StocktakeError:
    return StocktakeError("a proof of the suppression does not hold; nothing is released")
