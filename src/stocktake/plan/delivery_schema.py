"""What the definition files of delivery questions and of gaps in a plan may say."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from stocktake.standards.definitions import Definition, Source
from stocktake.statistics.schema import Text

Scope = Literal["target", "activity", "action", "local_indicator"]


class DeliveryQuestion(Definition):
    """One of the questions that a plan must answer to be delivered.

    Parameters
    ----------
    number : int
        Its place in the order of asking, from 1.
    question, answered_by, why : str
        The question, what would answer it, and why it is asked.
    key : str
        The key of the plan that holds the plan's own answer.
    """

    number: int = Field(ge=1)
    question: Text
    answered_by: Text
    why: Text
    key: Text
    source: Source


class GapKind(Definition):
    """One thing that a plan can leave unanswered, and how to say so.

    Parameters
    ----------
    number : int
        Its place in lists and tables.
    scope : str
        What lacks it: ``target``, ``activity``, ``action`` or ``local_indicator``.
    heading : str
        One or two words, for the head of a column.
    has : str
        What is said of one that lacks it, after its name: ``"has no owner"``.
    have : str
        The same of several: ``"have no owner"``.
    why : str
        Why it matters, in a clause.
    key : str
        The key that answers it.
    """

    number: int = Field(ge=1)
    scope: Scope
    heading: Text
    has: Text
    have: Text
    why: Text
    key: Text
