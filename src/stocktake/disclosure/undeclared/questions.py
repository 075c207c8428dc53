"""A question that a table raises and its structure does not answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stocktake.disclosure.structure import Structure
from stocktake.standards.errors import Fault, StocktakeError

SUMMARY = "the table raises questions that its structure does not answer; nothing is released"


@dataclass(frozen=True)
class Question:
    """What somebody who knows the table must say before it can be protected.

    Parameters
    ----------
    id : str
        The same for the same table; ``[[chance]]`` names it.
    text : str
        In plain English. Columns, items and ids, never a figure.
    answers : tuple of str
        What to write into the structure, one for each possible answer.
    """

    id: str
    text: str
    answers: tuple[str, ...]

    @property
    def fault(self) -> Fault:
        """The question as a refusal prints it."""
        return Fault(self.id, self.text, "", " or ".join(self.answers))


class UnansweredError(StocktakeError):
    """A table that cannot be released until its structure answers.

    Parameters
    ----------
    questions : sequence of Question
    """

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__(SUMMARY, [question.fault for question in questions])
        self.questions = tuple(questions)

    def __str__(self) -> str:
        # However many: whoever answers some of them should not meet the others one run later.
        return "\n".join([self.summary, *(f"  {fault}" for fault in self.faults)])


def by_chance(question: str) -> str:
    """How a structure says that figures only happen to agree."""
    return f'[[chance]] question = "{question}", with a reason, if that is chance'


def without_answers(questions: Iterable[Question], structure: Structure) -> list[Question]:
    """The questions that a structure leaves open, each once."""
    answers = {answer.question for answer in structure.chance}
    by_id = {question.id: question for question in questions if question.id not in answers}
    return list(by_id.values())
